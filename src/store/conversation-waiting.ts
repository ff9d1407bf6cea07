// Since when a conversation's customer has been without an answer, told from its messages.
import { sql } from 'kysely';
import type { Db } from './open.ts';

/** When the customer first wrote after our last answer; null where our word was the last. What machines wrote waits for nothing. */
export async function findUnansweredSince(db: Db, workspace: string, conversation: string): Promise<Date | null> {
  const { rows } = await sql<{ since: Date | null }>`
    select min(sent_at) as since from message
    where workspace = ${workspace} and conversation = ${conversation} and direction = 'in' and not machine_sent and removed_at is null
      and created_at > coalesce((
        select max(answer.created_at) from message answer
        where answer.workspace = ${workspace} and answer.conversation = ${conversation} and answer.direction = 'out' and answer.author_kind = 'agent'
      ), '-infinity')`.execute(db);
  return rows[0]?.since ?? null;
}
