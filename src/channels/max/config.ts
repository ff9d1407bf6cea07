// Settings of a MAX inbox, as an administrator types them.
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { InvalidConfig } from '../channel.ts';

export const vendorAddress = 'https://platform-api2.max.ru';
const mostCertificates = 20;

const trimmed = z.string().trim();

/** `https://max.ru/shop_bot?start=x` and `@shop_bot` are meant as `shop_bot`. */
const botName = trimmed.transform((typed) => typed.replace(/^(https?:\/\/)?max\.ru\//i, '').replace(/^@/, '').replace(/[?/#].*$/s, '')).pipe(z.string().regex(/^\w{3,100}$/));

const address = (usable: (url: URL) => boolean) => trimmed.transform((typed, context) => {
  const url = URL.parse(typed);
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) && url.username === '' && url.hash === '' && usable(url)) return url.href.replace(/\/+$/, '');
  context.addIssue({ code: 'custom', message: 'setting-not-a-safe-link' });
  return z.NEVER;
});

/** One certificate or several, as text; a form that asks by lines gives the lines. */
const certificates = z.union([z.string(), z.array(z.string())]).transform((typed, context) => {
  const text = (typeof typed === 'string' ? typed : typed.join('\n')).trim();
  if (text === '') return null;
  const found = text.match(/-----BEGIN CERTIFICATE-----[\w+/=\s]+-----END CERTIFICATE-----/g) ?? [];
  if (found.length > 0 && found.length <= mostCertificates && found.every(isCertificate)) return `${found.join('\n')}\n`;
  context.addIssue({ code: 'custom', message: 'max.certificate-unreadable' });
  return z.NEVER;
});

const settings = z.strictObject({
  /** Goes out as a header: nothing that would end the line. */
  accessToken: trimmed.regex(/^[\x21-\x7e]{8,500}$/),
  botName,
  receiveBy: z.enum(['webhook', 'polling']).default('polling'),
  webhookSecret: z.string().regex(/^[\w-]{5,256}$/),
  /** Where MAX reaches this inbox, if that is another address than the desk's own. */
  webhookAddress: z.union([z.literal('').transform(() => null), z.null(), address((url) => isLoopback(url.hostname) || url.port === '')]).default(null),
  apiAddress: address((url) => url.search === '').default(vendorAddress),
  trustedCertificate: z.union([z.null(), certificates]).default(null),
});

export type MaxConfig = z.infer<typeof settings>;

export const secretSettings = ['accessToken', 'webhookSecret'] as const;

/** `random` gives so many random bytes as text. */
export function newSecrets(random: (bytes: number) => string): Readonly<Record<string, string>> {
  return { webhookSecret: random(32).replaceAll(/[^\w-]/g, '_') };
}

export function readConfig(input: unknown): MaxConfig {
  const read = settings.safeParse(input);
  if (read.success) return read.data;
  const problems: Record<string, string> = {};
  for (const issue of read.error.issues) {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')];
    for (const path of paths) problems[path || 'settings'] ??= problemOf(issue, input);
  }
  throw new InvalidConfig(problems);
}

function problemOf(issue: z.core.$ZodIssue, input: unknown): string {
  if (issue.code === 'unrecognized_keys') return 'setting-unknown';
  const given = issue.path.length === 1 && typeof input === 'object' && input !== null ? (input as Readonly<Record<PropertyKey, unknown>>)[issue.path[0]!] : input;
  if (given === undefined || (typeof given === 'string' && given.trim() === '')) return 'setting-missing';
  if (issue.code === 'invalid_union') return issue.errors.flat().find(({ message }) => /^(setting-|max\.)/.test(message))?.message ?? 'setting-wrong';
  if (issue.code === 'invalid_value') return 'setting-unknown-choice';
  return /^(setting-|max\.)/.test(issue.message) ? issue.message : 'setting-wrong';
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).subject !== undefined;
  } catch {
    return false;
  }
}
