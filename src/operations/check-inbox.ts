// Tries an inbox's settings for real, before they are saved or after, and says in the channel's words what failed. Changes nothing.
import { setTimeout as pause } from 'node:timers/promises';
import type { Channel, ChannelIo, CheckResult, Problem } from '../channels/channel.ts';
import { Refusal } from '../domain/refusal.ts';
import { findInbox } from '../store/inbox.ts';
import type { InboxChange } from './change-inbox.ts';
import { settingsOf } from './change-inbox.ts';
import type { Desk } from './desk.ts';
import { getChannel, hookAddressOf, openSecrets } from './inbox-account.ts';
import type { Settings } from './inbox-settings.ts';
import { prepareSettings } from './inbox-settings.ts';
import { keepSecret } from './keep-secret.ts';

/** Somebody is looking at a button meanwhile. */
const patienceMs = 20_000;

export type Checked = { readonly ok: boolean; readonly problems: readonly Problem[] };

/** @throws InvalidConfig which names every setting that cannot be used */
export async function checkSettings(desk: Desk, wanted: Settings & { readonly channel: string }): Promise<Checked> {
  const channel = getChannel(desk, wanted.channel);
  const { whole } = prepareSettings(desk, channel, desk.newId(), wanted, {});
  return tryOut(desk, channel, whole, {});
}

/** With changes that are not saved yet, if there are any; secrets that are not given are those that are kept. */
export async function checkInbox(desk: Desk, workspace: string, inbox: string, wanted: Pick<InboxChange, 'config' | 'senders'>): Promise<Checked> {
  const row = await findInbox(desk.db, workspace, inbox);
  if (!row) throw new Refusal('not-found');
  const channel = getChannel(desk, row.channel);
  const { whole } = prepareSettings(desk, channel, inbox, settingsOf(row, wanted), openSecrets(desk, row));
  return tryOut(desk, channel, whole, { hookAddress: hookAddressOf(desk, row, channel), keepSecret: (path, value) => keepSecret(desk, workspace, inbox, path, value) });
}

async function tryOut(desk: Desk, channel: Channel, whole: unknown, more: Pick<ChannelIo, 'keepSecret' | 'hookAddress'>): Promise<Checked> {
  if (!channel.check) return { ok: true, problems: [] };
  const stopping = new AbortController();
  const io: ChannelIo = {
    now: desk.now, openBlob: (hash) => desk.blobs.open(hash), publicAddress: desk.publicAddress, signal: stopping.signal, ...more,
    log: (level, what, values = {}) => desk.log[level]({ channel: channel.name, ...values }, what),
  };
  const late = pause(patienceMs, null, { ref: false });
  try {
    const result: CheckResult | null = await Promise.race([channel.check(channel.readConfig(whole), io), late]);
    if (result === null) return { ok: false, problems: [{ code: 'check-took-too-long', detail: `${patienceMs / 1_000} s` }] };
    return result.ok ? { ok: true, problems: [] } : { ok: false, problems: result.problems };
  } finally {
    stopping.abort();
  }
}
