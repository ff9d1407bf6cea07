// Every setting of an installation: its name in the environment, type, default and meaning. Read and checked once, at the start;
// a wrong value stops the start with every mistake named. `npm run doctor` prints them with their values (secrets masked).
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export type Config = {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly databaseUrl: string | null;
  readonly databaseListenUrl: string | null;
  readonly databasePool: number;
  readonly roles: readonly Role[];
  readonly publicAddress: string;
  /** 32 bytes: encrypts channels' secrets at rest and signs links. */
  readonly key: Buffer;
  readonly administrator: { readonly email: string; readonly password: string } | null;
  readonly apiToken: string | null;
  readonly smtpUrl: string | null;
  readonly mailFrom: string | null;
  readonly uploadBytes: number;
  readonly rawDays: number;
  readonly logLevel: string;
  readonly trustProxy: boolean;
};

export type Role = 'web' | 'worker';

type Setting = { readonly name: string; readonly meaning: string; readonly fallback: string; readonly secret?: true };

/** In the order in which documentation shows them. */
export const settings: readonly Setting[] = [
  { name: 'PORT', meaning: 'Port of the web address.', fallback: '3300' },
  { name: 'HOST', meaning: 'Network address to listen on; 0.0.0.0 opens the desk to other machines.', fallback: 'localhost' },
  { name: 'ATTUNE_DATA', meaning: 'Folder for the embedded database, attachments and raw input. Several machines need one shared folder.', fallback: './data' },
  { name: 'DATABASE_URL', meaning: 'A PostgreSQL server (15 or newer) instead of the embedded one: postgres://user:password@host/database.', fallback: 'the embedded database', secret: true },
  { name: 'DATABASE_LISTEN_URL', meaning: 'A direct connection for LISTEN when DATABASE_URL leads through a pooler in transaction mode.', fallback: 'DATABASE_URL', secret: true },
  { name: 'DATABASE_POOL', meaning: 'Most database connections of one process.', fallback: '12' },
  { name: 'ATTUNE_ROLES', meaning: 'What this process does: web, worker, or both (also --roles=web,worker).', fallback: 'web,worker' },
  { name: 'ATTUNE_PUBLIC_ADDRESS', meaning: 'The address by which customers, webhooks and mails reach this desk, for example https://desk.example.com.', fallback: 'http://localhost:PORT' },
  { name: 'ATTUNE_KEY', meaning: '64 hexadecimal digits: encrypts channel passwords at rest and signs links. Keep it apart from backups.', fallback: 'made on first start and kept in the data folder', secret: true },
  { name: 'ATTUNE_ADMIN_EMAIL', meaning: 'Makes the first administrator at the start of an empty desk, together with ATTUNE_ADMIN_PASSWORD.', fallback: 'the first visitor makes it on screen' },
  { name: 'ATTUNE_ADMIN_PASSWORD', meaning: 'Password of that administrator, at least ten characters.', fallback: 'none', secret: true },
  { name: 'ATTUNE_API_TOKEN', meaning: 'Makes a service token with this value (at least 32 characters) for machines that call the API.', fallback: 'none', secret: true },
  { name: 'ATTUNE_SMTP_URL', meaning: 'Server for the desk\'s own mail (invitations, new passwords): smtp://user:password@host:port.', fallback: 'the first e-mail inbox', secret: true },
  { name: 'ATTUNE_MAIL_FROM', meaning: 'Sender of the desk\'s own mail.', fallback: 'the first e-mail inbox\'s address' },
  { name: 'ATTUNE_UPLOAD_BYTES', meaning: 'Largest file that may be uploaded, in bytes.', fallback: '26214400' },
  { name: 'ATTUNE_RAW_DAYS', meaning: 'How many days raw input is kept after it was taken in.', fallback: '30' },
  { name: 'ATTUNE_LOG', meaning: 'How much is logged: debug, info, warn or error. Message text is never logged.', fallback: 'info' },
  { name: 'ATTUNE_TRUST_PROXY', meaning: 'yes when a reverse proxy in front sets X-Forwarded-For and X-Forwarded-Proto.', fallback: 'no' },
];

/** Settings that cannot be used; each problem is a sentence that names the setting. */
export class WrongSettings extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`These settings cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'WrongSettings';
    this.problems = problems;
  }
}

/** Reads the settings from an environment and `--name=value` arguments. Makes the data folder and, where none is given, the key in it. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, flags: readonly string[] = []): Config {
  const problems: string[] = [];
  const given = (name: string): string | null => environment[name]?.trim() || null;
  const port = whole(problems, 'PORT', given('PORT') ?? '3300', 0, 65_535);
  const data = resolve(given('ATTUNE_DATA') ?? 'data');
  const config = {
    port,
    host: given('HOST') ?? 'localhost',
    data,
    databaseUrl: databaseUrl(problems, 'DATABASE_URL', given('DATABASE_URL')),
    databaseListenUrl: databaseUrl(problems, 'DATABASE_LISTEN_URL', given('DATABASE_LISTEN_URL')),
    databasePool: whole(problems, 'DATABASE_POOL', given('DATABASE_POOL') ?? '12', 2, 500),
    roles: roles(problems, flags.find((flag) => flag.startsWith('--roles='))?.slice(8) ?? given('ATTUNE_ROLES') ?? 'web,worker'),
    publicAddress: address(problems, given('ATTUNE_PUBLIC_ADDRESS') ?? `http://localhost:${port}`),
    administrator: administrator(problems, given('ATTUNE_ADMIN_EMAIL'), given('ATTUNE_ADMIN_PASSWORD')),
    apiToken: longEnough(problems, 'ATTUNE_API_TOKEN', given('ATTUNE_API_TOKEN'), 32),
    smtpUrl: smtpUrl(problems, given('ATTUNE_SMTP_URL')),
    mailFrom: given('ATTUNE_MAIL_FROM'),
    uploadBytes: whole(problems, 'ATTUNE_UPLOAD_BYTES', given('ATTUNE_UPLOAD_BYTES') ?? '26214400', 1, 1_073_741_824),
    rawDays: whole(problems, 'ATTUNE_RAW_DAYS', given('ATTUNE_RAW_DAYS') ?? '30', 1, 3_650),
    logLevel: oneOf(problems, 'ATTUNE_LOG', given('ATTUNE_LOG') ?? 'info', ['debug', 'info', 'warn', 'error', 'silent']),
    trustProxy: oneOf(problems, 'ATTUNE_TRUST_PROXY', given('ATTUNE_TRUST_PROXY') ?? 'no', ['yes', 'no']) === 'yes',
  };
  const key = problems.length === 0 ? readKey(problems, given('ATTUNE_KEY'), data) : Buffer.alloc(32);
  if (problems.length > 0) throw new WrongSettings(problems);
  return { ...config, key };
}

function whole(problems: string[], name: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  problems.push(`${name} is "${value}", but must be a whole number from ${least} to ${most}.`);
  return least;
}

function oneOf(problems: string[], name: string, value: string, allowed: readonly string[]): string {
  if (!allowed.includes(value)) problems.push(`${name} is "${value}", but must be one of: ${allowed.join(', ')}.`);
  return value;
}

function roles(problems: string[], value: string): readonly Role[] {
  const named = value.split(',').map((role) => role.trim()).filter((role) => role !== '');
  const known = named.filter((role): role is Role => role === 'web' || role === 'worker');
  if (known.length !== named.length || known.length === 0) problems.push(`ATTUNE_ROLES is "${value}", but must name web, worker, or both with a comma between.`);
  return known;
}

function databaseUrl(problems: string[], name: string, value: string | null): string | null {
  if (value === null) return null;
  if (URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol)) return value;
  problems.push(`${name} cannot be read; it must look like postgres://user:password@host:5432/database.`);
  return null;
}

function smtpUrl(problems: string[], value: string | null): string | null {
  if (value === null || (URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol))) return value;
  problems.push('ATTUNE_SMTP_URL cannot be read; it must look like smtp://user:password@host:587.');
  return null;
}

function address(problems: string[], value: string): string {
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value.replace(/\/+$/, '');
  problems.push(`ATTUNE_PUBLIC_ADDRESS is "${value}", but must be a web address such as https://desk.example.com.`);
  return value;
}

function administrator(problems: string[], email: string | null, password: string | null): Config['administrator'] {
  if (email === null && password === null) return null;
  if (email === null || password === null) {
    problems.push('ATTUNE_ADMIN_EMAIL and ATTUNE_ADMIN_PASSWORD belong together; only one of them is set.');
    return null;
  }
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) problems.push(`ATTUNE_ADMIN_EMAIL is "${email}", which is not an e-mail address.`);
  longEnough(problems, 'ATTUNE_ADMIN_PASSWORD', password, 10);
  return { email, password };
}

function longEnough(problems: string[], name: string, value: string | null, least: number): string | null {
  if (value !== null && value.length < least) problems.push(`${name} has ${value.length} characters, but must have at least ${least}.`);
  return value;
}

/** The key file is made once, readable by its owner only; losing it means that channel passwords must be entered again. */
function readKey(problems: string[], given: string | null, data: string): Buffer {
  const value = given ?? keyFile(problems, data);
  if (/^[0-9a-f]{64}$/i.test(value)) return Buffer.from(value, 'hex');
  problems.push(given === null ? `The key file in ${data} is damaged; restore it from where you keep it, or set ATTUNE_KEY.` : 'ATTUNE_KEY must be 64 hexadecimal digits (32 bytes).');
  return Buffer.alloc(32);
}

function keyFile(problems: string[], data: string): string {
  const file = join(data, 'key');
  try {
    mkdirSync(data, { recursive: true });
    if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    problems.push(`ATTUNE_DATA is "${data}", but that folder cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`);
    return '0'.repeat(64);
  }
}
