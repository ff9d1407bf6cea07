// An inbox with its settings opened and checked: what channels are called with.
import type { Channel } from '../channels/channel.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Db } from '../store/open.ts';
import type { InboxRow } from '../store/inbox.ts';
import { findInbox, findInboxByToken } from '../store/inbox.ts';
import { seal, unseal } from '../store/sealed.ts';
import type { Desk } from './desk.ts';
import { installationSecret } from './send-notice.ts';

export type InboxAccount = { readonly row: InboxRow; readonly channel: Channel; readonly config: unknown };

export function getChannel(desk: Desk, name: string): Channel {
  const channel = desk.channels.get(name);
  if (!channel) throw new Refusal('channel-unknown', { channel: name });
  return channel;
}

/** Where the vendor's webhooks for an inbox go. */
export function hookAddressOf(desk: Pick<Desk, 'publicAddress'>, { token }: Pick<InboxRow, 'token'>, { takesWebhooks }: Pick<Channel, 'takesWebhooks'>): string | null {
  return takesWebhooks ? `${desk.publicAddress}/hooks/${token}` : null;
}

export function openAccount(desk: Desk, row: InboxRow): InboxAccount {
  const channel = getChannel(desk, row.channel);
  const secrets = { ...openSecrets(desk, row), ...(channel.secrets.includes('installationSecret') ? { installationSecret: installationSecret(desk.key) } : {}) };
  return { row, channel, config: channel.readConfig(withSecrets(settingsOf(row), secrets)) };
}

/** Who may speak for an inbox is kept beside its settings; a channel that signs mail with them reads them as one setting. */
export function settingsOf(row: Pick<InboxRow, 'config' | 'senders'>): Record<string, unknown> {
  return row.senders.length > 0 && !('senders' in row.config) ? { ...row.config, senders: row.senders } : { ...row.config };
}

export async function getAccount(desk: Desk, db: Db, workspace: string, inbox: string): Promise<InboxAccount> {
  const row = await findInbox(db, workspace, inbox);
  if (!row) throw new Refusal('not-found');
  return openAccount(desk, row);
}

/** Settings are read once and kept for a moment: a busy chat asks for the same inbox with every message. */
export type AccountBook = {
  findByToken(token: string): Promise<InboxAccount | null>;
  /** Fails where there is none, or where its settings cannot be read. */
  get(workspace: string, inbox: string): Promise<InboxAccount>;
};

const keptMs = 2_000;
const mostKept = 1_000;
const books = new WeakMap<Desk, AccountBook>();

export function accountBook(desk: Desk): AccountBook {
  const known = books.get(desk);
  if (known) return known;
  const byToken = keptFor(keptMs, (token: string) => findInboxByToken(desk.db, token).then((row) => (row ? openAccount(desk, row) : null)));
  const byId = keptFor(keptMs, (place: string) => {
    const [workspace = '', inbox = ''] = place.split(' ');
    return getAccount(desk, desk.db, workspace, inbox);
  });
  const book = { findByToken: byToken, get: (workspace: string, inbox: string) => byId(`${workspace} ${inbox}`) };
  books.set(desk, book);
  return book;
}

function keptFor<Value>(milliseconds: number, find: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const kept = new Map<string, { readonly until: number; readonly value: Promise<Value> }>();
  return (key) => {
    const now = Date.now();
    const known = kept.get(key);
    if (known && known.until > now) return known.value;
    if (kept.size > mostKept) kept.clear();
    const value = find(key);
    kept.set(key, { until: now + milliseconds, value });
    value.catch(() => kept.delete(key));
    return value;
  };
}

/** Splits settings into what may be stored in the open and what is sealed. Paths are dotted, as in `Channel.secrets`. */
export function sealSecrets(desk: Desk, channel: Channel, inbox: string, config: Readonly<Record<string, unknown>>): { readonly open: Record<string, unknown>; readonly sealed: Buffer | null } {
  const secrets: Record<string, unknown> = {};
  const open = structuredClone(config) as Record<string, unknown>;
  for (const path of channel.secrets) {
    const value = takeOut(open, path.split('.'));
    if (value !== undefined && value !== '') secrets[path] = value;
  }
  return { open, sealed: Object.keys(secrets).length === 0 ? null : seal(desk.key, inbox, secrets) };
}

export function openSecrets(desk: Desk, row: InboxRow): Record<string, unknown> {
  return row.secrets === null ? {} : (unseal(desk.key, row.id, row.secrets) as Record<string, unknown>);
}

export function withSecrets(config: Readonly<Record<string, unknown>>, secrets: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const whole = structuredClone(config) as Record<string, unknown>;
  for (const [path, value] of Object.entries(secrets)) putIn(whole, path.split('.'), value);
  return whole;
}

function takeOut(from: Record<string, unknown>, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return undefined;
  if (rest.length === 0) {
    const value = from[first];
    delete from[first];
    return value;
  }
  const next = from[first];
  return typeof next === 'object' && next !== null ? takeOut(next as Record<string, unknown>, rest) : undefined;
}

function putIn(into: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first, ...rest] = path;
  if (first === undefined) return;
  if (rest.length === 0) {
    into[first] = value;
    return;
  }
  const next = into[first];
  const inner = typeof next === 'object' && next !== null ? (next as Record<string, unknown>) : {};
  into[first] = inner;
  putIn(inner, rest, value);
}
