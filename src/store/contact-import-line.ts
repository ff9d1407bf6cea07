// The lines of an imported table, each with what became of it.
import { sql } from 'kysely';
import type { Known } from '../domain/contact/known.ts';
import type { ImportLine, ImportRow } from './contact-import.ts';
import type { Db } from './open.ts';
import { json } from './receive.ts';

type Of = Pick<ImportRow, 'workspace' | 'id'>;
export type LineState = 'waiting' | 'made' | 'changed' | 'same' | 'conflict' | 'refused' | 'undone' | 'kept';

/** What a line did to its contact: what they were before (null: they were made) and after, and the identities that it gave them. */
export type LineEffect = { readonly known: Known | null; readonly identities: readonly { readonly channel: string; readonly externalId: string }[] };
export type LineRow = ImportLine & { readonly state: LineState; readonly reason: string | null; readonly contact: string | null; readonly before: unknown; readonly after: unknown };

const columns = ['line', 'cells', 'state', 'reason', 'contact', 'before', 'after'] as const;

/** From the beginning of the file. */
export async function listImportLines(db: Db, { workspace, id }: Of, after: number, limit: number, state?: LineState): Promise<readonly LineRow[]> {
  let query = db.selectFrom('contact_import_line').select(columns).where('workspace', '=', workspace).where('import', '=', id).where('line', '>', after);
  if (state) query = query.where('state', '=', state);
  return (await query.orderBy('line').limit(limit).execute()) as unknown as readonly LineRow[];
}

export async function listLinesOf(db: Db, { workspace, id }: Of, states: readonly LineState[], after: number, limit: number): Promise<readonly LineRow[]> {
  const rows = await db.selectFrom('contact_import_line').select(columns).where('workspace', '=', workspace).where('import', '=', id).where('state', 'in', [...states]).where('line', '>', after).orderBy('line').limit(limit).execute();
  return rows as unknown as readonly LineRow[];
}

/** Those that changed something, from the end: what a later line did rests on what an earlier one did. Whoever asks holds the lock of their import. */
export async function listLinesToUndo(db: Db, { workspace, id }: Of, limit: number): Promise<readonly LineRow[]> {
  // Each state by itself is read in the order of its index; both at once would be sorted as a whole for every step.
  const last = (state: LineState) => db.selectFrom('contact_import_line').select(columns).where('workspace', '=', workspace).where('import', '=', id).where('state', '=', state).orderBy('line', 'desc').limit(limit).execute();
  const [made, changed] = await Promise.all([last('made'), last('changed')]);
  return ([...made, ...changed] as unknown as LineRow[]).toSorted((one, other) => other.line - one.line).slice(0, limit);
}

export type LineOutcomeRow = { readonly line: number; readonly state: Exclude<LineState, 'waiting'>; readonly reason: string | null; readonly contact: string | null; readonly before: LineEffect | null; readonly after: LineEffect | null };

const counters = { made: 'made', changed: 'changed', same: 'same', conflict: 'conflicting', refused: 'refused', undone: 'undone', kept: 'kept' } as const;

export async function saveLineOutcomes(db: Db, { workspace, id }: Of, outcomes: readonly LineOutcomeRow[]): Promise<void> {
  if (outcomes.length === 0) return;
  const count = (state: keyof typeof counters) => outcomes.filter((one) => one.state === state).length;
  await Promise.all([
    sql`
      update contact_import_line set state = row.state, reason = row.reason, contact = row.contact, before = coalesce(row.before, contact_import_line.before), after = coalesce(row.after, contact_import_line.after)
      from jsonb_to_recordset(${json(outcomes)}::jsonb) as row (line int, state text, reason text, contact uuid, before jsonb, after jsonb)
      where contact_import_line.workspace = ${workspace} and contact_import_line.import = ${id} and contact_import_line.line = row.line`.execute(db),
    db.updateTable('contact_import').set((update) => Object.fromEntries(Object.entries(counters).map(([state, column]) => [column, update(column, '+', count(state as keyof typeof counters))])))
      .where('workspace', '=', workspace).where('id', '=', id).execute(),
  ]);
}
