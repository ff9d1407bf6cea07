// In which language a contact writes, as their words say it.
import { sql } from 'kysely';
import type { KnownLanguage, Written } from '../domain/contact/written-language.ts';
import { sure } from '../domain/contact/written-language.ts';
import type { Db } from './open.ts';

/** Whose conversation it is; locked, as contacts are before their conversations. `set`: a person chose the language. */
export type Writer = KnownLanguage & { readonly id: string; readonly set: boolean };

export async function lockWriter(db: Db, workspace: string, conversation: string): Promise<Writer | null> {
  const { rows } = await sql<Writer>`
    select id, language, language_before as before, language_set as set from contact
    where workspace = ${workspace} and id = (select contact from conversation where workspace = ${workspace} and id = ${conversation}) for update`.execute(db);
  return rows[0] ?? null;
}

/** What a machine wrote in somebody's name says nothing of them. */
export async function findWrittenLanguage(db: Db, workspace: string, contact: string): Promise<Written | null> {
  const { rows } = await sql<Written>`
    select coalesce(reading.corrected, reading.value)->'language'->>'code' as language,
      reading.corrected is not null and reading.corrected->'language' <> reading.value->'language' as "byPerson"
    from conversation
    join message on message.workspace = conversation.workspace and message.conversation = conversation.id
    join reading on reading.workspace = message.workspace and reading.message = message.id
    where conversation.workspace = ${workspace} and conversation.contact = ${contact} and message.direction = 'in' and not message.machine_sent and message.removed_at is null
      and coalesce(reading.corrected, reading.value)->'language'->>'code' <> 'und' and (coalesce(reading.corrected, reading.value)->'language'->>'confidence')::real >= ${sure}
    order by message.created_at desc, message.id desc limit 1`.execute(db);
  return rows[0] ?? null;
}

export async function saveWrittenLanguage(db: Db, workspace: string, contact: string, { language, before }: KnownLanguage): Promise<void> {
  await db.updateTable('contact').set((update) => ({ language, language_before: before, version: update('version', '+', 1) })).where('workspace', '=', workspace).where('id', '=', contact).execute();
}
