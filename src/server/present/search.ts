// What a search finds, as people read it: conversations, what fits in each, and where the words stand.
import type { SearchContact, SearchHit, SearchResult } from '../../contract/finding.ts';
import type { Snippet } from '../../domain/search/highlight.ts';
import { findSpans, snippetOf, wordsToCompare } from '../../domain/search/highlight.ts';
import type { Stems } from '../../domain/search/look-for.ts';
import type { Term } from '../../domain/search/parse-query.ts';
import type { ContactRow, IdentityRow } from '../../store/contact.ts';
import { findContacts } from '../../store/contact.ts';
import { findConversationRows } from '../../store/conversation-row.ts';
import type { Db } from '../../store/open.ts';
import type { FoundEntry, MessageText } from '../../store/search-read.ts';
import { findEntries, findMessageTexts } from '../../store/search-read.ts';
import { findStems } from '../../store/search-stems.ts';
import { presentConversation } from './conversation.ts';

export type Sought = { readonly terms: readonly Term[]; readonly stems: Stems; readonly anywhere: string; readonly from: string | null; readonly to: string | null };

const hitsShown = 3;

/** In the order in which they are given. */
export async function presentResults(db: Db, workspace: string, conversations: readonly string[], sought: Sought): Promise<readonly SearchResult[]> {
  const [rows, entries] = await Promise.all([findConversationRows(db, workspace, conversations), findEntries(db, workspace, conversations, sought.anywhere, sought, hitsShown)]);
  const messages = new Map((await findMessageTexts(db, workspace, entries.filter((entry) => entry.kind === 'message').map((entry) => entry.id))).map((message) => [message.id, message]));
  const texts = [...messages.values()].flatMap(textsOf).map(({ text }) => text);
  const stems = await stemsOf(db, [...texts, ...rows.map((row) => row.subject ?? '')], sought);
  return conversations.flatMap((id): SearchResult[] => {
    const row = rows.find((one) => one.id === id);
    if (!row) return [];
    const own = entries.filter((entry) => entry.conversation === id);
    const hits = own.flatMap((entry) => hitOf(entry, entry.kind === 'message' ? messages.get(entry.id) : row.subject, { ...sought, stems }) ?? []);
    return [{ conversation: presentConversation(row), hits, count: own[0]?.count ?? 0 }];
  });
}

/** Besides the forms of the words that were asked for, those of words that may be the same. */
async function stemsOf(db: Db, texts: readonly string[], { terms, stems }: Sought): Promise<Stems> {
  const asked = terms.flatMap((term) => (term.is === 'word' ? [term.word] : []));
  return (await findStems(db, [...asked, ...texts.flatMap((text) => wordsToCompare(text, terms, stems))])).any;
}

type Part = { readonly in: SearchHit['in']; readonly text: string; readonly attachment: string | null };

function textsOf(message: MessageText): readonly Part[] {
  const people = [message.sender, ...Object.values(message.recipients).flat()].filter((person) => person !== null);
  return [
    { in: 'text', text: message.text, attachment: null },
    ...(message.subject === null ? [] : [{ in: 'subject' as const, text: message.subject, attachment: null }]),
    ...message.attachments.map(({ id, name }) => ({ in: 'attachment' as const, text: name, attachment: id })),
    ...people.map(({ name, address }) => ({ in: 'people' as const, text: name === null || name === address ? address : `${name} ${address}`, attachment: null })),
  ];
}

/** The words of one query may stand in different parts of a message: the part with the most of them is shown. */
function hitOf(entry: FoundEntry, found: MessageText | string | null | undefined, { terms, stems }: Sought): SearchHit | null {
  if (found === undefined || found === null) return null;
  const parts: readonly Part[] = typeof found === 'string' ? [{ in: 'subject', text: found, attachment: null }] : textsOf(found);
  const fitting = parts.map((part) => ({ part, fits: terms.filter((term) => findSpans(part.text, [term], stems).length > 0).length }));
  const best = fitting.reduce((one, other) => (other.fits > one.fits ? other : one)).part;
  const message = typeof found === 'string' ? null : found;
  return {
    in: best.in, message: message?.id ?? null, attachment: best.attachment, direction: message?.direction ?? null, author: message?.author ?? message?.sender?.name ?? null,
    at: entry.at.toISOString(), snippet: shown(best.text, terms, stems),
  };
}

function shown(text: string, terms: readonly Term[], stems: Stems): SearchHit['snippet'] {
  const { highlights, ...rest }: Snippet = snippetOf(text, findSpans(text, terms, stems));
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
  return parts.map(({ text, ...part }) => ({ ...part, snippet: shown(text, terms, stems) })).filter(({ snippet }) => snippet.highlights.length > 0).slice(0, 5);
}
