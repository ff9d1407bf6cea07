// What customers have told in a conversation, and the little that words with places need to know of it.
import { sql } from 'kysely';
import type { Db } from './open.ts';

export type ToldFact = { readonly kind: string; readonly value: string; readonly text: string };

const most = 200;

/** Facts of the customer's newest messages, oldest first, with the words that tell them. */
export async function listToldFacts(db: Db, workspace: string, conversation: string): Promise<readonly ToldFact[]> {
  const { rows } = await sql<{ readonly text: string; readonly facts: readonly { readonly kind: string; readonly value: string; readonly start: number; readonly end: number }[] }>`
    select message.text, reading.value->'facts' as facts from message
    join (select workspace, message, coalesce(corrected, value) as value from reading) reading on reading.workspace = message.workspace and reading.message = message.id
    where message.workspace = ${workspace} and message.conversation = ${conversation} and message.direction = 'in' and jsonb_array_length(reading.value->'facts') > 0
    order by message.created_at desc, message.id desc limit ${most}`.execute(db);
  return rows.toReversed().flatMap(({ text, facts }) => facts.map(({ kind, value, start, end }) => ({ kind, value, text: text.slice(start, end) })));
}

export async function findConversationBrief(db: Db, workspace: string, id: string): Promise<{ readonly number: number; readonly language: string | null; readonly commitment_due: Date | null } | null> {
  return (await db.selectFrom('conversation').select(['number', 'language', 'commitment_due']).where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst()) ?? null;
}
