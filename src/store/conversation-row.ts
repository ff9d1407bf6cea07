// Reading conversations as their list and header show them: one query for any number of them.
import type { Expression, RawBuilder, SelectQueryBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import type { Direction } from '../domain/conversation/message.ts';
import type { FurtherFilter } from './list-filter.ts';
import { furtherConditions, words } from './list-filter.ts';
import { compiledOnce } from './compiled-once.ts';
import { oneOf } from './one-of.ts';
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

/** Rows of a subquery named `conversation` that has all of its columns, in this order. */
export async function shownRows(db: Db, page: Expression<unknown>, order: RawBuilder<unknown>): Promise<readonly ConversationRow[]> {
  const { rows } = await sql<Packed>`select ${columns} from ${page} conversation ${beside} order by ${order}`.execute(db);
  return rows.map(rowOf);
}

export type Listed = { readonly id: string; readonly version: number };

/** In this order; one that was changed since it was listed is left out. */
export async function listedRows(db: Db, workspace: string, listed: readonly Listed[]): Promise<readonly ConversationRow[]> {
  if (listed.length === 0) return [];
  return (await findListed(db, workspace, listed.map((one) => one.id), listed.map((one) => one.version))).map(rowOf);
}

const findListed = compiledOnce((db, workspace: string, ids: readonly string[], versions: readonly number[]) => sql<Packed>`
    select ${columns} from unnest(${ids}::uuid[], ${versions}::int[]) with ordinality listed (id, version, place)
    join conversation on conversation.workspace = ${workspace} and conversation.id = listed.id and conversation.version = listed.version ${beside} order by listed.place`.compile(db));

export async function findConversationRows(db: Db, workspace: string, ids: readonly string[]): Promise<readonly ConversationRow[]> {
  if (ids.length === 0) return [];
  const rows = ids.length === 1 ? await findOne(db, workspace, ids[0]!) : (await rowsWhere(workspace, oneOf(ids)).execute(db)).rows;
  return rows.map(rowOf);
}

const findOne = compiledOnce((db, workspace: string, id: string) => rowsWhere(workspace, sql`${id}::uuid`).compile(db));

function rowsWhere(workspace: string, ids: RawBuilder<unknown>): RawBuilder<Packed> {
  return sql<Packed>`select ${columns} from conversation ${beside} where conversation.workspace = ${workspace} and conversation.id = ${ids} and conversation.state <> 'merged'`;
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

type Builder = SelectQueryBuilder<Schema, 'conversation', object>;

export function filtered(query: Builder, workspace: string, filter: ListFilter): Builder {
  const conditions: ((builder: Builder) => Builder)[] = [];
  // One that was merged is in no list: its messages are where it was merged into. Said in the statement, as the index of all others says it.
  conditions.push((builder) => (filter.states ? builder.where(words(sql.ref('conversation.state'), filter.states)) : builder.where(sql<SqlBool>`conversation.state <> 'merged'`)));
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
