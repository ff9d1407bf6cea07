// How many promises of a group of people came due in each week, and how many of them were kept in time (domain/commitment/kept-rate.ts).
import { sql } from 'kysely';
import type { Reckoned } from '../domain/commitment/kept-rate.ts';
import type { Db } from './open.ts';

export type WeekReckoned = Reckoned & { readonly week: string };

/**
 * A promise is reckoned in the week of the moment at which it was to be kept; once missed, that moment stays, whatever it was moved
 * to later. One that was put off by telling the customer, or given up, before its time had come was not due: what took its place
 * is reckoned by its own time. Kept in time: kept, and never missed. Weeks begin on Monday by the workspace's clock.
 */
export async function listReckonedWeeks(db: Db, workspace: string, asked: { readonly team: string | null; readonly since: string; readonly now: string; readonly timeZone: string }): Promise<readonly WeekReckoned[]> {
  const { team, since, now, timeZone } = asked;
  const { rows } = await sql<WeekReckoned>`
    select to_char(date_trunc('week', coalesce(missed_at, due_at) at time zone ${timeZone}), 'YYYY-MM-DD') as week, count(*)::int as due,
      (count(*) filter (where state = 'kept' and missed_at is null and settled_at <= due_at))::int as kept
    from commitment
    where workspace = ${workspace} and coalesce(missed_at, due_at) >= ${since}::date::timestamp at time zone ${timeZone} and coalesce(missed_at, due_at) <= ${now}::timestamptz
      and not (state in ('waived', 'renewed') and missed_at is null and settled_at <= due_at)
      and (${team}::uuid is null or agent in (select member.agent from team_member member where member.workspace = ${workspace} and member.team = ${team}::uuid))
    group by 1 order by 1`.execute(db);
  return rows;
}

/** How many people who work here the figure is about. */
export async function countPeople(db: Db, workspace: string, team: string | null): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from agent where workspace = ${workspace} and active
      and (${team}::uuid is null or id in (select member.agent from team_member member where member.workspace = ${workspace} and member.team = ${team}::uuid))`.execute(db);
  return rows[0]?.count ?? 0;
}
