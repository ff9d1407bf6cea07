// Settings of a Telegram inbox, as an administrator types them: every mistake is named at once.
import { z } from 'zod';
import { InvalidConfig } from '../channel.ts';

export const officialAddress = 'https://api.telegram.org';

const code = (name: string) => ({ error: (issue: { input?: unknown }) => (issue.input === undefined ? 'setting-missing' : name) });

const settings = z.strictObject({
  botToken: z.string(code('setting-wrong')).trim().min(1, 'setting-missing').max(80, 'setting-too-large').regex(/^([1-9]\d{0,15}:[\w-]{20,}|)$/, 'telegram.not-a-token'),
  /** Without the `@`: what stands in links to the bot. */
  botName: z.string(code('setting-wrong')).trim().min(1, 'setting-missing').max(100, 'setting-too-large')
    .transform((typed) => typed.replace(/^(https?:\/\/)?(t\.me|telegram\.me)\//i, '').replace(/^@/, ''))
    .pipe(z.string().regex(/^([a-z][a-z0-9_]{3,31}|)$/i, 'telegram.not-a-bot-name')),
  receiveBy: z.enum(['polling', 'webhook'], code('setting-unknown-choice')).default('polling'),
  /** What Telegram sends along with every webhook; its alphabet is the vendor's. */
  webhookSecret: z.string(code('setting-wrong')).min(16, 'setting-too-small').max(256, 'setting-too-large').regex(/^[\w-]*$/, 'setting-wrong'),
  /** Another address than the vendor's own: a Bot API server that somebody runs, or the emulator. */
  apiAddress: z.string(code('setting-wrong')).trim().max(500, 'setting-too-large').default(officialAddress)
    .transform((typed, context) => {
      const address = addressOf(typed);
      if (address === null) context.addIssue({ code: 'custom', message: 'setting-not-a-safe-link' });
      return address ?? '';
    }),
});

/** `botId` is in front of the token: the same bot keeps it when its token is changed. */
export type TelegramConfig = z.infer<typeof settings> & { readonly botId: string };

export const secrets = ['botToken', 'webhookSecret'] as const;

export const newSecrets = (random: (bytes: number) => string): Readonly<Record<string, string>> => ({ webhookSecret: random(32) });

export function readConfig(input: unknown): TelegramConfig {
  const read = settings.safeParse(input);
  if (read.success) return { ...read.data, botId: read.data.botToken.split(':')[0]! };
  const problems: Record<string, string> = {};
  for (const issue of read.error.issues) {
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) problems[key || 'settings'] ??= 'setting-unknown';
    else problems[issue.path.join('.') || 'settings'] ??= /^(setting|telegram)[.-]/.test(issue.message) ? issue.message : 'setting-wrong';
  }
  throw new InvalidConfig(problems);
}

/** The token stands in every address that is called, so it travels unencrypted on this machine only. */
function addressOf(typed: string): string | null {
  const url = URL.parse(typed);
  if (!url || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return safe ? `${url.origin}${url.pathname}`.replace(/\/+$/, '') : null;
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
