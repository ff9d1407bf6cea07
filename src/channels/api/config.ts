// Settings of an inbox for a program of one's own, as an administrator types them: every mistake is named at once.
import { z } from 'zod';
import { InvalidConfig } from '../channel.ts';

/** How https://www.standardwebhooks.com writes secrets; the sign in front may be missing. */
const secretForm = /^(?:whsec_)?([A-Za-z0-9+/]{2,}={0,2})$/;
const fewestBytes = 24;
const mostBytes = 128;
/** While one replaces another, both are in force. */
const mostSecrets = 3;

const code = (name: string) => ({ error: (issue: { input?: unknown }) => (issue.input === undefined ? 'setting-missing' : name) });

const settings = z.strictObject({
  /** Where answers are sent. The program's files are asked for with its token at this address only, so it is part of what is trusted. */
  programAddress: z.string(code('setting-wrong')).trim().min(1, 'setting-missing').max(1_000, 'setting-too-large')
    .transform((typed, context) => {
      const address = addressOf(typed);
      if (address === null && typed !== '') context.addIssue({ code: 'custom', message: 'setting-not-a-safe-link' });
      return address ?? '';
    }),
  /** One; several with spaces between while one replaces another. */
  secret: z.string(code('setting-wrong')).trim().min(1, 'setting-missing').max(1_000, 'setting-too-large')
    .transform((typed, context) => {
      const keys = typed.split(/\s+/).map(keyOf);
      if (typed !== '' && (keys.includes(null) || keys.length > mostSecrets)) context.addIssue({ code: 'custom', message: 'api.secret-unusable' });
      return keys.filter((key) => key !== null);
    }),
  fileToken: z.string(code('setting-wrong')).trim().max(4_000, 'setting-too-large').regex(/^[\u0021-\u007e]*$/, 'setting-wrong').default(''),
});

export type ApiConfig = {
  readonly programAddress: string;
  /** Keys in base64, the newest first. */
  readonly keys: readonly string[];
  readonly fileToken: string | null;
};

export const secrets = ['secret', 'fileToken'] as const;

export function readConfig(input: unknown): ApiConfig {
  const read = settings.safeParse(input);
  if (read.success) return { programAddress: read.data.programAddress, keys: read.data.secret, fileToken: read.data.fileToken === '' ? null : read.data.fileToken };
  const problems: Record<string, string> = {};
  for (const issue of read.error.issues) {
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) problems[key || 'settings'] ??= 'setting-unknown';
    else problems[issue.path.join('.') || 'settings'] ??= /^(setting-|api\.)/.test(issue.message) ? issue.message : 'setting-wrong';
  }
  throw new InvalidConfig(problems);
}

/** What customers write travels there, so it is encrypted, or does not leave this machine. */
function addressOf(typed: string): string | null {
  const url = URL.parse(typed);
  if (!url || url.username !== '' || url.password !== '' || url.hash !== '') return null;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)) ? url.href : null;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function keyOf(typed: string): string | null {
  const base64 = secretForm.exec(typed)?.[1];
  if (base64 === undefined) return null;
  const bytes = Buffer.from(base64, 'base64');
  // Decoding passes over what is no base64; writing it anew shows whether anything was lost.
  const whole = bytes.toString('base64').replace(/=+$/, '') === base64.replace(/=+$/, '');
  return whole && bytes.byteLength >= fewestBytes && bytes.byteLength <= mostBytes ? bytes.toString('base64') : null;
}
