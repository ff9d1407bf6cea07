// What a search looks at: entries written from what is due, and from what was there before there was a search.
import { sql } from 'kysely';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';
import { othersOf } from './search-people.ts';

export type Searched = 'message' | 'conversation' | 'contact';
export type Due = { readonly workspace: string; readonly kind: Searched; readonly id: string; readonly anew: boolean };

const writer = 7_231_904_121;

/** One writer at a time, until the transaction ends: an older state must not be written over a newer one. */
export async function lockSearch(db: Db): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_xact_lock(${sql.lit(writer)}) as locked`.execute(db);
  return rows[0]?.locked === true;
}

/** Takes the oldest of what is due in one workspace. */
export async function takeSearchDue(db: Db, limit: number): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`
    with taken as (
      delete from search_due where (workspace, number) in (
        select workspace, number from search_due where workspace = (select workspace from search_due limit 1) order by number limit ${limit}
      ) returning workspace, kind, id, anew
    )
    select workspace, kind, id, bool_and(anew) as anew from taken group by workspace, kind, id`.execute(db);
  return rows;
}

/** The next of what was there before, the newest first. @returns null where all of it is taken in */
export async function takeSearchFill(db: Db, limit: number): Promise<readonly Due[] | null> {
  const row = await db.selectFrom('search_fill').select(['workspace', 'kind', 'after']).orderBy(sql`kind = 'message'`).limit(1).executeTakeFirst();
  if (!row) return null;
  const { workspace, kind, after } = row;
  const rows = await db.selectFrom(kind).select('id').where('workspace', '=', workspace)
    .$if(after !== null, (query) => query.where('id', '<', after)).orderBy('id', 'desc').limit(limit).execute();
  const last = rows.at(-1);
  if (rows.length < limit || !last) await db.deleteFrom('search_fill').where('workspace', '=', workspace).where('kind', '=', kind).execute();
  else await db.updateTable('search_fill').set((update) => ({ after: last.id, done: update('done', '+', rows.length) })).where('workspace', '=', workspace).where('kind', '=', kind).execute();
  return rows.map(({ id }) => ({ workspace, kind, id, anew: true }));
}

export type Progress = { readonly done: number; readonly total: number };

/** null: nothing that was there before is left to be read. */
export async function findSearchFill(db: Db, workspace: string): Promise<Progress | null> {
  const rows = await db.selectFrom('search_fill').select(['done', 'total']).where('workspace', '=', workspace).execute();
  return rows.length === 0 ? null : { done: rows.reduce((sum, row) => sum + row.done, 0), total: rows.reduce((sum, row) => sum + row.total, 0) };
}

export type Material = {
  readonly id: string; readonly conversation: string | null; readonly at: Date; readonly language: string | null;
  readonly parts: readonly (string | null)[];
};

/** Beyond it nothing of a message is searched; domain/search/words.ts counts words as well. */
const mostLetters = 400_000;

/** Ids that are not in the answer have nothing to be found by, or are no more. */
export async function listSearchMaterial(db: Db, workspace: string, kind: Searched, ids: readonly string[]): Promise<readonly Material[]> {
  if (ids.length === 0) return [];
  const { rows } = await (kind === 'message' ? messages(workspace, ids) : kind === 'conversation' ? subjects(workspace, ids) : people(workspace, ids)).execute(db);
  return rows;
}

function messages(workspace: string, ids: readonly string[]) {
  return sql<Material>`
    select message.id, message.conversation, least(message.sent_at, message.created_at) as at, coalesce(message.language, conversation.language) as language,
      array[message.subject, left(message.text, ${sql.lit(mostLetters)})]
      || array(select attachment.name from attachment where attachment.workspace = message.workspace and attachment.message = message.id order by attachment.id limit 200)
      || array(select part from unnest(${othersOf(workspace)}) as person, unnest(array[person->>'name', person->>'address']) as part) as parts
    from message join conversation on conversation.workspace = message.workspace and conversation.id = message.conversation
    where message.workspace = ${workspace} and message.id = ${oneOf(ids)} and message.removed_at is null`;
}

/** The subject of a conversation that was merged is found where its messages are. */
function subjects(workspace: string, ids: readonly string[]) {
  return sql<Material>`
    select id, coalesce(merged_into, id) as conversation, created_at as at, language, array[subject] as parts
    from conversation where workspace = ${workspace} and id = ${oneOf(ids)} and subject is not null`;
}

function people(workspace: string, ids: readonly string[]) {
  return sql<Material>`
    select id, null as conversation, created_at as at, null as language,
      array[name] || array(select part from identity, unnest(array[identity.name, identity.external_id]) as part where identity.workspace = contact.workspace and identity.contact = contact.id limit 200)
      || array(select value from jsonb_each_text(attributes) limit 200) as parts
    from contact where workspace = ${workspace} and id = ${oneOf(ids)} and merged_into is null`;
}

export type NewSearchEntry = { readonly id: string; readonly conversation: string | null; readonly at: string; readonly words: string };

export async function saveSearchEntries(db: Db, workspace: string, kind: Searched, entries: readonly NewSearchEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await sql`
    insert into search_entry (workspace, kind, id, conversation, at, words)
    select ${workspace}::uuid, ${kind}, row.id, row.conversation, row.at, row.words::tsvector
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as row (id uuid, conversation uuid, at timestamptz, words text)
    on conflict (workspace, kind, id) do update set conversation = excluded.conversation, at = excluded.at, words = excluded.words`.execute(db);
}

export async function removeSearchEntries(db: Db, workspace: string, kind: Searched, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('search_entry').where('workspace', '=', workspace).where('kind', '=', kind).where('id', '=', oneOf(ids)).execute();
}

/** What new messages say of their conversations is added to what is known of them. */
export async function addConversationMarks(db: Db, workspace: string, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length > 0) await insertMarks(db, sql`message.workspace = ${workspace} and message.id = ${oneOf(messageIds)}`);
}

/** Something was changed or taken away: all of it is read again. */
export async function replaceConversationMarks(db: Db, workspace: string, conversations: readonly string[]): Promise<void> {
  if (conversations.length === 0) return;
  await db.deleteFrom('conversation_mark').where('workspace', '=', workspace).where('conversation', '=', oneOf(conversations)).execute();
  await insertMarks(db, sql`message.workspace = ${workspace} and message.conversation = ${oneOf(conversations)}`);
}

async function insertMarks(db: Db, which: ReturnType<typeof sql>): Promise<void> {
  await sql`
    insert into conversation_mark (workspace, mark, conversation)
    select distinct message.workspace, said.mark, message.conversation
    from message left join (select workspace, message, coalesce(corrected, value) as value from reading) reading on reading.workspace = message.workspace and reading.message = message.id
    cross join lateral (
      select 'intent:' || (intent->>'value') as mark from jsonb_array_elements(reading.value->'intents') as intent
      union all select 'complaint' where jsonb_typeof(reading.value->'complaint') = 'object'
      union all select 'motive:' || (reading.value#>>'{complaint,motive,value}') where jsonb_typeof(reading.value->'complaint') = 'object'
      union all select 'attachment' where exists (select from attachment where attachment.workspace = message.workspace and attachment.message = message.id)
    ) said
    where ${which} and message.removed_at is null and said.mark is not null
    on conflict do nothing`.execute(db);
}

/** Words of which is known that they are saved; about ten megabytes. */
const known = new Set<string>();
const mostKnown = 200_000;

/** Those that may not be saved yet. Words with digits are not among them: they are too many, and each is rare. */
export function newSearchWords(workspace: string, words: readonly string[]): readonly string[] {
  return [...new Set(words)].filter((word) => !known.has(`${workspace} ${word}`) && !/\p{N}/u.test(word));
}

export async function saveSearchWords(db: Db, workspace: string, words: readonly string[]): Promise<void> {
  if (words.length > 0) await sql`insert into search_word (workspace, word) select ${workspace}::uuid, word from unnest(${[...words]}::text[]) as word on conflict do nothing`.execute(db);
}

/** After the commit. */
export function rememberSearchWords(workspace: string, words: readonly string[]): void {
  if (known.size > mostKnown) known.clear();
  for (const word of words) known.add(`${workspace} ${word}`);
}
