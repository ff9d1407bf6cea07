// Finding conversations and contacts by their words. What people may type: docs/searching.md.
import { searchQuery, searchReply } from '../../contract/finding.ts';
import type { SearchQuery, SearchReply } from '../../contract/finding.ts';
import { parseQuery } from '../../domain/search/parse-query.ts';
import type { ListFilter } from '../../store/conversation-row.ts';
import { listConversationRows } from '../../store/conversation-page.ts';
import type { Db } from '../../store/open.ts';
import { storable } from '../../store/receive.ts';
import { findContactIds } from '../../store/search-read.ts';
import { findSearchFill } from '../../store/search-index.ts';
import { readTogether } from '../../store/sent-ahead.ts';
import { filterOfQuery, seenBy } from '../conversation-filter.ts';
import { findPage, understand } from '../find-conversations.ts';
import { presentConversation } from '../present/conversation.ts';
import type { Sought } from '../present/search.ts';
import { presentContacts, presentResults } from '../present/search.ts';
import type { Asked, SignedIn } from '../route.ts';
import { route } from '../route.ts';

const contactsShown = 10;

type Searching = Pick<Asked<typeof searchQuery, undefined>, 'desk' | 'query'> & SignedIn;
const nothing: SearchReply = { numbered: null, results: [], contacts: [], next: null, reading: null };

async function search({ desk, workspace, viewer, query }: Searching): Promise<SearchReply> {
  const parsed = parseQuery(storable(query.q));
  const [sought, seen] = await Promise.all([understand(desk, workspace, parsed, query), seenBy(desk, workspace, viewer)]);
  if (sought === null) return { ...nothing, reading: await findSearchFill(desk.db, workspace) };
  const conditions = await filterOfQuery(desk, workspace, viewer, withoutTime(query));
  const filter = conditions === null ? null : { ...conditions, ...seen };
  const first = query.cursor === undefined;
  // The page comes last: it may look again and again, and nothing waits behind it.
  const [reading, numbered, contacts, page] = await readTogether(desk.db, (db) => Promise.all([
    findSearchFill(db, workspace),
    first && parsed.number !== null ? byNumber(db, workspace, parsed.number, seen) : null,
    first && sought.terms.some((term) => !term.not) ? contactsOf(db, workspace, sought, seen) : [],
    filter === null ? { conversations: [], next: null } : findPage({ ...desk, db }, workspace, { sought, filter: Object.keys(filter).length === 0 ? null : filter, limit: query.limit, cursor: query.cursor, sort: query.sort }),
  ]));
  const results = await presentResults(desk.db, workspace, page.conversations, sought);
  return { numbered, results: [...results], contacts: [...contacts], next: page.next, reading };
}

/** From and to are about the words that were said, not about the conversation's last ones. */
function withoutTime({ from: _from, to: _to, ...query }: SearchQuery): Omit<SearchQuery, 'from' | 'to'> {
  return query;
}

async function byNumber(db: Db, workspace: string, number: number, seen: Pick<ListFilter, 'seenBy'>): Promise<SearchReply['numbered']> {
  const [row] = await listConversationRows(db, workspace, { number, ...seen }, 'last', null, 1);
  return row ? presentConversation(row) : null;
}

async function contactsOf(db: Db, workspace: string, sought: Sought, { seenBy: viewer }: Pick<ListFilter, 'seenBy'>): Promise<SearchReply['contacts']> {
  const ids = await findContactIds(db, workspace, sought.ofContacts, viewer, contactsShown);
  return [...(await presentContacts(db, workspace, ids, sought))];
}

export const searchRoutes = [
  route({
    method: 'GET', path: '/api/search', noun: 'finding', who: 'agent', ahead: true,
    summary: 'Conversations and contacts by their words, as far as the viewer may see them', query: searchQuery, reply: searchReply,
    handle: search,
  }),
];
