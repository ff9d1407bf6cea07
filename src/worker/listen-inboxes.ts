// Listens to inboxes whose channel fetches (IMAP). Each inbox is listened to by one process at a time; changed settings take
// effect without a restart, and an inbox that fails says why on its own page and goes on trying.
import { isDeepStrictEqual } from 'node:util';
import type { ListenIo, Stop } from '../channels/channel.ts';
import { acceptRaw } from '../operations/accept-raw.ts';
import type { Desk } from '../operations/desk.ts';
import { openAccount, openSecrets } from '../operations/inbox-account.ts';
import { recordHealth, recordReconciliation } from '../operations/record-health.ts';
import { untilStored } from '../operations/until-stored.ts';
import type { Locks } from '../store/advisory-lock.ts';
import type { InboxRow } from '../store/inbox.ts';
import { findInbox, listInboxesOfChannels } from '../store/inbox.ts';
import { findKnownKeys } from '../store/raw-input.ts';
import { channelIo } from './channel-io.ts';
import { runLoop } from './loop.ts';

const lookMs = 2_000;

type Settings = { readonly rawDays: number };

/** `secrets`: as the listener knows them, with those that it replaced itself. */
type Listening = { readonly settings: string; secrets: Readonly<Record<string, unknown>> | null; readonly stop: Stop };

export interface ListenWork {
  look(): void;
  stop(): Promise<void>;
}

/** @param settings how long it is known which inputs came in */
export function listenInboxes(desk: Desk, locks: Locks, settings: Settings): ListenWork {
  const listening = new Map<string, Listening>();
  const fetching = [...desk.channels.values()].filter((channel) => channel.listen).map((channel) => channel.name);
  locks.onLost(() => void stopAll(listening, null));
  const loop = runLoop('listen', async () => {
    const inboxes = await listInboxesOfChannels(desk.db, fetching);
    for (const [id, one] of listening) {
      const inbox = inboxes.find((row) => row.id === id);
      if (inbox && isSame(desk, inbox, one)) continue;
      listening.delete(id);
      await one.stop();
      await locks.release(lockName(id));
    }
    for (const inbox of inboxes) if (!listening.has(inbox.id) && (await locks.take(lockName(inbox.id)))) await beginAfresh(desk, inbox, listening, settings);
    return false;
  }, lookMs, desk.log);
  return {
    look: () => loop.wake(),
    stop: async () => {
      await loop.stop();
      await stopAll(listening, locks);
    },
  };
}

async function stopAll(listening: Map<string, Listening>, locks: Locks | null): Promise<void> {
  const all = [...listening];
  listening.clear();
  await Promise.all(all.map(([, one]) => one.stop().catch(() => undefined)));
  if (locks) for (const [id] of all) await locks.release(lockName(id));
}

/** The row is read again under the lock: another process may have moved the cursor until a moment ago. */
async function beginAfresh(desk: Desk, seen: InboxRow, listening: Map<string, Listening>, settings: Settings): Promise<void> {
  const inbox = await findInbox(desk.db, seen.workspace, seen.id);
  if (inbox) await begin(desk, inbox, listening, settings);
}

async function begin(desk: Desk, inbox: InboxRow, listening: Map<string, Listening>, settings: Settings): Promise<void> {
  const stopping = new AbortController();
  const one = { settings: settingsOf(inbox), secrets: secretsOf(desk, inbox) };
  try {
    const account = openAccount(desk, inbox);
    const io = listenIo(desk, inbox, stopping.signal, settings);
    const listener: Listening = {
      ...one,
      stop: async () => {
        stopping.abort();
        await (await stop)();
      },
    };
    const stop = account.channel.listen!(account.config, {
      ...io,
      keepSecret: async (path, value) => {
        await io.keepSecret!(path, value);
        listener.secrets = { ...listener.secrets, [path]: value };
      },
    });
    await stop;
    listening.set(inbox.id, listener);
  } catch (error) {
    // Settings that cannot be read: said on the inbox; tried again when they change.
    listening.set(inbox.id, { ...one, stop: async () => undefined });
    await recordHealth(desk, inbox.workspace, inbox.id, { is: 'failing', problem: { code: 'inbox-settings-wrong', detail: error instanceof Error ? error.message : String(error) } });
  }
}

function listenIo(desk: Desk, inbox: InboxRow, signal: AbortSignal, { rawDays }: Settings): ListenIo {
  const failed = (error: unknown): void => desk.log.warn({ inbox: inbox.id, error: error instanceof Error ? error.message : String(error) }, 'The state of an inbox could not be stored.');
  return {
    ...channelIo(desk, openAccount(desk, inbox), signal),
    cursor: inbox.listen_cursor,
    deliver: (inputs, cursor) => acceptRaw(desk, inbox, inputs, cursor),
    known: (keys) => findKnownKeys(desk.db, inbox.workspace, inbox.id, keys),
    rememberedDays: rawDays,
    health: tellHealth((state) => recordHealth(desk, inbox.workspace, inbox.id, state), failed, signal),
    reconciled: (counts) => void recordReconciliation(desk, inbox.workspace, inbox.id, counts).catch(failed),
  };
}

type Health = Parameters<typeof recordHealth>[3];

/** Always the newest, until it is stored: an inbox must not look broken for days because the database was away for a moment. */
function tellHealth(store: (health: Health) => Promise<void>, failed: (error: unknown) => void, signal: AbortSignal): (health: Health) => void {
  const waiting: Health[] = [];
  let telling = false;
  const tell = async (): Promise<void> => {
    telling = true;
    while (waiting.length > 0) {
      await untilStored(async () => {
        const newest = waiting.at(-1)!;
        await store(newest);
        waiting.splice(0, waiting.indexOf(newest) + 1);
      }, signal).catch((error: unknown) => {
        waiting.length = 0;
        failed(error);
      });
    }
    telling = false;
  };
  return (health) => {
    waiting.push(health);
    if (!telling) void tell();
  };
}

function lockName(inbox: string): string {
  return `attune listen ${inbox}`;
}

/** What a change of makes the connection begin anew; a moved cursor or a new name does not. */
function settingsOf(inbox: InboxRow): string {
  return JSON.stringify([inbox.channel, inbox.config, inbox.senders]);
}

/** Compared unsealed: sealing the same secrets twice gives different bytes, and a token that the listener itself replaced is no news to it. */
function isSame(desk: Desk, inbox: InboxRow, one: Listening): boolean {
  return settingsOf(inbox) === one.settings && isDeepStrictEqual(secretsOf(desk, inbox), one.secrets);
}

/** null: they were sealed with another key. */
function secretsOf(desk: Desk, inbox: InboxRow): Listening['secrets'] {
  try {
    return openSecrets(desk, inbox);
  } catch {
    return null;
  }
}
