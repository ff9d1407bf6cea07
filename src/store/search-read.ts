// Reading the search's index: conversations by the newest thing in them that fits, what fits in each, and contacts.
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Direction } from '../domain/conversation/message.ts';
import { atMost } from './at-most.ts';
import type { ListFilter } from './conversation-row.ts';
import { filtered, seenBy } from './conversation-row.ts';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';
import { othersOf } from './search-people.ts';

export type Place = { readonly at: Date; readonly id: string };
export type FoundConversation = { readonly conversation: string; readonly at: Date };

export type Look = {
  /** A tsquery, the periods of this look included. */
  readonly wanted: string;
  /** The same without periods: whether something newer fits. */
  readonly anywhere: string;
  /** null: there are no conditions, and everything may be seen. */
  readonly filter: ListFilter | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly after: Place | null;
  /** Conversations that an earlier look of the same page found. */
  readonly without: ReadonlySet<string>;
  readonly limit: number;
};

/** Conversations in which something fits, by the newest of it; each stands in one place only, however much of it fits. */
export async function findConversations(db: Db, workspace: string, look: Look): Promise<readonly FoundConversation[]> {
  const { wanted, anywhere, from, to, after, without, limit } = look;
  const until = after?.at ?? null;
  const { rows } = await sql<FoundConversation>`
    select conversation, at from (
      select entry.conversation, max(entry.at) as at from search_entry entry
      where entry.workspace = ${workspace} and entry.words @@ ${wanted}::tsquery and entry.conversation is not null
        and (${from}::timestamptz is null or entry.at >= ${from}::timestamptz) and (${to}::timestamptz is null or entry.at < ${to}::timestamptz)
        and (${until}::timestamptz is null or entry.at <= ${until}::timestamptz)
        ${look.filter === null ? sql`` : sql`and entry.conversation in (${conversationIds(db, workspace, look.filter)})`}
      group by entry.conversation
    ) found
    ${after === null ? sql`` : sql`where (at, conversation) < (${after.at}::timestamptz, ${after.id}::uuid) and ${isNewest(workspace, anywhere, to)}`}
    order by at desc, conversation desc limit ${limit + without.size}`.execute(db);
  // Left out here: the planner takes it for a condition that leaves next to nothing, and plans for that.
  return rows.filter(({ conversation }) => !without.has(conversation)).slice(0, limit);
}

/** Looked at row by row: the operator would let the planner read the whole index for the few rows of some conversations. */
export function fits(words: RawBuilder<unknown>, wanted: string): RawBuilder<unknown> {
  return sql`ts_match_vq(${words}, ${wanted}::tsquery)`;
}

/** What fits after this belongs to a page that was shown already. */
function isNewest(workspace: string, anywhere: string, to: string | null): RawBuilder<unknown> {
  return sql`not exists (select from search_entry newer where newer.workspace = ${workspace} and newer.conversation = found.conversation and newer.at > found.at
    and (${to}::timestamptz is null or newer.at < ${to}::timestamptz) and ${fits(sql.ref('newer.words'), anywhere)})`;
}

function conversationIds(db: Db, workspace: string, filter: ListFilter) {
  return filtered(db.selectFrom('conversation').where('conversation.workspace', '=', workspace) as unknown as Parameters<typeof filtered>[0], workspace, filter).select('conversation.id');
}

/** The ids of what a filter leaves, if they are few; null: they are more than that. */
export async function findFew(db: Db, workspace: string, filter: ListFilter, most: number): Promise<readonly string[] | null> {
  const rows = await conversationIds(db, workspace, filter).orderBy('conversation.last_at', 'desc').orderBy('conversation.id', 'desc').limit(atMost(most + 1)).execute();
  return rows.length > most ? null : rows.map(({ id }) => id);
}

/** Conversations of the entries that fit, one for each entry; null: they are more than that. */
export async function findFewMatching(db: Db, workspace: string, wanted: string, between: { readonly from: string | null; readonly to: string | null }, most: number): Promise<readonly string[] | null> {
  const { rows } = await sql<{ conversation: string }>`
    select conversation from search_entry where workspace = ${workspace} and words @@ ${wanted}::tsquery and conversation is not null
      and (${between.from}::timestamptz is null or at >= ${between.from}::timestamptz) and (${between.to}::timestamptz is null or at < ${between.to}::timestamptz)
    limit ${most + 1}`.execute(db);
  return rows.length > most ? null : rows.map((row) => row.conversation);
}

/** Among these conversations only: few are looked through one by one. */
export async function findAmong(db: Db, workspace: string, conversations: readonly string[], look: Pick<Look, 'anywhere' | 'from' | 'to' | 'after' | 'limit'>): Promise<readonly FoundConversation[]> {
  const { anywhere, from, to, after, limit } = look;
  const { rows } = await sql<FoundConversation>`
    select conversation, at from (
      select entry.conversation, max(entry.at) as at from search_entry entry
      where entry.workspace = ${workspace} and entry.conversation = ${oneOf(conversations)} and ${fits(sql.ref('entry.words'), anywhere)}
        and (${from}::timestamptz is null or entry.at >= ${from}::timestamptz) and (${to}::timestamptz is null or entry.at < ${to}::timestamptz)
      group by entry.conversation
    ) found
    ${after === null ? sql`` : sql`where (at, conversation) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by at desc, conversation desc limit ${limit}`.execute(db);
  return rows;
}

export type MessageText = {
  readonly direction: Direction; readonly author: string | null; readonly subject: string | null; readonly text: string;
  readonly sender: { readonly name: string | null; readonly address: string } | null;
  readonly people: readonly { readonly name: string | null; readonly address: string }[];
  readonly attachments: readonly { readonly id: string; readonly name: string }[];
};
type Found = { readonly conversation: string; readonly id: string; readonly at: Date; readonly count: number };
/** `kind` null: a message that is there no more. */
export type FoundEntry = Found & ({ readonly kind: 'conversation' | null } | ({ readonly kind: 'message' } & MessageText));

/** The newest things that fit in each of these conversations, what they say, and how many they are. */
export async function findEntries(db: Db, workspace: string, conversations: readonly string[], wanted: string, between: { readonly from: string | null; readonly to: string | null }, each: number): Promise<readonly FoundEntry[]> {
  if (conversations.length === 0) return [];
  const { rows } = await sql<FoundEntry>`
    select found.conversation, found.id, found.at, found.count, case when found.kind = 'conversation' or message.id is not null then found.kind end as kind,
      message.direction, message.subject, left(message.text, 400000) as text, message.sender, case when message.id is not null then ${othersOf(workspace)} end as people,
      case message.author_kind
        when 'contact' then (select contact.name from contact where contact.workspace = message.workspace and contact.id = message.author::uuid)
        when 'agent' then (select agent.name from agent where agent.workspace = message.workspace and agent.id = message.author::uuid)
        when 'third party' then coalesce(message.sender->>'name', message.author)
      end as author,
      coalesce((select jsonb_agg(jsonb_build_object('id', attachment.id, 'name', attachment.name) order by attachment.id) from attachment
        where attachment.workspace = message.workspace and attachment.message = message.id), '[]'::jsonb) as attachments
    from (
      select conversation, kind, id, at, count(*) over (partition by conversation)::int as count, row_number() over (partition by conversation order by at desc, id desc) as place
      from search_entry where workspace = ${workspace} and conversation = ${oneOf(conversations)} and ${fits(sql.ref('words'), wanted)}
        and (${between.from}::timestamptz is null or at >= ${between.from}::timestamptz) and (${between.to}::timestamptz is null or at < ${between.to}::timestamptz)
    ) found left join message on message.workspace = ${workspace} and message.id = found.id and found.kind = 'message'
    where place <= ${each} order by found.conversation, found.at desc, found.id desc`.execute(db);
  return rows;
}

/** The newest contacts that fit, as far as the viewer may know them. */
export async function findContactIds(db: Db, workspace: string, wanted: string, viewer: ListFilter['seenBy'], limit: number): Promise<readonly string[]> {
  const visible = viewer === undefined ? sql`` : sql`and exists (select from conversation where conversation.workspace = ${workspace} and conversation.contact = entry.id and ${seenBy(viewer)})`;
  const { rows } = await sql<{ id: string }>`
    select entry.id from search_entry entry where entry.workspace = ${workspace} and entry.kind = 'contact' and entry.words @@ ${wanted}::tsquery ${visible}
    order by entry.at desc, entry.id desc limit ${atMost(limit)}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Words that begin so; null: more than `most`. Words with digits are not known here (search-index.ts). */
export async function findWordsBeginning(db: Db, workspace: string, beginning: string, most: number): Promise<readonly string[] | null> {
  const rows = await db.selectFrom('search_word').select('word').where('workspace', '=', workspace).where('word', '>=', beginning).where('word', '<', `${beginning}\u{10FFFF}`).limit(atMost(most + 1)).execute();
  return rows.length > most ? null : rows.map(({ word }) => word);
}
