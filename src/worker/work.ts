// What a worker process does: takes in raw inputs, sends what is due, and keeps the clock. Any number of workers may run.
import { setTimeout as pause } from 'node:timers/promises';
import type { Announcement, Desk } from '../operations/desk.ts';
import { openOutbox } from '../operations/deliver-messages.ts';
import { indexSearch, searchedTogether } from '../operations/index-search.ts';
import { batch, receiveMessages } from '../operations/receive-messages.ts';
import { fetchMedia } from '../operations/fetch-media.ts';
import { findNextDueDelivery } from '../store/delivery.ts';
import { listWorkspacesWithInput } from '../store/raw-input.ts';
import { channelIo } from './channel-io.ts';
import type { Loop } from './loop.ts';
import { gathered, runLoop } from './loop.ts';
import { timeKeeper } from './keep-time.ts';

/** A signal may be lost: this is how long something can lie before it is seen without one. */
const idleMs = 1_000;
const clockMs = 5_000;
/** What was written is findable so much later: one look for a burst, and never while the message itself is on its way to a screen. */
const findableMs = 150;
const busyMs = 1_000;

export interface Work {
  look(what: Announcement | null): void;
  stop(): Promise<void>;
}

export function startWork(desk: Desk, settings: { readonly rawDays: number }): Work {
  const stopping = new AbortController();
  const told = new Set<string>();
  const receiving = runLoop('receive', () => receive(desk, told), idleMs, desk.log);
  let timer: NodeJS.Timeout | null = null;
  const outbox = openOutbox(desk, (account) => channelIo(desk, account, stopping.signal), stopping.signal, () => delivering.wake());
  const delivering: Loop = runLoop('deliver', async () => {
    if ((await outbox.take()) > 0) return true;
    const due = await findNextDueDelivery(desk.db, desk.now());
    if (timer) clearTimeout(timer);
    const wait = due === null ? null : due.getTime() - Date.parse(desk.now());
    if (wait !== null && wait < idleMs) timer = setTimeout(() => delivering.wake(), Math.max(wait, 10));
    return false;
  }, idleMs, desk.log);
  const fetching = runLoop('media', async () => (await fetchMedia(desk, (account) => channelIo(desk, account, stopping.signal))) > 0, idleMs, desk.log);
  let cameAt = -busyMs;
  const indexing = runLoop('search', () => index(desk, () => performance.now() - cameAt < busyMs), idleMs, desk.log);
  const indexSoon = gathered(() => indexing.wake(), findableMs);
  const clock = runLoop('clock', timeKeeper(desk, settings), clockMs, desk.log);
  return {
    look: (what) => {
      if (what === null || what.news.includes('incoming')) {
        if (what !== null) told.add(what.workspace);
        cameAt = performance.now();
        receiving.wake();
      }
      if (what === null || what.news.includes('outgoing')) delivering.wake();
      if (what === null || what.news.includes('media')) fetching.wake();
      if (what === null || what.news.includes('events')) indexSoon();
    },
    stop: async () => {
      stopping.abort();
      if (timer) clearTimeout(timer);
      await Promise.all([receiving.stop(), delivering.stop(), fetching.stop(), indexing.stop(), clock.stop()]);
      await outbox.idle();
    },
  };
}

/** Workspaces that were named first; where none is, all that have something waiting. @returns whether one of them may have more */
async function receive(desk: Desk, told: Set<string>): Promise<boolean> {
  const named = [...told];
  told.clear();
  const workspaces = named.length > 0 ? named : await listWorkspacesWithInput(desk.db, desk.now());
  let most = 0;
  for (const workspace of workspaces) most = Math.max(most, await receiveMessages(desk, workspace));
  return most >= batch;
}

/** Takes no more than half of the time there is, and a quarter while messages come in: they go first. @returns whether there may be more */
async function index(desk: Desk, busy: () => boolean): Promise<boolean> {
  const began = performance.now();
  const taken = await indexSearch(desk);
  if (taken > 0) await pause(restMs(performance.now() - began, taken, busy()));
  return taken > 0;
}

function restMs(workedMs: number, taken: number, busy: boolean): number {
  const rest = Math.min(busy ? 3 * workedMs : workedMs, 500);
  return taken < searchedTogether ? Math.max(rest, findableMs) : rest;
}
