// Which conversations a batch is about. They are chosen by one statement, so as all of them are at one moment: whatever changes
// while the batch is carried out, none that was found is lost, none comes in twice, and none comes in later.
import type { SqlBool } from 'kysely';
import { sql } from 'kysely';
import type { ListFilter } from './conversation-row.ts';
import { filtered } from './conversation-row.ts';
import type { Db } from './open.ts';

export type Choice = {
  /** Narrowed to what its author may see. */
  readonly filter: ListFilter;
  /** Something in it fits this tsquery and was said between these moments. null: nothing is searched for. */
  readonly found: { readonly wanted: string; readonly from: string | null; readonly to: string | null } | null;
  /** Besides what fits: the conversation whose number was typed. */
  readonly numbered: string | null;
  readonly except: readonly string[];
};

/** The ids with their places, the newest first; one more than `most`, where they are more. */
export function chosen(db: Db, workspace: string, { filter, found, numbered, except }: Choice, most: number) {
  const fitting = filtered(db.selectFrom('conversation').where('conversation.workspace', '=', workspace), workspace, filter).$if(found !== null, (query) => query.where(having(workspace, found!))).select(['conversation.id', 'conversation.last_at']);
  const all = numbered === null ? fitting : fitting.union(db.selectFrom('conversation').where('conversation.workspace', '=', workspace).where('conversation.id', '=', numbered).select(['conversation.id', 'conversation.last_at']));
  const rows = db.selectFrom(all.as('fitting')).$if(except.length > 0, (query) => query.where(sql<SqlBool>`fitting.id <> all(${[...except]}::uuid[])`));
  return rows.select(['fitting.id', sql<number>`row_number() over (order by fitting.last_at desc, fitting.id desc)`.as('place')]).limit(most + 1);
}

function having(workspace: string, { wanted, from, to }: NonNullable<Choice['found']>) {
  return sql<SqlBool>`conversation.id in (
    select entry.conversation from search_entry entry where entry.workspace = ${workspace} and entry.words @@ ${wanted}::tsquery and entry.conversation is not null
      and (${from}::timestamptz is null or entry.at >= ${from}::timestamptz) and (${to}::timestamptz is null or entry.at < ${to}::timestamptz))`;
}

export async function countChosen(db: Db, workspace: string, choice: Choice, most: number): Promise<number> {
  const { count } = await db.selectFrom(chosen(db, workspace, choice, most).as('chosen')).select((select) => select.fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
  return Number(count);
}

export type Answerable = {
  readonly archived: number; readonly blocked: number;
  /** Of those that can be answered: this agent has begun to write there. */
  readonly drafts: number;
};

/** What stands against words for the customer, or is there before them. */
export async function countAnswerable(db: Db, workspace: string, choice: Choice, most: number, agent: string | null): Promise<Answerable> {
  const { rows: [row] } = await sql<Answerable>`
    select count(*) filter (where archived)::int as archived, count(*) filter (where blocked and not archived)::int as blocked, count(*) filter (where begun and not blocked and not archived)::int as drafts
    from (
      select inbox.archived_at is not null as archived, contact.blocked_at is not null as blocked,
        exists (select from draft where draft.workspace = ${workspace} and draft.agent = ${agent}::uuid and draft.place = conversation.id::text and draft.kind = 'reply'
          and (btrim(draft.content->>'text', E' \\n\\t') <> '' or draft.attachments <> '[]'::jsonb)) as begun
      from (${chosen(db, workspace, choice, most)}) chosen
      join conversation on conversation.workspace = ${workspace} and conversation.id = chosen.id
      join inbox on inbox.workspace = conversation.workspace and inbox.id = conversation.inbox
      join contact on contact.workspace = conversation.workspace and contact.id = conversation.contact
    ) each`.execute(db);
  return row!;
}
