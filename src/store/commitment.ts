// Promises made in replies.
import { sql } from 'kysely';
import { compiledOnce } from './compiled-once.ts';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';

export type CommitmentRow = {
  readonly id: string; readonly conversation: string; readonly message: string; readonly agent: string;
  readonly span_start: number; readonly span_end: number; readonly promise: string;
  readonly due_at: Date | null; readonly due_stated: boolean; readonly state: 'open' | 'kept' | 'missed' | 'waived' | 'renewed';
  readonly kept_by: string | null; readonly waived_by: string | null; readonly waived_reason: string | null;
  readonly missed_at: Date | null; readonly settled_at: Date | null; readonly warned_at: Date | null; readonly created_at: Date;
  readonly renews: string | null; readonly renewed_by: string | null; readonly settled_by: string | null;
};

const columns = ['id', 'conversation', 'message', 'agent', 'span_start', 'span_end', 'promise', 'due_at', 'due_stated', 'state', 'kept_by',
  'waived_by', 'waived_reason', 'missed_at', 'settled_at', 'warned_at', 'created_at', 'renews', 'renewed_by', 'settled_by'] as const;

export async function findCommitments(db: Db, workspace: string, ids: readonly string[]): Promise<readonly CommitmentRow[]> {
  if (ids.length === 0) return [];
  return await db.selectFrom('commitment').select(columns).where('workspace', '=', workspace).where('id', '=', oneOf(ids)).execute();
}

export async function listConversationCommitments(db: Db, workspace: string, conversation: string): Promise<readonly CommitmentRow[]> {
  return ofConversation(db, workspace, conversation);
}

const ofConversation = compiledOnce((db, workspace: string, conversation: string) => db.selectFrom('commitment').select(columns)
  .where('workspace', '=', workspace).where('conversation', '=', conversation).orderBy('created_at').orderBy('id').compile());

export type CommitmentFilter = {
  readonly agent?: string; readonly team?: string; readonly contact?: string;
  readonly dueBy?: string;
  /** After this one; `at` null: it has no due time. */
  readonly after?: { readonly at: Date | null; readonly id: string } | null;
};

/** Promises that are neither kept nor given up, the nearest first; those without a time last. */
export async function listUnsettledCommitments(db: Db, workspace: string, filter: CommitmentFilter, limit: number): Promise<readonly CommitmentRow[]> {
  const { agent, team, contact, dueBy, after } = filter;
  let query = ofWhom(db, workspace, { agent, team, contact }).where('settled_at', 'is', null);
  if (dueBy !== undefined) query = query.where('due_at', '<=', new Date(dueBy));
  if (after) query = query.where(after.at === null ? sql<boolean>`due_at is null and id > ${after.id}::uuid` : sql<boolean>`((due_at, id) > (${after.at.toISOString()}::timestamptz, ${after.id}::uuid) or due_at is null)`);
  return await query.orderBy('due_at', (order) => order.asc().nullsLast()).orderBy('id').limit(limit).execute();
}

function ofWhom(db: Db, workspace: string, { agent, team, contact }: { readonly agent: string | undefined; readonly team: string | undefined; readonly contact: string | undefined }) {
  let query = db.selectFrom('commitment').select(columns).where('workspace', '=', workspace);
  if (agent !== undefined) query = query.where('agent', '=', agent);
  if (team !== undefined) query = query.where(sql<boolean>`agent in (select member.agent from team_member member where member.workspace = ${workspace} and member.team = ${team})`);
  if (contact !== undefined) query = query.where(sql<boolean>`conversation in (select theirs.id from conversation theirs where theirs.workspace = ${workspace} and theirs.contact = ${contact})`);
  return query;
}

export type EndedFilter = Pick<CommitmentFilter, 'agent' | 'team' | 'contact'> & {
  readonly conversation?: string;
  /** `missed`: was missed once, whatever became of it. */
  readonly outcome?: 'kept' | 'waived' | 'renewed' | 'missed';
  readonly after?: { readonly at: Date; readonly id: string } | null;
};

/** Promises of which something became, the newest first: kept, given up, put off, or missed. */
export async function listEndedCommitments(db: Db, workspace: string, filter: EndedFilter, limit: number): Promise<readonly CommitmentRow[]> {
  const { agent, team, contact, conversation, outcome, after } = filter;
  const ended = sql<Date>`coalesce(settled_at, missed_at)`;
  let query = ofWhom(db, workspace, { agent, team, contact }).where(sql<boolean>`${ended} is not null`);
  if (conversation !== undefined) query = query.where('conversation', '=', conversation);
  if (outcome === 'missed') query = query.where('missed_at', 'is not', null);
  else if (outcome !== undefined) query = query.where('state', '=', outcome);
  if (after) query = query.where(sql<boolean>`(${ended}, id) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`);
  return await query.orderBy(ended, 'desc').orderBy('id', 'desc').limit(limit).execute();
}

/** When something became of it. */
export function endedAt({ settled_at: settled, missed_at: missed }: CommitmentRow): Date {
  return (settled ?? missed)!;
}

export type NewCommitment = {
  readonly id: string; readonly conversation: string; readonly message: string; readonly agent: string; readonly start: number; readonly end: number;
  readonly promise: string; readonly due: string | null; readonly stated: boolean; readonly renews?: string | null;
};

export async function saveCommitments(db: Db, workspace: string, at: string, commitments: readonly NewCommitment[]): Promise<void> {
  if (commitments.length === 0) return;
  await db.insertInto('commitment').values(commitments.map((one) => ({
    workspace, id: one.id, conversation: one.conversation, message: one.message, agent: one.agent, span_start: one.start, span_end: one.end,
    promise: one.promise, due_at: one.due, due_stated: one.stated, created_at: at, renews: one.renews ?? null,
  }))).execute();
}

export async function saveCommitmentState(db: Db, workspace: string, id: string, state: Partial<Pick<CommitmentRow, 'state' | 'agent' | 'kept_by' | 'renewed_by' | 'settled_by' | 'waived_by' | 'waived_reason'>> & {
  readonly due_at?: string | null; readonly missed_at?: string; readonly settled_at?: string | null; readonly warned_at?: string | null; readonly due_stated?: boolean;
}): Promise<void> {
  await db.updateTable('commitment').set(state).where('workspace', '=', workspace).where('id', '=', id).execute();
}

export async function listMessageCommitments(db: Db, workspace: string, message: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('commitment').select('id').where('workspace', '=', workspace).where('message', '=', message).execute();
  return rows.map((row) => row.id);
}

/** Promises that a message of the conversation settled: kept by it, or put off by one that it makes. Locked. */
export async function lockSettledBy(db: Db, workspace: string, conversation: string, message: string): Promise<readonly Pick<CommitmentRow, 'id' | 'missed_at'>[]> {
  return await db.selectFrom('commitment').select(['id', 'missed_at']).where('workspace', '=', workspace).where('conversation', '=', conversation)
    .where((where) => where.or([where('kept_by', '=', message), where('renewed_by', 'in', where.selectFrom('commitment as made').select('made.id').where('made.workspace', '=', workspace).where('made.message', '=', message))]))
    .orderBy('id').forUpdate().execute();
}

/** How the words of some messages begin. */
export async function listBeginnings(db: Db, workspace: string, messages: readonly string[], length: number): Promise<readonly { readonly message: string; readonly text: string; readonly at: Date }[]> {
  if (messages.length === 0) return [];
  return db.selectFrom('message').select(['id as message', 'sent_at as at']).select(sql<string>`left(text, ${length}::int)`.as('text'))
    .where('workspace', '=', workspace).where('id', '=', oneOf(messages)).execute();
}

/** The number beside the navigation says no more than "999+". */
const countedTo = 1_000;

/** One person's own that are neither kept nor given up: few, and found by their index alone. */
export async function countOwnPromises(db: Db, workspace: string, agent: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (select from commitment where workspace = ${workspace} and agent = ${agent}::uuid and settled_at is null limit ${countedTo}) own`.execute(db);
  return rows[0]?.count ?? 0;
}
