// Runs every rule of one side (reading or reply) of a pack over one text.
import { findLong } from './length.ts';
import { hit, openRule } from './look.ts';
import { findMissing } from './missing.ts';
import { findPhrases } from './phrase.ts';
import { PhraseIndex } from './phrase-index.ts';
import { findRatio } from './ratio.ts';
import { findSequences } from './sequence.ts';
import { findSwaps, wordsKey } from './swap.ts';
import { viewText } from '../text/view.ts';
import { meaningOf } from '../pack/shape.ts';
import type { Rule } from '../pack/shape.ts';
import type { Grammar, View } from '../text/view.ts';
import type { Hit, Look, OpenRule } from './look.ts';
import type { Match } from './phrase-index.ts';
import type { SwapTable } from './swap.ts';

export type Hits = {
  readonly all: readonly Hit[];
  /** Hits by what they mean, in the order of the text. */
  of(means: string): readonly Hit[];
  /** Whether something that means this begins in a sentence. */
  has(means: string, sentence: number): boolean;
  /** Where words of each concept stand; a concept without a match is not here. */
  readonly concepts: readonly FoundConcept[];
};

export type FoundConcept = { readonly concept: string; readonly matches: readonly Match[] };

export type Finder = (view: View) => Hits;

const noHits: readonly Hit[] = [];

/** Words that turn a meaning round, and words that hand it to somebody else; every pack names them. */
const negation = 'negation';
const reported = 'reported-speech';

const swapTable = (rule: Rule, grammar: Grammar): SwapTable => {
  const table = new Map<string, string>();
  for (const { from, to } of rule.swaps ?? []) {
    const view = viewText(from, grammar);
    table.set(wordsKey(view, { from: 0, to: view.words.count }), to);
  }
  return table;
};

const hitsOf = (look: Look, open: OpenRule, swaps: SwapTable | undefined): Hit[] => {
  const plain = (matches: readonly { from: number; to: number }[]): Hit[] => matches.map((match) => hit(look, open, match));
  switch (open.rule.find) {
    case 'phrase':
      return plain(findPhrases(look, open));
    case 'missing':
      return plain(findMissing(look, open));
    case 'swap':
      return findSwaps(look, open, swaps ?? new Map()).map(({ match, fix }) => hit(look, open, match, fix));
    case 'length':
      return plain(findLong(look, open));
    case 'ratio':
      return plain(findRatio(look, open));
    case 'sequence':
      return plain(findSequences(look, open));
  }
};

const gather = (hits: readonly Hit[], concepts: readonly FoundConcept[]): Hits => {
  const byMeaning = new Map<string, Hit[]>();
  for (const one of hits) {
    const known = byMeaning.get(one.means);
    if (known) known.push(one);
    else byMeaning.set(one.means, [one]);
  }
  for (const list of byMeaning.values()) if (list.length > 1) list.sort((a, b) => a.start - b.start || b.end - a.end);
  const sentences = new Map<string, ReadonlySet<number>>();
  const sentencesOf = (means: string): ReadonlySet<number> => {
    const known = sentences.get(means) ?? new Set((byMeaning.get(means) ?? noHits).map(({ sentence }) => sentence));
    sentences.set(means, known);
    return known;
  };
  return { all: hits, of: (means) => byMeaning.get(means) ?? noHits, has: (means, sentence) => sentencesOf(means).has(sentence), concepts };
};

/** Most rules find nothing in most texts: a rule of phrases is asked where one of them stands, the others always; in the order of the rules. */
const whoIsAsked = (rules: readonly OpenRule[]): ((slots: readonly number[]) => readonly number[]) => {
  const always: number[] = [];
  const bySlot = new Map<number, number>();
  rules.forEach(({ rule, any }, place) => {
    if (rule.find !== 'phrase' || any < 0) always.push(place);
    else bySlot.set(any, place);
  });
  return (slots) => {
    const asked = always.slice();
    for (const slot of slots) {
      const place = bySlot.get(slot);
      if (place !== undefined) asked.push(place);
    }
    return asked.sort((a, b) => a - b);
  };
};

type Phrases = Readonly<Record<string, readonly string[]>>;

/** @param concepts words that mean the same, by concept: one walk over a text finds them together with what the rules look for */
export const makeFinder = (grammar: Grammar, words: 'spaces' | 'none', lists: Phrases, rules: readonly Rule[], concepts: Phrases = {}): Finder => {
  const index = new PhraseIndex(grammar, words, lists);
  const open = rules.map((rule) => openRule(index, rule, meaningOf(rule.id)));
  const concepted = Object.entries(concepts).map(([concept, phrases]) => ({ concept, slot: index.add(phrases) }));
  index.close();
  const swaps = new Map(open.filter((one) => one.rule.find === 'swap').map((one) => [one, swapTable(one.rule, grammar)]));
  const negating = open.filter((one) => one.means === negation);
  const reporting = open.filter((one) => one.means === reported);
  const inOrder = (look: Look, rules: readonly OpenRule[]) => rules.flatMap((one) => findPhrases(look, one)).sort((a, b) => a.from - b.from);
  const ask = whoIsAsked(open);
  const conceptOf = new Map(concepted.map(({ concept, slot }) => [slot, concept]));
  return (view) => {
    const { bySlot: found, slots } = index.find(view);
    const bare: Look = { view, found, negations: [], reported: [] };
    const look: Look = { ...bare, negations: inOrder(bare, negating), reported: inOrder(bare, reporting) };
    const hits: Hit[] = [];
    for (const place of ask(slots)) {
      const one = open[place]!;
      for (const found of hitsOf(look, one, swaps.get(one))) hits.push(found);
    }
    const foundConcepts: FoundConcept[] = [];
    for (const slot of slots) {
      const concept = conceptOf.get(slot);
      if (concept !== undefined) foundConcepts.push({ concept, matches: found[slot]! });
    }
    return gather(hits, foundConcepts);
  };
};
