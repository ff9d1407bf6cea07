// Who a visitor is, proven without a row in the database: tokens, signed identities, uploads and file links
// all carry a keyed hash made with the inbox's own secrets.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { WebChatConfig } from './config.ts';

/** What a token says. The id of a signed identity is derived from what was signed, so two people in one browser stay two. */
export type Visitor = { readonly id: string; readonly verified: boolean; readonly email: string | null; readonly name: string | null };

export type SignedIdentity = { readonly id: string; readonly email?: string | undefined; readonly name?: string | undefined; readonly signature: string };

export type Upload = { readonly hash: string; readonly bytes: number; readonly mediaType: string; readonly name: string };

const signedPrefix = 'signed-';
const anonymousPrefix = 'visitor-';
const tokenForm = /^((?:signed|visitor)-[0-9a-z-]{16,64})\.([0-9A-Za-z_-]*)\.([0-9a-f]{64})$/;

/**
 * Begins a session. `inbox` keeps apart people to whom two pages gave the same id; `newId` is used for a stranger only.
 * null: an identity was given whose signature is wrong; it must be refused, never taken for a stranger.
 */
export function openSession(
  asked: { readonly inbox: string; readonly newId: string; readonly identity?: SignedIdentity | undefined },
  config: WebChatConfig,
): { readonly visitor: string; readonly token: string; readonly verified: boolean } | null {
  const { identity } = asked;
  if (!identity) return tokenFor({ id: anonymousPrefix + asked.newId, verified: false, email: null, name: null }, config);
  if (!same(identity.signature.toLowerCase(), identitySignature(identity, config.identitySecret))) return null;
  const id = signedPrefix + createHash('sha256').update(`${asked.inbox}\n${identity.id}`).digest('hex').slice(0, 40);
  return tokenFor({ id, verified: true, email: identity.email?.toLowerCase() ?? null, name: identity.name ?? null }, config);
}

/** What the page's own server computes. An id holds no line feed, so id and address cannot be shifted into each other. */
export function identitySignature(identity: { readonly id: string; readonly email?: string | undefined }, identitySecret: string): string {
  const signed = identity.email === undefined ? identity.id : `${identity.id}\n${identity.email}`;
  return createHmac('sha256', identitySecret).update(signed).digest('hex');
}

/** null: not one of ours. */
export function visitorOf(token: string | undefined, config: WebChatConfig): Visitor | null {
  const parts = tokenForm.exec(token ?? '');
  if (!parts || !same(parts[3]!, proof('visitor', `${parts[1]}.${parts[2]}`, config))) return null;
  return claimed(parts[1]!, parts[2]!);
}

/** The same without asking for proof, for input that was proven at the door. */
export function visitorClaimed(token: string | undefined): Visitor | null {
  const parts = /^((?:signed|visitor)-[0-9a-z-]{16,64})\.([0-9A-Za-z_-]*)/.exec(token ?? '');
  return parts ? claimed(parts[1]!, parts[2]!) : null;
}

/** A token without its proof says who somebody is and opens nothing: this is what may be stored. */
export function withoutProof(token: string): string {
  return token.slice(0, token.lastIndexOf('.') + 1);
}

export function uploadId(upload: Upload, visitor: string, config: WebChatConfig): string {
  const said = encode([upload.hash, upload.bytes, upload.mediaType, upload.name]);
  return `${said}.${proof('upload', `${visitor}.${said}`, config)}`;
}

/** null: this visitor uploaded no such file. */
export function uploadOf(id: string, visitor: string, config: WebChatConfig): Upload | null {
  const said = id.slice(0, id.lastIndexOf('.'));
  return same(id.slice(said.length + 1), proof('upload', `${visitor}.${said}`, config)) ? uploadClaimed(id) : null;
}

export function uploadClaimed(id: string): Upload | null {
  const said = decode(id.slice(0, id.lastIndexOf('.')));
  if (!Array.isArray(said)) return null;
  const [hash, bytes, mediaType, name] = said as readonly unknown[];
  const whole = fits(hash, /^[0-9a-f]{64}$/) && typeof bytes === 'number' && fits(mediaType, /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/) && fits(name, /^[^/\\]{1,250}$/u);
  return whole ? { hash, bytes, mediaType, name } : null;
}

/** Lets a plain picture element or link fetch one attachment, and nothing else. */
export function fileProof(attachment: string, config: WebChatConfig): string {
  return proof('file', attachment, config);
}

export function fileProven(attachment: string, given: string, config: WebChatConfig): boolean {
  return same(given, fileProof(attachment, config));
}

function fits(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value);
}

function tokenFor(visitor: Visitor, config: WebChatConfig) {
  const claims = visitor.email === null && visitor.name === null ? '' : encode([visitor.email, visitor.name]);
  const said = `${visitor.id}.${claims}`;
  return { visitor: visitor.id, token: `${said}.${proof('visitor', said, config)}`, verified: visitor.verified };
}

function claimed(id: string, claims: string): Visitor | null {
  const said = claims === '' ? [null, null] : decode(claims);
  if (!Array.isArray(said)) return null;
  const [email, name] = said as readonly unknown[];
  return {
    id,
    verified: id.startsWith(signedPrefix),
    email: typeof email === 'string' ? email : null,
    name: typeof name === 'string' ? name : null,
  };
}

function proof(purpose: 'visitor' | 'upload' | 'file', said: string, config: WebChatConfig): string {
  return createHmac('sha256', config.signingSecret).update(`${purpose}\n${said}`).digest('hex');
}

/** Compares hashes of both, so that neither content nor length shows in the time it takes. */
function same(given: string, wanted: string): boolean {
  return timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(wanted).digest());
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
