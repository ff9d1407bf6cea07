// Who wrote a mail and who else is on it.
import { createHash } from 'node:crypto';
import type { RawRequest, Sender } from '../../channel.ts';
import type { Address } from '../../../domain/conversation/content.ts';
import type { Recipients } from '../../../domain/conversation/message.ts';
import type { EmailConfig } from '../config.ts';
import { domainOf, localPartOf, mostAddresses, parseAddresses } from '../mime/address.ts';
import { type Part, valuesOf } from '../mime/part.ts';
import { withoutTag } from '../own-id.ts';
import { charsetOf } from './walk.ts';
import { listAddress } from './machine.ts';
import { isProven } from './proof.ts';

export type People = {
  readonly from: Sender;
  readonly recipients: Recipients;
  /** Where an answer goes when the sender asks for another place than the own address (Reply-To); null otherwise. */
  readonly answerTo: Address | null;
  /** Everybody but ourselves, lower-case addresses. */
  readonly participants: readonly string[];
  /** It went to more people than are kept. */
  readonly many: boolean;
};

export function peopleOf(mail: Part, config: EmailConfig, request: RawRequest): People {
  const charset = charsetOf(mail);
  const named = (header: string): Address[] => valuesOf(mail.headers, header).flatMap((value) => parseAddresses(value, charset));
  const authors = named('from');
  const answers = named('reply-to');
  const author = authors[0] ?? named('sender')[0] ?? answers[0] ?? named('return-path')[0] ?? nobody(request.body);
  // A contact form on our own site writes in our name and puts the visitor into Reply-To: the visitor is who wrote.
  // So does a list that must not send in the author's name: the author is in Reply-To beside the list, or there alone.
  const list = listAddress(mail);
  const others = answers.filter((answer) => answer.address !== author.address && !isOurs(config, answer.address));
  const throughList = list !== null && author.address === list && others.length === 1 ? others[0] : undefined;
  const throughForm = throughList ?? formOf(config, author, answers);
  const person = throughForm ?? author;
  const answer = answers.find((one) => one.address !== person.address && !isOurs(config, one.address));
  const recipients: Recipients = { to: shown(named('to'), config), copy: shown([...named('cc'), ...authors.slice(1)], config), blindCopy: shown(named('bcc'), config) };
  const everybody = [person, ...(answer ? [answer] : []), ...recipients.to, ...recipients.copy].map((one) => one.address);
  return {
    from: { externalId: person.address, name: person.name ?? (throughForm ? nameOf(author) : null), verified: !throughForm && isProven(mail, person.address, config, request.headers) },
    recipients,
    answerTo: throughForm ? null : (answer ?? null),
    participants: [...new Set(everybody)].filter((address) => !isOurs(config, address)),
    many: [recipients.to, recipients.copy].some((list) => list.length >= mostAddresses),
  };
}

/** `'Maria Rossi' via Help`, as lists write it who must not send in her name. */
const nameOf = ({ name }: Address): string | null => /^'?(.{1,200}?)'? via .{1,200}$/.exec(name ?? '')?.[1] ?? null;

const formOf = (config: EmailConfig, author: Address, answers: readonly Address[]): Address | undefined =>
  config.ownDomains.includes(domainOf(author.address)) ? answers.find((answer) => !config.ownDomains.includes(domainOf(answer.address))) : undefined;

/** A mail without any sender is nobody else's: two of them are never taken for one person. */
const nobody = (raw: Uint8Array): Address => ({ name: null, address: `nobody.${createHash('sha256').update(raw).digest('hex').slice(0, 16)}@unknown.invalid` });

/** Our addresses with or without a tag, be it genuine or not: they are on every mail and prove nothing about it. */
export function isOurs(config: EmailConfig, address: string): boolean {
  const untagged = `${localPartOf(address).split('+')[0]!}@${domainOf(address)}`;
  return [...config.senders.map((sender) => sender.address), config.plusAddressing.address].some((own) => own === address || own === untagged);
}

/** Our plus-addresses are shown without their tag, so that nobody copies them to others. */
function shown(list: readonly Address[], config: EmailConfig): Address[] {
  const found = new Map<string, Address>();
  for (const one of list) {
    const address = withoutTag(config, one.address);
    if (!found.has(address)) found.set(address, { name: one.name, address });
  }
  return [...found.values()];
}
