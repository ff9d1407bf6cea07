// Reads what Meta sent without trusting its shape: what is missing or of another kind is simply not there.
import { createHash } from 'node:crypto';
import type { Instant } from '../../../domain/identifier.ts';
import { UnreadableInput } from '../../channel.ts';

export type Thing = Readonly<Record<string, unknown>>;

const nothing: Thing = {};

/** The whole body, with every text in a form that a database takes: no NUL, no half of a surrogate pair. */
export function bodyOf(bytes: Uint8Array): Thing {
  let read: unknown;
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), (_key, value: unknown) => (typeof value === 'string' ? storable(value) : value));
  } catch {
    throw new UnreadableInput('whatsapp.unreadable', 'the webhook is not JSON in UTF-8');
  }
  return thing(read);
}

export function storable(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/\p{Cs}/gu, '\uFFFD');
}

export function thing(value: unknown): Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Thing) : nothing;
}

export function things(value: unknown): readonly Thing[] {
  return Array.isArray(value) ? value.map(thing) : [];
}

/** A text, or a number where Meta has been seen to send one; empty where there is none. */
export function text(value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' ? value : '';
}

/** Of one line, for names and the like. */
export function line(value: unknown, most = 500): string {
  return text(value).replaceAll(/\s+/g, ' ').trim().slice(0, most).toWellFormed();
}

/** Seconds since 1970 as Meta writes them; what is none, or lies after the input came, is when the input came. */
export function instantOf(value: unknown, receivedAt: Instant): Instant {
  const seconds = Number(text(value) || Number.NaN);
  if (!(seconds > 1_000_000_000 && seconds < 100_000_000_000)) return receivedAt;
  const at = new Date(Math.floor(seconds * 1_000)).toISOString();
  return at < receivedAt ? at : receivedAt;
}

export function hashOf(...said: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/** Meta's id, or one made of what was sent: the same again when it is sent again. */
export function idOf(given: unknown, ...otherwise: readonly unknown[]): string {
  const id = text(given);
  return id !== '' && id.length <= 500 ? id : `hash.${hashOf(id, ...otherwise)}`;
}
