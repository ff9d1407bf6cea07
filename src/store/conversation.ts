// Conversations as operations lock and change them.
import { sql } from 'kysely';
import type { Direction, State } from '../domain/conversation/message.ts';
import type { Span } from '../language/text/span.ts';
import type { Db } from './open.ts';

export type LockedConversation = {
  readonly id: string; readonly number: number; readonly key: string; readonly contact: string; readonly inbox: string; readonly subject: string | null; readonly language: string | null;
  readonly state: 'open' | 'waiting' | 'snoozed' | 'closed'; readonly waiting_for: 'customer' | 'third party' | null; readonly snoozed_until: Date | null;
  readonly closed_at: Date | null; readonly closed_because: 'solved' | 'spam' | 'no answer' | null; readonly waiting_since: Date | null;
  readonly assignee: string | null; readonly team: string | null; readonly version: number; readonly words_version: number; readonly last_at: Date;
};

/** null: there is none, or it was merged and lies in another (findMergedInto). */
export async function lockConversation(db: Db, workspace: string, id: string): Promise<LockedConversation | null> {
  const row = await db.selectFrom('conversation')
    .select(['id', 'number', 'key', 'contact', 'inbox', 'subject', 'language', 'state', 'waiting_for', 'snoozed_until', 'closed_at', 'closed_because', 'waiting_since', 'assignee', 'team', 'version', 'words_version', 'last_at'])
    .where('workspace', '=', workspace).where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined || row.state === 'merged' ? null : { ...row, state: row.state };
}

/** The conversation that a merged one lies in; null where it was not merged. */
export async function findMergedInto(db: Db, workspace: string, id: string): Promise<{ readonly id: string; readonly number: number } | null> {
  const row = await db.selectFrom('conversation as merged')
    .innerJoin('conversation as into', (join) => join.onRef('into.workspace', '=', 'merged.workspace').onRef('into.id', '=', 'merged.merged_into'))
    .select(['into.id', 'into.number']).where('merged.workspace', '=', workspace).where('merged.id', '=', id).executeTakeFirst();
  return row ?? null;
}

export type ConversationUpdate = {
  readonly state?: State; readonly waitingSince?: string | null; readonly assignee?: string | null; readonly team?: string | null; readonly subject?: string | null;
  readonly last?: { readonly message: string; readonly at: string; readonly text: string; readonly direction: Direction };
  readonly added?: number; readonly failed?: number;
  /** The due time shown is that of the nearest promise that is neither kept nor waived, as promises stand now. */
  readonly promises?: true;
  /** Something was written to or from the customer. */
  readonly words?: true;
  /** The version at which something was last written, where it is known to be another. */
  readonly wordsVersion?: number;
};

/** Every change counts the version up by one. */
export async function saveConversationUpdate(db: Db, workspace: string, id: string, changed: ConversationUpdate): Promise<void> {
  const { state, last } = changed;
  await db.updateTable('conversation').set((update) => ({
    version: update('version', '+', 1),
    ...(changed.words ? { words_version: update('version', '+', 1) } : {}),
    ...(changed.wordsVersion === undefined ? {} : { words_version: changed.wordsVersion }),
    ...(state === undefined ? {} : stateColumns(state)),
    ...(changed.waitingSince === undefined ? {} : { waiting_since: changed.waitingSince }),
    ...(changed.assignee === undefined ? {} : { assignee: changed.assignee }),
    ...(changed.team === undefined ? {} : { team: changed.team }),
    ...(changed.subject === undefined ? {} : { subject: changed.subject }),
    ...(last === undefined ? {} : { last_message: last.message, last_at: last.at, last_text: last.text, last_direction: last.direction }),
    ...(changed.added === undefined ? {} : { message_count: update('message_count', '+', changed.added) }),
    ...(changed.failed === undefined ? {} : { failed_deliveries: sql<number>`greatest(failed_deliveries + ${changed.failed}, 0)` }),
    ...(changed.promises ? { commitment_due: sql<Date | null>`(select min(commitment.due_at) from commitment
      where commitment.workspace = ${workspace} and commitment.conversation = ${id} and commitment.settled_at is null)` } : {}),
  })).where('workspace', '=', workspace).where('id', '=', id).execute();
}

export function stateColumns(state: State) {
  return {
    state: state.is,
    waiting_for: state.is === 'waiting' ? state.for : null,
    snoozed_until: state.is === 'snoozed' ? state.until : null,
    closed_at: state.is === 'closed' ? state.at : null,
    closed_because: state.is === 'closed' ? state.because : null,
  };
}

type StateColumns = Pick<LockedConversation, 'state' | 'waiting_for' | 'closed_because'> & { readonly snoozed_until: Date | string | null; readonly closed_at: Date | string | null };

export function stateOf(row: StateColumns): State {
  switch (row.state) {
    case 'open':
      return { is: 'open' };
    case 'waiting':
      return { is: 'waiting', for: row.waiting_for ?? 'customer' };
    case 'snoozed':
      return { is: 'snoozed', until: written(row.snoozed_until!) };
    case 'closed':
      return { is: 'closed', at: written(row.closed_at!), because: row.closed_because ?? 'solved' };
  }
}

function written(at: Date | string): string {
  return typeof at === 'string' ? at : at.toISOString();
}

/** Snoozed conversations whose time has come, of all workspaces; locked. */
export async function takeConversationsToWake(db: Db, now: string, limit: number): Promise<readonly { readonly workspace: string; readonly id: string }[]> {
  return db.selectFrom('conversation').select(['workspace', 'id']).where('state', '=', 'snoozed').where('snoozed_until', '<=', new Date(now))
    .orderBy('snoozed_until').limit(limit).forUpdate().skipLocked().execute();
}

/** With its promises and its delivery. */
export async function removeMessage(db: Db, workspace: string, message: string): Promise<void> {
  await db.deleteFrom('commitment').where('workspace', '=', workspace).where('message', '=', message).execute();
  await db.deleteFrom('message').where('workspace', '=', workspace).where('id', '=', message).execute();
}

export async function removeConversation(db: Db, workspace: string, id: string): Promise<void> {
  await db.deleteFrom('conversation').where('workspace', '=', workspace).where('id', '=', id).execute();
}

export type LastSaid = { readonly message: string; readonly direction: Direction; readonly text: string; readonly own: readonly Span[]; readonly at: Date };

/**
 * What the list shows of a conversation, from its messages; null where there is none. What was taken back says nothing, unless nothing else is left. Our own words stand at the time they were
 * written, the customer's at the time they were sent, but never before what was there already (save-arrivals.ts).
 */
export async function findLastSaid(db: Db, workspace: string, conversation: string): Promise<LastSaid | null> {
  const { rows } = await sql<LastSaid>`
    select newest.id as message, newest.direction, newest.text, coalesce(reading.corrected->'ownWords', reading.value->'ownWords', newest.own_words, '[]') as own,
      (select max(case direction when 'in' then sent_at else created_at end) from message
        where workspace = ${workspace} and conversation = ${conversation} and (created_at, id) >= (coalesce(ours.created_at, '-infinity'), coalesce(ours.id, '00000000-0000-0000-0000-000000000000'))) as at
    from (
      (select 1 as choice, id, direction, text, own_words from message where workspace = ${workspace} and conversation = ${conversation} and removed_at is null order by created_at desc, id desc limit 1)
      union all (select 2, id, direction, text, own_words from message where workspace = ${workspace} and conversation = ${conversation} order by created_at desc, id desc limit 1)
      order by choice limit 1
    ) newest
    left join reading on reading.workspace = ${workspace} and reading.message = newest.id
    left join (select created_at, id from message where workspace = ${workspace} and conversation = ${conversation} and direction <> 'in' order by created_at desc, id desc limit 1) ours on true`.execute(db);
  return rows[0] ?? null;
}

/** What somebody has in hand goes back to everybody who sees it. @returns those conversations */
export async function giveBackConversations(db: Db, workspace: string, agent: string): Promise<readonly string[]> {
  const rows = await db.updateTable('conversation').set((update) => ({ assignee: null, version: update('version', '+', 1) }))
    .where('workspace', '=', workspace).where('assignee', '=', agent).where('state', 'in', ['open', 'waiting', 'snoozed']).returning('id').execute();
  return rows.map((row) => row.id);
}

export async function listContactConversationIds(db: Db, workspace: string, contact: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('conversation').select('id').where('workspace', '=', workspace).where('contact', '=', contact).where('state', '<>', 'merged').orderBy('id').execute();
  return rows.map((row) => row.id);
}

export type Answerable = { readonly id: string; readonly external_id: string; readonly sent_at: Date; readonly direction: 'in' | 'out'; readonly inbox: string; readonly recipients: unknown; readonly sender: unknown; readonly author: string; readonly subject: string | null };

/** The newest messages of a conversation that a reply can refer to, newest last. */
export async function listAnswerable(db: Db, workspace: string, conversation: string, inbox: string, limit: number): Promise<readonly Answerable[]> {
  const rows = await db.selectFrom('message').select(['id', 'external_id', 'sent_at', 'direction', 'inbox', 'recipients', 'sender', 'author', 'subject'])
    .where('workspace', '=', workspace).where('conversation', '=', conversation).where('inbox', '=', inbox).where('external_id', 'is not', null).where('direction', 'in', ['in', 'out'])
    .orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return (rows as unknown as Answerable[]).toReversed();
}

export type MessageBrief = { readonly id: string; readonly conversation: string; readonly direction: Direction; readonly inbox: string | null; readonly author_kind: string; readonly author: string; readonly text: string; readonly sent_at: Date; readonly created_at: Date; readonly external_id: string | null };

export async function findMessageBrief(db: Db, workspace: string, id: string): Promise<MessageBrief | null> {
  const row = await db.selectFrom('message').select(['id', 'conversation', 'direction', 'inbox', 'author_kind', 'author', 'text', 'sent_at', 'created_at', 'external_id'])
    .where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst();
  return (row as MessageBrief | undefined) ?? null;
}

export async function findMessageByExternalId(db: Db, workspace: string, inbox: string, externalId: string): Promise<MessageBrief | null> {
  const row = await db.selectFrom('message').select(['id', 'conversation', 'direction', 'inbox', 'author_kind', 'author', 'text', 'sent_at', 'created_at', 'external_id'])
    .where('workspace', '=', workspace).where('inbox', '=', inbox).where('external_id', '=', externalId).executeTakeFirst();
  return (row as MessageBrief | undefined) ?? null;
}
