// The moods of a conversation's messages, without their words.
import { sql } from 'kysely';
import type { Db } from './open.ts';

export type MoodRow = { readonly message: string; readonly at: Date; readonly direction: 'in' | 'out'; readonly mood: string | null; readonly intensity: number | null };

/** The newest, oldest first; machines say nothing about moods. */
export async function listMoods(db: Db, workspace: string, conversation: string, limit: number): Promise<readonly MoodRow[]> {
  const { rows } = await sql<MoodRow>`
    select said.id as message, said.created_at as at, said.direction, felt.value->>'mood' as mood,
      (select (emotion->>'intensity')::real from jsonb_array_elements(felt.value->'emotions') emotion where emotion->>'value' = felt.value->>'mood' limit 1) as intensity
    from message said
    left join lateral (select coalesce(reading.corrected, reading.value) as value from reading where reading.workspace = said.workspace and reading.message = said.id) felt on said.direction = 'in'
    where said.workspace = ${workspace} and said.conversation = ${conversation} and said.removed_at is null and not said.machine_sent
      and (said.direction = 'in' and felt.value is not null or said.direction = 'out' and said.author_kind = 'agent')
    order by said.created_at desc, said.id desc limit ${limit}`.execute(db);
  return rows.toReversed();
}
