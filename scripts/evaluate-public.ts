// `npm run evaluate -- --public FOLDER [--set NAME]`: our learner beside a plain linear model on public sets (FOLDER/<code>/<set>/train.tsv),
// each with its own labels: the first four fifths of a set teach both, its last fifth measures both. Nothing of the rows is kept.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { tableOf } from '../src/command-line/tables.ts';
import { labelledRow } from '../src/evaluation/public-labels.ts';
import { languageCapabilities } from '../src/language-capabilities.ts';
import { loadLanguagePacks } from '../src/language-packs.ts';
import { engineVersion } from '../src/language/engine.ts';
import { openPack } from '../src/language/pack/open.ts';
import { labelledSet } from '../src/training/trial/labelled-set.ts';
import { trial } from '../src/training/trial/trial.ts';
import type { LabelledRow } from '../src/evaluation/public-labels.ts';
import type { Measure } from '../src/training/trial/labelled-set.ts';

type Published = { readonly measure: Measure; readonly sorted?: boolean; readonly linear?: number; readonly published: readonly { readonly model: string; readonly figure: number }[]; readonly source: string };

const yamlOf = (name: string): unknown => parse(readFileSync(new URL(`../src/command-line/${name}`, import.meta.url), 'utf8'));

const percent = (share: number): string => (100 * share).toFixed(1);
const signed = (share: number): string => `${share < 0 ? '−' : '+'}${percent(Math.abs(share))}`;

const headings = ['language', 'set', 'in our words', 'rows', 'labels', 'measure', 'linear', 'ours', 'difference', 'linear elsewhere', 'published elsewhere'];

/** What measures comes last. Where rows stand label by label, every fifth row does. */
const inOrder = (rows: readonly LabelledRow[], sorted: boolean): readonly LabelledRow[] => (sorted ? [...rows.filter((_, row) => row % 5 !== 4), ...rows.filter((_, row) => row % 5 === 4)] : rows);

const setsIn = (folder: string, only: string | null): readonly { readonly language: string; readonly name: string; readonly path: string }[] =>
  readdirSync(folder).sort().flatMap((language) =>
    readdirSync(join(folder, language)).sort().map((name) => ({ language, name, path: join(folder, language, name, 'train.tsv') })),
  ).filter(({ name, path }) => existsSync(path) && (only === null || name === only));

/** @param only the one set to measure; all where it is `null` */
export const evaluatePublic = (folder: string, only: string | null): void => {
  const figures = yamlOf('public-figures.yaml') as Readonly<Record<string, Published>>;
  const mapped = yamlOf('public-labels.yaml') as Readonly<Record<string, unknown>>;
  const reader = { packs: loadLanguagePacks().map(openPack), version: engineVersion, learned: new Map(), ...languageCapabilities() };
  const sets = setsIn(folder, only);
  const lines = sets.map(({ language, name, path }, index) => {
    const started = process.cpuUsage().user;
    const rows = readFileSync(path, 'utf8').split('\n').flatMap((line) => labelledRow(line) ?? []);
    const known = figures[name];
    const set = labelledSet(inOrder(rows, known?.sorted ?? false), known?.measure ?? 'macro-F1');
    const { baseline, cost, ours } = trial(set, language, reader);
    process.stderr.write(`${index + 1} of ${sets.length}  ${language} ${name}: linear ${percent(baseline)} (cost ${cost}), ours ${percent(ours)}, ${Math.round((process.cpuUsage().user - started) / 1e6)} s\n`);
    const published = known?.published.map(({ model, figure }) => `${model} ${figure.toFixed(1)}`).join(', ') ?? '';
    return [language, name, mapped[name] === undefined ? 'no' : 'yes', String(rows.length), String(set.labels.length), set.measure, percent(baseline), percent(ours), signed(ours - baseline), known?.linear?.toFixed(1) ?? '', published];
  });
  process.stdout.write(tableOf(headings, lines));
  if (lines.length === 0) process.stdout.write(`\nNo set${only === null ? '' : ` "${only}"`} is in ${folder}: it needs <code>/<set>/train.tsv of label[,label]<TAB>text.\n`);
  process.exitCode = lines.length === 0 ? 1 : 0;
};
