// What a search finds, as people read it: conversations, what fits in each, and where the words stand.
import type { SearchContact, SearchHit, SearchResult } from '../../contract/finding.ts';
import type { Snippet } from '../../domain/search/highlight.ts';
import { withoutMarks } from '../../domain/conversation/summary.ts';
import { findSpans, snippetOf, wordsToCompare } from '../../domain/search/highlight.ts';
import type { Word } from '../../domain/search/words.ts';
import { wordsOf } from '../../domain/search/words.ts';
import type { Stems } from '../../domain/search/look-for.ts';
import type { Term } from '../../domain/search/parse-query.ts';
import type { ContactRow, IdentityRow } from '../../store/contact.ts';
import { findContacts } from '../../store/contact.ts';
import { findConversationRows } from '../../store/conversation-row.ts';
import type { Db } from '../../store/open.ts';
import type { FoundEntry, MessageText } from '../../store/search-read.ts';
import { findEntries } from '../../store/search-read.ts';
import { findStems } from '../../store/search-stems.ts';
import { readTogether } from '../../store/sent-ahead.ts';
import { presentConversation } from './conversation.ts';

export type Sought = { readonly terms: readonly Term[]; readonly stems: Stems; readonly anywhere: string; readonly ofContacts: string; readonly from: string | null; readonly to: string | null };

const hitsShown = 3;

/** In the order in which they are given. */
export async function presentResults(db: Db, workspace: string, conversations: readonly string[], sought: Sought): Promise<readonly SearchResult[]> {
  const [rows, entries] = await readTogether(db, (together) => Promise.all([findConversationRows(together, workspace, conversations), findEntries(together, workspace, conversations, sought.anywhere, sought, hitsShown)]));
  const said = new Map<string, Said>([
    ...rows.map((row) => [row.id, { message: null, parts: [partOf('subject', row.subject ?? '')] }] as const),
    ...entries.flatMap((entry) => (entry.kind === 'message' ? [[entry.id, { message: entry, parts: partsOf(entry) }] as const] : [])),
  ]);
  const stems = await stemsOf(db, [...said.values()].flatMap(({ parts }) => parts), sought);
  return conversations.flatMap((id): SearchResult[] => {
    const row = rows.find((one) => one.id === id);
    if (!row) return [];
    const own = entries.filter((entry) => entry.conversation === id);
    return [{ conversation: presentConversation(row), hits: own.flatMap((entry) => hitOf(entry, said.get(entry.id), { ...sought, stems }) ?? []), count: own[0]?.count ?? 0 }];
  });
}

/** Besides the forms of the words that were asked for, those of words that may be the same. */
async function stemsOf(db: Db, parts: readonly Part[], { terms, stems }: Sought): Promise<Stems> {
  const asked = terms.flatMap((term) => (term.is === 'word' ? [term.word] : []));
  return (await findStems(db, [...asked, ...parts.flatMap((part) => wordsToCompare(part.words, terms, stems))])).any;
}

type Part = { readonly in: SearchHit['in']; readonly text: string; readonly words: readonly Word[]; readonly attachment: string | null };
type Said = { readonly message: (MessageText & { readonly id: string }) | null; readonly parts: readonly Part[] };

function partOf(where: SearchHit['in'], text: string, attachment: string | null = null): Part {
  return { in: where, text, words: wordsOf(text), attachment };
}

function partsOf(message: MessageText): readonly Part[] {
  return [
    partOf('text', withoutMarks(message.text, message.direction)),
    ...(message.subject === null ? [] : [partOf('subject', message.subject)]),
    ...message.attachments.map(({ id, name }) => partOf('attachment', name, id)),
    ...message.people.map(({ name, address }) => partOf('people', name === null || name === address ? address : `${name} ${address}`)),
  ];
}

/** The words of one query may stand in different parts of a message: the part with the most of them is shown. */
function hitOf(entry: FoundEntry, said: Said | undefined, { terms, stems }: Sought): SearchHit | null {
  if (!said) return null;
  const wanted = terms.filter((term) => !term.not);
  const fits = (part: Part) => wanted.filter((term) => findSpans(part.text, [term], stems, part.words).length > 0).length;
  // Mostly there is nothing but the text.
  const { best } = said.parts.length === 1 ? { best: said.parts[0]! } : said.parts.reduce<{ readonly best: Part; readonly count: number }>(
    (one, part) => {
      const count = one.count === wanted.length ? 0 : fits(part);
      return count > one.count ? { best: part, count } : one;
    },
    { best: said.parts[0]!, count: 0 },
  );
  const { message } = said;
  return {
    in: best.in, message: message?.id ?? null, attachment: best.attachment, direction: message?.direction ?? null, author: message?.author ?? message?.sender?.name ?? null,
    at: entry.at.toISOString(), snippet: shown(best.text, findSpans(best.text, terms, stems, best.words)),
  };
}

function shown(text: string, spans: ReturnType<typeof findSpans>): SearchHit['snippet'] {
  const { highlights, ...rest }: Snippet = snippetOf(text, spans);
  return { ...rest, highlights: [...highlights] };
}

export async function presentContacts(db: Db, workspace: string, ids: readonly string[], { terms, stems }: Pick<Sought, 'terms' | 'stems'>): Promise<readonly SearchContact[]> {
  const { contacts, identities } = await findContacts(db, workspace, ids);
  return ids.flatMap((id) => {
    const contact = contacts.find((one) => one.id === id);
    return contact ? [{ id, name: contact.name, found: foundOf(contact, identities.filter((one) => one.contact === id), terms, stems) }] : [];
  });
}

function foundOf(contact: ContactRow, identities: readonly IdentityRow[], terms: readonly Term[], stems: Stems): SearchContact['found'] {
  const parts = [
    ...(contact.name === null ? [] : [{ kind: 'name' as const, label: null, text: contact.name }]),
    ...identities.flatMap((identity) => [identity.external_id, ...(identity.name === null || identity.name === contact.name ? [] : [identity.name])].map((text) => ({ kind: 'identity' as const, label: identity.channel, text }))),
    ...Object.entries(contact.attributes as Record<string, string>).map(([label, text]) => ({ kind: 'attribute' as const, label, text })),
  ];
  return parts.map(({ text, ...part }) => ({ ...part, snippet: shown(text, findSpans(text, terms, stems)) })).filter(({ snippet }) => snippet.highlights.length > 0).slice(0, 5);
}
