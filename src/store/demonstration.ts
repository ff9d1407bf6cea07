// Which scenarios were played into a workspace, from which moment on, and how far a conversation of theirs has come.
import { sql } from 'kysely';
import type { Db } from './open.ts';

/** The moment from which a scenario's times are told: `now`, or the one of its first playing. */
export async function ensureDemonstrationBegan(db: Db, workspace: string, scenario: string, now: string): Promise<string> {
  const { rows } = await sql<{ began: string }>`
    update workspace set settings = settings || jsonb_build_object('demonstration',
      jsonb_build_object(${scenario}::text, ${now}::text) || coalesce(settings->'demonstration', '{}'::jsonb))
    where id = ${workspace} returning settings->'demonstration'->>${scenario}::text as began`.execute(db);
  return rows[0]?.began ?? now;
}

export async function findLastEventAt(db: Db, workspace: string, conversation: string): Promise<Date | null> {
  const row = await db.selectFrom('event').select((select) => select.fn.max('at').as('at')).where('workspace', '=', workspace).where('conversation', '=', conversation).executeTakeFirst();
  return (row?.at as Date | null | undefined) ?? null;
}
