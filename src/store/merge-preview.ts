// What a merge would move and whom it concerns, and conversations and contacts that may be the same.
import { sql } from 'kysely';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';

export type Moving = { readonly messages: number; readonly promises: number; readonly planned: number; readonly sending: number };

export async function countMoving(db: Db, workspace: string, conversations: readonly string[]): Promise<Moving> {
  const ids = [...conversations];
  const { rows } = await sql<Moving>`
    select (select coalesce(sum(message_count), 0)::int from conversation where workspace = ${workspace} and id = any(${ids}::uuid[])) as messages,
      (select count(*)::int from commitment where workspace = ${workspace} and conversation = any(${ids}::uuid[]) and settled_at is null) as promises,
      (select count(*)::int from planned_reply where workspace = ${workspace} and conversation = any(${ids}::uuid[])) as planned,
      (select count(*)::int from delivery where workspace = ${workspace} and conversation = any(${ids}::uuid[]) and state in ('queued', 'sending')) as sending`.execute(db);
  return rows[0]!;
}

/** Promises in these messages that are neither kept nor waived. */
export async function countOpenPromises(db: Db, workspace: string, conversation: string, messages: readonly string[]): Promise<number> {
  const row = await db.selectFrom('commitment').select((select) => select.fn.countAll<number>().as('count')).where('workspace', '=', workspace).where('conversation', '=', conversation)
    .where('message', '=', oneOf(messages)).where('settled_at', 'is', null).executeTakeFirstOrThrow();
  return row.count;
}

export async function listDraftAgents(db: Db, workspace: string, conversations: readonly string[]): Promise<readonly string[]> {
  const rows = await db.selectFrom('draft').select('agent').distinct().where('workspace', '=', workspace).where('conversation', '=', oneOf(conversations)).orderBy('agent').execute();
  return rows.map((row) => row.agent);
}

/** What the contacts who have these addresses on a channel are called. */
export async function findNamesOf(db: Db, workspace: string, channel: string, addresses: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('identity').innerJoin('contact', (join) => join.onRef('contact.workspace', '=', 'identity.workspace').onRef('contact.id', '=', 'identity.contact'))
    .select(['identity.external_id', sql<string | null>`coalesce(contact.name, identity.name)`.as('name')])
    .where('identity.workspace', '=', workspace).where('identity.channel', '=', channel).where('identity.external_id', 'in', [...addresses, '']).execute();
  return new Map(rows.flatMap((row) => (row.name === null ? [] : [[row.external_id, row.name] as const])));
}

/** Who each of these contacts is now: itself, or the one it was joined to. */
export async function findContactRoots(db: Db, workspace: string, contacts: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('contact').select(['id', 'merged_into']).where('workspace', '=', workspace).where('id', '=', oneOf(contacts)).execute();
  return new Map(rows.map((row) => [row.id, row.merged_into ?? row.id]));
}

/**
 * Other contacts that may be the same person: who gave an address that another has, who has the same name, or whose address begins
 * as one of theirs. Each comes with how much speaks for it.
 */
export async function listLikelyContacts(db: Db, workspace: string, contact: string, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with own as (select contact.id, lower(trim(contact.name)) as name, contact.attributes from contact where contact.workspace = ${workspace} and contact.id = ${contact}),
      addresses as (select identity.channel, identity.external_id, lower(split_part(identity.external_id, '@', 1)) as local, identity.external_id like '%@%' as mail, lower(trim(identity.name)) as name
        from identity where identity.workspace = ${workspace} and identity.contact = ${contact}),
      said as (select value from own, jsonb_each_text(own.attributes)),
      likely as (
        select identity.contact as id, 3 as weight from identity join said on identity.external_id = lower(said.value) where identity.workspace = ${workspace}
        union all
        select other.id, 3 from contact other join addresses on true where other.workspace = ${workspace} and other.attributes is not null and exists (
          select from jsonb_each_text(other.attributes) known where lower(known.value) = addresses.external_id)
        union all
        select other.id, 2 from contact other join own on lower(trim(other.name)) = own.name where other.workspace = ${workspace} and own.name <> ''
        union all
        select identity.contact, 1 from identity join addresses on addresses.mail and length(addresses.local) >= 5 and identity.external_id like replace(replace(addresses.local, '\\', '\\\\'), '_', '\\_') || '@%' where identity.workspace = ${workspace}
      )
    select likely.id from likely join contact on contact.workspace = ${workspace} and contact.id = likely.id
    where likely.id <> ${contact} and contact.merged_into is null
    group by likely.id order by sum(likely.weight) desc, likely.id limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

/** Conversations that may be about the same matter: the contact's own that are not closed first, then those with the same subject. */
export async function listLikelyConversations(db: Db, workspace: string, conversation: string, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with given as (select id, contact, subject from conversation where workspace = ${workspace} and id = ${conversation}),
    own as (
      select other.id, other.state, other.last_at, lower(other.subject) = lower(given.subject) as same from given
      cross join lateral (select id, state, last_at, subject from conversation where workspace = ${workspace} and contact = given.contact and id <> given.id and state <> 'merged'
        order by last_at desc limit 100) other
    )
    select id from own where state <> 'closed' or last_at > now() - interval '90 days'
    order by state = 'closed', same desc nulls last, last_at desc limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}
