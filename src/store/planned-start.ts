// Letters that begin a conversation at a time.
import { sql } from 'kysely';
import type { PlannedLetter } from '../domain/conversation/planned.ts';
import type { Db } from './open.ts';
import { heldPlanAt } from './restore-hold.ts';

export type StartRow = {
  readonly workspace: string; readonly id: string; readonly conversation: string; readonly agent: string; readonly inbox: string; readonly channel: string; readonly recipient: string; readonly send_at: Date;
  readonly content: PlannedLetter; readonly attachments: readonly string[]; readonly version: number; readonly created_at: Date;
};

const columns = ['workspace', 'id', 'conversation', 'agent', 'inbox', 'channel', 'recipient', 'send_at', 'content', 'attachments', 'version', 'created_at'] as const;
const asRows = (rows: readonly unknown[]): readonly StartRow[] => rows as readonly StartRow[];
const asRow = (row: unknown): StartRow | null => (row as StartRow | undefined) ?? null;

export async function savePlannedStart(db: Db, at: string, plan: Omit<StartRow, 'send_at' | 'version' | 'created_at'> & { readonly sendAt: string }): Promise<void> {
  const { sendAt, content, attachments, ...rest } = plan;
  await db.insertInto('planned_start').values({ ...rest, send_at: sendAt, content: JSON.stringify(content), attachments: JSON.stringify(attachments), created_at: at }).execute();
}

/** The next one first. */
export async function listPlannedStarts(db: Db, workspace: string, limit: number): Promise<readonly StartRow[]> {
  return asRows(await db.selectFrom('planned_start').select(columns).where('workspace', '=', workspace).orderBy('send_at').orderBy('id').limit(limit).execute());
}

/** Its row stays locked until the change ends. */
export async function lockPlannedStart(db: Db, workspace: string, id: string): Promise<StartRow | null> {
  return asRow(await db.selectFrom('planned_start').select(columns).where('workspace', '=', workspace).where('id', '=', id).forUpdate().executeTakeFirst());
}

export async function findPlannedStart(db: Db, workspace: string, id: string): Promise<StartRow | null> {
  return asRow(await db.selectFrom('planned_start').select(columns).where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst());
}

/** Those whose time has come, of all workspaces; the earliest first. */
export async function listDueStarts(db: Db, now: string, limit: number): Promise<readonly { readonly workspace: string; readonly id: string }[]> {
  return db.selectFrom('planned_start').select(['workspace', 'id']).where('send_at', '<=', new Date(now)).orderBy('send_at').limit(limit).execute();
}

/** Those that a restore has held back, of all workspaces. */
export async function listHeldStarts(db: Db, limit: number): Promise<readonly { readonly workspace: string; readonly id: string }[]> {
  return db.selectFrom('planned_start').select(['workspace', 'id']).where('send_at', '=', new Date(heldPlanAt)).orderBy('workspace').orderBy('id').limit(limit).execute();
}

export async function saveStartTime(db: Db, workspace: string, id: string, sendAt: string): Promise<void> {
  await db.updateTable('planned_start').set((update) => ({ send_at: sendAt, version: update('version', '+', 1) })).where('workspace', '=', workspace).where('id', '=', id).execute();
}

/** Whoever takes it off the plan is the one who goes on with it; null: somebody else did. */
export async function takePlannedStart(db: Db, workspace: string, id: string): Promise<StartRow | null> {
  return asRow(await db.deleteFrom('planned_start').where('workspace', '=', workspace).where('id', '=', id).returning(columns).executeTakeFirst());
}

/** Those that would go to people who have just written themselves. */
export async function takeStartsTo(db: Db, workspace: string, people: readonly { readonly channel: string; readonly externalId: string }[]): Promise<readonly StartRow[]> {
  if (people.length === 0) return [];
  const { rows } = await sql<StartRow>`
    delete from planned_start using jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as person (channel text, "externalId" text)
    where planned_start.workspace = ${workspace} and planned_start.channel = person.channel and planned_start.recipient = person."externalId"
    returning ${sql.join(columns.map((column) => sql.ref(`planned_start.${column}`)))}`.execute(db);
  return rows;
}
