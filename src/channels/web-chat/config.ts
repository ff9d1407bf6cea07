// Settings of a chat inbox, as an administrator types them, and the secrets that the server makes for it.
import { z } from 'zod';
import { InvalidConfig } from '../channel.ts';

const languageCode = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
const secret = z.string().min(32).max(200);

/** What people usually send to a desk; nothing that a browser would run by itself. */
export const usualTypes = [
  'image/*', 'audio/*', 'video/*', 'text/plain', 'text/csv', 'application/pdf', 'application/zip', 'application/rtf',
  'application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.*', 'application/vnd.oasis.opendocument.*',
] as const;
export const mostUploadBytes = 20 * 1024 * 1024;

const mediaType = z.string().regex(/^[a-z]+\/[a-z0-9.+*-]+$/);

const settings = z.strictObject({
  teamName: z.string().trim().min(1).max(80),
  /** By language code; where a language is missing, the widget has a sentence of its own. */
  welcome: z.record(languageCode, z.string().trim().max(500)).default({}),
  colour: z.string().regex(/^#[0-9a-fA-F]{6}$/).nullable().default(null),
  languages: z.array(languageCode).max(50).default([]),
  askEmail: z.boolean().default(true),
  /** Pages that may show the chat, for example `https://shop.example`; none: any page. */
  allowedOrigins: z.array(z.string().trim().transform(originOf).pipe(z.string())).max(100).default([]),
  uploads: z.boolean().default(true),
  maxUploadBytes: z.int().min(1024).max(mostUploadBytes).default(mostUploadBytes),
  uploadTypes: z.array(mediaType).max(100).default([...usualTypes]),
  signingSecret: secret,
  identitySecret: secret,
});

export type WebChatConfig = z.infer<typeof settings>;

export const secretSettings = ['signingSecret', 'identitySecret'] as const;

/** `random` gives so many random bytes as text. */
export function newSecrets(random: (bytes: number) => string): Record<(typeof secretSettings)[number], string> {
  return { signingSecret: random(32), identitySecret: random(32) };
}

export function readConfig(input: unknown): WebChatConfig {
  const read = settings.safeParse(input);
  if (read.success) return read.data;
  const problems: Record<string, string> = {};
  for (const issue of read.error.issues) {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.')];
    for (const path of paths) problems[path || 'settings'] = problemOf(issue, input);
  }
  throw new InvalidConfig(problems);
}

function problemOf(issue: z.core.$ZodIssue, input: unknown): string {
  if (issue.code === 'unrecognized_keys') return 'setting-unknown';
  if (issue.code === 'too_big') return 'setting-too-large';
  if (issue.code === 'too_small') return issue.minimum === 1 ? 'setting-missing' : 'setting-too-small';
  const absent = issue.path.length === 1 && typeof input === 'object' && input !== null && !Object.hasOwn(input, issue.path[0]!);
  return absent ? 'setting-missing' : 'setting-wrong';
}

/** `https://Shop.example/basket` is meant as `https://shop.example`; undefined where no page can have this origin. */
function originOf(typed: string): string | undefined {
  const url = URL.parse(typed);
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.origin : undefined;
}
