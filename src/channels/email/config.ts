// An e-mail inbox's settings: checked all at once, and completed with what follows from them.
import type { z } from 'zod';
import { InvalidConfig } from '../channel.ts';
import { domainOf } from './mime/address.ts';
import { oauth2Presets, settings, type Settings } from './settings.ts';

export type ServerConfig = { readonly host: string; readonly port: number; readonly secure: boolean; readonly auth: 'password' | 'oauth2' | 'none'; readonly user: string; readonly password: string };
export type OAuth2Config = { readonly clientId: string; readonly clientSecret: string; readonly refreshToken: string; readonly tokenUrl: string; readonly scope: string | null };
export type SenderConfig = { readonly name: string; readonly address: string; readonly signature: string };
export type EmailConfig = Omit<Settings, 'imap' | 'smtp' | 'oauth2' | 'plusAddressing'> & {
  readonly imap: ServerConfig | null;
  readonly smtp: ServerConfig | null;
  readonly oauth2: OAuth2Config | null;
  readonly plusAddressing: { readonly on: boolean; readonly address: string };
};

/** Paths of settings that are encrypted at rest. */
export const secrets = ['imap.password', 'smtp.password', 'oauth2.clientSecret', 'oauth2.refreshToken', 'signingSecret', 'installationSecret'] as const;

/** Secrets that the server makes itself when an inbox is created; `random` gives so many bytes as text. */
export const newSecrets = (random: (bytes: number) => string): Readonly<Record<string, string>> => ({ signingSecret: random(32) });

export function readConfig(input: unknown): EmailConfig {
  const result = settings.safeParse(input);
  const problems: Record<string, string> = {};
  if (!result.success) for (const issue of result.error.issues) for (const [path, problem] of namedIssue(issue)) problems[path] ??= problem;
  if (isObject(input)) Object.assign(problems, { ...signInProblems(input), ...problems });
  if (!result.success || Object.keys(problems).length > 0) throw new InvalidConfig(problems);
  const { imap, smtp, oauth2: tokens, plusAddressing, ...rest } = result.data;
  const first = rest.senders[0]!.address;
  return {
    ...rest,
    ownDomains: [...new Set([...rest.ownDomains, ...rest.senders.map((sender) => domainOf(sender.address))])],
    imap: withPort(imap, 993, 143),
    smtp: withPort(smtp, 465, 587),
    oauth2: tokens ? { clientId: tokens.clientId, clientSecret: tokens.clientSecret, refreshToken: tokens.refreshToken, ...endpoints(tokens) } : null,
    plusAddressing: { on: plusAddressing.on, address: plusAddressing.address ?? first },
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function namedIssue(issue: z.core.$ZodIssue): [string, string][] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [[...path, key].join('.'), 'setting-unknown']);
  return [[path.join('.') || 'settings', issue.message.startsWith('setting-') ? issue.message : 'setting-wrong']];
}

/** What must be there depends on how one signs in; said together with every other mistake. */
function signInProblems(input: Record<string, unknown>): Record<string, string> {
  const problems: Record<string, string> = {};
  let wantsTokens = false;
  for (const side of ['imap', 'smtp'] as const) {
    const given = input[side];
    if (!isObject(given)) continue;
    const auth = given['auth'] ?? 'password';
    if (auth === 'none' && side === 'imap') problems['imap.auth'] = 'setting-unknown-choice';
    if (auth !== 'none' && !given['user']) problems[`${side}.user`] = 'setting-missing';
    if (auth === 'password' && !given['password']) problems[`${side}.password`] = 'setting-missing';
    if (auth === 'oauth2') wantsTokens = true;
  }
  const tokens = input['oauth2'];
  if (wantsTokens && tokens === undefined) problems['oauth2'] = 'setting-missing';
  if (!isObject(tokens)) return problems;
  const preset = tokens['provider'] === 'google' || tokens['provider'] === 'microsoft';
  const link = tokens['tokenUrl'];
  if (link === undefined && !preset) problems['oauth2.tokenUrl'] = 'setting-missing';
  if (typeof link === 'string' && !safeTokenUrl(link)) problems['oauth2.tokenUrl'] = 'setting-not-a-safe-link';
  return problems;
}

/** A refresh token is sent there, so nothing but https will do, except on this machine itself. */
function safeTokenUrl(link: string): boolean {
  if (!URL.canParse(link)) return false;
  const url = new URL(link);
  return url.protocol === 'https:' || (url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname));
}

function withPort(given: Settings['imap'], whenSecure: number, otherwise: number): ServerConfig | null {
  if (given === null) return null;
  const secure = given.secure ?? (given.port === undefined || given.port === whenSecure);
  return { ...given, secure, port: given.port ?? (secure ? whenSecure : otherwise) };
}

function endpoints(given: NonNullable<Settings['oauth2']>): { tokenUrl: string; scope: string | null } {
  const preset = given.provider === 'other' ? null : oauth2Presets[given.provider];
  return { tokenUrl: given.tokenUrl ?? preset?.tokenUrl ?? '', scope: given.scope ?? preset?.scope ?? null };
}
