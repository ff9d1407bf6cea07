// What one visitor of a web chat may see: their own messages, and those that were delivered to them on this inbox.
// A conversation may hold more (mail of the same contact, notes); none of that is theirs to see here.
import { sql } from 'kysely';
import type { EventRow } from './event.ts';
import type { Db } from './open.ts';

export type VisitorScope = { readonly workspace: string; readonly inbox: string; readonly channel: string; readonly visitor: string };

export type VisitorMessageRow = {
  readonly id: string;
  readonly conversation: string;
  readonly direction: 'in' | 'out';
  readonly author_kind: 'contact' | 'agent' | 'automation';
  readonly author_name: string | null;
  readonly external_id: string | null;
  readonly text: string;
  readonly created_at: Date;
  readonly edited_at: Date | null;
  readonly removed_at: Date | null;
  readonly delivered_at: Date | null;
  readonly read_at: Date | null;
};

export type VisitorAttachmentRow = { readonly id: string; readonly message: string; readonly name: string; readonly media_type: string; readonly bytes: number };

/** Conversations looked through for one visitor; older ones are history that an agent can send. */
const mostConversations = 20;

/** Newest first, of these messages or of all. An agent's message counts from the moment it was accepted for this visitor. */
export async function listVisitorMessages(db: Db, scope: VisitorScope, limit: number, only: { readonly messages: readonly string[] } | { readonly conversation: string; readonly before: Date } | null = null): Promise<readonly VisitorMessageRow[]> {
  const { workspace, inbox, visitor } = scope;
  const which = only === null ? sql`` : 'messages' in only ? sql`and message.id = any(${only.messages}::uuid[])` : sql`and message.conversation = ${only.conversation} and message.created_at < ${only.before}`;
  const { rows } = await sql<VisitorMessageRow>`
    with mine as (${conversationsOf(scope)})
    select message.id, message.conversation, message.direction, message.author_kind, message.external_id,
      message.text, message.created_at, message.edited_at, message.removed_at, sent.delivered_at, sent.read_at,
      case message.author_kind when 'agent' then (select agent.name from agent where agent.workspace = message.workspace and agent.id = message.author::uuid) end as author_name
    from message
    left join lateral (
      select delivery.accepted_at, delivery.delivered_at, delivery.read_at from delivery
      where delivery.workspace = message.workspace and delivery.message = message.id and delivery.inbox = ${inbox}
        and delivery.recipient = ${visitor} and delivery.accepted_at is not null
      order by delivery.queued_at limit 1
    ) sent on message.direction = 'out'
    where message.workspace = ${workspace} and message.conversation in (select id from mine) ${which}
      and ((message.direction = 'in' and message.inbox = ${inbox} and starts_with(message.external_id, ${`${visitor}/`})) or (message.direction = 'out' and sent.accepted_at is not null))
    order by message.created_at desc, message.id desc limit ${limit}
  `.execute(db);
  return rows;
}

export async function listVisitorConversations(db: Db, scope: VisitorScope): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`${conversationsOf(scope)}`.execute(db);
  return rows.map((row) => row.id);
}

export async function findVisitorContact(db: Db, { workspace, channel, visitor }: VisitorScope): Promise<string | null> {
  const row = await db.selectFrom('identity').select('contact').where('workspace', '=', workspace).where('channel', '=', channel).where('external_id', '=', visitor).executeTakeFirst();
  return row?.contact ?? null;
}

export async function listVisitorAttachments(db: Db, workspace: string, messages: readonly string[]): Promise<readonly VisitorAttachmentRow[]> {
  if (messages.length === 0) return [];
  const rows = await db.selectFrom('attachment').select(['id', 'message', 'name', 'media_type', 'bytes']).where('workspace', '=', workspace).where('message', 'in', [...messages]).orderBy('id').execute();
  return rows as unknown as readonly VisitorAttachmentRow[];
}

/** When the newest answer by a person was delivered, by conversation: what was written before it has been read. */
export async function listAnswerTimes(db: Db, workspace: string, conversations: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  if (conversations.length === 0) return new Map();
  const rows = await db.selectFrom('message').select(['conversation', (select) => select.fn.max('created_at').as('at')])
    .where('workspace', '=', workspace).where('conversation', 'in', [...conversations]).where('direction', '=', 'out').where('author_kind', '=', 'agent').where('removed_at', 'is', null)
    .groupBy('conversation').execute();
  return new Map(rows.map((row) => [row.conversation, row.at]));
}

/** Events after a cursor that may concern the visitor, oldest first. */
export async function listVisitorEvents(db: Db, scope: VisitorScope, kinds: readonly string[], after: number, limit: number): Promise<readonly EventRow[]> {
  const conversations = await listVisitorConversations(db, scope);
  if (conversations.length === 0) return [];
  const rows = await db.selectFrom('event').select(['number', 'kind', 'at', 'actor_kind', 'actor', 'conversation', 'only_agent', 'data'])
    .where('workspace', '=', scope.workspace).where('conversation', 'in', [...conversations]).where('number', '>', after).where('kind', 'in', [...kinds])
    .orderBy('number').limit(limit).execute();
  return rows as unknown as readonly EventRow[];
}

export type FirstAnswer = { readonly askedAt: Date; readonly answeredAt: Date };

/** Of recent conversations of an inbox: when the customer began, and when a person first answered. */
export async function listFirstAnswers(db: Db, workspace: string, inbox: string, since: Date): Promise<readonly FirstAnswer[]> {
  const { rows } = await sql<FirstAnswer>`
    select asked.created_at as "askedAt", answered.created_at as "answeredAt"
    from unnest(array['open', 'waiting', 'snoozed', 'closed']) as standing (state)
    cross join lateral (
      select id from conversation where workspace = ${workspace} and inbox = ${inbox} and state = standing.state and last_at > ${since} order by last_at desc limit 50
    ) recent
    cross join lateral (
      select created_at from message where workspace = ${workspace} and conversation = recent.id and direction = 'in' order by created_at limit 1
    ) asked
    cross join lateral (
      select created_at from message where workspace = ${workspace} and conversation = recent.id and direction = 'out' and author_kind = 'agent' and created_at > asked.created_at
      order by created_at limit 1
    ) answered
    where asked.created_at > ${since}
  `.execute(db);
  return rows;
}

function conversationsOf({ workspace, channel, visitor }: VisitorScope) {
  // A merged conversation leads to the one that its messages lie in, whoever that one's contact is.
  return sql`
    select distinct coalesce(own.merged_into, own.id) as id from (
      select conversation.id, conversation.merged_into from identity
      join conversation on conversation.workspace = identity.workspace and conversation.contact = identity.contact
      where identity.workspace = ${workspace} and identity.channel = ${channel} and identity.external_id = ${visitor}
      order by conversation.last_at desc limit ${mostConversations}
    ) own
  `;
}
