// Who a contact is on a channel, apart from their messages: whether they can be reached there, and how far they have read.
import { sql } from 'kysely';
import type { DeliveryRow } from './message-row.ts';
import type { Db } from './open.ts';

/** News that was overtaken by later news changes nothing; of the same second, as some vendors count, the last that came stands. @returns the contact, where anything is different */
export async function saveReachable(db: Db, workspace: string, identity: { readonly channel: string; readonly externalId: string }, reachable: boolean, at: string): Promise<string | null> {
  const { rows } = await sql<{ contact: string; was: Date | null }>`
    with before as (
      select contact, unreachable_since as was from identity
      where workspace = ${workspace} and channel = ${identity.channel} and external_id = ${identity.externalId} and (reach_told_at is null or reach_told_at <= ${at}::timestamptz) for update
    )
    update identity set reach_told_at = ${at}::timestamptz, unreachable_since = case when ${reachable} then null else coalesce(unreachable_since, ${at}::timestamptz) end
    from before where identity.workspace = ${workspace} and identity.channel = ${identity.channel} and identity.external_id = ${identity.externalId}
    returning before.contact, before.was`.execute(db);
  const [row] = rows;
  return row && (row.was === null) !== reachable ? row.contact : null;
}

/** Who is known on the channel by one of the other ids, while nobody is by this one. */
export async function findContactByOther(db: Db, workspace: string, channel: string, externalId: string, others: readonly string[]): Promise<string | null> {
  const rows = await db.selectFrom('identity').select(['external_id', 'contact']).where('workspace', '=', workspace).where('channel', '=', channel).where('external_id', 'in', [externalId, ...others]).execute();
  return rows.some((row) => row.external_id === externalId) ? null : (rows[0]?.contact ?? null);
}

/** Where nobody has given the contact a name yet. @returns the contact, where that changes anything */
export async function saveFoundName(db: Db, workspace: string, identity: { readonly channel: string; readonly externalId: string }, name: string): Promise<string | null> {
  const found = await db.updateTable('identity').set({ name }).where('workspace', '=', workspace).where('channel', '=', identity.channel).where('external_id', '=', identity.externalId)
    .where('name', 'is', null).returning('contact').executeTakeFirst();
  if (!found) return null;
  const named = await db.updateTable('contact').set((update) => ({ name, version: update('version', '+', 1) })).where('workspace', '=', workspace).where('id', '=', found.contact).where('name', 'is', null)
    .returning('id').executeTakeFirst();
  return named?.id ?? null;
}

/** Whether the contact is there, and is known on the channel already. */
export async function findOnChannel(db: Db, workspace: string, contact: string, channel: string): Promise<{ readonly there: boolean; readonly known: boolean }> {
  const row = await db.selectFrom('contact').select((select) => select.exists(
    select.selectFrom('identity').select('external_id').where('identity.workspace', '=', workspace).whereRef('identity.contact', '=', 'contact.id').where('identity.channel', '=', channel),
  ).as('known')).where('workspace', '=', workspace).where('id', '=', contact).where('merged_into', 'is', null).forUpdate('contact').executeTakeFirst();
  return { there: row !== undefined, known: row?.known === true };
}

/** When somebody last wrote to this inbox, in whichever conversation; null: never. */
export async function findLastWritten(db: Db, workspace: string, contact: string, inbox: string, address: string): Promise<string | null> {
  const row = await db.selectFrom('message').innerJoin('conversation', (join) => join.onRef('conversation.workspace', '=', 'message.workspace').onRef('conversation.id', '=', 'message.conversation'))
    .select((select) => select.fn.max('message.sent_at').as('at')).where('message.workspace', '=', workspace).where('conversation.contact', '=', contact).where('message.inbox', '=', inbox)
    .where('message.direction', '=', 'in').where(sql<string>`message.sender->>'address'`, '=', address).executeTakeFirst();
  return row?.at?.toISOString() ?? null;
}

/** What went to a recipient before and with one delivery of theirs, and is not known to be read. Locked. */
export async function lockUnreadUntil(db: Db, workspace: string, inbox: string, recipient: string, externalId: string): Promise<readonly DeliveryRow[]> {
  return await db.selectFrom('delivery').selectAll().where('workspace', '=', workspace).where('inbox', '=', inbox).where('recipient', '=', recipient).where('state', 'in', ['accepted', 'delivered'])
    .where('accepted_at', '<=', (select) => select.selectFrom('delivery as read').select((maximum) => maximum.fn.max('read.accepted_at').as('at')).where('read.workspace', '=', workspace)
      .where('read.inbox', '=', inbox).where('read.recipient', '=', recipient).where('read.external_id', '=', externalId))
    .orderBy('queued_at').orderBy('id').forUpdate().execute();
}
