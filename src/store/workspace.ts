// Workspaces, and whether there is one yet.
import { sql } from 'kysely';
import type { Db } from './open.ts';

export type WorkspaceRow = {
  readonly id: string; readonly name: string; readonly language: string; readonly time_zone: string;
  readonly working_hours: Readonly<Record<string, readonly (readonly [string, string])[]>>; readonly push_text: boolean; readonly created_at: Date;
};

const columns = ['id', 'name', 'language', 'time_zone', 'working_hours', 'push_text', 'created_at'] as const;

export async function findWorkspace(db: Db, id: string): Promise<WorkspaceRow | null> {
  return as(await db.selectFrom('workspace').select(columns).where('id', '=', id).executeTakeFirst());
}

/** The oldest: the one that settings of the environment speak of. */
export async function findFirstWorkspace(db: Db): Promise<WorkspaceRow | null> {
  return as(await db.selectFrom('workspace').select(columns).orderBy('created_at').orderBy('id').limit(1).executeTakeFirst());
}

export async function listWorkspaceIds(db: Db): Promise<readonly string[]> {
  return (await db.selectFrom('workspace').select('id').orderBy('created_at').orderBy('id').execute()).map(({ id }) => id);
}

/** Until the transaction ends, nobody else sets up: of two who try at once, the second finds the first one's workspace. */
export async function lockSetUp(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('attune set-up'))`.execute(db);
}

export async function saveWorkspace(db: Db, workspace: Omit<WorkspaceRow, 'push_text' | 'created_at'> & { readonly at: string }): Promise<void> {
  const { at, working_hours, ...rest } = workspace;
  await db.insertInto('workspace').values({ ...rest, working_hours: JSON.stringify(working_hours), created_at: at }).execute();
  await db.insertInto('workspace_counter').values({ workspace: workspace.id }).execute();
}

export async function saveWorkspaceChange(db: Db, id: string, changed: {
  readonly name?: string; readonly language?: string; readonly time_zone?: string; readonly working_hours?: unknown; readonly push_text?: boolean;
}): Promise<void> {
  const { working_hours, ...rest } = changed;
  await db.updateTable('workspace').set(working_hours === undefined ? rest : { ...rest, working_hours: JSON.stringify(working_hours) }).where('id', '=', id).execute();
}

function as(row: unknown): WorkspaceRow | null {
  return (row as WorkspaceRow | undefined) ?? null;
}
