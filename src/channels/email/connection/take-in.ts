// Fetches mail by UID and hands it over in batches that are stored before the cursor moves.
import type { ImapFlow } from 'imapflow';
import type { ListenIo, RawRequest } from '../../channel.ts';
import type { EmailConfig } from '../config.ts';
import type { Cursor } from './cursor.ts';
import { StoreProblem } from './imap.ts';
import { provenDomains } from './own-proof.ts';

const mostInBatch = 50;
const mostBytesInBatch = 16_000_000;
/** Of a mail above the limit this much is fetched: its headers, and the beginning of what was written. */
const bytesOfTooLarge = 262_144;

/** A mail at which fetching broke so often is left to the next reconciliation: one mail must not stop all others. */
const triesOfOne = 4;
const triesInCompany = 2;

export type Client = Pick<ImapFlow, 'fetch' | 'messageFlagsAdd'>;

type Listed = { readonly uid: number; readonly size: number };

export const keyOf = (cursor: Pick<Cursor, 'uidValidity'>, uid: number): string => `${cursor.uidValidity}:${uid}`;

/** `broken`: how often fetching broke at a UID since the last reconciliation. */
export type At = { cursor: Cursor; readonly broken: Map<number, number> };

/**
 * Takes in these mails and moves the cursor with each batch, never before it is stored. A mail for whose file the disk has no room is
 * noted in the cursor, and those behind it come in; when all are through, that is said by a StoreProblem. Returns how many were stored.
 */
export async function takeIn(client: Client, uids: readonly number[], config: EmailConfig, io: ListenIo, at: At): Promise<number> {
  let stored = 0;
  let refused: unknown = null;
  for (let from = 0; from < uids.length; from += 500) {
    for (const batch of batches(await list(client, uids.slice(from, from + 500)), config.maxBytes, at.broken)) {
      if ((at.broken.get(batch[0]!.uid) ?? 0) >= triesOfOne) continue;
      const cursor = movedTo(at.cursor, batch.at(-1)!.uid);
      const inputs = await fetch(client, batch, cursor, config, io).catch((error: unknown) => {
        for (const { uid } of batch) at.broken.set(uid, (at.broken.get(uid) ?? 0) + 1);
        io.log('warn', 'fetching broke', { mails: batch.length, uid: batch[0]!.uid });
        throw error;
      });
      const kept = await store(io, inputs, cursor, at).catch((error: unknown) => {
        if (!lacksRoom(error)) throw error;
        refused = error;
        return storeEach(io, inputs, at);
      });
      stored += kept.length;
      await markSeen(client, kept, config);
    }
  }
  if (refused !== null) throw withoutRoom(at.cursor, refused);
  return stored;
}

/** What had no room before, the smallest first: where one has none, larger ones have none either. */
export async function takeInWaiting(client: Client, config: EmailConfig, io: ListenIo, at: At): Promise<void> {
  if (at.cursor.waiting === undefined) return;
  // Mail that was deleted meanwhile waits no more.
  const listed = (await list(client, at.cursor.waiting)).sort((one, other) => one.size - other.size);
  at.cursor = waitingFor(at.cursor, listed.map(({ uid }) => uid));
  for (const one of listed) {
    const cursor = waitingFor(at.cursor, at.cursor.waiting!.filter((uid) => uid !== one.uid));
    const inputs = await fetch(client, [one], cursor, config, io);
    await store(io, inputs, cursor, at).catch((error: unknown) => {
      throw lacksRoom(error) ? withoutRoom(at.cursor, error) : error;
    });
    await markSeen(client, inputs, config);
  }
  if (listed.length === 0) await store(io, [], at.cursor, at);
}

async function store(io: ListenIo, inputs: readonly RawRequest[], cursor: Cursor, at: At): Promise<readonly RawRequest[]> {
  await deliver(io, inputs, cursor);
  at.cursor = cursor;
  return inputs;
}

/** Each for itself. @returns those that had room */
async function storeEach(io: ListenIo, inputs: readonly RawRequest[], at: At): Promise<readonly RawRequest[]> {
  const kept: RawRequest[] = [];
  for (const input of inputs) {
    const uid = Number(input.headers['uid']);
    const cursor = movedTo(at.cursor, uid);
    try {
      kept.push(...(await store(io, [input], cursor, at)));
    } catch (error) {
      if (!lacksRoom(error)) throw error;
      io.log('warn', 'no room for the file of a mail; it waits in its mailbox', { uid, bytes: input.body.byteLength });
      await store(io, [], waitingFor(cursor, [...new Set([...(cursor.waiting ?? []), uid])]), at);
    }
  }
  return kept;
}

async function markSeen(client: Client, inputs: readonly RawRequest[], config: EmailConfig): Promise<void> {
  if (config.markSeen && inputs.length > 0) await client.messageFlagsAdd(inputs.map((input) => input.headers['uid']!).join(','), ['\\Seen'], { uid: true });
}

function movedTo(cursor: Cursor, uid: number): Cursor {
  return { ...cursor, lastUid: Math.max(cursor.lastUid, uid) };
}

function waitingFor({ waiting: _before, ...cursor }: Cursor, uids: readonly number[]): Cursor {
  return uids.length === 0 ? cursor : { ...cursor, waiting: [...uids] };
}

const noRoom = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** On the disk of files, where only large mails need any; a database without room is another matter and stops everything. */
function lacksRoom(error: unknown): boolean {
  return error instanceof StoreProblem && error.cause instanceof Error && 'code' in error.cause && noRoom.has(String(error.cause.code));
}

function withoutRoom({ waiting = [] }: Cursor, cause: unknown): StoreProblem {
  return new StoreProblem(`no room for the files of ${waiting.length} ${waiting.length === 1 ? 'mail' : 'mails'}; those behind came in`, { cause });
}

export async function deliver(io: ListenIo, inputs: readonly RawRequest[], cursor: Cursor): Promise<void> {
  await io.deliver(inputs, cursor).catch(blameStore);
}

/** What the desk itself could not do is not said of the mail server. */
export function blameStore(error: unknown): never {
  throw new StoreProblem(error instanceof Error ? error.message : String(error), { cause: error });
}

async function list(client: Client, uids: readonly number[]): Promise<Listed[]> {
  const found: Listed[] = [];
  for await (const message of client.fetch(uids.join(','), { uid: true, size: true }, { uid: true })) found.push({ uid: message.uid, size: message.size ?? 0 });
  return found.sort((a, b) => a.uid - b.uid);
}

/** A mail that broke a batch before comes alone, so that the others of that batch are not held up by it. */
function* batches(listed: readonly Listed[], maxBytes: number, broken: ReadonlyMap<number, number>): Generator<Listed[]> {
  let batch: Listed[] = [];
  let bytes = 0;
  for (const one of listed) {
    const size = Math.min(one.size, maxBytes);
    const alone = (broken.get(one.uid) ?? 0) >= triesInCompany;
    if (batch.length > 0 && (alone || batch.length >= mostInBatch || bytes + size > mostBytesInBatch)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(one);
    bytes += size;
    if (alone) bytes = mostBytesInBatch;
  }
  if (batch.length > 0) yield batch;
}

/** Mail that is deleted meanwhile is simply not there any more. Fetching never sets a flag (BODY.PEEK). */
async function fetch(client: Client, batch: readonly Listed[], cursor: Cursor, config: EmailConfig, io: ListenIo): Promise<RawRequest[]> {
  const inputs: RawRequest[] = [];
  const whole = batch.filter((one) => one.size <= config.maxBytes).map((one) => one.uid);
  const cut = batch.filter((one) => one.size > config.maxBytes);
  for (const [uids, source] of [[whole, true], [cut.map((one) => one.uid), { start: 0, maxLength: bytesOfTooLarge }]] as const) {
    if (uids.length === 0) continue;
    for await (const message of client.fetch(uids.join(','), { uid: true, internalDate: true, source }, { uid: true })) {
      if (!message.source) continue;
      const size = cut.find((one) => one.uid === message.uid)?.size;
      const proven = config.checkSignatures && size === undefined ? await provenDomains(message.source, io) : [];
      inputs.push({
        kind: 'message',
        headers: {
          uid: String(message.uid),
          uidvalidity: cursor.uidValidity,
          folder: config.folder,
          ...(message.internalDate ? { internaldate: new Date(message.internalDate).toISOString() } : {}),
          ...(size === undefined ? {} : { 'cut-from-bytes': String(size) }),
          ...(proven.length > 0 ? { 'dkim-pass': proven.join(' ') } : {}),
        },
        body: message.source,
        receivedAt: io.now(),
        key: keyOf(cursor, message.uid),
      });
    }
  }
  return inputs.sort((a, b) => Number(a.headers['uid']) - Number(b.headers['uid']));
}
