// To whom a reply goes, from whom, and under which subject.
import type { RecipientsView } from '../contract/views.ts';
import type { Address } from '../domain/conversation/content.ts';
import type { Exchanged } from '../domain/conversation/usual-addresses.ts';
import { usualCopies, usualSender } from '../domain/conversation/usual-addresses.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Answerable, LockedConversation } from '../store/conversation.ts';
import type { InboxAccount } from './inbox-account.ts';

export type Addressed = {
  readonly to: string;
  readonly recipients: RecipientsView;
  readonly sender: Address | null;
  readonly subject: string | null;
  readonly participants: readonly { readonly channel: string; readonly external_id: string; readonly name: string | null }[];
};

export type Wanted = { readonly sender: string | null; readonly copy?: RecipientsView['copy']; readonly blindCopy: RecipientsView['blindCopy'] };

export type Answering = {
  readonly account: InboxAccount;
  readonly conversation: Pick<LockedConversation, 'subject'>;
  /** The last ones on this inbox, oldest first. */
  readonly messages: readonly Answerable[];
  /** The contact's own. */
  readonly identities: readonly { readonly channel: string; readonly external_id: string; readonly name: string | null }[];
  /** Addresses of third parties: whoever of them got into the customer's thread gets no copy unless somebody wants it. */
  readonly thirdParties?: readonly string[];
};

/** Answers go to where the customer last wrote from on this inbox, otherwise to the contact's identity on its channel. */
export function addressReply({ account, conversation, messages, identities, thirdParties = [] }: Answering, wanted: Wanted): Addressed {
  const lastFromCustomer = messages.findLast((message) => message.direction === 'in');
  const to = (lastFromCustomer?.sender as Address | null | undefined) ?? identityOn(identities, account.channel.name);
  if (!to) throw new Refusal('recipient-missing');
  const exchanged = messages as readonly (Answerable & Exchanged)[];
  const copy = wanted.copy ?? usualCopies(exchanged.at(-1)?.recipients, [...account.row.senders.map((sender) => sender.address), to.address, ...thirdParties]);
  if (!account.channel.can.copies && (wanted.copy?.length || wanted.blindCopy.length)) throw new Refusal('channel-cannot-copy');
  return {
    to: to.address,
    recipients: { to: [to], copy: account.channel.can.copies ? [...copy] : [], blindCopy: [...wanted.blindCopy] },
    sender: chooseSender(account, wanted.sender, exchanged),
    subject: subjectOf(conversation.subject ?? lastFromCustomer?.subject ?? null),
    participants: [{ address: to.address, name: to.name }, ...copy].map((one) => ({ channel: account.channel.name, external_id: one.address.toLowerCase(), name: one.name })),
  };
}

function identityOn(identities: Answering['identities'], channel: string): Address | null {
  const identity = identities.find((one) => one.channel === channel);
  return identity ? { name: identity.name, address: identity.external_id } : null;
}

/** The chosen sender, or the usual one. */
export function chooseSender(account: InboxAccount, chosen: string | null, messages: readonly Exchanged[]): Address | null {
  const { senders } = account.row;
  const sender = chosen === null ? usualSender(senders, messages) : senders.find((one) => one.address.toLowerCase() === chosen.toLowerCase());
  if (!sender && chosen !== null) throw new Refusal('recipient-wrong', { address: chosen });
  return sender ? { name: sender.name || null, address: sender.address } : null;
}

/** Answers carry one "Re:"; other languages' forms of it are left as the customer's program wrote them. */
function subjectOf(subject: string | null): string | null {
  if (subject === null || subject === '') return null;
  return /^(re|aw|sv|r|rif|отв|ответ|回复|回覆|答复)\s*(\[\d+\])?\s*[:：]/iu.test(subject) ? subject : `Re: ${subject}`;
}
