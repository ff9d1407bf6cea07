// How many conversations fit a filter, from sums that are kept: nothing is looked through, however many conversations there are.
// Changes write their difference (triggers of migrations/000007-finding.sql); folding adds the differences up now and then.
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { ListFilter } from './conversation-row.ts';
import { inStates, words } from './list-filter.ts';
import type { Db } from './open.ts';

/** By these conditions conversations are counted apart; whatever else a filter says can only be found out by looking. */
const counted = new Set<keyof ListFilter>([
  'states', 'closedBecause', 'notClosedBecause', 'assignee', 'team', 'inbox', 'promised', 'waitingForUs', 'anyState', 'moods', 'urgencies', 'anyInbox', 'waitingFor', 'waits', 'seenBy',
]);

export function isCounted(filter: ListFilter): boolean {
  return (Object.keys(filter) as (keyof ListFilter)[]).every((name) => counted.has(name));
}

/** In the order of the filters, each of which must be one that is counted. */
export async function countByTally(db: Db, workspace: string, filters: readonly ListFilter[]): Promise<readonly number[]> {
  if (filters.length === 0) return [];
  const sums = filters.map((filter) => {
    if (!isCounted(filter)) throw new RangeError('This filter is not counted.');
    return sql`coalesce(sum(conversation.count) filter (where ${sql.join(conditions(filter), sql` and `)}), 0)::int`;
  });
  const { rows } = await sql<{ counts: number[] }>`select array[${sql.join(sums)}] as counts from conversation_tally conversation where conversation.workspace = ${workspace}`.execute(db);
  return rows[0]!.counts;
}

function conditions(filter: ListFilter): readonly RawBuilder<unknown>[] {
  const { states, assignee, seenBy } = filter;
  const found: RawBuilder<unknown>[] = [states ? sql`${words(sql.ref('conversation.state'), states)}` : sql`conversation.state <> 'merged'`];
  if (filter.closedBecause) found.push(sql`conversation.closed_because = ${filter.closedBecause}`);
  if (filter.notClosedBecause) found.push(sql`conversation.closed_because is distinct from ${filter.notClosedBecause}`);
  if (filter.anyState) found.push(sql`${inStates(filter.anyState)}`);
  if (assignee !== undefined) found.push(assignee === null ? sql`conversation.assignee is null` : sql`conversation.assignee = ${assignee}`);
  if (filter.team !== undefined) found.push(sql`conversation.team = ${filter.team}`);
  if (filter.inbox !== undefined) found.push(sql`conversation.inbox = ${filter.inbox}`);
  if (filter.anyInbox) found.push(sql`conversation.inbox = any(${[...filter.anyInbox]}::uuid[])`);
  if (filter.moods) found.push(sql`${words(sql.ref('conversation.mood'), filter.moods)}`);
  if (filter.urgencies) found.push(sql`${words(sql.ref('conversation.urgency'), filter.urgencies)}`);
  if (filter.promised) found.push(sql`conversation.promised`);
  if (filter.waitingForUs) found.push(sql`conversation.waits`);
  if (filter.waits !== undefined) found.push(filter.waits ? sql`conversation.waits` : sql`not conversation.waits`);
  if (filter.waitingFor === 'us') found.push(sql`conversation.waits and conversation.waiting_for is null`);
  else if (filter.waitingFor) found.push(sql`conversation.waiting_for = ${filter.waitingFor}`);
  if (seenBy) found.push(sql`(conversation.assignee = ${seenBy.agent} or conversation.team = any(${[...seenBy.teams]}::uuid[]) or conversation.inbox = any(${[...seenBy.inboxes]}::uuid[]))`);
  return found;
}

const dimensions = sql.raw('state, closed_because, waiting_for, inbox, assignee, team, promised, waits, mood, urgency');

/** So many differences cost nothing to add up while reading. */
const few = 1_000;

/** Adds up the differences where they are more than the sums. Whoever reads sees the same at every moment. */
export async function foldTally(db: Db): Promise<void> {
  const { rows } = await sql<{ workspace: string }>`
    select workspace from conversation_tally group by workspace having count(*) > ${few} and count(*) > 2 * count(distinct row(${dimensions}))`.execute(db);
  for (const { workspace } of rows) {
    await sql`
      with gone as (delete from conversation_tally where workspace = ${workspace} returning *)
      insert into conversation_tally (workspace, ${dimensions}, count)
      select workspace, ${dimensions}, sum(count) from gone group by workspace, ${dimensions} having sum(count) <> 0`.execute(db);
  }
}
