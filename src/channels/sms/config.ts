// Settings of an SMS inbox, as an administrator types them.
import { z } from 'zod';
import { InvalidConfig } from '../channel.ts';
import { receiptIds } from './receipt/message-id.ts';
import { senderKind } from './number.ts';

/** What is left empty in a form is as if it were not there. */
const optional = <Kind extends z.ZodType>(kind: Kind) => z.preprocess((value) => (value === '' || value === null ? undefined : value), kind.optional()).transform((value) => value ?? null);

const host = z.string('setting-missing').trim().min(1, 'setting-missing').max(253, 'setting-not-a-host').regex(/^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|[0-9a-f:]+)$/i, 'setting-not-a-host');
const port = z.int('setting-not-a-port').min(1, 'setting-not-a-port').max(65_535, 'setting-not-a-port');
const between = (least: number, most: number) => z.number('setting-wrong').min(least, 'setting-out-of-range').max(most, 'setting-out-of-range');
/** Fields of a sign-in are octets with a NUL at their end. */
const ascii = (most: number) => z.string('setting-wrong').max(most, 'setting-too-large').regex(/^[\u0020-\u007e]*$/, 'setting-wrong');
const senderLetters = /^(?:\+?\d{2,20}|(?=.*[A-Za-z])[\u0020-\u007e]{1,11})$/;

const settings = z.strictObject({
  host,
  port: port.default(2775),
  tls: z.boolean('setting-wrong').default(false),
  systemId: ascii(15).min(1, 'setting-missing'),
  // The protocol says eight; many centres take more.
  password: ascii(64).min(1, 'setting-missing'),
  systemType: optional(ascii(12)).transform((typed) => typed ?? ''),
  /** A name of at most 11 letters, or a number. */
  sourceAddress: z.string('setting-missing').trim().min(1, 'setting-missing').regex(senderLetters, 'sms.sender-unusable'),
  /** Type of number and numbering plan of the sender; guessed where nothing is said. */
  sourceTon: optional(z.int('setting-wrong').min(0, 'setting-out-of-range').max(6, 'setting-out-of-range')),
  sourceNpi: optional(z.int('setting-wrong').min(0, 'setting-out-of-range').max(18, 'setting-out-of-range')),
  /** `two`: one for each direction; `one`: a single one for both. */
  sessions: z.enum(['two', 'one'], 'setting-unknown-choice').default('two'),
  window: z.int('setting-wrong').min(1, 'setting-out-of-range').max(1_000, 'setting-out-of-range').default(10),
  perSecond: optional(between(0.1, 1_000)),
  /** An amount with a point, for one part. */
  pricePerPart: optional(z.string('setting-wrong').trim().transform((text) => text.replace(',', '.')).pipe(z.string().regex(/^\d{1,6}(\.\d{1,6})?$/, 'setting-wrong'))),
  currency: optional(z.string('setting-wrong').trim().regex(/^[A-Z]{3}$/, 'setting-wrong')),
  longMessages: z.enum(['udh', 'payload'], 'setting-unknown-choice').default('udh'),
  receiptIds: optional(z.enum(receiptIds, 'setting-unknown-choice')),
  /** Calling code, for numbers that are written without one. */
  defaultCountry: optional(z.string('setting-wrong').trim().transform((text) => text.replace(/^(\+|00)/, '')).pipe(z.string().regex(/^[1-9]\d{0,2}$/, 'setting-wrong'))),
  answerSeconds: between(1, 300).default(30),
  enquireSeconds: between(1, 600).default(30),
});

type Settings = z.infer<typeof settings>;
export type SmsConfig = Omit<Settings, 'sourceTon' | 'sourceNpi' | 'pricePerPart' | 'currency'> & {
  readonly sender: { readonly address: string; readonly ton: number; readonly npi: number };
  readonly price: { readonly perPart: string; readonly currency: string } | null;
};

export const secrets = ['password'] as const;

export function readConfig(input: unknown): SmsConfig {
  const read = settings.safeParse(input);
  const problems: Record<string, string> = {};
  for (const issue of read.error?.issues ?? []) for (const [path, problem] of named(issue, input)) problems[path] ??= problem;
  for (const [path, problem] of belonging(input)) problems[path] ??= problem;
  if (!read.success || Object.keys(problems).length > 0) throw new InvalidConfig(problems);
  const { sourceTon, sourceNpi, pricePerPart, currency, ...rest } = read.data;
  const guessed = senderKind(rest.sourceAddress);
  return {
    ...rest,
    sender: { address: guessed.ton === 5 ? rest.sourceAddress : rest.sourceAddress.replace('+', ''), ton: sourceTon ?? guessed.ton, npi: sourceNpi ?? guessed.npi },
    price: pricePerPart === null || currency === null ? null : { perPart: pricePerPart, currency },
  };
}

function named(issue: z.core.$ZodIssue, input: unknown): [string, string][] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [key || 'settings', 'setting-unknown']);
  const path = issue.path.map(String).join('.');
  const absent = path !== '' && typeof input === 'object' && input !== null && !Object.hasOwn(input, path);
  if (absent) return [[path, 'setting-missing']];
  return [[path || 'settings', /^(setting-|sms\.)/.test(issue.message) ? issue.message : 'setting-wrong']];
}

/** A price has two halves, and one without the other says nothing. */
function belonging(input: unknown): [string, string][] {
  const given = (name: string): boolean => typeof input === 'object' && input !== null && ![undefined, null, ''].includes((input as Record<string, null>)[name]);
  if (given('pricePerPart') && !given('currency')) return [['currency', 'setting-missing']];
  if (given('currency') && !given('pricePerPart')) return [['pricePerPart', 'setting-missing']];
  return [];
}
