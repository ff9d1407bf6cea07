// Replies, and letters to third parties, that wait for their time.
import { sql } from 'kysely';
import type { PlannedContent, PlannedForward } from '../domain/conversation/planned.ts';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';
import { heldPlanAt } from './restore-hold.ts';

type Waiting = {
  readonly workspace: string; readonly id: string; readonly conversation: string; readonly agent: string; readonly send_at: Date;
  readonly attachments: readonly string[]; readonly version: number; readonly created_at: Date;
};
export type PlannedReplyRow = Waiting & { readonly third_party: false; readonly content: PlannedContent };
export type PlannedForwardRow = Waiting & { readonly third_party: true; readonly content: PlannedForward };
export type PlannedRow = PlannedReplyRow | PlannedForwardRow;
type Of<Row extends PlannedRow> = Omit<Row, 'send_at' | 'version' | 'created_at'> & { readonly sendAt: string };

const columns = ['third_party', 'workspace', 'id', 'conversation', 'agent', 'send_at', 'content', 'attachments', 'version', 'created_at'] as const;
const asRows = (rows: readonly unknown[]): readonly PlannedRow[] => rows as readonly PlannedRow[];

export async function savePlannedReply(db: Db, at: string, plan: Of<PlannedReplyRow> | Of<PlannedForwardRow>): Promise<void> {
  const { sendAt, content, attachments, ...rest } = plan;
  await db.insertInto('planned_reply').values({ ...rest, send_at: sendAt, content: JSON.stringify(content), attachments: JSON.stringify(attachments), created_at: at }).execute();
}

export async function listPlannedReplies(db: Db, workspace: string, conversation: string): Promise<readonly PlannedReplyRow[]> {
  return (await listWaiting(db, workspace, conversation, false)) as readonly PlannedReplyRow[];
}

export async function listPlannedForwards(db: Db, workspace: string, conversation: string): Promise<readonly PlannedForwardRow[]> {
  return (await listWaiting(db, workspace, conversation, true)) as readonly PlannedForwardRow[];
}

async function listWaiting(db: Db, workspace: string, conversation: string, thirdParty: boolean): Promise<readonly PlannedRow[]> {
  return asRows(await db.selectFrom('planned_reply').select(columns).where('workspace', '=', workspace).where('conversation', '=', conversation).where('third_party', '=', thirdParty).orderBy('send_at').orderBy('id').execute());
}

export async function findPlannedReply(db: Db, workspace: string, id: string): Promise<PlannedRow | null> {
  const row = await db.selectFrom('planned_reply').select(columns).where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst();
  return (row as PlannedRow | undefined) ?? null;
}

/** Those whose time has come, of all workspaces; the earliest first. */
export async function listDuePlans(db: Db, now: string, limit: number): Promise<readonly { readonly workspace: string; readonly id: string; readonly conversation: string }[]> {
  return db.selectFrom('planned_reply').select(['workspace', 'id', 'conversation']).where('send_at', '<=', new Date(now)).orderBy('send_at').limit(limit).execute();
}

/** Those that a restore has held back, of all workspaces. */
export async function listHeldPlans(db: Db, limit: number): Promise<readonly { readonly workspace: string; readonly id: string }[]> {
  return db.selectFrom('planned_reply').select(['workspace', 'id']).where('send_at', '=', new Date(heldPlanAt)).orderBy('workspace').orderBy('id').limit(limit).execute();
}

export async function savePlanTime(db: Db, workspace: string, id: string, sendAt: string): Promise<void> {
  await db.updateTable('planned_reply').set((update) => ({ send_at: sendAt, version: update('version', '+', 1) })).where('workspace', '=', workspace).where('id', '=', id).execute();
}

/** Whoever takes it off the plan is the one who goes on with it; null: somebody else did. */
export async function takePlannedReply(db: Db, workspace: string, id: string): Promise<PlannedRow | null> {
  const row = await db.deleteFrom('planned_reply').where('workspace', '=', workspace).where('id', '=', id).returning(columns).executeTakeFirst();
  return (row as PlannedRow | undefined) ?? null;
}

/** Asked in the same breath as other things: most of the time it spares looking further. */
export async function hasPlans(db: Db, workspace: string): Promise<boolean> {
  const { rows } = await sql<{ planned: boolean }>`select exists (select from planned_reply where workspace = ${workspace}) or exists (select from planned_start where workspace = ${workspace}) as planned`.execute(db);
  return rows[0]?.planned === true;
}

/** Answers to the customer; letters to third parties do not answer them, and stay. */
export async function takePlansOf(db: Db, workspace: string, conversations: readonly string[]): Promise<readonly PlannedRow[]> {
  if (conversations.length === 0) return [];
  return asRows(await db.deleteFrom('planned_reply').where('workspace', '=', workspace).where('conversation', '=', oneOf(conversations)).where('third_party', '=', false).returning(columns).execute());
}
