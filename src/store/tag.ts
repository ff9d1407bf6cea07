// Tags of a workspace, and which conversations carry them.
import type { Db } from './open.ts';

export type TagRow = { readonly id: string; readonly name: string };

export async function listTags(db: Db, workspace: string): Promise<readonly TagRow[]> {
  return db.selectFrom('tag').select(['id', 'name']).where('workspace', '=', workspace).orderBy('name').execute();
}

export async function findTags(db: Db, workspace: string, ids: readonly string[]): Promise<readonly TagRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('tag').select(['id', 'name']).where('workspace', '=', workspace).where('id', 'in', [...new Set(ids)]).execute();
}
