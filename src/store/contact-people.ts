// Whom lines of a table speak of, and what they make of them: few statements for many lines.
import { sql } from 'kysely';
import type { ImportedIdentity } from '../domain/contact/import-line.ts';
import type { People } from '../domain/contact/import-decision.ts';
import { identityKey } from '../domain/contact/import-decision.ts';
import type { Known } from '../domain/contact/known.ts';
import { knownOf } from './merge-contacts.ts';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';
import { json } from './receive.ts';

/** Who has these identities, and who these ids are now. `lock`: their rows stay so until the transaction ends, in the order of their ids. */
export async function findPeople(db: Db, workspace: string, identities: readonly ImportedIdentity[], contacts: readonly string[], lock: boolean): Promise<People> {
  const { rows: owned } = await sql<{ channel: string; external_id: string; contact: string }>`
    select identity.channel, identity.external_id, identity.contact from identity
    join unnest(${identities.map((one) => one.channel)}::text[], ${identities.map((one) => one.externalId)}::text[]) as wanted (channel, external_id)
      on wanted.channel = identity.channel and wanted.external_id = identity.external_id
    where identity.workspace = ${workspace}`.execute(db);
  const wanted = [...new Set([...owned.map((row) => row.contact), ...contacts])];
  const query = db.selectFrom('contact').select(['id', 'name', 'language', 'language_set', 'time_zone', 'attributes']).where('workspace', '=', workspace).where('id', '=', oneOf(wanted)).where('merged_into', 'is', null).orderBy('id');
  const rows = await (lock ? query.forUpdate() : query).execute();
  return {
    owners: new Map(owned.map((row) => [identityKey({ channel: row.channel, externalId: row.external_id }), row.contact])),
    known: new Map(rows.map((row) => [row.id, knownOf(row)])),
  };
}

export type NewContact = { readonly id: string; readonly known: Known };

export async function insertContacts(db: Db, workspace: string, at: string, made: readonly NewContact[]): Promise<void> {
  if (made.length === 0) return;
  const rows = made.map(({ id, known }) => ({ id, name: known.name, language: known.language, language_set: known.languageSet, time_zone: known.timeZone, attributes: known.attributes }));
  await sql`
    insert into contact (workspace, id, name, language, language_set, time_zone, attributes, created_at)
    select ${workspace}::uuid, id, name, language, language_set, time_zone, attributes, ${at}::timestamptz
    from jsonb_to_recordset(${json(rows)}::jsonb) as row (id uuid, name text, language text, language_set boolean, time_zone text, attributes jsonb)`.execute(db);
}

/** Fails where somebody has one of them by now; the caller looks again. */
export async function insertIdentities(db: Db, workspace: string, at: string, added: readonly (ImportedIdentity & { readonly contact: string })[]): Promise<void> {
  if (added.length === 0) return;
  await sql`
    insert into identity (workspace, channel, external_id, contact, name, verified, created_at)
    select ${workspace}::uuid, channel, "externalId", contact, null, false, ${at}::timestamptz
    from jsonb_to_recordset(${json(added)}::jsonb) as row (channel text, "externalId" text, contact uuid)`.execute(db);
}

export type Standing = { readonly id: string; readonly known: Known; readonly identities: readonly string[]; readonly used: readonly string[]; readonly conversations: boolean };

/** Contacts, locked, with what has happened to them: which of their identities have taken part in conversations, and whether any conversation is theirs. */
export async function lockStanding(db: Db, workspace: string, ids: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  const contacts = await db.selectFrom('contact').select(['id', 'name', 'language', 'language_set', 'time_zone', 'attributes', 'merged_into']).where('workspace', '=', workspace).where('id', '=', oneOf(ids)).orderBy('id').forUpdate().execute();
  const { rows } = await sql<{ id: string; identities: string[]; used: string[]; conversations: boolean }>`
    select contact.id,
      array(select identity.channel || ':' || identity.external_id from identity where identity.workspace = contact.workspace and identity.contact = contact.id order by 1) as identities,
      array(select identity.channel || ':' || identity.external_id from identity where identity.workspace = contact.workspace and identity.contact = contact.id
        and exists (select from conversation own join participant on participant.workspace = own.workspace and participant.conversation = own.id
          where own.workspace = contact.workspace and own.contact = contact.id and participant.channel = identity.channel and participant.external_id = identity.external_id)) as used,
      exists (select from conversation where conversation.workspace = contact.workspace and (conversation.contact = contact.id or conversation.own_contact = contact.id))
        or exists (select from contact other where other.workspace = contact.workspace and other.merged_into = contact.id) as conversations
    from contact where contact.workspace = ${workspace} and contact.id = any(${[...ids]}::uuid[])`.execute(db);
  const beside = new Map(rows.map((row) => [row.id, row]));
  return new Map(contacts.flatMap((contact) => {
    const row = beside.get(contact.id);
    return contact.merged_into !== null || !row ? [] : [[contact.id, { id: contact.id, known: knownOf(contact), identities: row.identities, used: row.used, conversations: row.conversations }] as const];
  }));
}

export async function removeContacts(db: Db, workspace: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('contact').where('workspace', '=', workspace).where('id', '=', oneOf(ids)).execute();
}

export async function removeIdentities(db: Db, workspace: string, gone: readonly (ImportedIdentity & { readonly contact: string })[]): Promise<void> {
  if (gone.length === 0) return;
  await sql`
    delete from identity using unnest(${gone.map((one) => one.contact)}::uuid[], ${gone.map((one) => one.channel)}::text[], ${gone.map((one) => one.externalId)}::text[]) as gone (contact, channel, external_id)
    where identity.workspace = ${workspace} and identity.contact = gone.contact and identity.channel = gone.channel and identity.external_id = gone.external_id`.execute(db);
}

/** What is known of many contacts, as saveKnown does it for one. */
export async function saveKnownOfMany(db: Db, workspace: string, changed: ReadonlyMap<string, Known>): Promise<void> {
  if (changed.size === 0) return;
  const rows = [...changed].map(([id, known]) => ({ id, name: known.name, language: known.language, language_set: known.languageSet, time_zone: known.timeZone, attributes: known.attributes, preferences: known.preferences ?? null }));
  await sql`
    update contact set name = row.name, language = row.language, language_set = row.language_set, time_zone = row.time_zone, attributes = row.attributes,
      preferences = coalesce(nullif(row.preferences, 'null'::jsonb), contact.preferences), version = contact.version + 1
    from jsonb_to_recordset(${json(rows)}::jsonb) as row (id uuid, name text, language text, language_set boolean, time_zone text, attributes jsonb, preferences jsonb)
    where contact.workspace = ${workspace} and contact.id = row.id`.execute(db);
}

/** The conversations of each of these contacts; those without any are not named. */
export async function listConversationIdsOf(db: Db, workspace: string, contacts: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (contacts.length === 0) return new Map();
  const rows = await db.selectFrom('conversation').select(['id', 'contact']).where('workspace', '=', workspace).where('contact', '=', oneOf(contacts)).where('state', '<>', 'merged').orderBy('id').execute();
  return new Map([...Map.groupBy(rows, (row) => row.contact)].map(([contact, own]) => [contact, own.map((row) => row.id)]));
}
