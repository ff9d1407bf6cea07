// Stores input exactly as it came, before anybody is told that it was received. Nothing is understood here, so nothing can be misunderstood.
import type { RawRequest } from '../channels/channel.ts';
import { saveInboxChange, type InboxRow } from '../store/inbox.ts';
import type { Db } from '../store/open.ts';
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
  const save = async (db: Db) => saveRawInputs(db, inbox.workspace, inbox.id, rows);
  if (cursor === undefined) await save(desk.db);
  else {
    await desk.db.transaction().execute(async (db) => {
      await save(db);
      await saveInboxChange(db, inbox.workspace, inbox.id, { listen_cursor: cursor });
    });
  }
  desk.passing('in-2');
  if (rows.length > 0) desk.announce({ workspace: inbox.workspace, events: false, work: true });
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
