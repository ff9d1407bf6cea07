// Counts attempts in windows of time, for limits that several processes share.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from './open.ts';

export type Counted = { readonly count: number; readonly until: Date };

/**
 * Counts one more and tells how many there are in the running window. One statement, so that parallel attempts cannot
 * pass each other: whoever counts comes before whoever checks a password.
 */
export async function countAttempt(db: Db, subject: string, at: string, windowSeconds: number): Promise<Counted> {
  const { rows } = await sql<Counted>`
    insert into sign_in_attempt (subject, count, until) values (${hashed(subject)}, 1, ${at}::timestamptz + ${windowSeconds} * interval '1 second')
    on conflict (subject) do update set
      count = case when sign_in_attempt.until <= ${at}::timestamptz then 1 else sign_in_attempt.count + 1 end,
      until = case when sign_in_attempt.until <= ${at}::timestamptz then excluded.until else sign_in_attempt.until end
    returning count, until`.execute(db);
  return rows[0]!;
}

/** An attempt that was no mistake does not count. */
export async function forgiveAttempt(db: Db, subject: string): Promise<void> {
  await db.updateTable('sign_in_attempt').set((update) => ({ count: update('count', '-', 1) })).where('subject', '=', hashed(subject)).where('count', '>', 0).execute();
}

export async function forgetAttempts(db: Db, subject: string): Promise<void> {
  await db.deleteFrom('sign_in_attempt').where('subject', '=', hashed(subject)).execute();
}

function hashed(subject: string): string {
  return createHash('sha256').update(subject).digest('base64url');
}
