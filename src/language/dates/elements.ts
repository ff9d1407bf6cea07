// Turns the words of a sentence into the elements of a date: numbers, months, weekdays, units and small words with a role.
// All words come from the pack; the order in which they may stand is looked for in find-dates.ts.
import { PhraseIndex } from '../find/phrase-index.ts';
import { wordKind } from '../text/words.ts';
import type { DateForms } from '../pack/shape.ts';
import type { Grammar, View } from '../text/view.ts';

export const roles = ['in', 'ago', 'later', 'next', 'last', 'this', 'by', 'at', 'end', 'half', 'am', 'pm', 'hour-mark', 'minute-mark', 'day-mark', 'month-mark', 'year-mark', 'filler', 'from', 'nth', 'and', 'within', 'moment', 'last-year', 'this-year', 'next-year', 'since'] as const;
export type Role = (typeof roles)[number];

export const units = ['minute', 'quarter-hour', 'half-hour', 'hour', 'day', 'workday', 'week', 'month', 'year'] as const;
export type Unit = (typeof units)[number];

export type Element =
  | { readonly is: 'number'; readonly value: number; readonly raw: string; readonly digits: boolean; readonly counting: boolean; readonly ordinal: boolean }
  | { readonly is: 'weekday' | 'part'; readonly value: number }
  | { readonly is: 'day'; readonly value: number; readonly evening: boolean }
  | { readonly is: 'feast'; readonly on: string }
  | { readonly is: 'month'; readonly value: number; readonly alone: boolean }
  | { readonly is: 'unit' | 'ending'; readonly unit: Unit }
  | { readonly is: 'role'; readonly role: Role }
  /** `every` stands before a weekday of which any is meant, `thing` beside a number that is no day. */
  | { readonly is: 'every' | 'thing' };

/** An element with its place: words `from` to `to`. */
export type Placed = { readonly element: Element; readonly from: number; readonly to: number; /** A comma or the like stands before it. */ readonly paused: boolean; /** Another word goes on right behind it. */ readonly goesOn: boolean };

/** The elements that stand together without a foreign word between them. */
export type Run = readonly Placed[];

export type ElementFinder = (view: View) => readonly Run[];

/** One word may play two parts (Italian "secondo", Chinese 日): both are offered, and the longer phrase wins first. */
type Tag = { readonly element: Element; readonly to: number };

const meanings = (forms: DateForms): (readonly [string, Element])[] => [
  ...forms.months.map(([word, value]) => [word, { is: 'month', value, alone: forms.alone.includes(word) }] as const),
  ...forms.weekdays.map(([word, value]) => [word, { is: 'weekday', value }] as const),
  ...forms.days.map(([word, value]) => [word, { is: 'day', value, evening: false }] as const),
  ...forms.evenings.map(([word, value]) => [word, { is: 'day', value, evening: true }] as const),
  ...forms.feasts.map(([word, on]) => [word, { is: 'feast', on }] as const),
  ...forms.parts.map(([word, value]) => [word, { is: 'part', value }] as const),
  ...forms.numbers.map(([word, value]) => [word, { is: 'number', value, raw: '', digits: false, counting: forms.counting.includes(word), ordinal: false }] as const),
  ...forms.ordinals.map(([word, value]) => [word, { is: 'number', value, raw: '', digits: false, counting: false, ordinal: true }] as const),
  ...forms.units.map(([word, unit]) => [word, { is: 'unit', unit: unit as Unit }] as const),
  ...forms.ends.map(([word, unit]) => [word, { is: 'ending', unit: unit as Unit }] as const),
  ...forms.roles.map(([word, role]) => [word, { is: 'role', role: role as Role }] as const),
  ...forms.every.map((word) => [word, { is: 'every' }] as const),
  ...forms.numbered.map((word) => [word, { is: 'thing' }] as const),
];

const numeral = (raw: string): Element => ({ is: 'number', value: /^\d+$/.test(raw) ? Number(raw) : Number.NaN, raw, digits: true, counting: false, ordinal: false });

const tagger = (forms: DateForms, grammar: Grammar, words: 'spaces' | 'none') => {
  const index = new PhraseIndex(grammar, words, {});
  const elements: Element[] = [];
  for (const [word, element] of meanings(forms)) {
    const slot = index.add([word]);
    elements[slot] = element;
  }
  index.close();
  return (view: View): ReadonlyMap<number, Tag> => {
    const tags = new Map<number, Tag>();
    index.each(view, (slot, from, to) => {
      const known = tags.get(from);
      if (known === undefined || known.to < to) tags.set(from, { element: elements[slot]!, to });
    });
    return tags;
  };
};

const leadsToHour = (element: Element | undefined): boolean => element?.is === 'role' && (element.role === 'by' || element.role === 'at');

const isHourMark = (element: Element | undefined): boolean => element?.is === 'role' && element.role === 'hour-mark';

const isHalf = (element: Element | undefined): boolean => element?.is === 'role' && element.role === 'half';

/** "To a" holds a small word and a number, and no date: a number in words counts only as the hour of "by six", "at half past six" and 六点 (一点 is "a little"). */
const tells = (run: Run): boolean =>
  run.some(({ element }, index) => {
    if (element.is === 'role' || element.is === 'every' || element.is === 'thing') return false;
    const before = run[index - 1]?.element;
    return element.is !== 'number' || element.digits || element.ordinal || leadsToHour(before) || (element.value > 1 && isHourMark(run[index + 1]?.element)) || (isHalf(before) && leadsToHour(run[index - 2]?.element));
  });

/** 30 %, 10€: a share or a sum is no part of a date. */
const isShare = ({ words, text }: View, word: number): boolean => /^ ?[%‰€$£₽]/.test(text.slice(words.end[word], words.end[word]! + 2));

const follows = (view: View, word: number): boolean => word < view.words.count && view.words.afterPause[word] !== true && view.sentenceOf[word] === view.sentenceOf[word - 1];

export const elementFinder = (forms: DateForms, grammar: Grammar, words: 'spaces' | 'none'): ElementFinder => {
  const tag = tagger(forms, grammar, words);
  return (view) => {
    const tags = tag(view);
    const runs: Placed[][] = [];
    let run: Placed[] = [];
    const close = (): void => {
      if (tells(run)) runs.push(run);
      run = [];
    };
    for (let word = 0; word < view.words.count; ) {
      if (run.length > 0 && view.sentenceOf[word] !== view.sentenceOf[word - 1]) close();
      const known = tags.get(word);
      const paused = view.words.afterPause[word] === true;
      const goesOn = follows(view, known?.to ?? word + 1);
      if (known) run.push({ element: known.element, from: word, to: known.to, paused, goesOn });
      else if (view.words.kind[word] === wordKind.number && !isShare(view, word)) run.push({ element: numeral(view.folded.slice(view.words.start[word], view.words.end[word])), from: word, to: word + 1, paused, goesOn });
      else close();
      word = known ? known.to : word + 1;
    }
    close();
    return runs;
  };
};
