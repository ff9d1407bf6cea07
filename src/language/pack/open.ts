// A compiled pack made ready to look at texts. The indexes are built on first use: a browser that only advises pays for no more.
import { elementFinder } from '../dates/elements.ts';
import { tenseFinder } from '../dates/tense.ts';
import { makeFinder } from '../find/find-all.ts';
import { folding } from '../text/fold.ts';
import { FoldedSet } from '../text/folded-set.ts';
import { mailForms } from '../text/own-words.ts';
import { vocabularies } from '../text/vocabulary.ts';
import type { ElementFinder } from '../dates/elements.ts';
import type { Tense } from '../dates/tense.ts';
import type { Finder } from '../find/find-all.ts';
import type { Grammar } from '../text/view.ts';
import type { MailForms } from '../text/own-words.ts';
import type { CompiledPack } from './shape.ts';

export type Telling = { readonly frequent: FoldedSet; readonly letters: RegExp | null; readonly foreignLetters: RegExp | null };

export type OpenPack = {
  readonly pack: CompiledPack;
  readonly grammar: Grammar;
  readonly reading: Finder;
  readonly reply: Finder;
  readonly elements: ElementFinder | null;
  /** Which way the days of a letter lie. */
  readonly tense: Tense | null;
  /** Words so frequent that they say nothing about the case; also used to recognise the language. */
  readonly frequent: ReadonlySet<string>;
  /** The same words, for asking without cutting them out of a text; and what else tells the language. */
  readonly telling: Telling;
  readonly mail: readonly MailForms[];
};

const once = <Value>(make: () => Value): (() => Value) => {
  let value: { readonly made: Value } | null = null;
  return () => (value ??= { made: make() }).made;
};

export const grammarOf = ({ fold: pairs, elisions, clitics, abbreviations }: Pick<CompiledPack, 'fold' | 'elisions' | 'clitics' | 'abbreviations'>): Grammar => {
  const fold = folding(pairs);
  return { fold, forms: { elisions: new Set(elisions.map(fold)), clitics: new Set(clitics.map(fold)) }, abbreviations: new Set(abbreviations), vocabulary: vocabularies() };
};

const anyOf = (letters: string): RegExp | null => (letters === '' ? null : new RegExp(`[${[...letters].map((letter) => String.raw`\u{${letter.codePointAt(0)!.toString(16)}}`).join('')}]`, 'u'));

export const openPack = (pack: CompiledPack): OpenPack => {
  const grammar = grammarOf(pack);
  const { fold } = grammar;
  const frequent = new Set(pack.detect.words.map(fold));
  const reading = once(() => makeFinder(grammar, pack.words, pack.lists, pack.reading, pack.concepts));
  const reply = once(() => makeFinder(grammar, pack.words, pack.lists, pack.reply));
  const tense = once(() => (pack.dates ? tenseFinder(pack.dates, grammar, pack.words) : null));
  const elements = once(() => (pack.dates ? elementFinder(pack.dates, grammar, pack.words) : null));
  return {
    pack,
    grammar,
    reading: (view) => reading()(view),
    reply: (view) => reply()(view),
    get tense() {
      return tense();
    },
    get elements() {
      return elements();
    },
    frequent,
    telling: { frequent: new FoldedSet(frequent), letters: anyOf(pack.detect.letters), foreignLetters: anyOf(pack.detect.foreignLetters) },
    mail: pack.mail.filter((data) => data !== null).map(mailForms),
  };
};

/** The grammar for a text in a language without a pack. */
export const plainGrammar: Grammar = { fold: folding([]), forms: { elisions: new Set(), clitics: new Set() }, abbreviations: new Set(), vocabulary: vocabularies() };
