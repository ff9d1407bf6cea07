// What one agent should know.
import { sql } from 'kysely';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';

export type NotificationRow = {
  readonly id: string; readonly agent: string; readonly kind: string; readonly conversation: string | null; readonly message: string | null;
  readonly data: unknown; readonly loud: boolean; readonly created_at: Date; readonly seen_at: Date | null;
};

const columns = ['id', 'agent', 'kind', 'conversation', 'message', 'data', 'loud', 'created_at', 'seen_at'] as const;

export async function findNotifications(db: Db, workspace: string, ids: readonly string[]): Promise<readonly NotificationRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('notification').select(columns).where('workspace', '=', workspace).where('id', '=', oneOf(ids)).execute();
}

export async function listNotifications(db: Db, workspace: string, agent: string, limit: number, before: { readonly at: Date; readonly id: string } | null = null): Promise<readonly NotificationRow[]> {
  let query = db.selectFrom('notification').select(columns).where('workspace', '=', workspace).where('agent', '=', agent);
  if (before) query = query.where(sql<boolean>`(created_at, id) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`);
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

/** What a line about a conversation says of it. */
export async function findAbout(db: Db, workspace: string, conversation: string): Promise<{ readonly name?: string; readonly subject?: string }> {
  const row = await db.selectFrom('conversation').innerJoin('contact', (join) => join.onRef('contact.workspace', '=', 'conversation.workspace').onRef('contact.id', '=', 'conversation.contact'))
    .select(['contact.name', 'conversation.subject']).where('conversation.workspace', '=', workspace).where('conversation.id', '=', conversation).executeTakeFirst();
  return { ...(row?.name ? { name: row.name } : {}), ...(row?.subject ? { subject: row.subject } : {}) };
}

export async function saveNotification(db: Db, workspace: string, notification: Omit<NotificationRow, 'created_at' | 'seen_at' | 'data' | 'loud'> & { readonly loud?: boolean; readonly at: string; readonly data: Readonly<Record<string, string>> }): Promise<void> {
  const { at, data, ...rest } = notification;
  await db.insertInto('notification').values({ workspace, ...rest, data: JSON.stringify(data), created_at: at }).execute();
}

/** @returns those that were not seen before */
export async function saveNotificationsSeen(db: Db, workspace: string, agent: string, ids: readonly string[], at: string): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await db.updateTable('notification').set({ seen_at: at })
    .where('workspace', '=', workspace).where('agent', '=', agent).where('id', 'in', [...ids]).where('seen_at', 'is', null).returning('id').execute();
  return rows.map((row) => row.id);
}

/** The newest of a kind about a conversation that the agent has not seen. */
export async function findUnseenAbout(db: Db, workspace: string, agent: string, kind: string, conversation: string): Promise<Pick<NotificationRow, 'id' | 'created_at'> | null> {
  return (await db.selectFrom('notification').select(['id', 'created_at']).where('workspace', '=', workspace).where('agent', '=', agent).where('kind', '=', kind)
    .where('conversation', '=', conversation).where('seen_at', 'is', null).orderBy('created_at', 'desc').limit(1).executeTakeFirst()) ?? null;
}
