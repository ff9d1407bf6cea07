// Leaves out what could not be opened, and says so: one bad phrase in a site's own folder must not stop the reading of its mail.
import { builtInLists } from '../find/phrase-index.ts';
import { folding } from '../text/fold.ts';
import { NotationError, parsePhrase } from './notation.ts';
import type { Grammar } from '../text/view.ts';
import type { SourceRule } from './rules.ts';
import type { CompiledPack, DateForms, Rule } from './shape.ts';
import type { Problem } from './source.ts';

type Lists = Readonly<Record<string, readonly string[]>>;

type Checker = {
  readonly grammar: Grammar;
  /** Names that a phrase may use. */
  readonly names: ReadonlySet<string>;
};

/** What is wrong with a phrase, or null. */
const fault = (phrase: string, { grammar, names }: Checker): string | null => {
  try {
    const unknown = parsePhrase(phrase, grammar).find((item) => item.is === 'list' && !names.has(item.name));
    return unknown?.is === 'list' ? `there is no list {${unknown.name}} (in "${phrase}")` : null;
  } catch (error) {
    if (error instanceof NotationError) return error.message;
    throw error;
  }
};

const usedIn = (phrase: string): string[] => [...phrase.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name.trim());

/** Lists that come back to themselves have no end. */
const circular = (name: string, lists: Lists, path: readonly string[] = []): boolean =>
  path.includes(name) || (lists[name] ?? []).some((phrase) => usedIn(phrase).some((inner) => inner !== name && circular(inner, lists, [...path, name])));

export const soundLists = (lists: Lists, grammar: Grammar, file: string, problems: Problem[]): Record<string, string[]> => {
  const say = (message: string): void => void problems.push({ file, line: 1, message });
  const names = new Set([...Object.keys(lists), ...builtInLists]);
  const sound: Record<string, string[]> = {};
  for (const [name, phrases] of Object.entries(lists)) {
    if (circular(name, lists) || phrases.some((phrase) => usedIn(phrase).includes(name))) {
      say(`{${name}} is a list that contains itself`);
      sound[name] = [];
      continue;
    }
    sound[name] = phrases.filter((phrase) => {
      const message = fault(phrase, { grammar, names });
      if (message !== null) say(`{${name}}: ${message}`);
      return message === null;
    });
  }
  return sound;
};

export const soundConcepts = (concepts: Lists, grammar: Grammar, lists: Lists, file: string, problems: Problem[]): Record<string, string[]> => {
  const names = new Set([...Object.keys(lists), ...builtInLists]);
  const keep = (concept: string) => (phrase: string): boolean => {
    const message = fault(phrase, { grammar, names });
    if (message !== null) problems.push({ file, line: 1, message: `${concept}: ${message}` });
    return message === null;
  };
  return Object.fromEntries(Object.entries(concepts).map(([concept, phrases]) => [concept, phrases.filter(keep(concept))]));
};

const phrasesOf = (rule: Rule): string[] => [
  ...(rule.any ?? []),
  ...(rule.unless ?? []),
  ...(rule.near ?? []),
  ...(rule.when ?? []),
  ...(rule.needs ?? []),
  ...(rule.steps ?? []).flat(),
  ...(rule.swaps ?? []).map(({ from }) => from),
];

export const soundRules = (rules: readonly SourceRule[], grammar: Grammar, lists: Lists, problems: Problem[]): SourceRule[] => {
  const names = new Set([...Object.keys(lists), ...builtInLists]);
  return rules.filter(({ rule, place, phrases }) => {
    const bad = phrasesOf(rule).map((phrase) => ({ phrase, message: fault(phrase, { grammar, names }) })).find(({ message }) => message !== null);
    if (bad === undefined) return true;
    const line = phrases.find(({ text }) => text === bad.phrase)?.line ?? place.line;
    problems.push({ file: place.file, line, message: `${rule.id}: ${bad.message}` });
    return false;
  });
};

export const soundFold = (pairs: CompiledPack['fold'], file: string, problems: Problem[]): CompiledPack['fold'] =>
  pairs.filter((pair) => {
    try {
      folding([pair]);
      return true;
    } catch (error) {
      problems.push({ file, line: 1, message: error instanceof Error ? error.message : String(error) });
      return false;
    }
  });

/** A pair of a word and what it stands for, in every part of the forms. */
export const soundDates = (forms: DateForms | null, grammar: Grammar, file: string, problems: Problem[]): DateForms | null => {
  if (forms === null) return null;
  const keep = <Value>(pairs: readonly (readonly [string, Value])[]): (readonly [string, Value])[] =>
    pairs.filter(([word, value]) => {
      const message = Number.isNaN(value) ? `"${word}" needs a number after it` : fault(word, { grammar, names: new Set() });
      if (message !== null) problems.push({ file, line: 1, message });
      return message === null;
    });
  const words = (phrases: readonly string[]): string[] => keep(phrases.map((phrase) => [phrase, 0] as const)).map(([phrase]) => phrase);
  const { months, weekdays, numbers, days, parts, units, ends, roles, evenings, ordinals, feasts, counting, alone, told, coming, wished, itIs, every, numbered } = forms;
  return { ...forms, months: keep(months), weekdays: keep(weekdays), numbers: keep(numbers), days: keep(days), parts: keep(parts), units: keep(units), ends: keep(ends), roles: keep(roles), evenings: keep(evenings), ordinals: keep(ordinals), feasts: keep(feasts), counting: words(counting), alone: words(alone), told: words(told), coming: words(coming), wished: words(wished), itIs: words(itIs), every: words(every), numbered: words(numbered) };
};
