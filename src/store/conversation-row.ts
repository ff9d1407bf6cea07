// Reading conversations as their list and header show them: one query for any number of them.
import type { Expression, RawBuilder, SelectQueryBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import type { Direction } from '../domain/conversation/message.ts';
import { atMost } from './at-most.ts';
import type { FurtherFilter } from './list-filter.ts';
import { furtherConditions, words } from './list-filter.ts';
import { mostlyOne } from './one-of.ts';
import type { Db } from './open.ts';
import { instantOf, instantOrNull, packed, unpack } from './packed.ts';
import type { Schema } from './schema.ts';

/** Moments as the contract writes them. */
export type ConversationRow = {
  readonly id: string;
  readonly number: number;
  readonly contact: string;
  readonly contact_name: string | null;
  readonly inbox: string;
  readonly channel: string;
  readonly subject: string | null;
  readonly language: string | null;
  readonly state: 'open' | 'waiting' | 'snoozed' | 'closed';
  readonly waiting_for: 'customer' | 'third party' | null;
  readonly snoozed_until: string | null;
  readonly closed_at: string | null;
  readonly closed_because: 'solved' | 'spam' | 'no answer' | null;
  readonly assignee: string | null;
  readonly team: string | null;
  readonly tags: readonly string[];
  readonly waiting_since: string | null;
  readonly version: number;
  readonly last_at: string;
  readonly last_text: string;
  readonly last_direction: Direction;
  readonly message_count: number;
  readonly mood: string;
  readonly mood_intensity: number;
  readonly urgency: string;
  readonly failed_deliveries: number;
  readonly commitment_due: string | null;
  readonly created_at: string;
};

const short = [
  'id', 'number', 'contact', 'inbox', 'state', 'waiting_for', 'snoozed_until', 'closed_at', 'closed_because', 'assignee', 'team', 'waiting_since', 'version', 'last_at', 'last_direction', 'message_count', 'mood',
  'mood_intensity', 'urgency', 'failed_deliveries', 'commitment_due', 'created_at',
].map((name) => `conversation.${name}`);

/** As it comes: what people wrote, and the rest in one text. */
type Packed = Pick<ConversationRow, 'subject' | 'language' | 'last_text' | 'contact_name' | 'tags'> & { readonly packed: string };

// Written out: built name by name they take the server longer than all else that it writes for a list.
const columns = sql`${packed([...short, 'inbox.channel'])} as packed, ${sql.raw(`conversation.subject, conversation.language, conversation.last_text, contact.name as contact_name, array(
    select tag.name from conversation_tag join tag on tag.workspace = conversation_tag.workspace and tag.id = conversation_tag.tag
    where conversation_tag.workspace = conversation.workspace and conversation_tag.conversation = conversation.id order by tag.name
  ) as tags`)}`;
const beside = sql.raw(`join contact on contact.workspace = conversation.workspace and contact.id = conversation.contact
  join inbox on inbox.workspace = conversation.workspace and inbox.id = conversation.inbox`);

function rowOf({ packed: text, ...written }: Packed): ConversationRow {
  const [
    id, number, contact, inbox, state, waitingFor, snoozedUntil, closedAt, closedBecause, assignee, team, waitingSince, version, lastAt, lastDirection, messageCount, mood, moodIntensity, urgency, failedDeliveries,
    commitmentDue, createdAt, channel,
  ] = unpack(text) as [string, string, ...string[]];
  return {
    ...written, id, number: Number(number), contact: contact!, inbox: inbox!, channel: channel!, state: state as ConversationRow['state'], waiting_for: orNull(waitingFor) as ConversationRow['waiting_for'],
    snoozed_until: instantOrNull(snoozedUntil!), closed_at: instantOrNull(closedAt!), closed_because: orNull(closedBecause) as ConversationRow['closed_because'], assignee: orNull(assignee), team: orNull(team),
    waiting_since: instantOrNull(waitingSince!), version: Number(version), last_at: instantOf(lastAt!), last_direction: lastDirection as Direction, message_count: Number(messageCount), mood: mood!,
    mood_intensity: Number(moodIntensity), urgency: urgency!, failed_deliveries: Number(failedDeliveries), commitment_due: instantOrNull(commitmentDue!), created_at: instantOf(createdAt!),
  };
}

function orNull(text: string | undefined): string | null {
  return text === '' ? null : text!;
}

export async function findConversationRows(db: Db, workspace: string, ids: readonly string[]): Promise<readonly ConversationRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Packed>`
    select ${columns} from conversation ${beside} where conversation.workspace = ${workspace} and conversation.id = ${mostlyOne(ids)} and conversation.state <> 'merged'`.execute(db);
  return rows.map(rowOf);
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
  let query = fitting(db, workspace, filter);
  if (after) query = query.where(sql<boolean>`(conversation.last_at, conversation.id) < (${after.at}, ${after.id})`);
  return shownRows(db, query.orderBy('conversation.last_at', 'desc').orderBy('conversation.id', 'desc').limit(sizeOf(filter, limit)), sql.raw('conversation.last_at desc, conversation.id desc'));
}

/** Who waits longest first. */
export async function listLongestWaiting(db: Db, workspace: string, filter: ListFilter, after: Position | null, limit: number): Promise<readonly ConversationRow[]> {
  let query = fitting(db, workspace, filter);
  if (after) query = query.where(sql<boolean>`(conversation.waiting_since, conversation.id) > (${after.at}, ${after.id})`);
  return shownRows(db, query.orderBy('conversation.waiting_since').orderBy('conversation.id').limit(sizeOf(filter, limit)), sql.raw('conversation.waiting_since, conversation.id'));
}

const wordsAndOwner: readonly string[] = ['states', 'anyState', 'closedBecause', 'notClosedBecause', 'waits', 'waitingFor', 'waitingForUs', 'assignee'] satisfies (keyof ListFilter)[];
const wordsAlone: readonly string[] = [...wordsAndOwner.filter((name) => name !== 'assignee'), ...(['moods', 'urgencies', 'promised', 'marks', 'tagId'] satisfies (keyof ListFilter)[])];

/**
 * One plan is good for ever where the statement itself says the words it looks for, or an index has them in order. Inboxes, teams,
 * languages and people have very different shares: there PostgreSQL is left to plan for the one that is asked for.
 */
function sizeOf(filter: ListFilter, limit: number): RawBuilder<number> {
  const names = Object.keys(filter);
  return [wordsAndOwner, wordsAlone].some((known) => names.every((name) => known.includes(name))) ? atMost(limit) : sql<number>`${limit}`;
}

/** What else a row shows is looked up for those of the page alone, not for those that are passed over. */
async function shownRows(db: Db, page: Builder, order: RawBuilder<unknown>): Promise<readonly ConversationRow[]> {
  const { rows } = await sql<Packed>`select ${columns} from ${page.selectAll('conversation')} conversation ${beside} order by ${order}`.execute(db);
  return rows.map(rowOf);
}

function fitting(db: Db, workspace: string, filter: ListFilter): Builder {
  return filtered(db.selectFrom('conversation').where('conversation.workspace', '=', workspace), workspace, filter);
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
