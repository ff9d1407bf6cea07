// Runs the examples that stand in the rules of a pack: what a rule must catch, with the piece marked by [ ], and what it must spare.
import { NotationError, parseExample } from './notation.ts';
import { openPack } from './open.ts';
import { viewText } from '../text/view.ts';
import type { Compiled } from './compile.ts';
import type { OpenPack } from './open.ts';
import type { SourceRule } from './rules.ts';
import type { Line, Problem } from './source.ts';
import type { Span } from '../text/span.ts';

/** Two are few, but one can be an accident. */
export const fewestExamples = 2;

const spansOf = (open: OpenPack, rule: SourceRule, text: string): Span[] => {
  const view = viewText(text, open.grammar);
  const hits = (rule.side === 'reading' ? open.reading(view) : open.reply(view)).all;
  return hits.filter((hit) => hit.rule === rule.rule.id).map(({ start, end }) => ({ start, end }));
};

const quote = (text: string, spans: readonly Span[]): string => (spans.length === 0 ? 'nothing' : spans.map(({ start, end }) => `"${text.slice(start, end)}"`).join(' and '));

/** Marks at the edge of a piece do not matter: "[order 1182,]" and "[order 1182]" mean the same. */
const bare = (text: string, { start, end }: Span): Span => {
  const edge = /[\s\p{P}\p{S}]/u;
  let from = start;
  let to = end;
  while (from < to && edge.test(text.charAt(from))) from += 1;
  while (to > from && edge.test(text.charAt(to - 1))) to -= 1;
  return from === to ? { start, end } : { start: from, end: to };
};

const same = (text: string, found: readonly Span[], marks: readonly Span[]): boolean => {
  const key = (spans: readonly Span[]): string => spans.map((span) => bare(text, span)).map(({ start, end }) => `${start}-${end}`).sort().join();
  return key(found) === key(marks);
};

const runOne = (open: OpenPack, rule: SourceRule, { text: written, line }: Line, catches: boolean): Problem[] => {
  const say = (message: string): Problem[] => [{ file: rule.place.file, line, message: `${rule.rule.id}: ${message}` }];
  try {
    const { text, marks } = parseExample(written);
    const found = spansOf(open, rule, text);
    if (!catches) return found.length === 0 ? [] : say(`must spare "${text}", but found ${quote(text, found)}`);
    if (marks.length === 0) return say(`mark with [ ] what must be found in "${text}"`);
    return same(text, found, marks) ? [] : say(`must find ${quote(text, marks)} in "${text}", found ${quote(text, found)} instead`);
  } catch (error) {
    if (error instanceof NotationError) return say(error.message);
    throw error;
  }
};

const tooFew = (rule: SourceRule): Problem[] => {
  const short = (count: number, key: string): Problem[] =>
    count >= fewestExamples ? [] : [{ ...rule.place, message: `${rule.rule.id}: needs at least ${fewestExamples} examples under "${key}", has ${count}` }];
  return [...short(rule.catches.length, 'catches'), ...short(rule.spares.length, 'spares')];
};

/** Every fault of the pack: unreadable YAML, unknown keys, bad notation, failing or missing examples. */
export const checkExamples = ({ pack, source }: Compiled): Problem[] => {
  const problems: Problem[] = [...source.problems];
  const open = openPack(pack);
  for (const rule of source.rules) {
    problems.push(...tooFew(rule));
    for (const line of rule.catches) problems.push(...runOne(open, rule, line, true));
    for (const line of rule.spares) problems.push(...runOne(open, rule, line, false));
  }
  return problems;
};
