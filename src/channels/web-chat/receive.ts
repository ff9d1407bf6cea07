// A visitor's stored input → what happened. Decides nothing: which conversation a message belongs to is the domain's matter.
import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/identifier.ts';
import { UnreadableInput, type Incoming, type IncomingAttachment, type RawRequest, type Sender } from '../channel.ts';
import { isPayloadKind, readPayload } from './payload.ts';
import { uploadClaimed, visitorClaimed, type Visitor } from './visitor.ts';

/** On which channel the address works that a visitor leaves. */
export const channelOfAddress = 'email';

export const tokenHeader = 'x-visitor-token';

/** A message written without a connection is dated when it was written, but not further back than this. */
const longestHeldSeconds = 7 * 24 * 3600;
/** Percent-encoding makes an address longer than it was typed. */
const longestAddress = 6_000;

export function receive(request: RawRequest): readonly Incoming[] {
  const visitor = visitorClaimed(request.headers[tokenHeader]);
  if (!visitor) throw new UnreadableInput('web-chat-unreadable', 'the input names no visitor');
  if (!isPayloadKind(request.kind)) throw new UnreadableInput('web-chat-unreadable', 'the input is of no known kind');
  if (request.kind === 'message') return [message(request, visitor)];
  if (request.kind === 'receipts') return receipts(request, visitor);
  if (request.kind === 'details') return [details(request, visitor)];
  readPayload('typing', request.body);
  return [{ kind: 'typing', from: sender(visitor) }];
}

/**
 * The id under which the desk knows a message of this visitor's chat. The visitor is part of it: ids are made in browsers,
 * and one visitor must be able neither to occupy another's id nor to send receipts for another's messages.
 */
export function externalIdOf(visitor: string, message: string): string {
  return `${visitor}/${message.toLowerCase()}`;
}

/** What a database and another program can take: no NUL, no half of a surrogate pair, both of which JSON lets through. */
function storable(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/\p{Cs}/gu, '\uFFFD');
}

function message(request: RawRequest, visitor: Visitor): Incoming {
  const said = readPayload('message', request.body);
  const attachments = said.attachments.map(attachment);
  const text = storable(said.text);
  if (text.trim() === '' && attachments.length === 0) return { kind: 'passed-over', because: 'empty', externalId: externalIdOf(visitor.id, said.id) };
  return {
    kind: 'message',
    externalId: externalIdOf(visitor.id, said.id),
    fingerprint: createHash('sha256').update(JSON.stringify([text, attachments.map((one) => (one.content as { readonly hash: string }).hash)])).digest('hex'),
    thread: { references: [], key: null, subject: null, number: null, participants: [visitor.id] },
    from: sender(visitor, said.language),
    recipients: { to: [], copy: [], blindCopy: [] },
    sentAt: earlier(request.receivedAt, Math.min(said.heldSeconds ?? 0, longestHeldSeconds)),
    content: { subject: null, text, html: null, attachments },
    machineSent: false,
    ...pageOf(said.page),
  };
}

/** The page names itself, so an address that no browser opens as a page is left out: agents will want to click on it. */
function pageOf(given: { readonly url: string; readonly title: string } | undefined): { readonly page?: { readonly url: string; readonly title: string } } {
  const url = given && URL.parse(given.url);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return {};
  url.username = url.password = '';
  return url.href.length > longestAddress ? {} : { page: { url: url.href, title: storable(given.title).trim() } };
}

function receipts(request: RawRequest, visitor: Visitor): readonly Incoming[] {
  const said = readPayload('receipts', request.body);
  const each = (ids: readonly string[], state: 'delivered' | 'read') =>
    [...new Set(ids)].map((id): Incoming => ({ kind: 'receipt', externalId: externalIdOf(visitor.id, id), state, at: request.receivedAt }));
  return [...each(said.delivered, 'delivered'), ...each(said.read, 'read')];
}

function details(request: RawRequest, visitor: Visitor): Incoming {
  const said = readPayload('details', request.body);
  return {
    kind: 'contact-details',
    from: sender(visitor),
    address: said.email === undefined ? null : { channel: channelOfAddress, externalId: said.email.toLowerCase() },
    name: said.name === undefined ? null : storable(said.name),
    at: request.receivedAt,
  };
}

function sender(visitor: Visitor, language?: string): Sender {
  return {
    externalId: visitor.id,
    name: visitor.name === null ? null : storable(visitor.name),
    verified: visitor.verified,
    ...(language === undefined ? {} : { language }),
    ...(visitor.verified && visitor.email !== null ? { also: [{ channel: channelOfAddress, externalId: visitor.email }] } : {}),
  };
}

function attachment(id: string): IncomingAttachment {
  const upload = uploadClaimed(id);
  if (!upload) throw new UnreadableInput('web-chat-unreadable', 'an attachment is not an upload');
  return { name: storable(upload.name), mediaType: upload.mediaType, contentId: null, content: { hash: upload.hash, bytes: upload.bytes } };
}

function earlier(at: Instant, seconds: number): Instant {
  return new Date(Date.parse(at) - seconds * 1000).toISOString();
}
