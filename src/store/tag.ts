// Tags of a workspace, and which conversations carry them.
import { sql } from 'kysely';
import type { Db } from './open.ts';

export type TagRow = { readonly id: string; readonly name: string };

export async function listTags(db: Db, workspace: string): Promise<readonly TagRow[]> {
  return db.selectFrom('tag').select(['id', 'name']).where('workspace', '=', workspace).orderBy('name').execute();
}

export async function findTags(db: Db, workspace: string, ids: readonly string[]): Promise<readonly TagRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('tag').select(['id', 'name']).where('workspace', '=', workspace).where('id', 'in', [...new Set(ids)]).execute();
}

/** The tags of these names, whatever their capitals; those that are missing are made. */
export async function ensureTags(db: Db, workspace: string, at: string, names: readonly { readonly name: string; readonly newId: string }[]): Promise<{ readonly tags: readonly TagRow[]; readonly created: readonly string[] }> {
  if (names.length === 0) return { tags: [], created: [] };
  const created = await db.insertInto('tag').values(names.map((one) => ({ workspace, id: one.newId, name: one.name, created_at: at })))
    .onConflict((conflict) => conflict.doNothing()).returning('id').execute();
  return { tags: await findTagsByName(db, workspace, names.map((one) => one.name)), created: created.map((row) => row.id) };
}

export async function findTagsByName(db: Db, workspace: string, names: readonly string[]): Promise<readonly TagRow[]> {
  if (names.length === 0) return [];
  return db.selectFrom('tag').select(['id', 'name']).where('workspace', '=', workspace)
    .where(sql<boolean>`lower(name) = any(select lower(wanted) from unnest(${[...names]}::text[]) as wanted)`).orderBy('name').execute();
}

export async function listConversationTagIds(db: Db, workspace: string, conversation: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('conversation_tag').select('tag').where('workspace', '=', workspace).where('conversation', '=', conversation).orderBy('tag').execute();
  return rows.map((row) => row.tag);
}

/** @returns the tags that the conversation did not carry before */
export async function saveConversationTags(db: Db, workspace: string, conversation: string, tags: readonly string[]): Promise<readonly string[]> {
  if (tags.length === 0) return [];
  const rows = await db.insertInto('conversation_tag').values(tags.map((tag) => ({ workspace, conversation, tag })))
    .onConflict((conflict) => conflict.doNothing()).returning('tag').execute();
  return rows.map((row) => row.tag);
}

/** @returns the tags that it carried until now */
export async function removeConversationTags(db: Db, workspace: string, conversation: string, tags: readonly string[]): Promise<readonly string[]> {
  if (tags.length === 0) return [];
  const rows = await db.deleteFrom('conversation_tag').where('workspace', '=', workspace).where('conversation', '=', conversation).where('tag', 'in', [...tags]).returning('tag').execute();
  return rows.map((row) => row.tag);
}
