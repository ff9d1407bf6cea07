// Requests that carry a key of their caller's, so that repeating one does nothing twice.
import { sql } from 'kysely';
import type { Db } from './open.ts';

export type RequestKey = { readonly workspace: string; readonly caller: string; readonly key: string };
export type RepeatableRow = { readonly fingerprint: string; readonly state: 'running' | 'changed' | 'answered'; readonly status: number | null; readonly answer: Buffer | null; readonly leased_until: Date | null };

/**
 * Takes the key for a request that is to be carried out now: a new one, one that is too old to count, or one whose process died
 * before anything was changed. @returns null when it is taken, else the request that has it
 */
export async function beginRequest(db: Db, { workspace, caller, key }: RequestKey, request: { readonly fingerprint: string; readonly now: string; readonly leaseUntil: string; readonly forgottenBefore: string }): Promise<RepeatableRow | null> {
  const { numAffectedRows } = await sql`
    insert into repeatable_request (workspace, caller, key, fingerprint, state, leased_until, created_at)
    values (${workspace}, ${caller}, ${key}, ${request.fingerprint}, 'running', ${request.leaseUntil}::timestamptz, ${request.now}::timestamptz)
    on conflict (workspace, caller, key) do update
      set fingerprint = excluded.fingerprint, state = 'running', status = null, answer = null, leased_until = excluded.leased_until, created_at = excluded.created_at
      where repeatable_request.created_at < ${request.forgottenBefore}::timestamptz
        or (repeatable_request.state = 'running' and repeatable_request.leased_until < ${request.now}::timestamptz)`.execute(db);
  if ((numAffectedRows ?? 0n) > 0n) return null;
  const row = await db.selectFrom('repeatable_request').select(['fingerprint', 'state', 'status', 'answer', 'leased_until'])
    .where('workspace', '=', workspace).where('caller', '=', caller).where('key', '=', key).executeTakeFirst();
  // Let go in between: whoever had it was refused, so there is nothing to repeat yet.
  return row ?? { fingerprint: request.fingerprint, state: 'running', status: null, answer: null, leased_until: null };
}

/** In the transaction of the change itself: from then on it must not be carried out again. */
export async function saveRequestChanged(db: Db, { workspace, caller, key }: RequestKey): Promise<void> {
  await db.updateTable('repeatable_request').set({ state: 'changed' }).where('workspace', '=', workspace).where('caller', '=', caller).where('key', '=', key).execute();
}

export async function saveRequestAnswered(db: Db, { workspace, caller, key }: RequestKey, status: number, answer: Buffer): Promise<void> {
  await db.updateTable('repeatable_request').set({ state: 'answered', status, answer, leased_until: null }).where('workspace', '=', workspace).where('caller', '=', caller).where('key', '=', key).execute();
}

export async function prolongRequest(db: Db, { workspace, caller, key }: RequestKey, until: string): Promise<void> {
  await db.updateTable('repeatable_request').set({ leased_until: until }).where('workspace', '=', workspace).where('caller', '=', caller).where('key', '=', key).where('state', '<>', 'answered').execute();
}

/** It was refused or failed: where nothing was changed, its key is free again. */
export async function letGoOfRequest(db: Db, { workspace, caller, key }: RequestKey): Promise<void> {
  await sql`
    with kept as (update repeatable_request set leased_until = null where workspace = ${workspace} and caller = ${caller} and key = ${key} and state = 'changed')
    delete from repeatable_request where workspace = ${workspace} and caller = ${caller} and key = ${key} and state = 'running'`.execute(db);
}

export async function removeOldRequests(db: Db, before: string): Promise<void> {
  await db.deleteFrom('repeatable_request').where('created_at', '<', new Date(before)).execute();
}
