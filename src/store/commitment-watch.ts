// Open promises that a worker must look at, page by page, of all workspaces.
import { sql } from 'kysely';
import type { Db } from './open.ts';

export type WatchedCommitment = {
  readonly workspace: string; readonly id: string; readonly conversation: string; readonly due_at: Date; readonly warned_at: Date | null; readonly created_at: Date;
};

/** Those that are due by `dueBy`, and those not warned of that are due by `warnBy`; the nearest first, after a given one. */
export async function listCommitmentsToWatch(db: Db, when: { readonly dueBy: string; readonly warnBy: string }, after: { readonly due_at: Date; readonly id: string } | null, limit: number): Promise<readonly WatchedCommitment[]> {
  let query = db.selectFrom('commitment').select(['workspace', 'id', 'conversation', 'due_at', 'warned_at', 'created_at'])
    .where('state', '=', 'open').where('due_at', '<=', new Date(when.warnBy))
    .where((where) => where.or([where('due_at', '<=', new Date(when.dueBy)), where('warned_at', 'is', null)]));
  if (after) query = query.where(sql<boolean>`(due_at, id) > (${after.due_at}, ${after.id})`);
  return (await query.orderBy('due_at').orderBy('id').limit(limit).execute()) as readonly WatchedCommitment[];
}
