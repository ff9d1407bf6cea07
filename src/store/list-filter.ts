// The conditions of lists and searches beyond the plain ones of conversation-row.ts.
// Words of a fixed list stand in the statement itself: the planner then knows how frequent they are, prepared or not, and can use
// the indexes that leave the usual value out.
import type { Expression, RawBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';

export type FurtherFilter = {
  /** Any of these; `closed` is what is no spam. */
  readonly anyState?: readonly ('open' | 'waiting' | 'snoozed' | 'closed' | 'spam')[];
  readonly moods?: readonly string[];
  readonly urgencies?: readonly string[];
  /** `intent:complaint`, `complaint`, `motive:service`, `attachment`; of each group one. Filled by the search's index (search-index.ts). */
  readonly marks?: readonly (readonly string[])[];
  readonly anyInbox?: readonly string[];
  readonly language?: string;
  readonly waitingFor?: 'us' | 'customer' | 'third party';
  readonly waits?: boolean;
  readonly lastFrom?: string;
  readonly lastTo?: string;
  /** Only these, found before. */
  readonly among?: readonly string[];
  /** An entry of the search that fits this tsquery. */
  readonly having?: string;
  readonly tagId?: string | null;
  /** Groups of marks, by their place, and whether the tag, of which all that carry them are gathered first (shares.ts). */
  readonly gathered?: { readonly marks: readonly number[]; readonly tag: boolean };
};

const plain = /^[a-z][a-z -]{0,40}(?::[a-z -]{1,40})?$/;

/** One of these words of a fixed list. */
export function words(column: Expression<unknown>, values: readonly string[]): Expression<SqlBool> {
  if (!values.every((value) => plain.test(value))) throw new RangeError('Only words of a fixed list may stand in a statement.');
  return sql<SqlBool>`${column} in (${sql.join(values.map((value) => sql.lit(value)))})`;
}

export function furtherConditions(workspace: string, filter: FurtherFilter): readonly Expression<SqlBool>[] {
  const found: Expression<SqlBool>[] = [];
  if (filter.anyState) found.push(inStates(filter.anyState));
  if (filter.moods) found.push(words(sql.ref('conversation.mood'), filter.moods));
  if (filter.urgencies) found.push(words(sql.ref('conversation.urgency'), filter.urgencies));
  for (const [place, marks] of (filter.marks ?? []).entries()) found.push(marked(workspace, marks, filter.gathered?.marks.includes(place) === true));
  if (filter.anyInbox) found.push(sql<SqlBool>`conversation.inbox = any(${[...filter.anyInbox]}::uuid[])`);
  if (filter.language !== undefined) found.push(sql<SqlBool>`conversation.language = ${filter.language}`);
  if (filter.waitingFor === 'us') found.push(sql<SqlBool>`conversation.waiting_since is not null and conversation.waiting_for is null`);
  // The state is said as well, though it follows: the planner does not know, and the index of states then has them in order.
  else if (filter.waitingFor) found.push(sql<SqlBool>`conversation.state = 'waiting' and ${words(sql.ref('conversation.waiting_for'), [filter.waitingFor])}`);
  if (filter.waits !== undefined) found.push(filter.waits ? sql<SqlBool>`conversation.waiting_since is not null` : sql<SqlBool>`conversation.waiting_since is null`);
  if (filter.lastFrom !== undefined) found.push(sql<SqlBool>`conversation.last_at >= ${filter.lastFrom}::timestamptz`);
  if (filter.lastTo !== undefined) found.push(sql<SqlBool>`conversation.last_at < ${filter.lastTo}::timestamptz`);
  if (filter.among) found.push(sql<SqlBool>`conversation.id = any(${[...filter.among]}::uuid[])`);
  if (filter.tagId !== undefined) found.push(tagged(workspace, filter.tagId, filter.gathered?.tag === true));
  if (filter.having !== undefined) {
    // Not `exists`: the planner would join it with all entries that fit, where a few are enough to fill a page.
    found.push(sql<SqlBool>`(select true from search_entry entry where entry.workspace = ${workspace} and entry.conversation = conversation.id and ts_match_vq(entry.words, ${filter.having}::tsquery) limit 1)`);
  }
  return found;
}

export function inStates(names: NonNullable<FurtherFilter['anyState']>): Expression<SqlBool> {
  const [closed, spam] = [names.includes('closed'), names.includes('spam')];
  const states = names.filter((name) => name !== 'closed' && name !== 'spam');
  if (closed && spam) return words(sql.ref('conversation.state'), [...states, 'closed']);
  const apart = closed ? sql<SqlBool>`(conversation.state = 'closed' and conversation.closed_because <> 'spam')` : spam ? sql<SqlBool>`conversation.closed_because = 'spam'` : null;
  if (apart === null) return words(sql.ref('conversation.state'), states);
  return states.length === 0 ? apart : sql<SqlBool>`(${words(sql.ref('conversation.state'), states)} or ${apart})`;
}

function marked(workspace: string, marks: readonly string[], gathered: boolean): Expression<SqlBool> {
  const [fits, carrying] = [words(sql.ref('mark.mark'), marks), sql`conversation_mark mark where mark.workspace = ${workspace}`];
  return gathered ? amongAll(sql`select mark.conversation from ${carrying} and ${fits}`) : sql<SqlBool>`exists (select from ${carrying} and mark.conversation = conversation.id and ${fits})`;
}

/** null: there is no such tag, so nothing carries it. */
function tagged(workspace: string, tag: string | null, gathered: boolean): Expression<SqlBool> {
  if (tag === null) return sql<SqlBool>`false`;
  if (!/^[0-9a-f-]{36}$/.test(tag)) throw new RangeError('A tag is found by its id.');
  const [fits, carrying] = [sql`conversation_tag.tag = ${sql.lit(tag)}::uuid`, sql`conversation_tag where conversation_tag.workspace = ${workspace}`];
  return gathered ? amongAll(sql`select conversation_tag.conversation from ${carrying} and ${fits}`) : sql<SqlBool>`exists (select from ${carrying} and conversation_tag.conversation = conversation.id and ${fits})`;
}

/** Not simply `in`, which PostgreSQL makes a join of: joined by hashes, the list would lose the order that it is gone through in. */
function amongAll(conversations: RawBuilder<unknown>): Expression<SqlBool> {
  return sql<SqlBool>`case when conversation.id in (${conversations}) then true end`;
}
