// Changes to what was stored already: edited and removed messages, further identities of a contact.
import { sql } from 'kysely';
import type { Direction } from '../domain/conversation/message.ts';
import type { Reading } from '../language/reading/reading.ts';
import type { Db } from './open.ts';
import { json } from './receive.ts';

export type EditableMessage = {
  readonly id: string; readonly conversation: string; readonly direction: Direction; readonly author: string; readonly text: string; readonly html: string | null; readonly language: string | null;
  readonly edited_at: Date | null; readonly removed_at: Date | null; /** As it was read, without what people said of it. */ readonly value: Reading | null;
};

export async function findEditable(db: Db, workspace: string, inbox: string, externalId: string): Promise<EditableMessage | null> {
  const { rows } = await sql<EditableMessage>`
    select message.id, message.conversation, message.direction, message.author, message.text, message.html, message.language, message.edited_at, message.removed_at, reading.value
    from message left join reading on reading.workspace = message.workspace and reading.message = message.id
    where message.workspace = ${workspace} and message.inbox = ${inbox} and message.external_id = ${externalId}`.execute(db);
  return rows[0] ?? null;
}

/** What people said of its reading is put above it again (edit-message.ts). */
export async function saveMessageEdited(db: Db, workspace: string, id: string, at: string, edited: { readonly text: string; readonly html: string | null; readonly language: string; readonly reading: unknown; readonly engine: string }): Promise<void> {
  await db.updateTable('message').set({ text: edited.text, html: edited.html, language: edited.language, edited_at: at }).where('workspace', '=', workspace).where('id', '=', id).execute();
  await db.insertInto('reading').values({ workspace, message: id, value: json(edited.reading), engine: edited.engine, created_at: at })
    .onConflict((conflict) => conflict.columns(['workspace', 'message']).doUpdateSet({ value: json(edited.reading), engine: edited.engine, created_at: at, corrected: null, corrected_at: at })).execute();
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
