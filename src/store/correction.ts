// Corrections of readings. The engine's own reading is never changed here; `corrected` is what counts beside it.
import { sql } from 'kysely';
import type { Correction, Field } from '../domain/reading/correction.ts';
import type { Reading } from '../language/reading/reading.ts';
import type { Db } from './open.ts';
import { json } from './receive.ts';

export type ReadMessage = {
  readonly id: string; readonly conversation: string; readonly direction: string; readonly text: string; readonly language: string | null; /** When its words, as they are now, were said. */ readonly said_at: Date;
  readonly value: Reading; readonly corrected: Reading | null; readonly engine: string;
};

/** Locked, so that two who correct at once do it one after the other; null: there is none, or nothing was read in it. */
export async function lockReading(db: Db, workspace: string, message: string): Promise<ReadMessage | null> {
  const { rows } = await sql<ReadMessage>`
    select message.id, message.conversation, message.direction, message.text, message.language, coalesce(message.edited_at, message.sent_at) as said_at, reading.value, reading.corrected, reading.engine
    from reading join message on message.workspace = reading.workspace and message.id = reading.message
    where reading.workspace = ${workspace} and reading.message = ${message} and message.removed_at is null for update of reading`.execute(db);
  return rows[0] ?? null;
}

export type CorrectionRow = Correction & { readonly id: string; readonly message: string; readonly author_kind: string; readonly author: string };

export async function findCorrection(db: Db, workspace: string, id: string): Promise<(CorrectionRow & { readonly withdrawn_at: Date | null }) | null> {
  const row = await db.selectFrom('reading_correction').select(['id', 'message', 'field', 'value', 'author_kind', 'author', 'withdrawn_at']).where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst();
  return (row as unknown as (CorrectionRow & { readonly withdrawn_at: Date | null }) | undefined) ?? null;
}

/** Those that hold, one of each field: the newest that was not taken back. */
export async function listHeld(db: Db, workspace: string, message: string): Promise<readonly CorrectionRow[]> {
  const { rows } = await sql<CorrectionRow>`
    select distinct on (field) id, message, field, value, author_kind, author from reading_correction
    where workspace = ${workspace} and message = ${message} and withdrawn_at is null order by field, made_at desc, id desc`.execute(db);
  return rows;
}

/** All that were not taken back, also those under newer ones of the same field. */
export async function listStanding(db: Db, workspace: string, message: string): Promise<readonly CorrectionRow[]> {
  const rows = await db.selectFrom('reading_correction').select(['id', 'message', 'field', 'value', 'author_kind', 'author']).where('workspace', '=', workspace).where('message', '=', message).where('withdrawn_at', 'is', null).orderBy('id').execute();
  return rows as unknown as readonly CorrectionRow[];
}

/** The words under corrections changed: what stood there before is what was read in the new ones. */
export async function saveAbove(db: Db, workspace: string, corrections: readonly { readonly id: string; readonly value: unknown; readonly before: unknown }[], engine: string): Promise<void> {
  await sql`update reading_correction set value = row.value, before = row.before, engine = ${engine} from jsonb_to_recordset(${json(corrections)}::jsonb) as row (id uuid, value jsonb, before jsonb)
    where reading_correction.workspace = ${workspace} and reading_correction.id = row.id`.execute(db);
}

export type NewCorrection = { readonly id: string; readonly message: string; readonly field: Field; readonly value: unknown; readonly before: unknown; readonly engine: string; readonly author_kind: 'agent' | 'service'; readonly author: string };

export async function saveCorrection(db: Db, workspace: string, at: string, { value, before, ...correction }: NewCorrection): Promise<void> {
  await db.insertInto('reading_correction').values({ workspace, ...correction, value: json(value), before: json(before), made_at: at }).execute();
}

export async function saveWithdrawn(db: Db, workspace: string, id: string, at: string, by: string): Promise<void> {
  await db.updateTable('reading_correction').set({ withdrawn_at: at, withdrawn_by: by }).where('workspace', '=', workspace).where('id', '=', id).execute();
}

/** What counts from now on, or null: what the engine read. The message is found under the language that counts. */
export async function saveCorrected(db: Db, workspace: string, message: string, at: string, corrected: Reading | null, language: string): Promise<void> {
  await db.updateTable('reading').set({ corrected: corrected === null ? null : json(corrected), corrected_at: at }).where('workspace', '=', workspace).where('message', '=', message).execute();
  await db.updateTable('message').set({ language }).where('workspace', '=', workspace).where('id', '=', message).execute();
}

export type Feeling = { readonly mood: string; readonly mood_intensity: number; readonly urgency: string; readonly language: string | null };

export async function findFeeling(db: Db, workspace: string, conversation: string): Promise<Feeling | null> {
  return (await db.selectFrom('conversation').select(['mood', 'mood_intensity', 'urgency', 'language']).where('workspace', '=', workspace).where('id', '=', conversation).executeTakeFirst()) ?? null;
}

/** What a conversation shows of its newest message of the customer. @returns whether that is something else than before */
export async function saveFeeling(db: Db, workspace: string, conversation: string, feeling: { readonly mood: string; readonly intensity: number; readonly urgency: string; readonly language: string | null }): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('conversation').set((update) => ({
    mood: feeling.mood, mood_intensity: feeling.intensity, urgency: feeling.urgency, language: feeling.language, version: update('version', '+', 1),
  })).where('workspace', '=', workspace).where('id', '=', conversation)
    .where(sql<boolean>`(mood, mood_intensity, urgency, coalesce(language, '')) is distinct from (${feeling.mood}, ${feeling.intensity}::real, ${feeling.urgency}, coalesce(${feeling.language}, ''))`).executeTakeFirst();
  return numUpdatedRows > 0n;
}

export type ExportRow = {
  readonly id: string; readonly made_at: Date; readonly field: Field; readonly value: unknown; readonly before: unknown; readonly engine: string; readonly language: string | null; readonly text: string; readonly reading: Reading;
};

/** Those that hold and were said of the words as they are now, in the order in which they were made, after `after`. */
export async function listExport(db: Db, workspace: string, after: { readonly at: Date; readonly id: string } | null, limit: number): Promise<readonly ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select correction.id, correction.made_at, correction.field, correction.value, correction.before, correction.engine, message.language, message.text, reading.value as reading
    from reading_correction correction join message on message.workspace = correction.workspace and message.id = correction.message
    join reading on reading.workspace = correction.workspace and reading.message = correction.message
    where correction.workspace = ${workspace} and correction.withdrawn_at is null and message.removed_at is null and correction.made_at >= coalesce(message.edited_at, '-infinity')
      and not exists (select from reading_correction later where later.workspace = correction.workspace and later.message = correction.message and later.field = correction.field
        and later.withdrawn_at is null and (later.made_at, later.id) > (correction.made_at, correction.id))
      ${after === null ? sql`` : sql`and (correction.made_at, correction.id) > (${after.at}, ${after.id}::uuid)`}
    order by correction.made_at, correction.id limit ${limit}`.execute(db);
  return rows;
}
