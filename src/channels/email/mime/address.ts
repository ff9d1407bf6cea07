// Mail addresses: read from headers with all their faults, and brought to the one form that identifies a person.
import { domainToASCII, domainToUnicode } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser';
import type { Address } from '../../../domain/conversation/content.ts';
import { decodeHeader, decodeWords, rawText } from './words.ts';

/** Of one header. */
export const mostAddresses = 1000;

/** Everybody named in one address header; groups are opened, entries without an address are left out, repeats too. */
export function parseAddresses(header: string, fallback: string | null = null): Address[] {
  const found = new Map<string, Address>();
  const text = withDecodedWhole(rawText(header.slice(0, 200_000), fallback));
  for (const entry of addressparser(text, { flatten: true })) {
    const name = cleanName(decodeWords(entry.name));
    const address = addressOf(entry.address) ?? addressOf(entry.name);
    if (address && !found.has(address)) found.set(address, {
      // A name that is itself an address would pose as somebody else; the end of a broken encoded word is no name.
      name: name !== '' && addressOf(name) === null && !name.endsWith('?=') ? name : null,
      address,
    });
    if (found.size >= mostAddresses) break;
  }
  return [...found.values()];
}

/** Some programs encode the whole of `Name <address>` as one word; only then is an address looked for inside it. */
function withDecodedWhole(header: string): string {
  if (header.includes('@') || !header.includes('=?')) return header;
  const decoded = decodeHeader(header);
  const match = /^([^<>]*)<([^<>\s@]+@[^<>\s@]+)>\s*$/.exec(decoded.slice(0, 1000));
  return match ? `"${match[1]!.replace(/["\\]/g, '').trim()}" <${match[2]!}>` : header;
}

/** Joiners belong to emoji and to several scripts; what turns the direction of reading does not belong into a name. */
const unseen = /(?:\p{Cc}|(?![\u200c\u200d])\p{Cf})+/gu;

const cleanName = (name: string): string => name.replace(unseen, ' ').replace(/\s+/g, ' ').trim().replace(/^(["'])(.*)\1$/, '$2').slice(0, 300);

/** The address in its one form: lower case, domain in its own script; null when it is none. */
export function addressOf(text: string): string | null {
  const trimmed = text.trim().replace(/^<|>$/g, '').replace(/^mailto:/i, '');
  const at = trimmed.lastIndexOf('@');
  if (at < 1 || trimmed.length > 320) return null;
  const local = trimmed.slice(0, at).normalize('NFC').toLowerCase();
  const domain = canonicalDomain(trimmed.slice(at + 1));
  return domain && /^(?:"[^"\p{Cc}]*"|[^\s"(),:;<>@[\]\\\p{Cc}]+)$/u.test(local) ? `${local}@${domain}` : null;
}

/** `XN--E1AYBC.example` and `тест.example` are one domain. */
function canonicalDomain(given: string): string | null {
  const domain = given.trim().replace(/\.$/, '').toLowerCase();
  if (/^\[[0-9a-f:.]+\]$/.test(domain) || /^\[ipv6:[0-9a-f:.]+\]$/.test(domain)) return domain;
  if (!/^[\p{L}\p{M}\p{N}._-]+$/u.test(domain) || !/^[\p{L}\p{N}_]/u.test(domain) || domain.endsWith('.') || domain.includes('..')) return null;
  if (/^[a-z0-9._-]+$/.test(domain) && !domain.includes('xn--')) return domain;
  const encoded = domainToASCII(domain);
  return encoded === '' ? null : domainToUnicode(encoded).normalize('NFC');
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
export const localPartOf = (address: string): string => address.slice(0, Math.max(0, address.lastIndexOf('@')));

/** For the wire: programs on the way know a domain in ASCII only. */
export function asciiAddress(address: string): string {
  const domain = domainToASCII(domainOf(address));
  return domain === '' ? address : `${localPartOf(address)}@${domain}`;
}
