// Raw inputs: stored before they are acknowledged, taken by workers, settled in the transaction that stores what they became.
import { sql } from 'kysely';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';

export type RawInputRow = {
  readonly workspace: string; readonly id: string; readonly inbox: string; readonly kind: string; readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null; readonly blob: string | null; readonly bytes: number; readonly key: string | null; readonly received_at: Date;
  readonly attempts: number; readonly state: 'pending' | 'done' | 'failed'; readonly problem_code: string | null; readonly problem_detail: string | null;
};

export type NewRawInput = {
  readonly id: string; readonly kind: string; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array | null; readonly blob: string | null;
  readonly bytes: number; readonly key: string | null; readonly receivedAt: string;
};

/** Inputs whose key is stored already are passed over: the same input twice is one. */
export async function saveRawInputs(db: Db, workspace: string, inbox: string, inputs: readonly NewRawInput[]): Promise<void> {
  if (inputs.length === 0) return;
  await sql`
    insert into raw_input (workspace, inbox, id, kind, headers, body, blob, bytes, key, received_at, due_at)
    select ${workspace}::uuid, ${inbox}::uuid, row.id, row.kind, row.headers::jsonb, row.body, row.blob, row.bytes, row.key, row.received_at, row.received_at
    from unnest(${inputs.map((input) => input.id)}::uuid[], ${inputs.map((input) => input.kind)}::text[], ${inputs.map((input) => JSON.stringify(input.headers))}::text[],
      ${inputs.map((input) => (input.body === null ? null : Buffer.from(input.body)))}::bytea[], ${inputs.map((input) => input.blob)}::text[], ${inputs.map((input) => input.bytes)}::bigint[],
      ${inputs.map((input) => input.key)}::text[], ${inputs.map((input) => input.receivedAt)}::timestamptz[]) as row (id, kind, headers, body, blob, bytes, key, received_at)
    on conflict (workspace, inbox, key) where key is not null do nothing`.execute(db);
}

export async function findKnownKeys(db: Db, workspace: string, inbox: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db.selectFrom('raw_input').select('key').where('workspace', '=', workspace).where('inbox', '=', inbox).where('key', 'in', [...keys]).execute();
  return new Set(rows.map((row) => row.key!));
}

/** The workspaces that have something to take, the longest waiting first. */
export async function listWorkspacesWithInput(db: Db, now: string): Promise<readonly string[]> {
  const { rows } = await sql<{ workspace: string }>`
    select workspace from (select workspace, due_at from raw_input where state = 'pending' and due_at <= ${now}::timestamptz order by due_at limit 500) waiting
    group by workspace order by min(due_at)`.execute(db);
  return rows.map((row) => row.workspace);
}

/**
 * Takes inputs in the order in which they came. The rows stay locked until the transaction ends: when the process dies,
 * the database lets them go at once and another worker takes them.
 */
export async function takeRawInputs(db: Db, workspace: string, now: string, limit: number, only: string | null = null): Promise<readonly RawInputRow[]> {
  const { rows } = await sql<RawInputRow>`
    select workspace, id, inbox, kind, headers, body, blob, bytes, key, received_at, attempts, state, problem_code, problem_detail
    from raw_input where state = 'pending' and workspace = ${workspace} and due_at <= ${now}::timestamptz and (${only}::uuid is null or id = ${only}::uuid)
    order by due_at, id limit ${limit} for update skip locked`.execute(db);
  return rows;
}

export type Settled = { readonly id: string; readonly outcome: string };

/** Their ids are named beside the join: a planner without statistics would read all of the workspace's inputs. */
export async function saveRawSettled(db: Db, workspace: string, at: string, settled: readonly Settled[]): Promise<void> {
  if (settled.length === 0) return;
  await sql`
    update raw_input set state = 'done', outcome = done.outcome, settled_at = ${at}::timestamptz, problem_code = null, problem_detail = null
    from jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) as done (id uuid, outcome text)
    where raw_input.workspace = ${workspace} and raw_input.id = done.id and raw_input.id = ${oneOf(settled.map((one) => one.id))}`.execute(db);
}

export type RawProblem = { readonly code: string; readonly detail: string; readonly attempts: number; readonly nextAt: string | null };

/** `nextAt` null: it goes to the visible list of inputs that a person must look at. */
export async function saveRawProblem(db: Db, workspace: string, id: string, at: string, problem: RawProblem): Promise<void> {
  await db.updateTable('raw_input').set({
    attempts: problem.attempts, problem_code: problem.code, problem_detail: problem.detail.slice(0, 2_000),
    ...(problem.nextAt === null ? { state: 'failed', settled_at: at } : { due_at: problem.nextAt }),
  }).where('workspace', '=', workspace).where('id', '=', id).execute();
}

export async function findRawInput(db: Db, workspace: string, id: string): Promise<RawInputRow | null> {
  const row = await db.selectFrom('raw_input').select(['workspace', 'id', 'inbox', 'kind', 'headers', 'body', 'blob', 'bytes', 'key', 'received_at', 'attempts', 'state', 'problem_code', 'problem_detail'])
    .where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst();
  return (row as unknown as RawInputRow | undefined) ?? null;
}

/** The newest first. */
export async function listFailedRawInputs(db: Db, workspace: string, page: { readonly inbox: string | null; readonly before: { readonly at: Date; readonly id: string } | null; readonly limit: number }): Promise<readonly RawInputRow[]> {
  let query = db.selectFrom('raw_input').select(['workspace', 'id', 'inbox', 'kind', 'headers', 'blob', 'bytes', 'key', 'received_at', 'attempts', 'state', 'problem_code', 'problem_detail'])
    .where('workspace', '=', workspace).where('state', '=', 'failed');
  if (page.inbox !== null) query = query.where('inbox', '=', page.inbox);
  if (page.before) query = query.where(sql<boolean>`(received_at, id) < (${page.before.at.toISOString()}::timestamptz, ${page.before.id}::uuid)`);
  return (await query.orderBy('received_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute()) as unknown as readonly RawInputRow[];
}

/** @returns false where the input is not one that failed */
export async function saveRawPendingAgain(db: Db, workspace: string, id: string, at: string): Promise<boolean> {
  const changed = await db.updateTable('raw_input').set({ state: 'pending', attempts: 0, due_at: at, settled_at: null })
    .where('workspace', '=', workspace).where('id', '=', id).where('state', '=', 'failed').executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** How the inputs of an inbox that are still kept turned out: outcome (or `pending`, `failed`) and how many. */
export async function countRawInputs(db: Db, workspace: string, inbox: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ outcome: string; count: number }>`
    select case state when 'done' then coalesce(outcome, 'message') else state end as outcome, count(*) as count
    from raw_input where workspace = ${workspace} and inbox = ${inbox} group by 1`.execute(db);
  return new Map(rows.map((row) => [row.outcome, row.count]));
}

/** Removes settled inputs older than `before`; says how many, and gives the blobs that nothing else refers to any more. */
export async function removeOldRawInputs(db: Db, before: string, limit: number): Promise<{ readonly removed: number; readonly blobs: readonly string[] }> {
  const { rows } = await sql<{ blob: string | null; orphaned: boolean }>`
    with old as (
      select workspace, id from raw_input where state = 'done' and settled_at < ${before}::timestamptz limit ${limit} for update skip locked
    ), gone as (
      delete from raw_input using old where raw_input.workspace = old.workspace and raw_input.id = old.id returning raw_input.id, raw_input.blob
    )
    select gone.blob, gone.blob is not null
      and not exists (select from raw_input kept where kept.blob = gone.blob and kept.id not in (select id from gone))
      and not exists (select from attachment where attachment.hash = gone.blob) as orphaned
    from gone`.execute(db);
  return { removed: rows.length, blobs: [...new Set(rows.flatMap((row) => (row.orphaned && row.blob !== null ? [row.blob] : [])))] };
}
