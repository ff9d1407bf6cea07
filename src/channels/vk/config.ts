// Settings of a VK inbox, as an administrator types them: every mistake is named at once.
import { z } from 'zod';
import { InvalidConfig } from '../channel.ts';

export const usualAddress = 'https://api.vk.com/method';
export const usualVersion = '5.199';

/** Messages name their place in the dialog, and `message_new` its message, in the form that is read here since then. */
const oldestVersion = 131;

const typed = (wrong = 'setting-wrong') => ({ error: (issue: { readonly input?: unknown }) => (issue.input === undefined ? 'setting-missing' : wrong) });

const settings = z.strictObject({
  /** People copy it in many forms: `123`, `club123`, `https://vk.com/public123`. */
  groupId: z.union([z.string(), z.int().transform(String)], typed('vk.not-a-community'))
    .transform((given) => /^(?:(?:https?:\/\/)?(?:m\.)?vk\.(?:com|ru|me)\/)?(?:club|public|event)?(\d{1,12})\/?$/i.exec(given.trim())?.[1] ?? given.trim())
    .pipe(z.string().min(1, 'setting-missing').regex(/^([1-9]\d{0,11}|)$/, 'vk.not-a-community')),
  accessToken: z.string(typed()).trim().min(1, 'setting-missing').max(500, 'setting-too-large').regex(/^[\w.-]*$/, 'setting-wrong'),
  /** Only for Callback API; the vendor shows it where the address is entered. */
  confirmationCode: z.string(typed()).trim().max(100, 'setting-too-large').regex(/^[\w-]*$/, 'setting-wrong').default(''),
  /** Stands in the body of every webhook; the vendor takes at most 50 characters. */
  secretKey: z.string(typed()).trim().min(12, 'setting-too-small').max(50, 'setting-too-large').regex(/^[\w-]*$/, 'setting-wrong'),
  apiVersion: z.string(typed('vk.not-a-version')).trim().default(usualVersion)
    .refine((version) => /^5\.\d{2,3}$/.test(version) && Number(version.slice(2)) >= oldestVersion, 'vk.not-a-version'),
  /** Another address than the vendor's usual one: its newer name, or the emulator. */
  apiAddress: z.string(typed()).trim().max(500, 'setting-too-large').default(usualAddress).transform((given, context) => {
    const address = addressOf(given);
    if (address === null) context.addIssue({ code: 'custom', message: 'setting-not-a-safe-link' });
    return address ?? '';
  }),
  receiveBy: z.enum(['callback', 'polling'], typed('setting-unknown-choice')).default('callback'),
});

export type VkConfig = z.infer<typeof settings>;

export const secrets = ['accessToken', 'secretKey'] as const;

/** Letters and digits alone, as many as the vendor's field takes at most. */
export function newSecrets(random: (bytes: number) => string): Readonly<Record<string, string>> {
  return { secretKey: random(32).replaceAll(/[^A-Za-z0-9]/g, 'x').slice(0, 40) };
}

export function readConfig(input: unknown): VkConfig {
  const read = settings.safeParse(input);
  if (read.success) return read.data;
  const problems: Record<string, string> = {};
  for (const issue of read.error.issues) {
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) problems[key || 'settings'] ??= 'setting-unknown';
    else problems[issue.path.join('.') || 'settings'] ??= /^(setting|vk)[.-]/.test(issue.message) ? issue.message : 'setting-wrong';
  }
  throw new InvalidConfig(problems);
}

/** The token goes there with every call, so it travels unencrypted on this machine only. */
function addressOf(given: string): string | null {
  const url = URL.parse(given);
  if (!url || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return safe ? `${url.origin}${url.pathname}`.replace(/\/+$/, '') : null;
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Media, uploads and the event queue lie at other addresses that the vendor names: encrypted ones, or beside an API on this machine. */
export function isTrusted(address: string, config: Pick<VkConfig, 'apiAddress'>): boolean {
  const url = URL.parse(address);
  if (!url || url.username !== '' || url.password !== '') return false;
  if (url.origin === new URL(config.apiAddress).origin) return true;
  return url.protocol === 'https:' && !/^[\d.]+$|^\[/.test(url.hostname) && !/(^|\.)(localhost|local|internal)\.?$/.test(url.hostname) && url.hostname.includes('.');
}
