// Promises made in replies.
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';

export type CommitmentRow = {
  readonly id: string; readonly conversation: string; readonly message: string; readonly agent: string;
  readonly span_start: number; readonly span_end: number; readonly promise: string;
  readonly due_at: Date | null; readonly due_stated: boolean; readonly state: 'open' | 'kept' | 'missed' | 'waived';
  readonly kept_by: string | null; readonly waived_by: string | null; readonly waived_reason: string | null;
  readonly missed_at: Date | null; readonly settled_at: Date | null; readonly warned_at: Date | null; readonly created_at: Date;
};

const columns = ['id', 'conversation', 'message', 'agent', 'span_start', 'span_end', 'promise', 'due_at', 'due_stated', 'state', 'kept_by',
  'waived_by', 'waived_reason', 'missed_at', 'settled_at', 'warned_at', 'created_at'] as const;

export async function findCommitments(db: Db, workspace: string, ids: readonly string[]): Promise<readonly CommitmentRow[]> {
  if (ids.length === 0) return [];
  return await db.selectFrom('commitment').select(columns).where('workspace', '=', workspace).where('id', '=', oneOf(ids)).execute();
}

export async function listConversationCommitments(db: Db, workspace: string, conversation: string): Promise<readonly CommitmentRow[]> {
  return await db.selectFrom('commitment').select(columns).where('workspace', '=', workspace).where('conversation', '=', conversation)
    .orderBy('created_at').orderBy('id').execute();
}

/** Open promises of one agent, the nearest first; those without a time last. */
export async function listOpenCommitments(db: Db, workspace: string, agent: string, limit: number): Promise<readonly CommitmentRow[]> {
  return await db.selectFrom('commitment').select(columns).where('workspace', '=', workspace).where('agent', '=', agent).where('state', 'in', ['open', 'missed'])
    .where('settled_at', 'is', null).orderBy('due_at', (order) => order.asc().nullsLast()).limit(limit).execute();
}

export type NewCommitment = {
  readonly id: string; readonly conversation: string; readonly message: string; readonly agent: string; readonly start: number; readonly end: number;
  readonly promise: string; readonly due: string | null; readonly stated: boolean;
};

export async function saveCommitments(db: Db, workspace: string, at: string, commitments: readonly NewCommitment[]): Promise<void> {
  if (commitments.length === 0) return;
  await db.insertInto('commitment').values(commitments.map((one) => ({
    workspace, id: one.id, conversation: one.conversation, message: one.message, agent: one.agent, span_start: one.start, span_end: one.end,
    promise: one.promise, due_at: one.due, due_stated: one.stated, created_at: at,
  }))).execute();
}

export async function saveCommitmentState(db: Db, workspace: string, id: string, state: Partial<Pick<CommitmentRow, 'state' | 'kept_by' | 'waived_by' | 'waived_reason'>> & {
  readonly due_at?: string | null; readonly missed_at?: string; readonly settled_at?: string; readonly warned_at?: string | null; readonly due_stated?: boolean;
}): Promise<void> {
  await db.updateTable('commitment').set(state).where('workspace', '=', workspace).where('id', '=', id).execute();
}

export async function listMessageCommitments(db: Db, workspace: string, message: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('commitment').select('id').where('workspace', '=', workspace).where('message', '=', message).execute();
  return rows.map((row) => row.id);
}
