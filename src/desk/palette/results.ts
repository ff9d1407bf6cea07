// What is shown of all that the sources offer: what fits, the best first, kept together by kind.
import { entryGroups, type Entry, type EntryGroup, type Offered } from './entry.ts';
import { questionOf, rank } from './match.ts';

export type Section = { readonly group: EntryGroup | 'recent'; readonly entries: readonly Entry[] };

const mostOfAKind = 8;
const mostRecent = 5;

/** Only offered when something is looked for: there are too many of them to be read through. */
const onlySought: ReadonlySet<EntryGroup> = new Set(['conversations', 'contacts', 'templates']);

export function sectionsOf(offered: readonly Offered[], typed: string, recent: readonly string[], all: boolean): readonly Section[] {
  const entries = offered.flatMap((one) => one.entries);
  const found = offered.flatMap((one) => one.found ?? []);
  if (typed.trim() === '') return untyped(entries, recent, all);
  const question = questionOf(typed);
  const ranked = entries.flatMap((entry) => {
    const place = rank(question, entry);
    const used = recent.indexOf(entry.id);
    return place === null ? [] : [{ entry, place: place - (used < 0 ? 0 : 0.9 - used / 100) }];
  });
  ranked.sort((one, other) => one.place - other.place);
  const best = new Map<EntryGroup, number>();
  for (const { entry, place } of ranked) if (!best.has(entry.group)) best.set(entry.group, place);
  const order = entryGroups.filter((group) => best.has(group)).sort((one, other) => best.get(one)! - best.get(other)!);
  const sections: Section[] = order.map((group) => ({ group, entries: ranked.filter(({ entry }) => entry.group === group).slice(0, all ? undefined : mostOfAKind).map(({ entry }) => entry) }));
  return withFound(sections, found);
}

function untyped(entries: readonly Entry[], recent: readonly string[], all: boolean): readonly Section[] {
  const offered = all ? entries : entries.filter((entry) => !onlySought.has(entry.group));
  const lately = all ? [] : recent.flatMap((id) => entries.find((entry) => entry.id === id) ?? []).slice(0, mostRecent);
  const shown = new Set(lately.map((entry) => entry.id));
  const sections = entryGroups.map((group): Section => ({ group, entries: offered.filter((entry) => entry.group === group && !shown.has(entry.id)) }));
  return [{ group: 'recent' as const, entries: lately }, ...sections].filter((section) => section.entries.length > 0);
}

/** What the server found comes last and only once, so that nothing moves that was there before. */
function withFound(sections: readonly Section[], found: readonly Entry[]): readonly Section[] {
  const shown = new Set(sections.flatMap((section) => section.entries.map((entry) => entry.id)));
  const later = found.filter((entry) => !shown.has(entry.id));
  const grown = sections.map((section) => ({ ...section, entries: [...section.entries, ...later.filter((entry) => entry.group === section.group)] }));
  const groups = new Set(sections.map((section) => section.group));
  const added = entryGroups.filter((group) => !groups.has(group)).map((group): Section => ({ group, entries: later.filter((entry) => entry.group === group) }));
  return [...grown, ...added].filter((section) => section.entries.length > 0);
}
