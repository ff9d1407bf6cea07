// The shape of an e-mail inbox's settings as an administrator types them; a message is a code of the error catalogue.
import { z } from 'zod';
import { addressOf } from './mime/address.ts';

const code = (name: string) => ({ error: (issue: { input?: unknown }) => (issue.input === undefined ? 'setting-missing' : name) });

const host = z.string(code('setting-not-a-host')).trim().regex(/^(\[[0-9a-f:.]+\]|[\p{L}\p{N}_](?:[\p{L}\p{N}._-]{0,251}[\p{L}\p{N}])?|::1)$/iu, 'setting-not-a-host');
const port = z.int(code('setting-not-a-port')).min(1, 'setting-not-a-port').max(65_535, 'setting-not-a-port');
const filled = z.string(code('setting-wrong')).min(1, 'setting-missing').max(10_000, 'setting-too-large');
const flag = z.boolean(code('setting-wrong'));
const address = z
  .string(code('setting-not-an-address'))
  .trim()
  .transform((value, context) => {
    const found = addressOf(value);
    if (!found) context.addIssue({ code: 'custom', message: 'setting-not-an-address' });
    return found ?? '';
  });

const count = (from: number, to: number) => z.int(code('setting-wrong')).min(from, 'setting-out-of-range').max(to, 'setting-out-of-range');

const server = z.strictObject({
  host,
  port: port.optional(),
  /** true: TLS from the first byte; false: STARTTLS where the server offers it. */
  secure: flag.optional(),
  auth: z.enum(['password', 'oauth2', 'none'], code('setting-unknown-choice')).default('password'),
  user: z.string(code('setting-wrong')).trim().max(320, 'setting-too-large').default(''),
  password: z.string(code('setting-wrong')).max(10_000, 'setting-too-large').default(''),
}, code('setting-missing'));

/** Where the two large providers hand out access tokens, and for what: the scopes that IMAP and SMTP need. */
export const oauth2Presets = {
  google: { tokenUrl: 'https://oauth2.googleapis.com/token', scope: null },
  microsoft: {
    tokenUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
    scope: 'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access',
  },
} as const;

const oauth2 = z.strictObject({
  provider: z.enum(['google', 'microsoft', 'other'], code('setting-unknown-choice')).default('other'),
  clientId: filled,
  clientSecret: z.string(code('setting-wrong')).default(''),
  refreshToken: filled,
  tokenUrl: z.string(code('setting-not-a-safe-link')).optional(),
  scope: z.string(code('setting-wrong')).optional(),
});

export const settings = z.strictObject({
  /** null: not connected; nothing is fetched. */
  imap: server.nullable(),
  /** null: not connected; nothing is sent. */
  smtp: server.nullable(),
  oauth2: oauth2.optional(),
  folder: filled.max(1000, 'setting-too-large').default('INBOX'),
  /** A copy of what we send is appended there; null: the provider keeps copies by itself, or none are wanted. */
  sentFolder: filled.max(1000, 'setting-too-large').nullable().default(null),
  senders: z
    .array(z.strictObject({ name: z.string(code('setting-wrong')).trim().max(200, 'setting-too-large').default(''), address, signature: z.string(code('setting-wrong')).max(20_000, 'setting-too-large').default('') }), code('setting-missing'))
    .min(1, 'setting-missing')
    .max(50, 'setting-out-of-range'),
  /** Domains whose mail is written by this organisation (a contact form, a colleague). */
  ownDomains: z.array(host.toLowerCase()).default([]),
  /** Whether `help+anything@…` reaches `help@…`: then answers carry their conversation in the address. */
  plusAddressing: z.strictObject({ on: flag.default(false), address: address.optional() }).default({ on: false }),
  signingSecret: z.string(code('setting-wrong')).min(16, 'setting-too-small'),
  /** Marks mail that this installation itself sends to its agents; the same for all inboxes. */
  installationSecret: z.string(code('setting-wrong')).default(''),
  maxBytes: count(65_536, 200_000_000).default(30_000_000),
  numberInSubject: flag.default(true),
  /** Ask servers to report successful delivery too; few do, and each report is a mail in the mailbox. */
  deliveryReports: flag.default(false),
  /** Marks taken-in mail as read in the mailbox; the desk itself never looks at that mark. */
  markSeen: flag.default(false),
  /** On the first connection, mail of the last so many days is taken in too. */
  takeInDays: count(0, 3650).default(3),
  reconcileMinutes: count(1, 1440).default(15),
  reconcileDays: count(1, 60).default(7),
  idleMinutes: count(1, 28).default(10),
  /** Receiving servers whose `Authentication-Results` are believed; `arc:name` for those that only write `ARC-Authentication-Results`. */
  trustedServers: z.array(filled.toLowerCase()).default([]),
  /** Check DKIM signatures ourselves while fetching (needs DNS). */
  checkSignatures: flag.default(false),
  tls: z.strictObject({ rejectUnauthorized: flag.default(true), ca: z.string(code('setting-wrong')).optional() }).default({ rejectUnauthorized: true }),
}, code('setting-missing'));

export type Settings = z.output<typeof settings>;
