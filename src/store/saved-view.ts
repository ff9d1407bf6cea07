// Views that people keep: everybody's and each agent's own.
import type { Db } from './open.ts';

export type SavedViewRow = { readonly id: string; readonly owner: string | null; readonly name: string; readonly query: unknown; readonly version: number };

const columns = ['id', 'owner', 'name', 'query', 'version'] as const;

/** Everybody's first, then those of one agent, each by name. */
export async function listSavedViews(db: Db, workspace: string, agent: string | null): Promise<readonly SavedViewRow[]> {
  return db.selectFrom('saved_view').select(columns).where('workspace', '=', workspace)
    .where((where) => (agent === null ? where('owner', 'is', null) : where.or([where('owner', 'is', null), where('owner', '=', agent)])))
    .orderBy((order) => order('owner', 'is not', null)).orderBy('name').orderBy('id').execute();
}

export async function lockSavedView(db: Db, workspace: string, id: string): Promise<SavedViewRow | null> {
  return (await db.selectFrom('saved_view').select(columns).where('workspace', '=', workspace).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
}

/** @returns whether it is new */
export async function saveSavedView(db: Db, workspace: string, at: string, view: { readonly id: string; readonly owner: string | null; readonly name: string; readonly query: unknown }): Promise<boolean> {
  const row = await db.insertInto('saved_view').values({ workspace, id: view.id, owner: view.owner, name: view.name, query: JSON.stringify(view.query), created_at: at, changed_at: at })
    .onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst();
  return row !== undefined;
}

export async function saveSavedViewChange(db: Db, workspace: string, id: string, at: string, changed: { readonly name?: string; readonly query?: unknown; readonly owner?: string | null }): Promise<void> {
  await db.updateTable('saved_view').set((update) => ({
    changed_at: at, version: update('version', '+', 1),
    ...(changed.name === undefined ? {} : { name: changed.name }),
    ...(changed.query === undefined ? {} : { query: JSON.stringify(changed.query) }),
    ...(changed.owner === undefined ? {} : { owner: changed.owner }),
  })).where('workspace', '=', workspace).where('id', '=', id).execute();
}

export async function removeSavedView(db: Db, workspace: string, id: string): Promise<void> {
  await db.deleteFrom('saved_view').where('workspace', '=', workspace).where('id', '=', id).execute();
}
