// Reports of mail servers and mail programs about a mail of ours: it bounced, it arrived, it was read (RFC 3464, RFC 8098),
// and the forms of those servers that never learnt the standard.
import type { Incoming } from '../../channel.ts';
import { textOfHtml } from '../../text-of-html.ts';
import type { Instant } from '../../../domain/identifier.ts';
import type { EmailConfig } from '../config.ts';
import { addressOf, parseAddresses } from '../mime/address.ts';
import { decodeText } from '../mime/charset.ts';
import { contentOf, type Header, type Part, parseMail, valueOf, valuesOf } from '../mime/part.ts';
import { readOwnId, readPlusAddress } from '../own-id.ts';
import { type Failure, failureIn, reasonOf } from './bounce-reason.ts';
import { isFromDaemon, isNullSender } from './machine.ts';
import { idsIn, referencesOf } from './thread.ts';

/** null: no report, or one about a mail that is not ours; then it is a message like any other, sent by a machine. */
export function readReport(mail: Part, config: EmailConfig, externalId: string, at: Instant): Incoming | null {
  const parts = [...allParts(mail)];
  const notification = parts.find((part) => /^message\/(global-)?disposition-notification$/.test(part.type.value));
  if (notification) return readNotification(fieldsOf(notification)[0] ?? [], config, externalId, at);
  const status = parts.find((part) => /^message\/(global-)?delivery-status$/.test(part.type.value));
  if (!status && !isFromDaemon(mail) && valueOf(mail.headers, 'x-failed-recipients') === null) return null;
  const blocks = status ? fieldsOf(status) : [];
  const ours = ourMessage(mail, parts, blocks, config);
  if (ours === null) return null;
  return status ? fromStatus(blocks, ours, externalId, at) : fromText(textOfReport(parts), ours, externalId, at);
}

function* allParts(part: Part): Generator<Part> {
  yield part;
  for (const child of part.children) yield* allParts(child);
}

/** Blocks of header-like lines, parted by blank lines. */
function fieldsOf(part: Part): Header[][] {
  const blocks = Buffer.from(contentOf(part)).toString('latin1').split(/\r?\n[ \t]*\r?\n/).slice(0, 500);
  return blocks.map((block) => [...parseMail(Buffer.from(`${block.trim()}\r\n\r\n`, 'latin1')).headers]).filter((block) => block.length > 0);
}

/** What a report brings back of the mail that it is about; nothing where this is no report. */
export function returnedMails(mail: Part): Part[] {
  const parts = [...allParts(mail)];
  if (!isFromDaemon(mail) && !parts.some((part) => /^message\/(global-)?delivery-status$/.test(part.type.value))) return [];
  return returnedIn(parts);
}

const returnedIn = (parts: readonly Part[]): Part[] => parts.filter((part) => returned.test(part.type.value)).map((part) => parseMail(contentOf(part)));

const returned = /^(message\/(rfc822|global|rfc822-headers|global-headers)|text\/rfc822-headers)$/;

/** Which of our mails it is about: by the mail it brings back, the envelope's id, the address it came to, or its text. */
function ourMessage(mail: Part, parts: readonly Part[], blocks: readonly Header[][], config: EmailConfig): string | null {
  const named = [
    ...returnedIn(parts).flatMap(({ headers }) => [...valuesOf(headers, 'x-attune-message'), ...valuesOf(headers, 'message-id')]).flatMap(idsIn),
    ...blocks.flatMap((block) => [...valuesOf(block, 'original-envelope-id').map(fromXtext), ...valuesOf(block, 'x-original-message-id').flatMap(idsIn)]),
    // Exchange brings nothing back, but answers; so would a person at such an address, who writes to us by hand.
    ...(isWrittenByMachine(mail, blocks) ? referencesOf(mail).toReversed() : []),
  ];
  for (const id of named) {
    const own = readOwnId(config, id)?.message;
    if (own) return own;
  }
  for (const header of ['delivered-to', 'x-original-to', 'envelope-to', 'to']) {
    for (const { address } of valuesOf(mail.headers, header).flatMap((value) => parseAddresses(value))) {
      const own = readPlusAddress(config, address)?.message;
      if (own) return own;
    }
  }
  return inText(textOfReport(parts), config);
}

/** qmail, Exim, mail.ru, Yandex and others copy the original's headers into their plain text. */
function inText(text: string, config: EmailConfig): string | null {
  for (const match of text.matchAll(/\bm\.[a-z0-9]{1,40}\.[a-z0-9-]{4,40}\.[a-z2-7]{16}@[a-z0-9.-]{1,255}/gi)) {
    const own = readOwnId(config, match[0])?.message;
    if (own) return own;
  }
  return null;
}

const isWrittenByMachine = (mail: Part, blocks: readonly Header[][]): boolean =>
  blocks.length > 0 || isNullSender(mail) || valueOf(mail.headers, 'x-failed-recipients') !== null || !/^\s*(no\b|$)/i.test(valueOf(mail.headers, 'auto-submitted') ?? '');

function textOfReport(parts: readonly Part[]): string {
  const shown = parts.filter((part) => part.children.length === 0 && /^text\/(plain|html|rfc822-headers)$|^message\/rfc822$/.test(part.type.value));
  return shown.map((part) => {
    const text = decodeText(contentOf(part).subarray(0, 200_000), part.type.parameters['charset'] ?? null);
    return part.type.value === 'text/html' ? textOfHtml(text) : text;
  }).join('\n');
}

/** RFC 3461 4: `+3D` for `=`. */
const fromXtext = (text: string): string => text.trim().replace(/\+([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function fromStatus(blocks: readonly Header[][], ours: string, externalId: string, at: Instant): Incoming {
  const recipients = blocks.filter((block) => valueOf(block, 'action') !== null || valueOf(block, 'status') !== null || valueOf(block, 'final-recipient') !== null);
  const did = recipients.map((block) => ({ action: actionOf(block), failure: failureOf(block) }));
  const failed = did.filter(({ action }) => action === 'failed');
  if (failed.length > 0) return bounced(ours, at, failed[0]!.failure, failed.flatMap(({ failure }) => addressOf(failure.recipient) ?? []));
  const delivered = did.length > 0 && did.every(({ action }) => action === 'delivered');
  // Delayed: the server goes on trying. Relayed or expanded: it went to where nobody reports.
  return delivered ? { kind: 'receipt', externalId: ours, state: 'delivered', at } : { kind: 'passed-over', because: 'not-for-people', externalId };
}

function actionOf(block: readonly Header[]): string {
  const action = (valueOf(block, 'action') ?? '').trim().toLowerCase().split(/[\s(;]/)[0]!;
  if (action !== '') return action === 'failure' ? 'failed' : action;
  return ({ 5: 'failed', 4: 'delayed', 2: 'delivered' } as Readonly<Record<string, string>>)[(valueOf(block, 'status') ?? '').trim().charAt(0)] ?? 'failed';
}

function failureOf(block: readonly Header[]): Failure {
  // Whom we wrote to; where that is passed on to another mailbox, the final recipient is somebody whom nobody here knows.
  const recipient = readable((valueOf(block, 'original-recipient') ?? valueOf(block, 'final-recipient') ?? '').replace(/^\s*[\w-]+\s*;\s*/, '').trim());
  const diagnostic = (valueOf(block, 'diagnostic-code') ?? '').replace(/^\s*[\w-]+\s*;\s*/, '').trim();
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(valueOf(block, 'status') ?? '')?.[0] ?? null;
  return { status, recipient, said: readable(diagnostic) };
}

const readable = (binary: string): string => decodeText(Buffer.from(binary, 'latin1'), null);

function fromText(text: string, ours: string, externalId: string, at: Instant): Incoming {
  const failure = failureIn(text);
  return failure ? bounced(ours, at, failure, []) : { kind: 'passed-over', because: 'not-for-people', externalId };
}

/** `recipients`: to whom it did not go, where the report says so beyond doubt. */
function bounced(ours: string, at: Instant, failure: Failure, recipients: readonly string[]): Incoming {
  const { code, sentence } = reasonOf(failure);
  const parts = [failure.status, sentence, failure.recipient === '' ? null : `(${failure.recipient})`, failure.said === '' ? null : `— ${failure.said}`];
  return { kind: 'receipt', externalId: ours, state: 'bounced', at, code, ...(recipients.length > 0 ? { recipients } : {}), detail: parts.filter((part) => part !== null).join(' ').replace(/\s+/g, ' ').replaceAll('\0', '').slice(0, 600).toWellFormed() };
}

/** Only `displayed` says that somebody saw it; everything else says nothing that can be relied on. */
function readNotification(fields: readonly Header[], config: EmailConfig, externalId: string, at: Instant): Incoming | null {
  const ids = valuesOf(fields, 'original-message-id').flatMap(idsIn);
  const ours = ids.map((id) => readOwnId(config, id)?.message).find((id) => id !== undefined && id !== null);
  if (!ours) return null;
  const disposition = (valueOf(fields, 'disposition') ?? '').split(';').at(-1)!.trim().toLowerCase();
  return disposition.startsWith('displayed') ? { kind: 'receipt', externalId: ours, state: 'read', at } : { kind: 'passed-over', because: 'not-for-people', externalId };
}
