// Contacts and their identities.
import type { Expression } from 'kysely';
import { sql } from 'kysely';
import { compiledOnce } from './compiled-once.ts';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';

export type ContactRow = {
  readonly id: string; readonly name: string | null; readonly language: string | null; readonly time_zone: string | null;
  readonly attributes: unknown; readonly preferences: unknown; readonly blocked_at: Date | null; readonly created_at: Date; readonly version: number;
};
export type IdentityRow = { readonly contact: string; readonly channel: string; readonly external_id: string; readonly name: string | null; readonly verified: boolean; readonly unreachable_since: Date | null };

export type FoundContacts = { readonly contacts: readonly ContactRow[]; readonly identities: readonly IdentityRow[] };

export async function findContacts(db: Db, workspace: string, ids: readonly string[]): Promise<FoundContacts> {
  return ids.length === 0 ? { contacts: [], identities: [] } : findWhere(db, workspace, oneOf(ids));
}

/** Whose conversation it is. */
export async function findContactOf(db: Db, workspace: string, conversation: string): Promise<FoundContacts> {
  const [contacts, identities] = await Promise.all([contactOf(db, workspace, conversation), identitiesOf(db, workspace, conversation)]);
  return { contacts, identities };
}

const contactOf = compiledOnce((db, workspace: string, conversation: string) => contactsWhere(db, workspace, contactIn(workspace, conversation)).compile());
const identitiesOf = compiledOnce((db, workspace: string, conversation: string) => identitiesWhere(db, workspace, contactIn(workspace, conversation)).compile());

function contactIn(workspace: string, conversation: string): Expression<string> {
  return sql<string>`(select conversation.contact from conversation where conversation.workspace = ${workspace} and conversation.id = ${conversation})`;
}

async function findWhere(db: Db, workspace: string, wanted: Expression<string>): Promise<FoundContacts> {
  const [contacts, identities] = await Promise.all([contactsWhere(db, workspace, wanted).execute(), identitiesWhere(db, workspace, wanted).execute()]);
  return { contacts, identities };
}

function contactsWhere(db: Db, workspace: string, wanted: Expression<string>) {
  return db.selectFrom('contact').select(['id', 'name', 'language', 'time_zone', 'attributes', 'preferences', 'blocked_at', 'created_at', 'version']).where('workspace', '=', workspace).where('id', '=', wanted);
}

function identitiesWhere(db: Db, workspace: string, wanted: Expression<string>) {
  return db.selectFrom('identity').select(['contact', 'channel', 'external_id', 'name', 'verified', 'unreachable_since']).where('workspace', '=', workspace).where('contact', '=', wanted).orderBy('channel').orderBy('external_id');
}

export type ContactChange = { readonly name?: string | null; /** As a person set it; null: it follows again what the contact writes in. */ readonly language?: string | null; readonly timeZone?: string | null; readonly attributes?: Readonly<Record<string, string>>; /** What is left out stays. */ readonly preferences?: object };

export async function saveContactChange(db: Db, workspace: string, contact: string, changed: ContactChange): Promise<void> {
  await db.updateTable('contact').set((update) => ({
    version: update('version', '+', 1),
    ...(changed.name === undefined ? {} : { name: changed.name }),
    ...(changed.language === undefined ? {} : { language: changed.language, language_set: changed.language !== null }),
    ...(changed.timeZone === undefined ? {} : { time_zone: changed.timeZone }),
    ...(changed.attributes === undefined ? {} : { attributes: JSON.stringify(changed.attributes) }),
    ...(changed.preferences === undefined ? {} : { preferences: sql<string>`preferences || ${JSON.stringify(changed.preferences)}::jsonb` }),
  })).where('workspace', '=', workspace).where('id', '=', contact).execute();
}

export async function saveContactBlocked(db: Db, workspace: string, contact: string, at: string | null): Promise<void> {
  await db.updateTable('contact').set((update) => ({ blocked_at: at, version: update('version', '+', 1) })).where('workspace', '=', workspace).where('id', '=', contact).execute();
}

/** Adds or replaces one attribute and leaves the others. */
export async function saveContactAttribute(db: Db, workspace: string, contact: string, name: string, value: string): Promise<void> {
  await sql`update contact set attributes = attributes || jsonb_build_object(${name}::text, ${value}::text), version = version + 1 where workspace = ${workspace} and id = ${contact}`.execute(db);
}

/** Locked until the transaction ends; contacts are locked before conversations everywhere. @returns null where there is no such contact, or it was joined to another */
export async function lockContact(db: Db, workspace: string, contact: string): Promise<{ readonly blocked_at: Date | null } | null> {
  const row = await db.selectFrom('contact').select(['blocked_at', 'merged_into']).where('workspace', '=', workspace).where('id', '=', contact).forUpdate().executeTakeFirst();
  return row === undefined || row.merged_into !== null ? null : row;
}

/** The contact that a joined one is now; null where it was not joined. */
export async function findContactMergedInto(db: Db, workspace: string, contact: string): Promise<string | null> {
  const row = await db.selectFrom('contact').select('merged_into').where('workspace', '=', workspace).where('id', '=', contact).executeTakeFirst();
  return row?.merged_into ?? null;
}
