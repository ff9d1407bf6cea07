// The values of single settings, checked: each problem is a sentence that names the setting and says what it must be.
import { isPasswordTooWeak } from '../domain/access/password.ts';

export type Role = 'web' | 'worker';

type Problems = string[];

export function whole(problems: Problems, name: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  problems.push(`${name} is "${value}", but must be a whole number from ${least} to ${most}.`);
  return least;
}

export function oneOf(problems: Problems, name: string, value: string, allowed: readonly string[]): string {
  if (!allowed.includes(value)) problems.push(`${name} is "${value}", but must be one of: ${allowed.join(', ')}.`);
  return value;
}

export function roles(problems: Problems, value: string): readonly Role[] {
  const named = value.split(',').map((role) => role.trim()).filter((role) => role !== '');
  const known = named.filter((role): role is Role => role === 'web' || role === 'worker');
  if (known.length !== named.length || known.length === 0) problems.push(`ATTUNE_ROLES is "${value}", but must name web, worker, or both with a comma between.`);
  return known;
}

/** A name or a network address; whether it belongs to this machine is known when it is opened. */
export function host(problems: Problems, value: string): string {
  if (!/^[\w.:%-]+$/.test(value) || (value.includes(':') && !URL.canParse(`http://[${value.split('%')[0]}]`))) problems.push(`HOST is "${value}", but must be a name or an address of this machine, without a port, for example 0.0.0.0.`);
  return value;
}

export function databaseUrl(problems: Problems, name: string, value: string | null): string | null {
  if (value === null) return null;
  if (URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol)) return value;
  problems.push(`${name} cannot be read; it must look like postgres://user:password@host:5432/database.`);
  return null;
}

export function smtpUrl(problems: Problems, value: string | null): string | null {
  if (value === null || (URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol) && new URL(value).hostname !== '')) return value;
  problems.push('ATTUNE_SMTP_URL cannot be read; it must look like smtp://user:password@host:587.');
  return null;
}

export function address(problems: Problems, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) problems.push(`ATTUNE_PUBLIC_ADDRESS is "${value}", but must be a web address such as https://desk.example.com.`);
  else if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    problems.push(`ATTUNE_PUBLIC_ADDRESS is "${value}", but the desk lives at the top of its address: give it a host name of its own, without a path, such as ${url.origin}.`);
  }
  return value.replace(/\/+$/, '');
}

export function administrator(problems: Problems, email: string | null, password: string | null): { readonly email: string; readonly password: string } | null {
  if (email === null && password === null) return null;
  if (email === null || password === null) problems.push('ATTUNE_ADMIN_EMAIL and ATTUNE_ADMIN_PASSWORD belong together; only one of them is set.');
  if (email !== null && !isMailAddress(email)) problems.push(`ATTUNE_ADMIN_EMAIL is "${email}", which is not an e-mail address.`);
  if (password !== null) lengthOf(problems, 'ATTUNE_ADMIN_PASSWORD', password, 10, 200);
  if (password !== null && password.length >= 10 && isPasswordTooWeak(password, email === null ? [] : [email])) {
    problems.push('ATTUNE_ADMIN_PASSWORD is among the first that a stranger would try; choose some words that do not belong together.');
  }
  return email === null || password === null ? null : { email, password };
}

/** With a name in front, or without: Desk <desk@example.com>. */
export function mailAddress(problems: Problems, name: string, value: string | null): string | null {
  const inside = value === null ? null : (/^[^<>\r\n]*<([^<>]+)>$/.exec(value)?.[1] ?? value);
  if (inside !== null && !isMailAddress(inside)) problems.push(`${name} is "${value}", which is not an e-mail address.`);
  return value;
}

/** What cannot stand in a header could never be presented (RFC 6750, section 2.1). */
export function token(problems: Problems, value: string | null): string | null {
  if (value === null) return null;
  lengthOf(problems, 'ATTUNE_API_TOKEN', value, 32, 500);
  if (!/^[\x21-\x7e]+$/.test(value)) problems.push('ATTUNE_API_TOKEN may hold letters, digits and signs of ASCII only, without spaces.');
  return value;
}

export function checkKey(problems: Problems, value: string | null): void {
  if (value !== null && !/^[0-9a-f]{64}$/i.test(value)) problems.push('ATTUNE_KEY must be 64 hexadecimal digits (32 bytes).');
}

function lengthOf(problems: Problems, name: string, value: string, least: number, most: number): void {
  if (value.length < least) problems.push(`${name} has ${value.length} characters, but must have at least ${least}.`);
  if (value.length > most) problems.push(`${name} has ${value.length} characters, but may have at most ${most}.`);
}

function isMailAddress(value: string): boolean {
  return /^[^\s@<>"]+@[^\s@<>"]+$/.test(value);
}
