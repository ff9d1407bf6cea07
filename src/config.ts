// Every setting of an installation: its name in the environment, type, default and meaning. Read and checked once, at the start;
// a wrong value stops the start with every mistake named. `npm run doctor` prints them with their values (secrets masked).
import { resolve } from 'node:path';
import { folderProblem, openDataFolder } from './config/data-folder.ts';
import type { Role } from './config/values.ts';
import { address, administrator, checkKey, databaseUrl, host, mailAddress, oneOf, roles, smtpUrl, token, whole } from './config/values.ts';

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
  readonly visitorBytes: number;
  readonly privateWebhooks: boolean;
  readonly rawDays: number;
  readonly logLevel: string;
  readonly trustProxy: boolean;
};

/** Without the key, which lies in the data folder: all that can be known without touching anything. */
export type Settings = Omit<Config, 'key'>;

type Environment = Readonly<Record<string, string | undefined>>;

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
  { name: 'ATTUNE_VISITOR_BYTES', meaning: 'All files together that one visitor of a chat may send in a day, in bytes.', fallback: '209715200' },
  { name: 'ATTUNE_UPLOAD_BYTES', meaning: 'Largest file that may be uploaded, in bytes.', fallback: '26214400' },
  { name: 'ATTUNE_PRIVATE_WEBHOOKS', meaning: 'yes lets outgoing webhooks go to addresses in private networks, also without encryption; otherwise they are refused.', fallback: 'no' },
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
export function readConfig(environment: Environment, flags: readonly string[] = []): Config {
  const { settings: read, problems } = readSettings(environment, flags);
  const key = valueOf(environment, 'ATTUNE_KEY');
  const folder = folderProblem(read.data, key !== null);
  if (problems.length > 0 || folder !== null) throw new WrongSettings([...problems, ...(folder === null ? [] : [folder])]);
  const opened = openDataFolder(read.data, key);
  if (typeof opened === 'string') throw new WrongSettings([opened]);
  return { ...read, key: opened };
}

/** Reads the settings and touches nothing; where there are problems, the settings that they name are not to be relied on. */
export function readSettings(environment: Environment, flags: readonly string[] = []): { readonly settings: Settings; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const given = (name: string): string | null => valueOf(environment, name);
  const port = whole(problems, 'PORT', given('PORT') ?? '3300', 0, 65_535);
  const data = resolve(given('ATTUNE_DATA') ?? 'data');
  for (const flag of flags.filter((one) => !one.startsWith('--roles='))) problems.push(`There is no option "${flag}"; the one there is looks like --roles=web,worker.`);
  const read = {
    port,
    host: host(problems, given('HOST') ?? 'localhost'),
    data,
    databaseUrl: databaseUrl(problems, 'DATABASE_URL', given('DATABASE_URL')),
    databaseListenUrl: databaseUrl(problems, 'DATABASE_LISTEN_URL', given('DATABASE_LISTEN_URL')),
    databasePool: whole(problems, 'DATABASE_POOL', given('DATABASE_POOL') ?? '12', 2, 500),
    roles: roles(problems, flags.find((flag) => flag.startsWith('--roles='))?.slice(8) ?? given('ATTUNE_ROLES') ?? 'web,worker'),
    publicAddress: address(problems, given('ATTUNE_PUBLIC_ADDRESS') ?? `http://localhost:${port}`),
    // Not trimmed: a space may belong to a password.
    administrator: administrator(problems, given('ATTUNE_ADMIN_EMAIL'), environment['ATTUNE_ADMIN_PASSWORD'] || null),
    apiToken: token(problems, given('ATTUNE_API_TOKEN')),
    smtpUrl: smtpUrl(problems, given('ATTUNE_SMTP_URL')),
    mailFrom: mailAddress(problems, 'ATTUNE_MAIL_FROM', given('ATTUNE_MAIL_FROM')),
    visitorBytes: whole(problems, 'ATTUNE_VISITOR_BYTES', given('ATTUNE_VISITOR_BYTES') ?? '209715200', 1, 1_099_511_627_776),
    uploadBytes: whole(problems, 'ATTUNE_UPLOAD_BYTES', given('ATTUNE_UPLOAD_BYTES') ?? '26214400', 1, 1_073_741_824),
    privateWebhooks: oneOf(problems, 'ATTUNE_PRIVATE_WEBHOOKS', given('ATTUNE_PRIVATE_WEBHOOKS') ?? 'no', ['yes', 'no']) === 'yes',
    rawDays: whole(problems, 'ATTUNE_RAW_DAYS', given('ATTUNE_RAW_DAYS') ?? '30', 1, 3_650),
    logLevel: oneOf(problems, 'ATTUNE_LOG', given('ATTUNE_LOG') ?? 'info', ['debug', 'info', 'warn', 'error', 'silent']),
    trustProxy: oneOf(problems, 'ATTUNE_TRUST_PROXY', given('ATTUNE_TRUST_PROXY') ?? 'no', ['yes', 'no']) === 'yes',
  };
  if (given('DATABASE_LISTEN_URL') !== null && given('DATABASE_URL') === null) problems.push('DATABASE_LISTEN_URL is set without DATABASE_URL; it is a second way to the same database.');
  checkKey(problems, given('ATTUNE_KEY'));
  return { settings: read, problems };
}

function valueOf(environment: Environment, name: string): string | null {
  return environment[name]?.trim() || null;
}
