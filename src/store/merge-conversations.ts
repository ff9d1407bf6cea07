// Moving what lies in one conversation into another, and back. The callers hold both conversations' locks.
import { sql } from 'kysely';
import { sure } from '../domain/contact/written-language.ts';
import type { Direction } from '../domain/conversation/message.ts';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';
import { json } from './receive.ts';
import type { LockedConversation } from './conversation.ts';

export type MergeableConversation = LockedConversation & {
  readonly own_contact: string | null; readonly split_from: string | null;
  readonly last_message: string | null; readonly last_text: string; readonly last_direction: Direction; readonly message_count: number;
  readonly mood: string; readonly mood_intensity: number; readonly urgency: string; readonly failed_deliveries: number; readonly created_at: Date;
};

const columns = [
  'id', 'number', 'key', 'contact', 'inbox', 'subject', 'language', 'state', 'waiting_for', 'snoozed_until', 'closed_at', 'closed_because', 'waiting_since', 'assignee', 'team', 'version', 'words_version', 'last_at',
  'own_contact', 'split_from', 'last_message', 'last_text', 'last_direction', 'message_count', 'mood', 'mood_intensity', 'urgency', 'failed_deliveries', 'created_at',
] as const;

/** Locked in the order of their ids, like those that incoming messages lock; one that is merged is locked too, and not among them. */
export async function lockConversations(db: Db, workspace: string, ids: readonly string[]): Promise<readonly MergeableConversation[]> {
  const rows = await db.selectFrom('conversation').select(columns).where('workspace', '=', workspace).where('id', '=', oneOf(ids)).orderBy('id').forUpdate().execute();
  return rows.flatMap((row) => (row.state === 'merged' ? [] : [{ ...row, state: row.state }]));
}

export async function findConversations(db: Db, workspace: string, ids: readonly string[]): Promise<readonly MergeableConversation[]> {
  const rows = await db.selectFrom('conversation').select(columns).where('workspace', '=', workspace).where('id', '=', oneOf(ids)).execute();
  return rows.flatMap((row) => (row.state === 'merged' ? [] : [{ ...row, state: row.state }]));
}

/** Conversations that lie in this one. */
export async function listMergedInto(db: Db, workspace: string, conversation: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('conversation').select('id').where('workspace', '=', workspace).where('merged_into', '=', conversation).orderBy('id').execute();
  return rows.map((row) => row.id);
}

/** All of it: messages remember where they came from; what lay in it lies in the other directly from now on. */
export async function moveAll(db: Db, workspace: string, from: string, into: string, remember: boolean): Promise<void> {
  await Promise.all([
    sql`update message set conversation = ${into}, home = ${remember ? sql`coalesce(home, ${from})` : sql`home`} where workspace = ${workspace} and conversation = ${from}`.execute(db),
    followMessages(db, workspace, from, into),
    db.updateTable('conversation').set({ merged_into: into }).where('workspace', '=', workspace).where('merged_into', '=', from).execute(),
    sql`update conversation set state = 'merged', merged_into = ${into}, waiting_for = null, snoozed_until = null, closed_at = null, closed_because = null, waiting_since = null,
        commitment_due = null, failed_deliveries = 0, version = version + 1 where workspace = ${workspace} and id = ${from}`.execute(db),
  ]);
}

/** What is at home in `to` or in one of `family`, and the messages that are named besides. */
export async function moveHome(db: Db, workspace: string, from: string, to: string, family: readonly string[], besides: readonly string[]): Promise<void> {
  await Promise.all([
    sql`update message set conversation = ${to}, home = nullif(home, ${to}) where workspace = ${workspace} and conversation = ${from} and home = any(${[to, ...family]}::uuid[])`.execute(db),
    sql`update message set conversation = ${to}, home = null where workspace = ${workspace} and conversation = ${from} and id = any(${[...besides]}::uuid[])`.execute(db),
    followMessages(db, workspace, from, to),
    db.updateTable('conversation').set({ merged_into: to }).where('workspace', '=', workspace).where('merged_into', '=', from).where('id', '=', oneOf(family)).execute(),
  ]);
}

export async function moveMessages(db: Db, workspace: string, from: string, to: string, messages: readonly string[]): Promise<void> {
  await Promise.all([
    sql`update message set conversation = ${to} where workspace = ${workspace} and conversation = ${from} and id = any(${[...messages]}::uuid[])`.execute(db),
    followMessages(db, workspace, from, to),
  ]);
}

/** Deliveries and promises lie where their messages lie. */
async function followMessages(db: Db, workspace: string, from: string, to: string): Promise<void> {
  await Promise.all([
    sql`update delivery set conversation = ${to} from message
      where message.workspace = ${workspace} and message.conversation = ${to} and message.direction in ('out', 'to third party')
        and delivery.workspace = message.workspace and delivery.message = message.id and delivery.conversation <> ${to}`.execute(db),
    sql`update commitment set conversation = ${to} from message
      where commitment.workspace = ${workspace} and commitment.conversation = ${from}
        and message.workspace = commitment.workspace and message.id = commitment.message and message.conversation = ${to}`.execute(db),
  ]);
}

export type Writings = { readonly planned: readonly string[]; readonly drafts: readonly { readonly agent: string; readonly kind: string; /** Of letters to third parties; missing in merges from before there were any on the server. */ readonly about?: string }[] };

/** Replies that are planned go along; a draft does where its writer has none in the other, and otherwise waits where it is. @returns what went along */
export async function moveWritings(db: Db, workspace: string, from: string, into: string, only: Writings | null): Promise<Writings> {
  const planned = only === null ? sql`` : sql`and id = any(${[...only.planned]}::uuid[])`;
  const drafts = only === null ? sql`` : sql`and (draft.agent::text, draft.kind, split_part(draft.place, ' ', 2)) in (select row.agent, row.kind, coalesce(row.about, '') from jsonb_to_recordset(${json(only.drafts)}::jsonb) as row (agent text, kind text, about text))`;
  const [went, drawn] = await Promise.all([
    sql<{ id: string }>`update planned_reply set conversation = ${into} where workspace = ${workspace} and conversation = ${from} ${planned} returning id`.execute(db),
    sql<{ agent: string; kind: string; about: string }>`update draft set conversation = ${into}, place = replace(place, ${from}, ${into}), version = version + 1 where workspace = ${workspace} and conversation = ${from} ${drafts}
      and not exists (select from draft other where other.workspace = ${workspace} and other.agent = draft.agent and other.kind = draft.kind and other.conversation = ${into} and split_part(other.place, ' ', 2) = split_part(draft.place, ' ', 2)) returning agent, kind, split_part(place, ' ', 2) as about`.execute(db),
  ]);
  return { planned: went.rows.map((row) => row.id), drafts: drawn.rows };
}

/** Those of these addresses who are on one conversation are on the other too. */
export async function copyParticipants(db: Db, workspace: string, from: string, to: string, addresses: readonly string[]): Promise<void> {
  await sql`
    insert into participant (workspace, conversation, channel, external_id, name, third_party)
    select workspace, ${to}::uuid, channel, external_id, name, third_party from participant
    where workspace = ${workspace} and conversation = ${from} and external_id = any(${[...addresses]}::text[]) on conflict do nothing`.execute(db);
}

export type Named = { readonly number: number; readonly contact: string };

/** What people call them and whose they are, merged ones too. */
export async function findNamed(db: Db, workspace: string, ids: readonly string[]): Promise<ReadonlyMap<string, Named>> {
  const rows = await db.selectFrom('conversation').select(['id', 'number', 'contact']).where('workspace', '=', workspace).where('id', '=', oneOf(ids)).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** A merged conversation that comes back, in the state that the caller saves next. */
export async function saveUnmerged(db: Db, workspace: string, id: string): Promise<void> {
  await db.updateTable('conversation').set({ state: 'open', merged_into: null }).where('workspace', '=', workspace).where('id', '=', id).execute();
}

export type Summary = {
  readonly language: string | null; readonly last_message: string | null; readonly last_at: string; readonly last_text: string; readonly last_direction: Direction;
  readonly mood: string; readonly mood_intensity: number; readonly urgency: string;
};

/** Counts what hangs on a conversation anew: joining and parting are rare, and a count that is right is worth a look at its messages. */
export async function saveSummary(db: Db, workspace: string, id: string, summary: Summary & { readonly assignee: string | null; readonly team: string | null; readonly subject: string | null }): Promise<void> {
  const { last_at: at, ...rest } = summary;
  await db.updateTable('conversation').set((update) => ({
    ...rest, last_at: at, version: update('version', '+', 1), words_version: update('version', '+', 1),
    message_count: sql<number>`(select count(*) from message where message.workspace = ${workspace} and message.conversation = ${id})`,
    failed_deliveries: sql<number>`(select count(*) from delivery join message on message.workspace = delivery.workspace and message.id = delivery.message
      where message.workspace = ${workspace} and message.conversation = ${id} and message.direction in ('out', 'to third party') and delivery.state in ('failed', 'unknown'))`,
    commitment_due: sql<Date | null>`(select min(commitment.due_at) from commitment where commitment.workspace = ${workspace} and commitment.conversation = ${id} and commitment.settled_at is null)`,
  })).where('workspace', '=', workspace).where('id', '=', id).execute();
}

export type Newest = {
  readonly id: string; readonly direction: Direction; readonly text: string; readonly at: Date; readonly value: unknown; readonly changed_at: Date | null;
};

/** The newest message, the newest that a customer wrote themselves, and the language they surely wrote in last, or at all. */
export async function findNewest(db: Db, workspace: string, conversation: string): Promise<{ readonly newest: Newest | null; readonly spoken: Newest | null; readonly language: string | null }> {
  const one = async (condition: ReturnType<typeof sql>) => (await sql<Newest>`
    select message.id, message.direction, message.text, case message.direction when 'in' then message.sent_at else message.created_at end as at,
      case when message.own_words is null then coalesce(reading.corrected, reading.value) else jsonb_build_object('ownWords', message.own_words) end as value,
      greatest(message.edited_at, message.removed_at, reading.corrected_at) as changed_at
    from message left join reading on reading.workspace = message.workspace and reading.message = message.id
    where message.workspace = ${workspace} and message.conversation = ${conversation} ${condition}
    order by message.created_at desc, message.id desc limit 1`.execute(db)).rows[0] ?? null;
  const [newest, spoken, { rows }] = await Promise.all([
    one(sql``), one(sql`and message.direction = 'in' and not message.machine_sent and message.removed_at is null`),
    sql<{ language: string }>`
      select message.language from message join reading on reading.workspace = message.workspace and reading.message = message.id
      where message.workspace = ${workspace} and message.conversation = ${conversation} and message.direction = 'in' and not message.machine_sent and message.language <> 'und'
      order by ((coalesce(reading.corrected, reading.value)->'language'->>'confidence')::real >= ${sure}) desc, case when (coalesce(reading.corrected, reading.value)->'language'->>'confidence')::real >= ${sure} then message.created_at end desc, message.created_at limit 1`.execute(db),
  ]);
  return { newest, spoken, language: rows[0]?.language ?? null };
}

export type MeanwhileRow = { readonly number: number; readonly kind: string; readonly at: Date; readonly conversation: string; readonly data: Readonly<Record<string, unknown>> };

/** What happened in these conversations after an event, of certain kinds, in order. */
export async function listMeanwhile(db: Db, workspace: string, conversations: readonly string[], kinds: readonly string[], after: number): Promise<readonly MeanwhileRow[]> {
  const { rows } = await sql<MeanwhileRow>`
    select number, kind, at, conversation, data from event
    where workspace = ${workspace} and conversation = any(${[...conversations]}::uuid[]) and number > ${after} and kind = any(${[...kinds]}) order by number`.execute(db);
  return rows;
}

export type WrittenRow = { readonly id: string; readonly conversation: string; readonly home: string | null; readonly direction: Direction; readonly author_kind: string; readonly author: string; readonly machine_sent: boolean; readonly sent_at: Date; readonly created_at: Date; readonly recipients: unknown; readonly sender: unknown; readonly inbox: string | null };

export async function findWritten(db: Db, workspace: string, ids: readonly string[]): Promise<readonly WrittenRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('message').select(['id', 'conversation', 'home', 'direction', 'author_kind', 'author', 'machine_sent', 'sent_at', 'created_at', 'recipients', 'sender', 'inbox'])
    .where('workspace', '=', workspace).where('id', '=', oneOf(ids)).orderBy('created_at').orderBy('id').execute();
}

/** Promises that lie in any of these conversations. */
export async function listCommitmentIds(db: Db, workspace: string, conversations: readonly string[]): Promise<readonly string[]> {
  const rows = await db.selectFrom('commitment').select('id').where('workspace', '=', workspace).where('conversation', '=', oneOf(conversations)).orderBy('id').execute();
  return rows.map((row) => row.id);
}

/** The conversation that it was divided from, at first hand or further. */
export async function saveSplitFrom(db: Db, workspace: string, id: string, from: string): Promise<void> {
  await db.updateTable('conversation').set({ split_from: from }).where('workspace', '=', workspace).where('id', '=', id).execute();
}
