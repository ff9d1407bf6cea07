// Stores input exactly as it came, before anybody is told that it was received. Nothing is understood here, so nothing can be misunderstood.
import type { RawRequest } from '../channels/channel.ts';
import { saveInboxChange, type InboxRow } from '../store/inbox.ts';
import type { NewRawInput } from '../store/raw-input.ts';
import { saveRawInputs } from '../store/raw-input.ts';
import type { Desk } from './desk.ts';

/** Larger inputs lie in the blob store: a row of several megabytes would be copied with every change of its state. */
const largestInRow = 64 * 1024;

/** Resolves when the inputs are on the disk; with a cursor, in the same transaction as the cursor. */
export async function acceptRaw(desk: Desk, inbox: Pick<InboxRow, 'workspace' | 'id'>, inputs: readonly RawRequest[], cursor?: unknown): Promise<void> {
  desk.passing('in-1');
  const rows: NewRawInput[] = [];
  for (const input of inputs) rows.push(await prepare(desk, input));
  if (cursor === undefined) await saveTogether(desk, inbox, rows);
  else {
    await desk.db.transaction().execute(async (db) => {
      await saveRawInputs(db, inbox.workspace, inbox.id, rows);
      await saveInboxChange(db, inbox.workspace, inbox.id, { listen_cursor: cursor });
    });
  }
  desk.passing('in-2');
  if (rows.length > 0) desk.announce({ workspace: inbox.workspace, news: ['incoming'] });
}

type Waiting = { readonly rows: readonly NewRawInput[]; readonly done: () => void; readonly failed: (error: unknown) => void };
type Gathering = { readonly waiting: Waiting[]; running: boolean };

const gatherings = new WeakMap<Desk, Map<string, Gathering>>();
/** A commit is shared by no more than so many: the first of them must not wait for a long statement. */
const mostTogether = 64;

/** What comes while a commit is on its way shares the next one: a busy hour costs fewer of them, a quiet one waits for nothing. */
async function saveTogether(desk: Desk, inbox: Pick<InboxRow, 'workspace' | 'id'>, rows: readonly NewRawInput[]): Promise<void> {
  const ofDesk = gatherings.get(desk) ?? new Map<string, Gathering>();
  gatherings.set(desk, ofDesk);
  const gathering = ofDesk.get(inbox.id) ?? { waiting: [], running: false };
  ofDesk.set(inbox.id, gathering);
  const saved = new Promise<void>((done, failed) => gathering.waiting.push({ rows, done, failed }));
  if (!gathering.running) void saveWaiting(desk, inbox, gathering);
  await saved;
}

async function saveWaiting(desk: Desk, inbox: Pick<InboxRow, 'workspace' | 'id'>, gathering: Gathering): Promise<void> {
  gathering.running = true;
  while (gathering.waiting.length > 0) {
    const batch = gathering.waiting.splice(0, mostTogether);
    try {
      await saveRawInputs(desk.db, inbox.workspace, inbox.id, batch.flatMap((one) => one.rows));
      for (const one of batch) one.done();
    } catch (error) {
      if (batch.length === 1) batch[0]!.failed(error);
      // One of them cannot be stored: each for itself, so that only its sender hears of it.
      else await Promise.all(batch.map((one) => saveRawInputs(desk.db, inbox.workspace, inbox.id, one.rows).then(one.done, one.failed)));
    }
  }
  gathering.running = false;
}

async function prepare(desk: Desk, input: RawRequest): Promise<NewRawInput> {
  const common = { id: desk.newId(), kind: input.kind, headers: input.headers, bytes: input.body.byteLength, key: input.key, receivedAt: input.receivedAt };
  if (input.body.byteLength <= largestInRow) return { ...common, body: input.body, blob: null };
  const { hash } = await desk.blobs.put(input.body);
  return { ...common, body: null, blob: hash };
}

/** The input as the channel gets it, read back from where it was stored. */
export async function rawRequest(desk: Desk, row: { readonly kind: string; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer | null; readonly blob: string | null; readonly received_at: Date; readonly key: string | null }): Promise<RawRequest> {
  const body = row.body ?? (await desk.blobs.read(row.blob!));
  return { kind: row.kind, headers: row.headers, body, receivedAt: row.received_at.toISOString(), key: row.key };
}
