// Reading conversations as their list and header show them: one query for any number of them.
import type { Expression, SelectQueryBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import type { Direction } from '../domain/conversation/message.ts';
import type { FurtherFilter } from './list-filter.ts';
import { furtherConditions, words } from './list-filter.ts';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';
import type { Schema } from './schema.ts';

export type ConversationRow = {
  readonly id: string;
  readonly number: number;
  readonly key: string;
  readonly contact: string;
  readonly contact_name: string | null;
  readonly inbox: string;
  readonly channel: string;
  readonly subject: string | null;
  readonly language: string | null;
  readonly state: 'open' | 'waiting' | 'snoozed' | 'closed';
  readonly waiting_for: 'customer' | 'third party' | null;
  readonly snoozed_until: Date | null;
  readonly closed_at: Date | null;
  readonly closed_because: 'solved' | 'spam' | 'no answer' | null;
  readonly assignee: string | null;
  readonly team: string | null;
  readonly tags: readonly string[];
  readonly waiting_since: Date | null;
  readonly version: number;
  readonly last_at: Date;
  readonly last_text: string;
  readonly last_direction: Direction;
  readonly message_count: number;
  readonly mood: string;
  readonly mood_intensity: number;
  readonly urgency: string;
  readonly failed_deliveries: number;
  readonly commitment_due: Date | null;
  readonly created_at: Date;
};

const columns = [
  'conversation.id', 'conversation.number', 'conversation.key', 'conversation.contact', 'conversation.inbox', 'conversation.subject', 'conversation.language',
  'conversation.state', 'conversation.waiting_for', 'conversation.snoozed_until', 'conversation.closed_at', 'conversation.closed_because',
  'conversation.assignee', 'conversation.team', 'conversation.waiting_since', 'conversation.version', 'conversation.last_at',
  'conversation.last_text', 'conversation.last_direction', 'conversation.message_count', 'conversation.mood',
  'conversation.mood_intensity', 'conversation.urgency', 'conversation.failed_deliveries', 'conversation.commitment_due', 'conversation.created_at',
] as const;

/** The base of every query that gives conversation rows; callers add which and in what order. */
export function conversationRows(db: Db, workspace: string) {
  return db.selectFrom('conversation')
    .innerJoin('contact', (join) => join.onRef('contact.workspace', '=', 'conversation.workspace').onRef('contact.id', '=', 'conversation.contact'))
    .innerJoin('inbox', (join) => join.onRef('inbox.workspace', '=', 'conversation.workspace').onRef('inbox.id', '=', 'conversation.inbox'))
    .where('conversation.workspace', '=', workspace)
    .select(columns)
    .select(['contact.name as contact_name', 'inbox.channel as channel'])
    .select(sql<string[]>`array(
      select tag.name from conversation_tag join tag on tag.workspace = conversation_tag.workspace and tag.id = conversation_tag.tag
      where conversation_tag.workspace = conversation.workspace and conversation_tag.conversation = conversation.id order by tag.name
    )`.as('tags'));
}

export async function findConversationRows(db: Db, workspace: string, ids: readonly string[]): Promise<readonly ConversationRow[]> {
  if (ids.length === 0) return [];
  const rows = await conversationRows(db, workspace).where('conversation.id', '=', oneOf(ids)).execute();
  return rows.flatMap((row) => (row.state === 'merged' ? [] : [{ ...row, state: row.state }]));
}

export type ListFilter = FurtherFilter & {
  readonly states?: readonly ConversationRow['state'][];
  readonly closedBecause?: NonNullable<ConversationRow['closed_because']>;
  readonly notClosedBecause?: string;
  readonly assignee?: string | null;
  readonly team?: string;
  readonly inbox?: string;
  readonly contact?: string;
  /** What people call it. */
  readonly number?: number;
  readonly promised?: true;
  readonly waitingForUs?: true;
  /** Absent: no restriction. Otherwise only what this agent may see. */
  readonly seenBy?: { readonly agent: string; readonly teams: readonly string[]; readonly inboxes: readonly string[] };
};

export type Position = { readonly at: Date; readonly id: string };

type Builder = SelectQueryBuilder<Schema, 'conversation', object>;

/** Newest first, by keyset: a page costs the same however far down it is. */
export async function listConversationRows(db: Db, workspace: string, filter: ListFilter, after: Position | null, limit: number): Promise<readonly ConversationRow[]> {
  let query = filtered(conversationRows(db, workspace), workspace, filter);
  if (after) query = query.where(sql<boolean>`(conversation.last_at, conversation.id) < (${after.at}, ${after.id})`);
  const rows = await query.orderBy('conversation.last_at', 'desc').orderBy('conversation.id', 'desc').limit(limit).execute();
  return rows as unknown as readonly ConversationRow[];
}

export function filtered(query: Builder, workspace: string, filter: ListFilter): Builder {
  const conditions: ((builder: Builder) => Builder)[] = [];
  // One that was merged is in no list: its messages are where it was merged into.
  conditions.push((builder) => (filter.states ? builder.where(words(sql.ref('conversation.state'), filter.states)) : builder.where('conversation.state', '<>', 'merged')));
  if (filter.number !== undefined) conditions.push((builder) => builder.where('conversation.number', '=', filter.number!));
  if (filter.closedBecause) conditions.push((builder) => builder.where(words(sql.ref('conversation.closed_because'), [filter.closedBecause!])));
  if (filter.notClosedBecause) conditions.push((builder) => builder.where(sql<SqlBool>`conversation.closed_because is distinct from ${filter.notClosedBecause!}`));
  if (filter.assignee !== undefined) conditions.push((builder) => (filter.assignee === null ? builder.where('conversation.assignee', 'is', null) : builder.where('conversation.assignee', '=', filter.assignee!)));
  for (const column of ['team', 'inbox', 'contact'] as const) {
    const value = filter[column];
    if (value !== undefined) conditions.push((builder) => builder.where(`conversation.${column}`, '=', value));
  }
  if (filter.promised) conditions.push((builder) => builder.where('conversation.commitment_due', 'is not', null));
  if (filter.waitingForUs) conditions.push((builder) => builder.where('conversation.waiting_since', 'is not', null));
  for (const condition of furtherConditions(workspace, filter)) conditions.push((builder) => builder.where(condition));
  if (filter.seenBy) conditions.push((builder) => builder.where(seenBy(filter.seenBy!)));
  return conditions.reduce((builder, condition) => condition(builder), query);
}

export function seenBy(viewer: NonNullable<ListFilter['seenBy']>): Expression<SqlBool> {
  return sql<SqlBool>`(conversation.assignee = ${viewer.agent} or conversation.team = any(${[...viewer.teams]}::uuid[]) or conversation.inbox = any(${[...viewer.inboxes]}::uuid[]))`;
}
