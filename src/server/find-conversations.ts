// One page of a search. A frequent word is looked for in the newest days first; narrow conditions are gone through one by one.
import type { SearchQuery, Sort } from '../contract/finding.ts';
import { contactSign } from '../domain/search/entry.ts';
import { beginningsOf, lookFor, meaningful, within, wordsToStem } from '../domain/search/look-for.ts';
import type { SearchQuery as Parsed } from '../domain/search/parse-query.ts';
import { dayOf, looksBack } from '../domain/search/period.ts';
import type { Desk } from '../operations/desk.ts';
import { listInOrder } from '../store/conversation-order.ts';
import type { ListFilter } from '../store/conversation-row.ts';
import type { FoundConversation, Place } from '../store/search-read.ts';
import { findAmong, findConversations, findFew, findFewMatching, findWordsBeginning } from '../store/search-read.ts';
import { findStems } from '../store/search-stems.ts';
import { cursorOf, orderedCursorOf, readCursor, readOrderedCursor } from './page-cursor.ts';
import type { Sought } from './present/search.ts';

/** Up to so many, conversations or entries are gone through one by one. */
const few = 400;
const fewEntries = 2_000;
/** Words that are looked up one by one for a beginning. */
const mostWords = 150;
const dayMs = 86_400_000;

/** null: the query asks for nothing. */
export async function understand(desk: Desk, workspace: string, parsed: Parsed, { from, to }: Pick<SearchQuery, 'from' | 'to'>): Promise<Sought | null> {
  const stems = (await findStems(desk.db, wordsToStem(parsed))).any;
  const terms = meaningful(parsed, stems);
  const known = new Map(await Promise.all(beginningsOf(terms).filter((one) => !/\p{N}/u.test(one)).map(async (one) => [one, await findWordsBeginning(desk.db, workspace, one, mostWords)] as const)));
  const beginnings = (beginning: string) => known.get(beginning) ?? null;
  const [anywhere, ofContacts] = [lookFor(terms, stems, beginnings), lookFor(terms, stems, beginnings, contactSign)];
  return anywhere === null || ofContacts === null ? null : { terms, stems, anywhere, ofContacts, from: from ?? null, to: to ?? null };
}

export type FoundPage = { readonly conversations: readonly string[]; readonly next: string | null };
type Asked = { readonly sought: Sought; readonly filter: ListFilter | null; readonly limit: number; readonly cursor: string | undefined };

export async function findPage(desk: Desk, workspace: string, asked: Asked & { readonly sort: Sort }): Promise<FoundPage> {
  return asked.sort === 'newest' ? newest(desk, workspace, asked) : ordered(desk, workspace, asked, asked.sort);
}

async function newest(desk: Desk, workspace: string, { sought, filter, limit, cursor }: Asked): Promise<FoundPage> {
  const after = readCursor(cursor, 'cursor');
  const narrow = filter === null ? null : await findFew(desk.db, workspace, filter, few);
  const found = narrow === null
    ? await lookBack(desk, workspace, { sought, filter, limit }, after)
    : await findAmong(desk.db, workspace, narrow, { ...sought, after, limit: limit + 1 });
  const last = found[limit - 1];
  return { conversations: found.slice(0, limit).map(({ conversation }) => conversation), next: found.length > limit && last ? cursorOf({ at: last.at, id: last.conversation }) : null };
}

async function lookBack(desk: Desk, workspace: string, { sought, filter, limit }: Omit<Asked, 'cursor'>, after: Place | null): Promise<readonly FoundConversation[]> {
  const found: FoundConversation[] = [];
  for (const periods of looksBack(latestDay(desk, sought, after), sought.from === null ? undefined : dayOf(sought.from))) {
    found.push(...await findConversations(desk.db, workspace, {
      ...sought, filter, after, wanted: `${sought.anywhere}&${within(periods)}`, without: new Set(found.map(({ conversation }) => conversation)), limit: limit + 1 - found.length,
    }));
    if (found.length > limit) break;
  }
  return found;
}

/** Nothing lies later; a sender's clock may be a day ahead. */
function latestDay(desk: Desk, { to }: Sought, after: Place | null): number {
  const now = dayOf(new Date(Date.parse(desk.now()) + dayMs));
  return Math.min(now, after === null ? now : dayOf(after.at), to === null ? now : dayOf(to));
}

/** In an order that does not follow from when the words were said. */
async function ordered(desk: Desk, workspace: string, { sought, filter, limit, cursor }: Asked, sort: Exclude<Sort, 'newest'>): Promise<FoundPage> {
  const among = await fewMatching(desk, workspace, sought);
  const narrowed: ListFilter = among === null ? { ...filter, having: sought.anywhere } : { ...filter, among };
  const rows = await listInOrder(desk.db, workspace, narrowed, sort, readOrderedCursor(cursor, 'cursor'), limit + 1);
  const last = rows[limit - 1];
  return { conversations: rows.slice(0, limit).map(({ row }) => row.id), next: rows.length > limit && last ? orderedCursorOf(last.position) : null };
}

/** null: more than a few entries fit; then conversations are gone through in their order until enough of them do. */
async function fewMatching(desk: Desk, workspace: string, sought: Sought): Promise<readonly string[] | null> {
  const found = new Set<string>();
  let left = fewEntries;
  for (const periods of looksBack(latestDay(desk, sought, null), sought.from === null ? undefined : dayOf(sought.from))) {
    const some = await findFewMatching(desk.db, workspace, `${sought.anywhere}&${within(periods)}`, sought, left);
    if (some === null) return null;
    for (const conversation of some) found.add(conversation);
    left -= some.length;
  }
  return [...found];
}
