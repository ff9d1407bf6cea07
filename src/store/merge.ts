// What was joined or divided, as it was decided: found again to undo it.
import { sql } from 'kysely';
import type { Db } from './open.ts';
import { json } from './receive.ts';

export type MergeKind = 'conversations' | 'split' | 'contacts';

export type MergeRow = {
  readonly id: string; readonly kind: MergeKind; readonly survivor: string; readonly before: unknown; readonly after: unknown; readonly place: number; readonly cursor: number;
  readonly actor_kind: 'agent' | 'service' | 'automation'; readonly actor: string; readonly created_at: Date; readonly undone_at: Date | null;
};
export type MergePartRow = { readonly merge: string; readonly part: string; readonly before: unknown };

const columns = ['id', 'kind', 'survivor', 'before', 'after', 'place', 'cursor', 'actor_kind', 'actor', 'created_at', 'undone_at'] as const;

export type NewMerge = {
  readonly id: string; readonly kind: MergeKind; readonly survivor: string; readonly before: unknown; readonly after: unknown; readonly actor: { readonly kind: MergeRow['actor_kind']; readonly id: string };
  readonly parts: readonly { readonly part: string; readonly before: unknown }[];
};

/** The caller holds the locks of all that it touches, so of two that touch the same things the later gets the higher place. */
export async function saveMerge(db: Db, workspace: string, at: string, merge: NewMerge): Promise<void> {
  const conversation = merge.kind === 'contacts' ? null : merge.survivor;
  await sql`
    with merged as (
      insert into merge (workspace, id, kind, survivor, before, after, place, cursor, actor_kind, actor, created_at)
      values (${workspace}, ${merge.id}, ${merge.kind}, ${merge.survivor}, ${json(merge.before)}::jsonb, ${json(merge.after)}::jsonb,
        (select coalesce(max(place), 0) + 1 from merge where workspace = ${workspace}),
        (select coalesce(max(number), 0) from event where workspace = ${workspace} and conversation = ${conversation}),
        ${merge.actor.kind}, ${merge.actor.id}, ${at})
    )
    insert into merge_part (workspace, merge, part, before)
    select ${workspace}::uuid, ${merge.id}::uuid, row.part, row.before from jsonb_to_recordset(${json(merge.parts)}::jsonb) as row (part uuid, before jsonb)`.execute(db);
}

export type FoundMerge = { readonly merge: MergeRow; readonly parts: readonly MergePartRow[] };

export async function findMerge(db: Db, workspace: string, id: string): Promise<FoundMerge | null> {
  const [merge, parts] = await Promise.all([
    db.selectFrom('merge').select(columns).where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst(),
    db.selectFrom('merge_part').select(['merge', 'part', 'before']).where('workspace', '=', workspace).where('merge', '=', id).orderBy('part').execute(),
  ]);
  return merge ? { merge, parts } : null;
}

/** Later ones that touch any of these conversations or contacts, the oldest first; undone ones too. */
export async function listLaterMerges(db: Db, workspace: string, place: number, touched: readonly string[]): Promise<readonly (MergeRow & { readonly parts: readonly string[] })[]> {
  const { rows } = await sql<MergeRow & { readonly parts: readonly string[] }>`
    select ${sql.join(columns.map((column) => sql.ref(`merge.${column}`)))}, array(select merge_part.part::text from merge_part where merge_part.workspace = merge.workspace and merge_part.merge = merge.id) as parts
    from merge
    where merge.workspace = ${workspace} and merge.place > ${place} and merge.id = any(array(
      select own.id from merge own where own.workspace = ${workspace} and own.survivor = any(${[...touched]}::uuid[])
      union select part.merge from merge_part part where part.workspace = ${workspace} and part.part = any(${[...touched]}::uuid[])))
    order by merge.place`.execute(db);
  return rows;
}

/** Joins that stand, of a contact or a conversation, the newest first. */
export async function listStandingMerges(db: Db, workspace: string, survivor: string, limit: number): Promise<readonly (MergeRow & { readonly parts: readonly MergePartRow[] })[]> {
  const merges = await db.selectFrom('merge').select(columns).where('workspace', '=', workspace).where('survivor', '=', survivor).where('undone_at', 'is', null).orderBy('place', 'desc').limit(limit).execute();
  if (merges.length === 0) return [];
  const parts = await db.selectFrom('merge_part').select(['merge', 'part', 'before']).where('workspace', '=', workspace).where('merge', 'in', merges.map((one) => one.id)).orderBy('part').execute();
  return merges.map((merge) => ({ ...merge, parts: parts.filter((part) => part.merge === merge.id) }));
}

export async function saveMergeUndone(db: Db, workspace: string, id: string, at: string): Promise<void> {
  await db.updateTable('merge').set({ undone_at: at }).where('workspace', '=', workspace).where('id', '=', id).execute();
}
