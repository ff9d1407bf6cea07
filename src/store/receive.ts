// Loading what is needed to place incoming messages, and saving them: few statements, however many messages come at once.
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Direction } from '../domain/conversation/message.ts';
import type { Mention } from '../domain/conversation/mention.ts';
import type { Span } from '../language/text/span.ts';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';

export type Identity = {
  readonly channel: string; readonly external_id: string; readonly contact: string; readonly blocked: boolean; readonly language: string | null;
  /** Whose it would be if no contacts had been joined; null: the contact's. */
  readonly own: string | null;
  /** They have blocked us there, as far as is known. */
  readonly unreachable: boolean;
  /** A person chose the language: what is written changes it no more. */
  readonly language_set: boolean;
};
export type WantedIdentity = { readonly channel: string; readonly externalId: string; readonly name: string | null; readonly verified: boolean; readonly language: string | null; readonly newContact: string };

export type Ensured = {
  readonly identities: readonly Identity[];
  /** Contacts that were made for it. */
  readonly created: readonly string[];
  /** Some were unknown when first asked for: what was looked up for them beside it is to be looked up again. */
  readonly anew: boolean;
};

/**
 * Gives the contact of each identity and makes one where there is none; the contacts' rows stay locked, so that two
 * workers that receive from the same person at once go one after the other and do not begin two conversations.
 */
export async function ensureIdentities(db: Db, workspace: string, at: string, wanted: readonly WantedIdentity[]): Promise<Ensured> {
  const found = await lockIdentities(db, workspace, wanted);
  const missing = wanted.filter((one) => !found.some((identity) => identity.channel === one.channel && identity.external_id === one.externalId));
  if (missing.length === 0) return { identities: found, created: [], anew: false };
  const created = await insertIdentities(db, workspace, at, missing);
  // Another worker may have made one of them between the two statements: its row is the one that counts.
  return { identities: await lockIdentities(db, workspace, wanted), created, anew: true };
}

async function lockIdentities(db: Db, workspace: string, wanted: readonly WantedIdentity[]): Promise<readonly Identity[]> {
  const { rows } = await sql<Identity & Waited>`
    select identity.channel, identity.external_id, identity.contact, identity.own_contact as own, contact.blocked_at is not null as blocked, identity.unreachable_since is not null as unreachable, contact.language, contact.language_set,
      contact.version, (select seen.version from contact seen where seen.workspace = ${workspace} and seen.id = contact.id) as seen_version
    from identity join contact on contact.workspace = identity.workspace and contact.id = identity.contact
    join unnest(${wanted.map((one) => one.channel)}::text[], ${wanted.map((one) => one.externalId)}::text[]) as wanted (channel, external_id)
      on wanted.channel = identity.channel and wanted.external_id = identity.external_id
    where identity.workspace = ${workspace}
    order by identity.contact for update of contact`.execute(db);
  return rows.some(changedWhileWaiting) ? lockIdentities(db, workspace, wanted) : rows;
}

type Waited = { readonly version: number; readonly seen_version: number };

/**
 * A row that was waited for is read as its holder left it, all around it as the statement began. Where they differ, contacts may have
 * been joined or conversations merged meanwhile: a new look, with the lock held, shows them as they are.
 */
function changedWhileWaiting(row: Waited): boolean {
  return row.version !== row.seen_version;
}

async function insertIdentities(db: Db, workspace: string, at: string, missing: readonly WantedIdentity[]): Promise<readonly string[]> {
  const rows = missing.map((one) => ({ channel: one.channel, external_id: one.externalId, name: one.name, verified: one.verified, language: one.language, contact: one.newContact }));
  const { rows: made } = await sql<{ contact: string }>`
    with wanted as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (channel text, external_id text, name text, verified boolean, language text, contact uuid)
    ), contacts as (
      insert into contact (workspace, id, name, language, created_at)
      select distinct on (contact) ${workspace}::uuid, contact, name, language, ${at}::timestamptz from wanted
    )
    insert into identity (workspace, channel, external_id, contact, name, verified, created_at)
    select ${workspace}::uuid, channel, external_id, contact, name, verified, ${at}::timestamptz from wanted
    on conflict do nothing returning contact`.execute(db);
  const lost = missing.map((one) => one.newContact).filter((contact) => !made.some((row) => row.contact === contact));
  if (lost.length > 0) await db.deleteFrom('contact').where('workspace', '=', workspace).where('id', 'in', [...new Set(lost)]).execute();
  return [...new Set(made.map((row) => row.contact))];
}

export type CandidateRow = {
  readonly id: string; readonly number: number; readonly key: string; readonly contact: string; readonly inbox: string; readonly subject: string | null; readonly language: string | null;
  readonly state: 'open' | 'waiting' | 'snoozed' | 'closed'; readonly waiting_for: 'customer' | 'third party' | null; readonly snoozed_until: Date | null;
  readonly closed_at: Date | null; readonly closed_because: 'solved' | 'spam' | 'no answer' | null; readonly waiting_since: Date | null; readonly assignee: string | null;
  readonly last_at: Date; readonly mood: string; readonly mood_intensity: number; readonly urgency: string; readonly version: number; readonly message_count: number;
  readonly split_from: string | null;
  /** Our own proof in letters to third parties. */
  readonly third_party_key: string | null;
  /** Of the external ids asked for, those that are messages of this conversation, each with the conversation it is at home in. */
  readonly answers: Readonly<Record<string, string>>;
  /** `channel:external id` of everybody on it. */
  readonly participants: readonly string[];
  /** Conversations that were merged into it: what is meant for one of them comes here. */
  readonly merged: readonly MergedRow[];
};

export type MergedRow = { readonly id: string; readonly number: number; readonly key: string; readonly contact: string; readonly inbox: string; readonly split_from: string | null; readonly third_party_key: string | null; readonly last_at: string };

export type CandidateQuery = {
  readonly keys: readonly string[];
  readonly references: readonly string[];
  readonly numbers: readonly number[];
  /** The newest conversation on that inbox of whoever has this identity. */
  readonly newest: readonly { readonly channel: string; readonly externalId: string; readonly inbox: string }[];
};

/** Conversations that the messages may belong to, locked in the order of their ids; of merged ones, those they lie in. */
export async function lockCandidates(db: Db, workspace: string, query: CandidateQuery): Promise<readonly CandidateRow[]> {
  const references = [...new Set(query.references)];
  const wanted = wantedConversations(workspace, query, references);
  if (wanted.length === 0) return [];
  const answers = references.length === 0 ? sql`'{}'::jsonb` : sql`(select coalesce(jsonb_object_agg(message.external_id, coalesce(message.home, message.conversation)), '{}') from message
        where message.workspace = ${workspace} and message.external_id = any(${references}::text[]) and message.conversation = conversation.id)`;
  // The ids are found first and handed over as one array: the planner then goes by primary key, whatever the statistics say.
  const { rows } = await sql<CandidateRow & Waited>`
    select conversation.id, conversation.number, conversation.key, conversation.contact, conversation.inbox, conversation.subject, conversation.language, conversation.state, conversation.waiting_for,
      conversation.snoozed_until, conversation.closed_at, conversation.closed_because, conversation.waiting_since, conversation.assignee, conversation.last_at,
      conversation.mood, conversation.mood_intensity, conversation.urgency, conversation.version, conversation.message_count, conversation.split_from, conversation.third_party_key,
      (select seen.version from conversation seen where seen.workspace = ${workspace} and seen.id = conversation.id) as seen_version,
      ${answers} as answers,
      array(select participant.channel || ':' || participant.external_id from participant
        where participant.workspace = ${workspace} and participant.conversation = any(array(
          select conversation.id union all select merged.id from conversation merged where merged.workspace = ${workspace} and merged.merged_into = conversation.id))) as participants,
      (select coalesce(jsonb_agg(jsonb_build_object('id', merged.id, 'number', merged.number, 'key', merged.key, 'contact', merged.contact, 'inbox', merged.inbox,
          'split_from', merged.split_from, 'third_party_key', merged.third_party_key, 'last_at', merged.last_at)), '[]') from conversation merged
        where merged.workspace = ${workspace} and merged.merged_into = conversation.id) as merged
    from conversation
    where conversation.workspace = ${workspace} and conversation.id = any(array(${sql.join(wanted, sql` union `)}))
    order by conversation.id for update`.execute(db);
  return rows.some(changedWhileWaiting) ? lockCandidates(db, workspace, query) : rows;
}

function wantedConversations(workspace: string, query: CandidateQuery, references: readonly string[]): RawBuilder<unknown>[] {
  const wanted: RawBuilder<unknown>[] = [];
  if (query.keys.length > 0) {
    wanted.push(sql`select coalesce(merged_into, id) as id from conversation by_key where by_key.workspace = ${workspace} and by_key.key = any(${[...query.keys]}::text[])`);
    wanted.push(sql`select coalesce(merged_into, id) from conversation by_third where by_third.workspace = ${workspace} and by_third.third_party_key = any(${[...query.keys]}::text[])`);
  }
  if (references.length > 0) wanted.push(sql`select message.conversation from message where message.workspace = ${workspace} and message.external_id = any(${references}::text[])`);
  if (query.numbers.length > 0) wanted.push(sql`select coalesce(merged_into, id) from conversation by_number where by_number.workspace = ${workspace} and by_number.number = any(${[...query.numbers]}::bigint[])`);
  if (query.newest.length > 0) {
    wanted.push(sql`select newest.id from unnest(${query.newest.map((one) => one.channel)}::text[], ${query.newest.map((one) => one.externalId)}::text[], ${query.newest.map((one) => one.inbox)}::uuid[]) as wanted (channel, external_id, inbox)
        join identity on identity.workspace = ${workspace} and identity.channel = wanted.channel and identity.external_id = wanted.external_id
        cross join lateral (select coalesce(own.merged_into, own.id) as id from conversation own where own.workspace = ${workspace} and own.contact = identity.contact and own.inbox = wanted.inbox
          order by own.last_at desc limit 1) newest`);
  }
  return wanted;
}

export type KnownMessage = { readonly inbox: string; readonly external_id: string; readonly fingerprint: string | null; readonly conversation: string };

/** Messages that are stored already under these ids (or under one made from it for a second message of the same id), and the same ones that came in on other inboxes. */
export async function findKnownMessages(db: Db, workspace: string, ids: readonly { readonly inbox: string; readonly externalId: string; readonly fingerprint: string }[]): Promise<readonly KnownMessage[]> {
  if (ids.length === 0) return [];
  const both = ids.flatMap((one) => [one, { ...one, externalId: distinctId(one.externalId, one.fingerprint) }]);
  const { rows } = await sql<KnownMessage>`
    select message.inbox, message.external_id, message.fingerprint, message.conversation
    from unnest(${both.map((one) => one.inbox)}::uuid[], ${both.map((one) => one.externalId)}::text[], ${both.map((one) => one.fingerprint)}::text[]) as wanted (inbox, external_id, fingerprint)
    cross join lateral (select inbox, external_id, fingerprint, conversation from message
      where message.workspace = ${workspace} and message.external_id = wanted.external_id and (message.inbox = wanted.inbox or message.fingerprint = wanted.fingerprint) limit 20) message`.execute(db);
  return rows;
}

/** Some senders give two different mails the same Message-ID: the second keeps its own words under an id of its own. */
export function distinctId(externalId: string, fingerprint: string): string {
  return `${externalId}#${fingerprint.slice(0, 16)}`;
}

/** The id as its sender knows it. */
export function givenId(externalId: string): string {
  return externalId.replace(/#[0-9a-f]{16}$/, '');
}

export type NewConversation = {
  readonly id: string; readonly key: string; readonly contact: string; readonly inbox: string; readonly subject: string | null; readonly team: string | null;
  /** Whose it would be if no contacts had been joined, where that is somebody else. */
  readonly own_contact?: string | null;
};

export type ConversationChange = {
  readonly id: string; readonly state: string; readonly waiting_for: string | null; readonly snoozed_until: string | null; readonly closed_at: string | null; readonly closed_because: string | null;
  readonly waiting_since: string | null; readonly language: string | null; readonly last_message: string; readonly last_at: string; readonly last_text: string; readonly last_direction: string;
  readonly added: number; readonly mood: string; readonly mood_intensity: number; readonly urgency: string;
};

export type NewMessage = {
  readonly id: string; readonly conversation: string; readonly inbox: string | null; readonly direction: Direction; readonly author_kind: string; readonly author: string;
  readonly external_id: string | null; readonly fingerprint: string | null; readonly language: string | null; readonly subject: string | null; readonly text: string; readonly html: string | null;
  readonly recipients: unknown; readonly sender: unknown; readonly machine_sent: boolean; readonly sent_at: string; readonly raw_input: string | null; readonly against_version: number | null; readonly notices: readonly string[];
  /** The merged conversation that it belongs to. */
  readonly home?: string | null;
  /** Where a visitor was when they wrote. */
  readonly page?: { readonly url: string; readonly title: string } | null;
  /** Where its writer's own words stand, of a message that has no reading. */
  readonly own_words?: readonly Span[] | null;
  readonly mentions?: readonly Mention[];
  /** The message of a third party that it answers. */
  readonly answers?: string | null;
};

export type NewAttachment = { readonly id: string; readonly message: string; readonly name: string; readonly media_type: string; readonly bytes: number; readonly content_id: string | null; readonly hash: string | null };
export type NewReading = { readonly message: string; readonly value: unknown; readonly engine: string };
export type NewParticipant = { readonly conversation: string; readonly channel: string; readonly external_id: string; readonly name: string | null; readonly third_party?: boolean };
export type WrittenLanguage = { readonly contact: string; readonly language: string };

/** They get the workspace's next numbers in their order: labels for people, without gaps, since a rolled-back one gives its number back. */
export async function saveConversations(db: Db, workspace: string, at: string, conversations: readonly NewConversation[]): Promise<void> {
  if (conversations.length === 0) return;
  const rows = conversations.map((one, index) => ({ ...one, place: index + 1 }));
  await sql`
    with counter as (
      update workspace_counter set conversation = conversation + ${rows.length} where workspace = ${workspace} returning conversation
    )
    insert into conversation (workspace, id, number, key, contact, inbox, subject, team, own_contact, state, last_at, created_at)
    select ${workspace}::uuid, row.id, counter.conversation - ${rows.length} + row.place, row.key, row.contact, row.inbox, row.subject, row.team, row.own_contact, 'open', ${at}::timestamptz, ${at}::timestamptz
    from counter, jsonb_to_recordset(${json(rows)}::jsonb) as row (place int, id uuid, key text, contact uuid, inbox uuid, subject text, team uuid, own_contact uuid)`.execute(db);
}

/** Messages and all that comes with them, in one statement. `languages`: in which their contacts write from now on. */
export async function saveMessages(db: Db, workspace: string, at: string, parts: {
  readonly messages: readonly NewMessage[]; readonly readings: readonly NewReading[]; readonly attachments: readonly NewAttachment[]; readonly participants: readonly NewParticipant[];
  readonly languages?: readonly WrittenLanguage[];
}): Promise<void> {
  if (parts.messages.length === 0) return;
  await sql`
    with messages as (
      insert into message (workspace, id, conversation, inbox, direction, author_kind, author, external_id, fingerprint, language, subject, text, html, recipients, sender,
        machine_sent, sent_at, created_at, raw_input, against_version, notices, page, home, own_words, mentions, answers)
      select ${workspace}::uuid, row.id, row.conversation, row.inbox, row.direction, row.author_kind, row.author, row.external_id, row.fingerprint, row.language, row.subject, row.text,
        row.html, row.recipients, row.sender, row.machine_sent, row.sent_at, ${at}::timestamptz, row.raw_input, row.against_version, row.notices, row.page, row.home, nullif(row.own_words, 'null'), coalesce(row.mentions, '[]'), row.answers
      from jsonb_to_recordset(${json(parts.messages)}::jsonb) as row (id uuid, conversation uuid, inbox uuid, direction text, author_kind text, author text, external_id text,
        fingerprint text, language text, subject text, text text, html text, recipients jsonb, sender jsonb, machine_sent boolean, sent_at timestamptz, raw_input uuid, against_version int, notices jsonb, page jsonb, home uuid, own_words jsonb, mentions jsonb, answers uuid)
    ), readings as (
      insert into reading (workspace, message, value, engine, created_at)
      select ${workspace}::uuid, row.message, row.value, row.engine, ${at}::timestamptz
      from jsonb_to_recordset(${json(parts.readings)}::jsonb) as row (message uuid, value jsonb, engine text)
    ), attachments as (
      insert into attachment (workspace, id, message, name, media_type, bytes, content_id, hash, created_at)
      select ${workspace}::uuid, row.id, row.message, row.name, row.media_type, row.bytes, row.content_id, row.hash, ${at}::timestamptz
      from jsonb_to_recordset(${json(parts.attachments)}::jsonb) as row (id uuid, message uuid, name text, media_type text, bytes bigint, content_id text, hash text)
    ), participants as (
      insert into participant (workspace, conversation, channel, external_id, name, third_party)
      select distinct on (row.conversation, row.channel, row.external_id) ${workspace}::uuid, row.conversation, row.channel, row.external_id, row.name, coalesce(row.third_party, false)
      from jsonb_to_recordset(${json(parts.participants)}::jsonb) as row (conversation uuid, channel text, external_id text, name text, third_party boolean)
      on conflict do nothing
    )
    update contact set language = row.language, version = contact.version + (contact.created_at < ${at}::timestamptz)::int
    from jsonb_to_recordset(${json(parts.languages ?? [])}::jsonb) as row (contact uuid, language text)
    where contact.workspace = ${workspace} and contact.id = row.contact`.execute(db);
}

export async function saveConversationChanges(db: Db, workspace: string, changes: readonly ConversationChange[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    update conversation set state = row.state, waiting_for = row.waiting_for, snoozed_until = row.snoozed_until, closed_at = row.closed_at, closed_because = row.closed_because,
      waiting_since = row.waiting_since, language = row.language, last_message = row.last_message, last_at = row.last_at, last_text = row.last_text, last_direction = row.last_direction,
      message_count = conversation.message_count + row.added, mood = row.mood, mood_intensity = row.mood_intensity, urgency = row.urgency, version = conversation.version + 1, words_version = conversation.version + 1
    from jsonb_to_recordset(${json(changes)}::jsonb) as row (id uuid, state text, waiting_for text, snoozed_until timestamptz, closed_at timestamptz, closed_because text, waiting_since timestamptz,
      language text, last_message uuid, last_at timestamptz, last_text text, last_direction text, added int, mood text, mood_intensity real, urgency text)
    where conversation.workspace = ${workspace} and conversation.id = row.id and conversation.id = ${oneOf(changes.map((change) => change.id))}`.execute(db);
}

/** Merged conversations that something came for: which of a contact's was active last is asked of them too. */
export async function saveMergedActive(db: Db, workspace: string, active: readonly { readonly id: string; readonly at: string }[]): Promise<void> {
  if (active.length === 0) return;
  await sql`
    update conversation set last_at = greatest(conversation.last_at, row.at)
    from jsonb_to_recordset(${json(active)}::jsonb) as row (id uuid, at timestamptz) where conversation.workspace = ${workspace} and conversation.id = row.id and conversation.id = ${oneOf(active.map((one) => one.id))}`.execute(db);
}

/** PostgreSQL's jsonb holds no NUL character and no half of a surrogate pair: both become the replacement character. */
export function json(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? storable(inner) : inner));
}

export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}
