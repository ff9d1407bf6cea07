// Joining contacts: their identities and conversations go to the survivor and remember whose they were.
import { sql } from 'kysely';
import type { Known } from '../domain/contact/known.ts';
import { knownPreferences } from '../domain/contact/preferences.ts';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';
import { json } from './receive.ts';

export type LockedContact = {
  readonly id: string; readonly name: string | null; readonly language: string | null; readonly language_set: boolean; readonly time_zone: string | null; readonly attributes: unknown; readonly preferences: unknown;
  readonly blocked_at: Date | null; readonly merged_into: string | null;
};

/** In the order of their ids, before any conversation; joined ones too. */
export async function lockContacts(db: Db, workspace: string, ids: readonly string[]): Promise<readonly LockedContact[]> {
  return db.selectFrom('contact').select(['id', 'name', 'language', 'language_set', 'time_zone', 'attributes', 'preferences', 'blocked_at', 'merged_into'])
    .where('workspace', '=', workspace).where('id', '=', oneOf(ids)).orderBy('id').forUpdate().execute();
}

export function knownOf(contact: Pick<LockedContact, 'name' | 'language' | 'language_set' | 'time_zone' | 'attributes'> & { readonly preferences?: unknown }): Known {
  return { name: contact.name, language: contact.language, languageSet: contact.language_set, timeZone: contact.time_zone, attributes: contact.attributes as Record<string, string>, ...(contact.preferences === undefined ? {} : { preferences: knownPreferences(contact.preferences) }) };
}

export async function saveKnown(db: Db, workspace: string, contact: string, known: Known): Promise<void> {
  await db.updateTable('contact').set((update) => ({
    name: known.name, language: known.language, language_set: known.languageSet, time_zone: known.timeZone, attributes: json(known.attributes), ...(known.preferences ? { preferences: json(known.preferences) } : {}), version: update('version', '+', 1),
  })).where('workspace', '=', workspace).where('id', '=', contact).execute();
}

/** Contacts that lie in this one. */
export async function listContactsMergedInto(db: Db, workspace: string, contact: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('contact').select('id').where('workspace', '=', workspace).where('merged_into', '=', contact).orderBy('id').execute();
  return rows.map((row) => row.id);
}

/** @returns the conversations that have another contact now; merged ones go along unnamed */
export async function moveToContact(db: Db, workspace: string, from: string, to: string): Promise<readonly string[]> {
  const [, conversations] = await Promise.all([
    sql`update identity set contact = ${to}, own_contact = coalesce(own_contact, ${from}) where workspace = ${workspace} and contact = ${from}`.execute(db),
    // Locked in the order of their ids, as everybody locks conversations.
    sql<{ id: string; state: string }>`
      with own as (select id from conversation where workspace = ${workspace} and contact = ${from} order by id for update)
      update conversation set contact = ${to}, own_contact = coalesce(conversation.own_contact, ${from}), version = conversation.version + 1
      from own where conversation.workspace = ${workspace} and conversation.id = own.id returning conversation.id, conversation.state`.execute(db),
    db.updateTable('contact').set({ merged_into: to }).where('workspace', '=', workspace).where('merged_into', '=', from).execute(),
    db.updateTable('contact').set((update) => ({ merged_into: to, version: update('version', '+', 1) })).where('workspace', '=', workspace).where('id', '=', from).execute(),
  ]);
  return conversations.rows.filter((row) => row.state !== 'merged').map((row) => row.id).toSorted();
}

/** What belonged to `to`, or to one of those that lay in it, goes back. */
export async function moveBackToContact(db: Db, workspace: string, from: string, to: string, family: readonly string[]): Promise<readonly string[]> {
  const homes = [to, ...family];
  const [, conversations] = await Promise.all([
    sql`update identity set contact = ${to}, own_contact = nullif(own_contact, ${to}) where workspace = ${workspace} and contact = ${from} and own_contact = any(${homes}::uuid[])`.execute(db),
    sql<{ id: string; state: string }>`
      with own as (select id from conversation where workspace = ${workspace} and contact = ${from} and own_contact = any(${homes}::uuid[]) order by id for update)
      update conversation set contact = ${to}, own_contact = nullif(conversation.own_contact, ${to}), version = conversation.version + 1
      from own where conversation.workspace = ${workspace} and conversation.id = own.id returning conversation.id, conversation.state`.execute(db),
    db.updateTable('contact').set((update) => ({ merged_into: null, version: update('version', '+', 1) })).where('workspace', '=', workspace).where('id', '=', to).execute(),
    db.updateTable('contact').set({ merged_into: to }).where('workspace', '=', workspace).where('merged_into', '=', from).where('id', '=', oneOf(family)).execute(),
  ]);
  return conversations.rows.filter((row) => row.state !== 'merged').map((row) => row.id).toSorted();
}

export async function listIdentityAddresses(db: Db, workspace: string, contacts: readonly string[]): Promise<readonly string[]> {
  const rows = await db.selectFrom('identity').select('external_id').where('workspace', '=', workspace).where((where) => where.or([where('contact', '=', oneOf(contacts)), where('own_contact', '=', oneOf(contacts))])).execute();
  return rows.map((row) => row.external_id);
}

export async function countContactConversations(db: Db, workspace: string, contact: string): Promise<number> {
  const row = await db.selectFrom('conversation').select((select) => select.fn.countAll<number>().as('count')).where('workspace', '=', workspace).where('contact', '=', contact).where('state', '<>', 'merged').executeTakeFirstOrThrow();
  return row.count;
}
