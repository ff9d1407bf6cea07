// Changes to what was stored already: edited and removed messages, further identities of a contact.
import { sql } from 'kysely';
import type { Db } from './open.ts';
import { json } from './receive.ts';

export async function saveMessageEdited(db: Db, workspace: string, id: string, at: string, edited: { readonly text: string; readonly html: string | null; readonly reading: unknown; readonly engine: string }): Promise<void> {
  await db.updateTable('message').set({ text: edited.text, html: edited.html, edited_at: at }).where('workspace', '=', workspace).where('id', '=', id).execute();
  await db.insertInto('reading').values({ workspace, message: id, value: json(edited.reading), engine: edited.engine, created_at: at })
    .onConflict((conflict) => conflict.columns(['workspace', 'message']).doUpdateSet({ value: json(edited.reading), engine: edited.engine, created_at: at, corrected: null, corrected_at: at })).execute();
  // What people said of the words that stood there before says nothing of the new ones.
  await db.updateTable('reading_correction').set({ withdrawn_at: at }).where('workspace', '=', workspace).where('message', '=', id).where('withdrawn_at', 'is', null).execute();
}

export async function saveMessageRemoved(db: Db, workspace: string, id: string, at: string): Promise<void> {
  await db.updateTable('message').set({ text: '', html: null, removed_at: at }).where('workspace', '=', workspace).where('id', '=', id).execute();
  await db.deleteFrom('reading').where('workspace', '=', workspace).where('message', '=', id).execute();
  await db.deleteFrom('reading_correction').where('workspace', '=', workspace).where('message', '=', id).execute();
}

/** @returns false where the identity belongs to another contact */
export async function addIdentity(db: Db, workspace: string, at: string, identity: { readonly contact: string; readonly channel: string; readonly externalId: string; readonly name: string | null; readonly verified: boolean }): Promise<boolean> {
  const { rows } = await sql<{ contact: string }>`
    insert into identity (workspace, channel, external_id, contact, name, verified, created_at)
    values (${workspace}, ${identity.channel}, ${identity.externalId}, ${identity.contact}, ${identity.name}, ${identity.verified}, ${at}::timestamptz)
    on conflict (workspace, channel, external_id) do update set name = coalesce(identity.name, excluded.name),
      verified = identity.verified or (excluded.verified and identity.contact = excluded.contact)
    returning contact`.execute(db);
  return rows[0]?.contact === identity.contact;
}

/** What the vendor calls our message; kept on the message too, by which answers refer to it. */
export async function saveMessageExternalId(db: Db, workspace: string, message: string, delivery: string, externalId: string): Promise<void> {
  await db.updateTable('delivery').set({ external_id: externalId }).where('workspace', '=', workspace).where('id', '=', delivery).execute();
  await db.updateTable('message').set({ external_id: externalId }).where('workspace', '=', workspace).where('id', '=', message).where('external_id', 'is', null).execute();
}
