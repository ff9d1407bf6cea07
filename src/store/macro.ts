// Macros, a workspace's own and each agent's, and the runs of them that can be taken back.
import type { Step } from '../domain/macro/macro.ts';
import type { Db } from './open.ts';

export type MacroRow = { readonly id: string; readonly owner: string | null; readonly name: string; readonly shortcut: string; readonly actions: readonly Step[]; readonly version: number; readonly changed_at: Date };

const columns = ['id', 'owner', 'name', 'shortcut', 'actions', 'version', 'changed_at'] as const;

/** Everybody's, and those of one agent. */
export async function listMacros(db: Db, workspace: string, agent: string | null): Promise<readonly MacroRow[]> {
  return (await db.selectFrom('macro').select(columns).where('workspace', '=', workspace)
    .where((where) => (agent === null ? where('owner', 'is', null) : where.or([where('owner', 'is', null), where('owner', '=', agent)])))
    .orderBy('name').orderBy('id').execute()) as unknown as readonly MacroRow[];
}

export async function findMacro(db: Db, workspace: string, id: string): Promise<MacroRow | null> {
  return as(await db.selectFrom('macro').select(columns).where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst());
}

export async function lockMacro(db: Db, workspace: string, id: string): Promise<MacroRow | null> {
  return as(await db.selectFrom('macro').select(columns).where('workspace', '=', workspace).where('id', '=', id).forUpdate().executeTakeFirst());
}

const as = (row: unknown): MacroRow | null => (row as MacroRow | undefined) ?? null;

export async function saveMacro(db: Db, workspace: string, at: string, macro: Omit<MacroRow, 'version' | 'changed_at'>): Promise<void> {
  await db.insertInto('macro').values({ workspace, ...macro, actions: JSON.stringify(macro.actions), created_at: at, changed_at: at }).execute();
}

export async function saveMacroChange(db: Db, workspace: string, id: string, at: string, { actions, ...words }: Partial<Pick<MacroRow, 'name' | 'shortcut' | 'actions'>>): Promise<void> {
  await db.updateTable('macro').set((update) => ({ ...words, ...(actions === undefined ? {} : { actions: JSON.stringify(actions) }), changed_at: at, version: update('version', '+', 1) }))
    .where('workspace', '=', workspace).where('id', '=', id).execute();
}

export async function removeMacro(db: Db, workspace: string, id: string): Promise<void> {
  await db.deleteFrom('macro').where('workspace', '=', workspace).where('id', '=', id).execute();
}

export type RunRow = {
  readonly id: string; readonly macro: string; readonly name: string; readonly conversation: string; readonly actor_kind: 'agent' | 'service'; readonly actor: string;
  readonly before: unknown; readonly after: unknown; readonly undone_at: Date | null;
};

const runColumns = ['id', 'macro', 'name', 'conversation', 'actor_kind', 'actor', 'before', 'after', 'undone_at'] as const;

export async function findRun(db: Db, workspace: string, id: string): Promise<RunRow | null> {
  return (await db.selectFrom('macro_run').select(runColumns).where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function saveRun(db: Db, workspace: string, at: string, { before, after, ...run }: Omit<RunRow, 'undone_at'>): Promise<void> {
  await db.insertInto('macro_run').values({ workspace, ...run, before: JSON.stringify(before), after: JSON.stringify(after), ran_at: at }).execute();
}

export async function saveRunUndone(db: Db, workspace: string, id: string, at: string): Promise<void> {
  await db.updateTable('macro_run').set({ undone_at: at }).where('workspace', '=', workspace).where('id', '=', id).execute();
}

/** Nobody takes them back any more. */
export async function removeOldRuns(db: Db, before: string): Promise<void> {
  await db.deleteFrom('macro_run').where('ran_at', '<', new Date(before)).execute();
}
