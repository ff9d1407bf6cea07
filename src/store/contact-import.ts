// Tables of contacts that were uploaded: how they were read, how far they are, and their lines.
import { sql } from 'kysely';
import type { ForKnown } from '../domain/contact/import-line.ts';
import type { Db } from './open.ts';
import { json } from './receive.ts';

export type ImportState = 'coming' | 'ready' | 'running' | 'stopped' | 'done' | 'undoing' | 'undone';
export type ImportRow = {
  readonly workspace: string; readonly id: string; readonly actor_kind: 'agent' | 'service'; readonly actor: string; readonly name: string; readonly encoding: string; readonly delimiter: string;
  readonly header: unknown; readonly lines: number; readonly columns: unknown; readonly known: ForKnown | null; readonly state: ImportState;
  readonly made: number; readonly changed: number; readonly same: number; readonly conflicting: number; readonly refused: number; readonly undone: number; readonly kept: number;
  readonly created_at: Date; readonly finished_at: Date | null;
};
type Of = Pick<ImportRow, 'workspace' | 'id'>;
const columns = [
  'workspace', 'id', 'actor_kind', 'actor', 'name', 'encoding', 'delimiter', 'header', 'lines', 'columns', 'known', 'state', 'made', 'changed', 'same', 'conflicting', 'refused', 'undone', 'kept', 'created_at', 'finished_at',
] as const;

export type NewImport = Pick<ImportRow, 'id' | 'name' | 'encoding' | 'delimiter'> & { readonly actor: { readonly kind: 'agent' | 'service'; readonly id: string }; readonly header: readonly string[] };

export async function saveImport(db: Db, workspace: string, at: string, made: NewImport): Promise<void> {
  const { actor, header, ...rest } = made;
  await db.insertInto('contact_import').values({ workspace, ...rest, actor_kind: actor.kind, actor: actor.id, header: json(header), state: 'coming', created_at: at }).execute();
}

export type ImportLine = { readonly line: number; readonly cells: readonly string[] };

export async function saveImportLines(db: Db, { workspace, id }: Of, lines: readonly ImportLine[]): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    with added as (
      insert into contact_import_line (workspace, import, line, cells)
      select ${workspace}::uuid, ${id}::uuid, row.line, row.cells from jsonb_to_recordset(${json(lines)}::jsonb) as row (line int, cells jsonb) returning 1
    )
    update contact_import set lines = lines + (select count(*) from added) where workspace = ${workspace} and id = ${id}`.execute(db);
}

/** All lines are there. Until the database has looked at them it takes them for a handful, and reads all of them to find one. */
export async function saveImportReady(db: Db, { workspace, id }: Of): Promise<void> {
  await sql`analyze contact_import_line`.execute(db);
  await db.updateTable('contact_import').set({ state: 'ready' }).where('workspace', '=', workspace).where('id', '=', id).execute();
}

export async function removeImport(db: Db, { workspace, id }: Of): Promise<void> {
  await db.deleteFrom('contact_import').where('workspace', '=', workspace).where('id', '=', id).execute();
}

export async function findImport(db: Db, workspace: string, id: string): Promise<ImportRow | null> {
  return (await db.selectFrom('contact_import').select(columns).where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function lockImport(db: Db, workspace: string, id: string): Promise<ImportRow | null> {
  return (await db.selectFrom('contact_import').select(columns).where('workspace', '=', workspace).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
}

export async function listImports(db: Db, workspace: string, limit: number): Promise<readonly ImportRow[]> {
  return db.selectFrom('contact_import').select(columns).where('workspace', '=', workspace).where('state', '<>', 'coming').orderBy('created_at', 'desc').limit(limit).execute();
}

export async function saveImportState(db: Db, { workspace, id }: Of, changed: { readonly state: ImportState; readonly finished_at?: string | null; readonly known?: ForKnown; readonly columns?: readonly string[] }): Promise<void> {
  const { columns: decided, ...rest } = changed;
  await db.updateTable('contact_import').set({ ...rest, ...(decided === undefined ? {} : { columns: json(decided) }) }).where('workspace', '=', workspace).where('id', '=', id).execute();
}

export async function releaseImport(db: Db, { workspace, id }: Of): Promise<void> {
  await db.updateTable('contact_import').set({ leased_until: null }).where('workspace', '=', workspace).where('id', '=', id).execute();
}

/** One that nobody works on, until the lease runs out. */
export async function takeImport(db: Db, now: string, leasedUntil: string): Promise<ImportRow | null> {
  const { rows } = await sql<ImportRow>`
    update contact_import set leased_until = ${leasedUntil}::timestamptz
    where (workspace, id) = (select workspace, id from contact_import where state in ('running', 'undoing') and (leased_until is null or leased_until <= ${now}::timestamptz)
      order by made + changed + same + conflicting + refused + undone + kept, created_at limit 1 for update skip locked)
    returning ${sql.join(columns.map((column) => sql.ref(column)))}`.execute(db);
  return rows[0] ?? null;
}

/** What was never finished uploading, after a day; the rest with the lines in it, which are people's data, after a month. */
export async function removeOldImports(db: Db, comingBefore: string, before: string): Promise<void> {
  await db.deleteFrom('contact_import').where('state', '=', 'coming').where('created_at', '<', new Date(comingBefore)).execute();
  await db.deleteFrom('contact_import').where('state', 'in', ['ready', 'stopped', 'done', 'undone']).where('created_at', '<', new Date(before)).execute();
}
