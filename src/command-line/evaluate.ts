// `attune evaluate FOLDER`: how right the engine is on labelled texts, language by language, beside the committed baseline.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { parse } from 'yaml';
import { Unusable, messageOf, replyOf } from './answers.ts';
import { figuresOf, stepsBack } from '../evaluation/baseline.ts';
import { UnusableGold, goldAdvice, goldReading } from '../evaluation/gold.ts';
import { labelledRow, scoreRows } from '../evaluation/public-labels.ts';
import { overall, readingErrors, scoreReadings } from '../evaluation/reading-scores.ts';
import { scoreAdvice } from '../evaluation/advice-scores.ts';
import type { AdvicePair } from '../evaluation/advice-scores.ts';
import type { Baseline } from '../evaluation/baseline.ts';
import type { LabelMap } from '../evaluation/public-labels.ts';
import type { Errors, Pair, Score } from '../evaluation/reading-scores.ts';
import type { Engine } from '../language/engine.ts';

/** What was measured in one file or folder, of one language. */
export type Evaluated = { readonly set: string; readonly language: string; readonly texts: number; readonly scores: readonly Score[]; readonly errors: Errors };
export type Evaluation = { readonly sets: readonly Evaluated[]; readonly problems: readonly string[] };

type Fields = Readonly<Record<string, unknown>>;

const linesOf = (path: string): readonly { readonly text: string; readonly number: number }[] =>
  readFileSync(path, 'utf8').split('\n').map((text, index) => ({ text: text.endsWith('\r') ? text.slice(0, -1) : text, number: index + 1 })).filter(({ text }) => text.trim() !== '');

const fieldsOf = (text: string): Fields => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  } catch {
    // Said below, like every line that is no object.
  }
  throw new Unusable('a line must be a JSON object');
};

/** Each usable line through `work`; of every other one it is said where it is and what is wrong. */
const eachLine = <Result>(path: string, folder: string, problems: string[], work: (fields: Fields) => Result): Result[] =>
  linesOf(path).flatMap(({ text, number }) => {
    try {
      return [work(fieldsOf(text))];
    } catch (error) {
      if (!(error instanceof Unusable) && !(error instanceof UnusableGold)) throw error;
      problems.push(`${relative(folder, path)}:${number}  ${error.message}`);
      return [];
    }
  });

const byLanguage = <Item extends { readonly language: string }>(items: readonly Item[]): readonly (readonly [string, readonly Item[]])[] => [...Map.groupBy(items, ({ language }) => language)].sort(([one], [other]) => one.localeCompare(other, 'en'));

const messages = (path: string, folder: string, engine: Engine, clock: string, problems: string[]): Evaluated[] => {
  const pairs = eachLine(path, folder, problems, (fields): Pair & { language: string } => {
    const { text, options } = messageOf(fields, clock);
    const gold = goldReading(fields['gold'], text);
    const said = engine.read(text, options);
    return { gold, said, language: gold.language ?? said.language.code };
  });
  return byLanguage(pairs).map(([language, some]) => ({ set: relative(folder, path), language, texts: some.length, scores: scoreReadings(some), errors: readingErrors(some) }));
};

const replies = (path: string, folder: string, engine: Engine, clock: string, problems: string[]): Evaluated[] => {
  const pairs = eachLine(path, folder, problems, (fields): AdvicePair & { language: string } => {
    const { draft, situation, options } = replyOf(fields, clock);
    const gold = goldAdvice(fields['gold'], draft, situation.customer);
    return { gold, said: engine.advise(draft, situation, options), language: engine.read(draft, { now: situation.now, ...(options.textLanguage === undefined ? {} : { language: options.textLanguage }) }).language.code };
  });
  return byLanguage(pairs).map(([language, some]) => ({ set: relative(folder, path), language, texts: some.length, scores: scoreAdvice(some), errors: {} }));
};

const labels = (path: string, folder: string, engine: Engine, clock: string, maps: Readonly<Record<string, LabelMap>>, problems: string[]): Evaluated[] => {
  // The folder's name is the set's; the folder above it, where it is a language's code, says the language.
  const [above = '', name = ''] = join(folder, relative(folder, path)).split(/[\\/]/).slice(-3);
  const map = maps[name];
  if (map === undefined) {
    problems.push(`${relative(folder, path)}  no labels of "${name}" are known: name them in src/command-line/public-labels.yaml`);
    return [];
  }
  const language = engine.languages.some(({ code }) => code === above) ? above : null;
  const rows = linesOf(path).flatMap(({ text, number }) => {
    const row = labelledRow(text);
    if (row === null) problems.push(`${relative(folder, path)}:${number}  a line must be label<TAB>text`);
    return row === null ? [] : [{ ...row, said: engine.read(row.text, { now: clock, ...(language === null ? {} : { language }) }) }];
  });
  return [{ set: relative(folder, path), language: language ?? 'und', texts: rows.length, scores: scoreRows(rows, map), errors: {} }];
};

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (['messages.jsonl', 'feelings.jsonl', 'replies.jsonl'].includes(entry.name) || entry.name.endsWith('.tsv')))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** @param mapFile which label of a public set means what */
export function evaluateFolder(folder: string, engine: Engine, clock: string, mapFile: string): Evaluation {
  const problems: string[] = [];
  const maps = parse(readFileSync(mapFile, 'utf8')) as Readonly<Record<string, LabelMap>>;
  const sets = filesIn(folder).flatMap((path) => {
    if (path.endsWith('.tsv')) return labels(path, folder, engine, clock, maps, problems);
    return (basename(path) === 'replies.jsonl' ? replies : messages)(path, folder, engine, clock, problems);
  });
  return { sets, problems };
}

const baselineFile = 'baseline.json';

const nameOf = ({ set, language }: Evaluated): string => `${set} ${language}`;

export const readBaselines = (folder: string): Readonly<Record<string, Baseline>> => {
  const path = join(folder, baselineFile);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, Baseline>) : {};
};

export const writeBaselines = (folder: string, { sets }: Evaluation): void =>
  writeFileSync(join(folder, baselineFile), `${JSON.stringify(Object.fromEntries(sets.map((one) => [nameOf(one), figuresOf(one.scores, one.errors)])), null, 1)}\n`);

/** What became worse, by set and figure. */
export const worse = ({ sets }: Evaluation, baselines: Readonly<Record<string, Baseline>>): readonly string[] =>
  Object.entries(baselines).flatMap(([name, before]) => {
    const now = sets.find((one) => nameOf(one) === name);
    return now === undefined ? [`${name}: no longer there`] : stepsBack(figuresOf(now.scores, now.errors), before).map((figure) => `${name}: ${figure}`);
  });

const percent = (share: number | null | undefined): string => (share === null || share === undefined ? '' : (share * 100).toFixed(1));

export const headings = ['set', 'language', 'field', 'value', 'labelled', 'precision', 'recall', 'F1', 'baseline'] as const;

/** @param whole all values; otherwise what stands for a field as a whole, where it has such a line */
export function rowsOf({ sets }: Evaluation, baselines: Readonly<Record<string, Baseline>>, whole: boolean): readonly (readonly string[])[] {
  return sets.flatMap((one) => {
    const before = baselines[nameOf(one)];
    const summarised = new Set(one.scores.filter(({ value }) => value === overall).map(({ field }) => field));
    const shown = one.scores.filter(({ field, value }) => whole || value === overall || !summarised.has(field));
    return [
      ...shown.map(({ field, value, count, precision, recall, f1 }) => [one.set, one.language, field, value, String(count), percent(precision), percent(recall), percent(f1), percent(before?.scores[`${field} ${value}`])]),
      ...Object.entries(one.errors).filter(([, error]) => error !== null).map(([name, error]) => [one.set, one.language, 'error', name, String(one.texts), '', '', percent(error), percent(before?.errors[name])]),
    ];
  });
}


