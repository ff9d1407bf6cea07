// What we write into our own mails so that answers and bounces find their way home, and nobody else can write it:
// Message-IDs and plus-addresses that carry the conversation, signed with the inbox's secret.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { EmailConfig } from './config.ts';
import { asciiAddress, domainOf, localPartOf } from './mime/address.ts';

type Signing = Pick<EmailConfig, 'signingSecret' | 'plusAddressing' | 'senders'>;

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
/** Gateways change the case of addresses and ids, so only small letters and digits are used; RFC 5321 4.5.3.1.1 allows 64 characters. */
const longestLocalPart = 64;
const keyForm = '[a-z0-9-]{4,40}';

/** `length` times five bits of an HMAC. */
function sign(secret: string, what: string, length: number): string {
  const bytes = createHmac('sha256', secret).update(`attune ${what}`).digest();
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let out = '';
  for (let at = 0; at < length; at += 1) out += alphabet[Number((bits >> BigInt(256 - 5 * (at + 1))) & 31n)]!;
  return out;
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const idDomain = (config: Signing): string => asciiAddress(config.plusAddressing.address).split('@')[1] ?? 'attune.invalid';
const compact = (messageId: string): string => messageId.toLowerCase().replace(/[^a-z0-9]/g, '').slice(0, 40);
const usableKey = (key: string): boolean => new RegExp(`^${keyForm}$`).test(key);

/** The Message-ID, without its brackets, of one message of one conversation: the same at every attempt. */
export function ownMessageId(config: Signing, message: string, key: string): string {
  const id = compact(message);
  const conversation = usableKey(key) ? key : 'none';
  return `m.${id}.${conversation}.${sign(config.signingSecret, `message ${id} ${conversation}`, 16)}@${idDomain(config)}`;
}

/** Stands first in our References: a server that replaces Message-IDs (Amazon SES does) leaves it alone. */
export const threadId = (config: Signing, key: string): string | null =>
  usableKey(key) ? `c.${key}.${sign(config.signingSecret, `conversation ${key}`, 16)}@${idDomain(config)}` : null;

export type Own = { readonly key: string | null; readonly message: string | null };

/** What one of our own ids says; null when it is not ours or was tampered with. */
export function readOwnId(config: Signing, id: string): Own | null {
  const text = id.trim().replace(/^<|[>.]+$/g, '').toLowerCase();
  const message = new RegExp(`^m\\.([a-z0-9]{1,40})\\.(${keyForm})\\.([a-z2-7]{16})@[a-z0-9.[\\]:-]+$`).exec(text);
  if (message && same(message[3]!, sign(config.signingSecret, `message ${message[1]!} ${message[2]!}`, 16))) {
    return { key: message[2] === 'none' ? null : message[2]!, message: text };
  }
  const thread = new RegExp(`^c\\.(${keyForm})\\.([a-z2-7]{16})@`).exec(text);
  if (thread && same(thread[2]!, sign(config.signingSecret, `conversation ${thread[1]!}`, 16))) return { key: thread[1]!, message: null };
  return null;
}

/** `help+c-key-signature@…`: where answers to this conversation come in; null when switched off or too long. */
export function plusAddress(config: Signing, key: string): string | null {
  return usableKey(key) ? withTag(config, `c-${key}-${sign(config.signingSecret, `conversation ${key}`, 16)}`) : null;
}

/** The envelope's sender: a bounce that brings nothing back of the mail still names it. Written short, for there is little room. */
export function bounceAddress(config: Signing, message: string, key: string): string | null {
  const id = shortHex(compact(message), 32);
  if (id === null || !usableKey(key)) return null;
  const shortKey = shortHex(key, 20);
  const conversation = shortKey === null ? `b-${key}` : `x-${shortKey}`;
  return withTag(config, `${conversation}-${id}${sign(config.signingSecret, `bounce ${id} ${key}`, 8)}`);
}

function withTag(config: Signing, tag: string): string | null {
  const { on, address } = config.plusAddressing;
  const local = `${localPartOf(address)}+${tag}`;
  return on && local.length <= longestLocalPart ? `${local}@${domainOf(address)}` : null;
}

/** Reads the tag of one of our plus-addresses; null when there is none or its signature is wrong. */
export function readPlusAddress(config: Signing, address: string): Own | null {
  const base = config.plusAddressing.address;
  const local = localPartOf(address).toLowerCase();
  if (domainOf(address).toLowerCase() !== domainOf(base) || !local.startsWith(`${localPartOf(base)}+`)) return null;
  const tag = local.slice(localPartOf(base).length + 1);
  const thread = new RegExp(`^c-(${keyForm})-([a-z2-7]{16})$`).exec(tag);
  if (thread && same(thread[2]!, sign(config.signingSecret, `conversation ${thread[1]!}`, 16))) return { key: thread[1]!, message: null };
  const bounce = new RegExp(`^([bx])-(${keyForm})-([0-9a-z]{25})([a-z2-7]{8})$`).exec(tag);
  if (!bounce) return null;
  const key = bounce[1] === 'x' ? longHex(bounce[2]!, 20) : bounce[2]!;
  if (!same(bounce[4]!, sign(config.signingSecret, `bounce ${bounce[3]!} ${key}`, 8))) return null;
  return { key, message: ownMessageId(config, longHex(bounce[3]!, 32), key) };
}

/** Our address without its tag: what people should see and answer to. */
export function withoutTag(config: Signing, address: string): string {
  return readPlusAddress(config, address) ? config.plusAddressing.address : address;
}

/** Hexadecimal digits in fewer letters (32 in 25, 20 in 16); null for anything else. */
function shortHex(digits: string, length: number): string | null {
  if (digits.length !== length || !/^[0-9a-f]+$/.test(digits)) return null;
  return BigInt(`0x${digits}`).toString(36).padStart(Math.ceil((length * 4) / Math.log2(36)), '0');
}

function longHex(short: string, length: number): string {
  let value = 0n;
  for (const digit of short) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value.toString(16).padStart(length, '0');
}
