// Listens to inboxes whose channel fetches (IMAP). Each inbox is listened to by one process at a time; changed settings take
// effect without a restart, and an inbox that fails says why on its own page and goes on trying.
import type { ListenIo, Stop } from '../channels/channel.ts';
import { acceptRaw } from '../operations/accept-raw.ts';
import type { Desk } from '../operations/desk.ts';
import { openAccount } from '../operations/inbox-account.ts';
import { recordHealth, recordReconciliation } from '../operations/record-health.ts';
import type { Locks } from '../store/advisory-lock.ts';
import type { InboxRow } from '../store/inbox.ts';
import { findInbox, listInboxesOfChannels } from '../store/inbox.ts';
import { findKnownKeys } from '../store/raw-input.ts';
import { channelIo } from './channel-io.ts';
import { runLoop } from './loop.ts';

const lookMs = 2_000;

type Listening = { readonly settings: string; readonly stop: Stop };

export interface ListenWork {
  look(): void;
  stop(): Promise<void>;
}

export function listenInboxes(desk: Desk, locks: Locks): ListenWork {
  const listening = new Map<string, Listening>();
  const fetching = [...desk.channels.values()].filter((channel) => channel.listen).map((channel) => channel.name);
  locks.onLost(() => void stopAll(listening, null));
  const loop = runLoop('listen', async () => {
    const inboxes = await listInboxesOfChannels(desk.db, fetching);
    for (const [id, one] of listening) {
      const inbox = inboxes.find((row) => row.id === id);
      if (inbox && settingsOf(inbox) === one.settings) continue;
      listening.delete(id);
      await one.stop();
      await locks.release(lockName(id));
    }
    for (const inbox of inboxes) if (!listening.has(inbox.id) && (await locks.take(lockName(inbox.id)))) await beginAfresh(desk, inbox, listening);
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
async function beginAfresh(desk: Desk, seen: InboxRow, listening: Map<string, Listening>): Promise<void> {
  const inbox = await findInbox(desk.db, seen.workspace, seen.id);
  if (inbox) await begin(desk, inbox, listening);
}

async function begin(desk: Desk, inbox: InboxRow, listening: Map<string, Listening>): Promise<void> {
  const settings = settingsOf(inbox);
  const stopping = new AbortController();
  try {
    const account = openAccount(desk, inbox);
    const stop = await account.channel.listen!(account.config, listenIo(desk, inbox, stopping.signal));
    listening.set(inbox.id, {
      settings,
      stop: async () => {
        stopping.abort();
        await stop();
      },
    });
  } catch (error) {
    // Settings that cannot be read: said on the inbox; tried again when they change.
    listening.set(inbox.id, { settings, stop: async () => undefined });
    await recordHealth(desk, inbox.workspace, inbox.id, { is: 'failing', problem: { code: 'inbox-settings-wrong', detail: error instanceof Error ? error.message : String(error) } });
  }
}

function listenIo(desk: Desk, inbox: InboxRow, signal: AbortSignal): ListenIo {
  const failed = (error: unknown): void => desk.log.warn({ inbox: inbox.id, error: error instanceof Error ? error.message : String(error) }, 'The state of an inbox could not be stored.');
  return {
    ...channelIo(desk, openAccount(desk, inbox), signal),
    cursor: inbox.listen_cursor,
    deliver: (inputs, cursor) => acceptRaw(desk, inbox, inputs, cursor),
    known: (keys) => findKnownKeys(desk.db, inbox.workspace, inbox.id, keys),
    health: (state) => void recordHealth(desk, inbox.workspace, inbox.id, state).catch(failed),
    reconciled: (counts) => void recordReconciliation(desk, inbox.workspace, inbox.id, counts).catch(failed),
  };
}

function lockName(inbox: string): string {
  return `attune listen ${inbox}`;
}

/** What a change of makes the connection begin anew; a moved cursor or a new name does not. */
function settingsOf(inbox: InboxRow): string {
  return JSON.stringify([inbox.channel, inbox.config, inbox.secrets?.toString('base64') ?? null]);
}
