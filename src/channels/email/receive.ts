// One mail, exactly as it came, turned into what happened. Pure: the same bytes give the same answer at any time.
import { createHash } from 'node:crypto';
import { type Incoming, type IncomingMessage, type RawRequest, UnreadableInput } from '../channel.ts';
import { installationHeader, isInstallationMark, isNoticeId } from '../installation-mark.ts';
import type { Instant } from '../../domain/identifier.ts';
import type { EmailConfig } from './config.ts';
import { contentOfMail, type MailContent, subjectOf } from './incoming/content.ts';
import { isMachineSent } from './incoming/machine.ts';
import { isOurs, peopleOf } from './incoming/people.ts';
import { readReport, returnedMails } from './incoming/report.ts';
import { idsIn, referencesOf, threadOf } from './incoming/thread.ts';
import { parseAddresses } from './mime/address.ts';
import { clean } from './mime/charset.ts';
import { parseDate } from './mime/date.ts';
import { type Part, parseMail, valueOf, valuesOf } from './mime/part.ts';
import { readOwnId } from './own-id.ts';

export function receive(request: RawRequest, config: EmailConfig): readonly Incoming[] {
  if (request.body.length === 0) throw new UnreadableInput('email.empty', 'there are no bytes in this mail');
  const mail = parseMail(request.body);
  if (mail.headers.length === 0) throw new UnreadableInput('email.not-a-mail', 'this has no mail header');
  const externalId = externalIdOf(mail, request.body);
  const other = passedOver(mail, config, externalId) ?? readReport(mail, config, externalId, arrivedAt(mail, request)) ?? answerToNotice(mail, config, externalId);
  return [other ?? messageOf(mail, config, request, externalId)];
}

function messageOf(mail: Part, config: EmailConfig, request: RawRequest, externalId: string): IncomingMessage {
  const subject = subjectOf(mail);
  const people = peopleOf(mail, config, request);
  const thread = threadOf(mail, config, subject, people.participants);
  const { notices: ofContent, ...content } = contentOfMail(mail, subject, Number(request.headers['cut-from-bytes']) || null);
  const notices = people.many ? [...ofContent, 'email.many-recipients'] : ofContent;
  return {
    kind: 'message',
    externalId,
    fingerprint: fingerprintOf(mail, people.from.externalId, content),
    thread,
    from: people.from,
    recipients: people.recipients,
    sentAt: sentAt(mail, request),
    content,
    machineSent: isMachineSent(mail, config, { from: people.from.externalId, subject, answersUs: thread.key !== null }),
    ...(people.answerTo ? { answerTo: people.answerTo } : {}),
    ...(notices.length > 0 ? { notices } : {}),
  };
}

/** Our own mail coming back: a notification to an agent, a copy to ourselves, an address that forwards to this mailbox. */
function passedOver(mail: Part, config: EmailConfig, externalId: string): Incoming | null {
  // The header stands on the notification itself, and in what a bounce brings back of it.
  if ([mail, ...returnedMails(mail)].some(({ headers }) => isInstallationMark(valueOf(headers, installationHeader.toLowerCase()) ?? '', config.installationSecret))) return { kind: 'passed-over', because: 'own-notification', externalId };
  const fromUs = parseAddresses(valueOf(mail.headers, 'from') ?? '').some(({ address }) => isOurs(config, address));
  // The header alone could have been copied by the customer's program; then it is the customer who writes.
  const ids = [externalId, ...(fromUs ? valuesOf(mail.headers, 'x-attune-message').flatMap(idsIn) : [])];
  return ids.some((id) => readOwnId(config, id)?.message) ? { kind: 'passed-over', because: 'own-message', externalId } : null;
}

/** An agent's absence message about a notification of ours: nobody's matter. */
function answerToNotice(mail: Part, config: EmailConfig, externalId: string): Incoming | null {
  if (!referencesOf(mail).some(isNoticeId)) return null;
  return isMachineSent(mail, config, { from: '', subject: subjectOf(mail), answersUs: false }) ? { kind: 'passed-over', because: 'own-notification', externalId } : null;
}

/** The Message-ID; where the sender gave none, a hash of every byte, which differs even between two equal mails. */
export function externalIdOf(mail: Part, raw: Uint8Array): string {
  const header = valueOf(mail.headers, 'message-id') ?? '';
  const given = idsIn(header)[0] ?? clean(Buffer.from(header.replace(/[<>\s]/g, ''), 'latin1').toString('utf8'));
  if (given !== '' && given.length <= 500) return given;
  return `${given === '' ? 'no-message-id' : 'long-message-id'}.${createHash('sha256').update(given === '' ? raw : given).digest('hex').slice(0, 40)}`;
}

/** What a reader would see: two different mails under one Message-ID differ in it, one mail delivered twice does not. */
function fingerprintOf(mail: Part, from: string, content: Omit<MailContent, 'notices'>): string {
  const hash = createHash('sha256');
  const add = (text: string): void => void hash.update(`${text.length}:${text}`);
  for (const text of [from, valueOf(mail.headers, 'date') ?? '', content.subject ?? '', content.text.replace(/\s+/g, ' ').trim()]) add(text);
  for (const { name, content: file } of content.attachments) {
    add(name);
    if (file instanceof Uint8Array) add(createHash('sha256').update(file).digest('hex'));
    else add('remote' in file ? file.remote : file.hash);
  }
  return hash.digest('hex');
}

/** When a report reached the mailbox: the clocks of strange servers do not count. */
function arrivedAt(mail: Part, request: RawRequest): Instant {
  const arrived = parseDate(request.headers['internaldate'] ?? '');
  return arrived !== null && arrived < request.receivedAt ? arrived : sentAt(mail, request);
}

/** When it was written, as its sender says, but never after it was here. */
function sentAt(mail: Part, request: RawRequest): Instant {
  const arrived = parseDate(request.headers['internaldate'] ?? '') ?? request.receivedAt;
  const written = parseDate(valueOf(mail.headers, 'date') ?? '') ?? arrived;
  return written < request.receivedAt ? written : request.receivedAt;
}
