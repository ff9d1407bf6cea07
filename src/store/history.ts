// A conversation's events of certain kinds, newest first, a bounded stretch of them at a time.
import { sql } from 'kysely';
import { atMost } from './at-most.ts';
import type { EventRow } from './event.ts';
import { compiledOnce } from './compiled-once.ts';
import type { Db } from './open.ts';

/** A reply makes about four events, so this reaches back about as far as a page of messages. */
const stretch = 400;

export type History = { readonly events: readonly EventRow[]; /** Number of the oldest event looked at, where older ones may follow. */ readonly earlier: number | null };

/**
 * Looks at the newest events of the conversation before `before`, whatever their kind, and keeps those of the wanted kinds: however
 * long a conversation is, the work of a page is the same, and a page without a single wanted event still says where the next begins.
 */
export async function listHistory(db: Db, workspace: string, conversation: string, kinds: readonly string[], before: number | null): Promise<History> {
  const rows = await recent(db, workspace, conversation, kinds, before ?? Number.MAX_SAFE_INTEGER);
  const [first] = rows;
  const events = rows.filter((row) => kinds.includes(row.kind) && row.only_agent === null);
  return { events, earlier: first?.looked === stretch ? first.oldest : null };
}

const recent = compiledOnce((db, workspace: string, conversation: string, kinds: readonly string[], before: number) => sql<EventRow & { readonly oldest: number; readonly looked: number }>`
    with recent as (
      select number, kind, at, actor_kind, actor, conversation, only_agent, data from event
      where workspace = ${workspace} and conversation = ${conversation} and number < ${before}
      order by number desc limit ${atMost(stretch)}
    ), looked as (select min(number) as oldest, count(*)::int as looked from recent)
    select recent.*, looked.oldest, looked.looked from recent, looked
    where (recent.kind = any(${kinds}) and recent.only_agent is null) or recent.number = looked.oldest
    order by recent.number
  `.compile(db));
