// How a contact has felt in what they wrote, over all their conversations.
import { sql } from 'kysely';
import type { Db } from './open.ts';

export type MoodRow = { readonly message: string; readonly conversation: string; readonly at: Date; readonly mood: string; readonly intensity: number };

/** The newest first; what people corrected counts as they say, and machines that write in somebody's name say nothing of them. */
export async function listMoods(db: Db, workspace: string, contact: string, limit: number): Promise<readonly MoodRow[]> {
  const { rows } = await sql<MoodRow>`
    select said.id as message, said.conversation, said.created_at as at, felt.value->>'mood' as mood,
      coalesce((select (emotion->>'intensity')::real from jsonb_array_elements(felt.value->'emotions') emotion where emotion->>'value' = felt.value->>'mood' limit 1), 0) as intensity
    from conversation
    join message said on said.workspace = conversation.workspace and said.conversation = conversation.id
    join lateral (select coalesce(reading.corrected, reading.value) as value from reading where reading.workspace = said.workspace and reading.message = said.id) felt on true
    where conversation.workspace = ${workspace} and conversation.contact = ${contact} and said.direction = 'in' and not said.machine_sent and said.removed_at is null
    order by said.created_at desc, said.id desc limit ${limit}`.execute(db);
  return rows;
}
