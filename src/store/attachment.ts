// Attachments: rows that name bytes in the blob store.
import { sql } from 'kysely';
import { Refusal } from '../domain/refusal.ts';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';

export type StoredAttachment = { readonly id: string; readonly name: string; readonly media_type: string; readonly bytes: number; readonly content_id: string | null; /** null: the vendor still holds it. */ readonly hash: string | null; readonly message: string | null };

const columns = ['id', 'name', 'media_type', 'bytes', 'content_id', 'hash', 'message'] as const;

export async function saveUpload(db: Db, workspace: string, at: string, upload: { readonly id: string; readonly name: string; readonly mediaType: string; readonly bytes: number; readonly hash: string; readonly by: string }): Promise<void> {
  await db.insertInto('attachment').values({
    workspace, id: upload.id, message: null, name: upload.name, media_type: upload.mediaType, bytes: upload.bytes, content_id: null, hash: upload.hash, uploaded_by: upload.by, created_at: at,
  }).execute();
}

/** Bytes of what a visitor has sent since then; each file lies in a row of its own until it is forgotten, in a message or not. */
export async function sumUploads(db: Db, workspace: string, by: string, since: string): Promise<number> {
  const row = await db.selectFrom('attachment').select((select) => select.fn.sum<string | null>('bytes').as('bytes'))
    .where('workspace', '=', workspace).where('uploaded_by', '=', by).where('message', 'is', null).where('created_at', '>', new Date(since)).executeTakeFirstOrThrow();
  return Number(row.bytes ?? 0);
}

export async function findAttachment(db: Db, workspace: string, id: string): Promise<StoredAttachment | null> {
  const row = await db.selectFrom('attachment').select(columns).where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

export async function listAttachments(db: Db, workspace: string, ids: readonly string[]): Promise<readonly StoredAttachment[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('attachment').select(columns).where('workspace', '=', workspace).where('id', '=', oneOf(ids)).orderBy('id').execute();
}

export async function listMessageAttachments(db: Db, workspace: string, message: string): Promise<readonly StoredAttachment[]> {
  return db.selectFrom('attachment').select(columns).where('workspace', '=', workspace).where('message', '=', message).orderBy('id').execute();
}

/** Uploads become part of a message; refused where one is gone, in another message already, or not what the channel carries. */
export async function takeAttachments(db: Db, workspace: string, message: string, ids: readonly string[], can: { readonly maxBytes: number; readonly types: readonly string[] } | false): Promise<void> {
  if (ids.length === 0) return;
  const rows = await db.updateTable('attachment').set({ message }).where('workspace', '=', workspace).where('id', 'in', [...ids]).where('message', 'is', null)
    .returning(['id', 'bytes', 'media_type']).execute();
  if (rows.length !== new Set(ids).size) throw new Refusal('attachment-missing');
  if (can === false) throw new Refusal('attachment-type-refused');
  for (const row of rows) {
    if (row.bytes > can.maxBytes) throw new Refusal('attachment-too-large', { most: can.maxBytes });
    if (!can.types.some((type) => type === '*/*' || type === row.media_type || (type.endsWith('/*') && row.media_type.startsWith(type.slice(0, -1))))) throw new Refusal('attachment-type-refused');
  }
}

/** Uploads that never became part of a message; gives the blobs that nothing refers to any more. */
export async function removeForgottenUploads(db: Db, before: string): Promise<readonly string[]> {
  const rows = await db.deleteFrom('attachment').where('message', 'is', null).where('created_at', '<', new Date(before))
    // A draft keeps its files for as long as it waits for its writer, and a planned reply for its time.
    .where(sql<boolean>`not exists (select from draft where draft.workspace = attachment.workspace and draft.attachments @> to_jsonb(attachment.id::text))`)
    .where(sql<boolean>`not exists (select from planned_reply where planned_reply.workspace = attachment.workspace and planned_reply.attachments @> to_jsonb(attachment.id::text))`)
    .where(sql<boolean>`not exists (select from planned_start where planned_start.workspace = attachment.workspace and planned_start.attachments @> to_jsonb(attachment.id::text))`)
    .returning('hash').execute();
  const hashes = [...new Set(rows.map((row) => row.hash))].filter((hash) => hash !== null);
  if (hashes.length === 0) return [];
  const kept = await db.selectFrom('attachment').select('hash').where('hash', 'in', hashes).execute();
  const raw = await db.selectFrom('raw_input').select('blob').where('blob', 'in', hashes).execute();
  const needed = new Set([...kept.map((row) => row.hash), ...raw.map((row) => row.blob)]);
  return hashes.filter((hash) => !needed.has(hash));
}

/** A reply that is taken back gives its files back to their author, to be sent another time. */
export async function releaseAttachments(db: Db, workspace: string, message: string, agent: string): Promise<readonly string[]> {
  const rows = await db.updateTable('attachment').set({ message: null, uploaded_by: agent }).where('workspace', '=', workspace).where('message', '=', message).returning('id').execute();
  return rows.map((row) => row.id);
}

/** Files of a conversation's messages become part of another message of it too; refused where one is not there, or is more than the channel carries. */
export async function copyAttachments(db: Db, workspace: string, at: string, { conversation, message, of, newId, can }: {
  readonly conversation: string; readonly message: string; readonly of: readonly string[]; readonly newId: () => string; readonly can: { readonly maxBytes: number } | false;
}): Promise<void> {
  if (of.length === 0) return;
  const rows = await db.selectFrom('attachment').innerJoin('message', (join) => join.onRef('message.workspace', '=', 'attachment.workspace').onRef('message.id', '=', 'attachment.message'))
    .select(['attachment.name', 'attachment.media_type', 'attachment.bytes', 'attachment.hash'])
    .where('attachment.workspace', '=', workspace).where('attachment.id', '=', oneOf(of)).where('message.conversation', '=', conversation).where('message.removed_at', 'is', null).execute();
  if (rows.length !== new Set(of).size) throw new Refusal('attachment-missing');
  if (rows.some((row) => row.hash === null)) throw new Refusal('attachment-away');
  if (can === false) throw new Refusal('attachment-type-refused');
  if (rows.some((row) => row.bytes > can.maxBytes)) throw new Refusal('attachment-too-large', { most: can.maxBytes });
  await db.insertInto('attachment').values(rows.map((row) => ({ workspace, id: newId(), message, ...row, content_id: null, created_at: at }))).execute();
}
