// The few columns by which access is decided, for one thing or for many at once.
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { compiledOnce } from './compiled-once.ts';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';

export type ConversationAccess = {
  readonly id: string;
  readonly assignee: string | null;
  readonly team: string | null;
  readonly inbox: string;
  readonly inboxTeams: readonly string[];
};

export async function listConversationAccess(db: Db, workspace: string, conversations: readonly string[]): Promise<readonly ConversationAccess[]> {
  if (conversations.length === 0) return [];
  return conversations.length === 1 ? accessOfOne(db, workspace, conversations[0]!) : accessOf(db, workspace, oneOf(conversations)).execute();
}

const accessOfOne = compiledOnce((db, workspace: string, conversation: string) => accessOf(db, workspace, sql<string>`${conversation}::uuid`).compile());

function accessOf(db: Db, workspace: string, conversations: RawBuilder<string>) {
  return db.selectFrom('conversation')
    .select(['id', 'assignee', 'team', 'inbox'])
    .select(sql<string[]>`array(select inbox_team.team::text from inbox_team where inbox_team.workspace = conversation.workspace and inbox_team.inbox = conversation.inbox)`.as('inboxTeams'))
    // One that was merged is nobody's to see: what is in it is seen in the other.
    .where('workspace', '=', workspace).where('id', '=', conversations).where('state', '<>', 'merged');
}

/** Teams by inbox; an inbox that is absent is open to everybody. */
export async function listInboxTeams(db: Db, workspace: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db.selectFrom('inbox_team').select(['inbox', 'team']).where('workspace', '=', workspace).execute();
  const byInbox = new Map<string, string[]>();
  for (const row of rows) byInbox.set(row.inbox, [...(byInbox.get(row.inbox) ?? []), row.team]);
  return byInbox;
}

/** The conversation that a message, delivery, commitment or attachment belongs to; null where there is none. */
export async function findConversationOf(db: Db, workspace: string, kind: 'message' | 'delivery' | 'commitment' | 'attachment', id: string): Promise<string | null> {
  if (kind === 'attachment') {
    const row = await db.selectFrom('attachment as attached')
      .innerJoin('message', (join) => join.onRef('message.workspace', '=', 'attached.workspace').onRef('message.id', '=', 'attached.message'))
      .select('message.conversation').where('attached.workspace', '=', workspace).where('attached.id', '=', id).executeTakeFirst();
    return row?.conversation ?? null;
  }
  const row = await db.selectFrom(kind).select('conversation').where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst();
  return row?.conversation ?? null;
}

/** The agent who uploaded a file that is not part of a message yet. */
export async function findUploader(db: Db, workspace: string, attachment: string): Promise<string | null> {
  const row = await db.selectFrom('attachment').select('uploaded_by')
    .where('workspace', '=', workspace).where('id', '=', attachment).where('message', 'is', null).executeTakeFirst();
  return row?.uploaded_by ?? null;
}

export async function findContactConversations(db: Db, workspace: string, contact: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('conversation').select('id').where('workspace', '=', workspace).where('contact', '=', contact).limit(500).execute();
  return rows.map((row) => row.id);
}

/** What something was joined to or divided from: a conversation, or a contact. */
export async function findMergeSurvivor(db: Db, workspace: string, merge: string): Promise<{ readonly kind: 'conversations' | 'split' | 'contacts'; readonly survivor: string } | null> {
  return (await db.selectFrom('merge').select(['kind', 'survivor']).where('workspace', '=', workspace).where('id', '=', merge).executeTakeFirst()) ?? null;
}

export async function existsContact(db: Db, workspace: string, contact: string): Promise<boolean> {
  return (await db.selectFrom('contact').select('id').where('workspace', '=', workspace).where('id', '=', contact).executeTakeFirst()) !== undefined;
}

export async function findInboxOfRawInput(db: Db, workspace: string, rawInput: string): Promise<string | null> {
  const row = await db.selectFrom('raw_input').select('inbox').where('workspace', '=', workspace).where('id', '=', rawInput).executeTakeFirst();
  return row?.inbox ?? null;
}

export async function existsInbox(db: Db, workspace: string, inbox: string): Promise<boolean> {
  return (await db.selectFrom('inbox').select('id').where('workspace', '=', workspace).where('id', '=', inbox).executeTakeFirst()) !== undefined;
}
