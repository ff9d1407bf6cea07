// An inbox's settings as they are saved: checked by the channel together with the secrets that are kept, then split into what
// may be read again and what is sealed.
import { randomBytes } from 'node:crypto';
import type { Channel } from '../channels/channel.ts';
import { InvalidConfig } from '../channels/channel.ts';
import { Refusal } from '../domain/refusal.ts';
import type { InboxRow } from '../store/inbox.ts';
import { json } from '../store/receive.ts';
import { findTeams } from '../store/team.ts';
import type { Change } from './change.ts';
import type { Desk } from './desk.ts';
import { sealSecrets } from './inbox-account.ts';
import { installationSecret } from './send-notice.ts';

export type Senders = InboxRow['senders'];
export type Settings = { readonly config: Readonly<Record<string, unknown>>; readonly senders: Senders };

export type Prepared = {
  /** As channels are called with. */
  readonly whole: Record<string, unknown>;
  readonly open: Record<string, unknown>;
  readonly sealed: Buffer | null;
  readonly senders: Senders;
};

/**
 * @param kept the secrets stored so far, by path: one that is not given, or given empty, stays as it was
 * @throws InvalidConfig which names every mistake
 */
export function prepareSettings(desk: Desk, channel: Channel, inbox: string, given: Settings, kept: Readonly<Record<string, unknown>>): Prepared {
  const { config, senders } = withSenders(channel, asStorable(given));
  const made = channel.newSecrets?.((bytes) => randomBytes(bytes).toString('base64url')) ?? {};
  const whole = structuredClone(config) as Record<string, unknown>;
  for (const path of channel.secrets) putSecret(whole, path, path === 'installationSecret' ? installationSecret(desk.key) : (kept[path] ?? made[path]));
  channel.readConfig(whole);
  return { whole, ...sealSecrets(desk, channel, inbox, whole), senders };
}

/**
 * Channels that write letters speak from addresses: the channel is told them, and the inbox keeps them with their signatures,
 * which are added when a reply is put together.
 */
function withSenders(channel: Channel, { config, senders }: Settings): Settings {
  if (!channel.can.copies) {
    if (senders.length > 0) throw new InvalidConfig({ senders: 'setting-unknown' });
    return { config, senders };
  }
  const inConfig = config['senders'];
  const named = senders.length > 0 || !Array.isArray(inConfig) ? senders : inConfig.filter(isSender).map((one) => ({ name: one.name ?? '', address: one.address, signature: one.signature ?? '' }));
  const trimmed = named.map((one) => ({ name: one.name.trim(), address: one.address.trim(), signature: one.signature.trim() }));
  const twice = trimmed.findIndex((one, index) => trimmed.findIndex((other) => other.address.toLowerCase() === one.address.toLowerCase()) !== index);
  if (twice >= 0) throw new InvalidConfig({ [`senders.${twice}.address`]: 'setting-repeated' });
  return { config: { ...config, senders: trimmed.map(({ name, address }) => ({ name, address })) }, senders: trimmed };
}

function isSender(value: unknown): value is { readonly name?: string; readonly address: string; readonly signature?: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { name, address, signature } = value as Record<string, unknown>;
  return typeof address === 'string' && (name === undefined || typeof name === 'string') && (signature === undefined || typeof signature === 'string');
}

/** A secret belongs into a group of settings only where that group is still there. */
function putSecret(whole: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.split('.');
  const last = steps.pop()!;
  let group: unknown = whole;
  for (const step of steps) group = typeof group === 'object' && group !== null ? (group as Record<string, unknown>)[step] : undefined;
  if (typeof group !== 'object' || group === null || value === undefined) return;
  const there = (group as Record<string, unknown>)[last];
  if (there === undefined || there === null || there === '' || last === 'installationSecret') (group as Record<string, unknown>)[last] = value;
}

function asStorable(given: Settings): Settings {
  return JSON.parse(json(given)) as Settings;
}

export async function refuseUnknownTeams(within: Change, teams: readonly string[]): Promise<void> {
  const found = new Set((await findTeams(within.db, within.workspace, teams)).map((team) => team.id));
  const missing = teams.map((team, index) => [`teams.${index}`, team] as const).filter(([, team]) => !found.has(team));
  if (missing.length > 0) throw new Refusal('input-wrong', Object.fromEntries(missing.map(([path]) => [path, 'There is no such team.'])));
}
