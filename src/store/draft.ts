// What agents have begun to write: one row for each place.
import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from './open.ts';

export type DraftKind = 'reply' | 'note' | 'new' | 'forward';
export type DraftRow = { readonly kind: DraftKind; readonly conversation: string | null; readonly content: unknown; readonly device: string; readonly version: number; readonly changed_at: Date };
/** `conversation` null: the letter that begins one. `about`: of a letter to a third party, the message that it answers or passes on. */
export type DraftPlace = { readonly agent: string; readonly conversation: string | null; readonly kind: DraftKind; readonly about?: string | null };

const columns = ['kind', 'conversation', 'content', 'device', 'version', 'changed_at'] as const;
const placeOf = ({ conversation, about = null }: DraftPlace): string => (about === null ? (conversation ?? 'new') : `${conversation} ${about}`);

/** One agent's, but for letters to third parties, the newest first; those of one conversation where it is given, `null` for the letter that begins one. */
export async function listDrafts(db: Db, workspace: string, agent: string, limit: number, conversation?: string | null): Promise<readonly DraftRow[]> {
  return db.selectFrom('draft').select(columns).where('workspace', '=', workspace).where('agent', '=', agent).where('kind', '<>', 'forward')
    .$if(conversation !== undefined, (query) => query.where('place', '=', conversation ?? 'new'))
    .orderBy('changed_at', 'desc').limit(limit).execute();
}

/** Letters to third parties that one agent has begun in a conversation, the newest first. */
export async function listForwardDrafts(db: Db, workspace: string, agent: string, conversation: string): Promise<readonly (DraftRow & { readonly place: string })[]> {
  return db.selectFrom('draft').select([...columns, 'place']).where('workspace', '=', workspace).where('conversation', '=', conversation).where('agent', '=', agent).where('kind', '=', 'forward')
    .orderBy('changed_at', 'desc').limit(50).execute();
}

/** What stands there now; its row stays locked, and so does a place where nothing stands yet. */
export async function lockDraft(db: Db, workspace: string, place: DraftPlace): Promise<DraftRow | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`draft ${workspace} ${place.agent} ${placeOf(place)} ${place.kind}`}, 0))`.execute(db);
  return (await at(db, workspace, place).executeTakeFirst()) ?? null;
}

function at(db: Db, workspace: string, place: DraftPlace) {
  return db.selectFrom('draft').select(columns).where('workspace', '=', workspace).where('agent', '=', place.agent).where('place', '=', placeOf(place)).where('kind', '=', place.kind);
}

/** Not 1: a place that was emptied and written in again must not look to a device like the draft that it has seen there before. */
function firstVersion(): number {
  return randomInt(1, 1_000_000_000);
}

export async function saveDraft(db: Db, workspace: string, now: string, place: DraftPlace, draft: { readonly content: object; readonly attachments: readonly string[]; readonly device: string }): Promise<DraftRow> {
  const words = { content: JSON.stringify(draft.content), attachments: JSON.stringify(draft.attachments), device: draft.device, changed_at: now };
  return db.insertInto('draft').values({ workspace, agent: place.agent, place: placeOf(place), kind: place.kind, conversation: place.conversation, version: firstVersion(), ...words })
    .onConflict((conflict) => conflict.columns(['workspace', 'agent', 'place', 'kind']).doUpdateSet({ ...words, version: sql<number>`draft.version + 1` }))
    .returning(columns).executeTakeFirstOrThrow();
}

export async function removeDraft(db: Db, workspace: string, place: DraftPlace): Promise<void> {
  await db.deleteFrom('draft').where('workspace', '=', workspace).where('agent', '=', place.agent).where('place', '=', placeOf(place)).where('kind', '=', place.kind).execute();
}

/** What was sent is no draft any more, on no device. */
export async function removeSentDraft(db: Db, workspace: string, conversation: string | null, agent: string, message: string): Promise<void> {
  await db.deleteFrom('draft').where('workspace', '=', workspace).where('agent', '=', agent).where('conversation', conversation === null ? 'is' : '=', conversation).where(sql<string>`content->>'id'`, '=', message).execute();
}

/** Nobody came back to them. */
export async function removeOldDrafts(db: Db, before: string): Promise<void> {
  await db.deleteFrom('draft').where('changed_at', '<', new Date(before)).execute();
}
