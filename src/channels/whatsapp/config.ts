// Settings of a WhatsApp inbox, as an administrator types them; every mistake is named at once.
import { z } from 'zod';
import { InvalidConfig } from '../channel.ts';
import { templateOf, type Template } from './templates.ts';

const code = (name: string) => ({ error: (issue: { input?: unknown }) => (issue.input === undefined ? 'setting-missing' : name) });

const text = (most: number) => z.string(code('setting-wrong')).trim().min(1, 'setting-missing').max(most, 'setting-too-large');
const metaId = text(40).regex(/^\d+$/, 'setting-wrong');

/** The vendor's own address, and the version of its interface that this channel was written for. */
export const usualAddress = 'https://graph.facebook.com';
export const usualVersion = 'v25.0';

const address = text(300).transform((typed, context) => {
  const found = safeAddress(typed);
  if (found === null) context.addIssue({ code: 'custom', message: 'setting-not-a-safe-link' });
  return found ?? '';
});

const template = z.string(code('setting-wrong')).transform((line, context): Template => {
  const read = templateOf(line);
  if (read === null) context.addIssue({ code: 'custom', message: 'whatsapp.setting-template-line' });
  return read ?? { name: '', language: '', category: 'utility', ttlSeconds: null, body: '' };
});

const settings = z.strictObject({
  phoneNumberId: metaId,
  accessToken: text(1_000).regex(/^[\x21-\x7e]+$/, 'setting-wrong'),
  appSecret: text(200).regex(/^[0-9a-fA-F]{32}$/, 'setting-wrong'),
  verifyToken: z.string(code('setting-wrong')).min(16, 'setting-too-small').max(200, 'setting-too-large'),
  /** Only for the test button: to compare templates and to see whether webhooks are switched on. */
  businessAccountId: metaId.optional(),
  graphVersion: text(10).regex(/^v\d{2}\.\d$/, 'setting-wrong').default(usualVersion),
  apiAddress: address.default(usualAddress),
  templates: z.array(template, code('setting-wrong')).max(250, 'setting-too-large').superRefine(onlyOnce).default([]),
}, code('setting-wrong'));

export type WhatsAppConfig = z.output<typeof settings>;

export const secrets = ['accessToken', 'appSecret'] as const;

export function readConfig(input: unknown): WhatsAppConfig {
  const read = settings.safeParse(input);
  if (read.success) return read.data;
  const problems: Record<string, string> = {};
  for (const issue of read.error.issues) {
    const path = issue.path.map(String);
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key].join('.')) : [path.join('.') || 'settings'];
    for (const one of paths) problems[one] ??= issue.code === 'unrecognized_keys' ? 'setting-unknown' : issue.message;
  }
  throw new InvalidConfig(problems);
}

/** A token travels there: nothing but https will do, except on this machine itself. Without a slash at its end. */
function safeAddress(typed: string): string | null {
  const url = URL.parse(typed);
  if (!url || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))) return null;
  return url.href.replace(/\/+$/, '');
}

function onlyOnce(templates: readonly Template[], context: z.core.$RefinementCtx): void {
  const seen = new Set<string>();
  for (const [place, { name, language }] of templates.entries()) {
    if (name !== '' && seen.has(`${name} ${language}`)) context.addIssue({ code: 'custom', message: 'setting-repeated', path: [place], input: undefined });
    seen.add(`${name} ${language}`);
  }
}
