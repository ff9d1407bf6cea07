// One connection to a mailbox from sign-in until it breaks: new mail as it comes, and regular reconciliation.
import type { ImapFlow } from 'imapflow';
import type { ListenIo } from '../../channel.ts';
import type { EmailConfig } from '../config.ts';
import type { Cursor } from './cursor.ts';
import { openImap } from './imap.ts';
import { type At, blameStore, deliver, keyOf, takeIn, takeInWaiting } from './take-in.ts';

const day = 86_400_000;

/** What outlives a connection. */
export type Place = { cursor: Cursor | null; readonly broken: Map<number, number> };

/** Runs until the connection ends (returns or throws) or `signal` says stop (returns). `place` is kept up to date. */
export async function session(config: EmailConfig, io: ListenIo, place: Place, signal: AbortSignal, connected: () => void): Promise<void> {
  const client = await openImap(config, io, signal);
  try {
    const mailbox = await client.mailboxOpen(config.folder, { readOnly: !config.markSeen });
    const news = watch(client);
    place.cursor = await begin(client, { uidValidity: String(mailbox.uidValidity), uidNext: mailbox.uidNext }, config, io, place.cursor);
    const at: At = {
      broken: place.broken,
      get cursor() {
        return place.cursor!;
      },
      set cursor(cursor) {
        place.cursor = cursor;
      },
    };
    let reconcileAt = 0;
    while (!signal.aborted && client.usable) {
      await takeIn(client, await uidsFrom(client, at.cursor.lastUid + 1, {}), config, io, at);
      await takeInWaiting(client, config, io, at);
      connected();
      if (Date.now() >= reconcileAt) {
        await reconcile(client, config, io, at);
        at.broken.clear();
        reconcileAt = Date.now() + config.reconcileMinutes * 60_000;
      }
      await news.next(reconcileAt - Date.now(), signal);
    }
  } finally {
    if (client.usable && !signal.aborted) await client.logout().catch(() => {});
    client.close();
  }
}

/** Decides where to begin: where we left off, or anew when this is another mailbox or its UIDs have become void. */
async function begin(client: ImapFlow, mailbox: { uidValidity: string; uidNext: number }, config: EmailConfig, io: ListenIo, before: Cursor | null): Promise<Cursor> {
  const name = `${config.imap?.user}@${config.imap?.host}/${config.folder}`;
  const known = before?.mailbox === name ? before : null;
  if (known?.uidValidity === mailbox.uidValidity) return known;
  const since = known?.since ?? new Date(Date.parse(io.now()) - config.takeInDays * day).toISOString();
  const wanted = known || config.takeInDays > 0 ? await arrivedSince(client, since) : [];
  const firstUid = wanted.reduce((least, uid) => Math.min(least, uid), mailbox.uidNext);
  if (known) io.log('warn', 'the mailbox has new UIDs: its mail is read again', { mails: wanted.length });
  const cursor: Cursor = { mailbox: name, uidValidity: mailbox.uidValidity, firstUid, lastUid: firstUid - 1, since };
  await deliver(io, [], cursor);
  return cursor;
}

/** SEARCH SINCE knows days only and whose days they are is the server's matter, so a day is added and the time compared here. */
async function arrivedSince(client: ImapFlow, since: string): Promise<number[]> {
  const found = (await client.search({ since: new Date(Date.parse(since) - day) }, { uid: true })) || [];
  const uids: number[] = [];
  for (let from = 0; from < found.length; from += 1000) {
    for await (const message of client.fetch(found.slice(from, from + 1000).join(','), { uid: true, internalDate: true }, { uid: true })) {
      if (message.internalDate && new Date(message.internalDate).toISOString() >= since) uids.push(message.uid);
    }
  }
  return uids;
}

/** `n:*` always names the last mail as well, even when its UID is below n (RFC 9051 6.4.9). */
async function uidsFrom(client: ImapFlow, first: number, query: { since?: Date }): Promise<number[]> {
  const found = await client.search({ ...query, uid: `${first}:*` }, { uid: true });
  return (found || []).filter((uid) => uid >= first).sort((a, b) => a - b);
}

/** Compares what the mailbox holds with what was taken in, and fetches what is missing whatever the reason. */
async function reconcile(client: ImapFlow, config: EmailConfig, io: ListenIo, at: At): Promise<void> {
  const { cursor } = at;
  // What is forgotten by now would be fetched again and again; the server knows days only, and whose days they are is its matter.
  const from = new Date(Date.parse(io.now()) - Math.min(config.reconcileDays + 1, Math.max(io.rememberedDays - 2, 0)) * day);
  const uids = (await uidsFrom(client, cursor.firstUid, { since: from })).filter((uid) => uid <= cursor.lastUid);
  const missing: number[] = [];
  for (let start = 0; start < uids.length; start += 1000) {
    const part = uids.slice(start, start + 1000);
    const known = await io.known(part.map((uid) => keyOf(cursor, uid))).catch(blameStore);
    missing.push(...part.filter((uid) => !known.has(keyOf(cursor, uid))));
  }
  const fetchedNow = await takeIn(client, missing, config, io, at);
  io.reconciled({ at: io.now(), found: uids.length, takenIn: uids.length - missing.length + fetchedNow, fetchedNow });
}

/** Waits for new mail (IDLE, or the poll that imapflow makes where IDLE is missing), the end of the connection, or the time. */
function watch(client: ImapFlow) {
  let waiting = false;
  let wake = (): void => {};
  const tell = (): void => {
    waiting = true;
    wake();
  };
  client.on('exists', tell);
  client.once('close', tell);
  return {
    next: async (milliseconds: number, signal: AbortSignal): Promise<void> => {
      if (!waiting && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.max(0, milliseconds));
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
          signal.addEventListener('abort', wake, { once: true });
        });
        signal.removeEventListener('abort', wake);
      }
      waiting = false;
    },
  };
}
