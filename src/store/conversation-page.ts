// Pages of conversations, by keyset: a page costs the same however far down it is.
import type { RawBuilder, SelectQueryBuilder } from 'kysely';
import { sql } from 'kysely';
import { atMost } from './at-most.ts';
import type { ConversationRow, Listed, ListFilter } from './conversation-row.ts';
import { filtered, shownRows } from './conversation-row.ts';
import type { Db } from './open.ts';
import type { Schema } from './schema.ts';
import { withShares } from './shares.ts';

export type Position = { readonly at: Date; readonly id: string };
/** `last`: newest first. `waiting`: who waits longest first. */
export type By = 'last' | 'waiting';
export type Place = Listed & { readonly at: Date };

type Builder = SelectQueryBuilder<Schema, 'conversation', object>;

/** The rows of a page, in one statement. */
export async function listConversationRows(db: Db, workspace: string, filter: ListFilter, by: By, after: Position | null, limit: number): Promise<readonly ConversationRow[]> {
  const order = by === 'last' ? sql.raw('conversation.last_at desc, conversation.id desc') : sql.raw('conversation.waiting_since, conversation.id');
  return shownRows(db, inOrder(fitting(db, workspace, filter), by, after).limit(sizeOf(filter, limit)).selectAll('conversation'), order);
}

/**
 * Which conversations a page holds, and nothing else of them: that is planned in a quarter of the time, and those that the filter leaves
 * out are passed over in the index that gives the order (migrations/000021-lists-by-many-conditions.sql).
 */
export async function listPlaces(db: Db, workspace: string, given: ListFilter, by: By, after: Position | null, limit: number): Promise<readonly Place[]> {
  const filter = await withShares(db, workspace, given);
  return (await inOrder(fitting(db, workspace, filter), by, after).limit(sizeOf(filter, limit))
    .select(['conversation.id', 'conversation.version', by === 'last' ? 'conversation.last_at as at' : 'conversation.waiting_since as at']).execute()) as readonly Place[];
}

function inOrder(query: Builder, by: By, after: Position | null): Builder {
  if (by === 'last') {
    const from = after ? query.where(sql<boolean>`(conversation.last_at, conversation.id) < (${after.at}, ${after.id})`) : query;
    return from.orderBy('conversation.last_at', 'desc').orderBy('conversation.id', 'desc');
  }
  const from = after ? query.where(sql<boolean>`(conversation.waiting_since, conversation.id) > (${after.at}, ${after.id})`) : query;
  return from.orderBy('conversation.waiting_since').orderBy('conversation.id');
}

function fitting(db: Db, workspace: string, filter: ListFilter): Builder {
  return filtered(db.selectFrom('conversation').where('conversation.workspace', '=', workspace), workspace, filter);
}

const ofViews: readonly string[] = ['states', 'closedBecause', 'notClosedBecause', 'assignee'] satisfies (keyof ListFilter)[];
const period: readonly string[] = ['lastFrom', 'lastTo'] satisfies (keyof ListFilter)[];
const alone: readonly string[] = ['inbox', 'team', 'language', 'contact', 'number', 'waitingFor', 'waits', 'waitingForUs', 'promised'] satisfies (keyof ListFilter)[];

/** What an index has in its order: nothing, or next to nothing, is passed over on the way. */
export function isDirect(filter: ListFilter): boolean {
  const names = Object.keys(filter);
  if ([ofViews, period].some((known) => names.every((name) => known.includes(name)))) return true;
  const [only, ...more] = names;
  if (more.length > 0) return false;
  return alone.includes(only!) || [filter.anyState, filter.moods, filter.urgencies].some((values) => values?.length === 1);
}

const wordsAndOwner: readonly string[] = [...ofViews, ...(['anyState', 'waits', 'waitingFor', 'waitingForUs'] satisfies (keyof ListFilter)[])];
const wordsAlone: readonly string[] = [...wordsAndOwner.filter((name) => name !== 'assignee'), ...(['moods', 'urgencies', 'promised', 'marks', 'tagId', 'gathered'] satisfies (keyof ListFilter)[])];

/**
 * One plan is good for ever where the statement itself says the words it looks for, or an index has them in order. Inboxes, teams,
 * languages and people together with something else have very different shares: there PostgreSQL is left to plan for those asked for.
 */
function sizeOf(filter: ListFilter, limit: number): RawBuilder<number> {
  const names = Object.keys(filter);
  const sameForAll = isDirect(filter) || [wordsAndOwner, wordsAlone].some((known) => names.every((name) => known.includes(name)));
  return sameForAll ? atMost(limit) : sql<number>`${limit}`;
}
