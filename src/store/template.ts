// Templates: a workspace's own and each agent's.
import type { Situation } from '../domain/template/template.ts';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';

export type TemplateRow = {
  readonly id: string; readonly owner: string | null; readonly language: string; readonly name: string; readonly shortcut: string; readonly situation: Situation | null;
  readonly topic: string | null; readonly text: string; readonly origin: string | null; readonly version: number; readonly changed_at: Date;
};
export type NewTemplate = Omit<TemplateRow, 'version' | 'changed_at'>;

const columns = ['id', 'owner', 'language', 'name', 'shortcut', 'situation', 'topic', 'text', 'origin', 'version', 'changed_at'] as const;

/** Everybody's, and those of one agent. */
export async function listTemplates(db: Db, workspace: string, agent: string | null): Promise<readonly TemplateRow[]> {
  return db.selectFrom('template').select(columns).where('workspace', '=', workspace)
    .where((where) => (agent === null ? where('owner', 'is', null) : where.or([where('owner', 'is', null), where('owner', '=', agent)])))
    .orderBy('language').orderBy('name').orderBy('id').execute();
}

export async function findTemplate(db: Db, workspace: string, id: string): Promise<TemplateRow | null> {
  return (await db.selectFrom('template').select(columns).where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function findTemplates(db: Db, workspace: string, ids: readonly string[]): Promise<readonly TemplateRow[]> {
  return ids.length === 0 ? [] : db.selectFrom('template').select(columns).where('workspace', '=', workspace).where('id', '=', oneOf(ids)).execute();
}

export async function lockTemplate(db: Db, workspace: string, id: string): Promise<TemplateRow | null> {
  return (await db.selectFrom('template').select(columns).where('workspace', '=', workspace).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
}

/** Those of the product's set that are there already are left as they are. @returns the ids that are new */
export async function saveTemplates(db: Db, workspace: string, at: string, templates: readonly NewTemplate[]): Promise<readonly string[]> {
  if (templates.length === 0) return [];
  const rows = await db.insertInto('template').values(templates.map((one) => ({ workspace, ...one, created_at: at, changed_at: at })))
    .onConflict((conflict) => conflict.columns(['workspace', 'language', 'origin']).where('origin', 'is not', null).doNothing()).returning('id').execute();
  return rows.map((row) => row.id);
}

export async function saveTemplateChange(db: Db, workspace: string, id: string, at: string, changed: Partial<Omit<NewTemplate, 'id' | 'owner' | 'origin'>>): Promise<void> {
  await db.updateTable('template').set((update) => ({ ...changed, changed_at: at, version: update('version', '+', 1) })).where('workspace', '=', workspace).where('id', '=', id).execute();
}

export async function removeTemplates(db: Db, workspace: string, ids: readonly string[]): Promise<void> {
  await db.deleteFrom('template').where('workspace', '=', workspace).where('id', '=', oneOf(ids)).execute();
}
