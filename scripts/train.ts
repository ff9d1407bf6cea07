// `npm run train -- [FOLDER]`: learns the weights of the language engine anew from the labelled texts in languages/<code>/corpus (train and
// development parts; the test parts are never looked at) and, where a folder <code>/<set>/train.tsv of public sets is given, from their rows
// too, and writes languages/<code>/weights.bin. `npm run train -- --signs` fits only which signs speak for an ask and for a sentence being the
// problem (src/language/reading/ask-weights.ts and problem-weights.ts), which takes seconds. Neither the product nor its tests need it.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { corpusLines } from './corpus-lines.ts';
import { swapsOf } from './fairness-words.ts';
import { trainAsks } from './train-asks.ts';
import { trainProblem } from './train-problem.ts';
import { mistype, swap, withoutMarks } from '../src/evaluation/flips.ts';
import { goldReading } from '../src/evaluation/gold.ts';
import { labelledRow } from '../src/evaluation/public-labels.ts';
import { languageCapabilities } from '../src/language-capabilities.ts';
import { loadLanguagePacks, productLanguages, readPackFiles } from '../src/language-packs.ts';
import { weightsFile } from '../src/learned-weights.ts';
import { engineVersion } from '../src/language/engine.ts';
import { heads } from '../src/language/learned/heads.ts';
import { packWeights } from '../src/language/learned/weights.ts';
import { compilePack } from '../src/language/pack/compile.ts';
import { openPack } from '../src/language/pack/open.ts';
import { examplesOf } from '../src/training/rule-examples.ts';
import { publicTargets } from '../src/training/public-rows.ts';
import { intensitiesOf, sampleOf, targetsOf } from '../src/training/samples.ts';
import { train } from '../src/training/train.ts';
import type { LabelMap } from '../src/evaluation/public-labels.ts';
import type { Sample } from '../src/training/samples.ts';

const parts = ['train', 'development'] as const;

const packs = loadLanguagePacks();
const files = readPackFiles(productLanguages);
const reader = { packs: packs.map(openPack), version: engineVersion, learned: new Map(), ...languageCapabilities() };

/** The same message as another hand would have typed it: with typing errors, with words of gender swapped, or without marks and capitals. */
const altered = (language: string, seed: string, text: string): string => {
  const spaced = packs.find((pack) => pack.language === language)!.words === 'spaces';
  const swapped = swap(text, swapsOf(language)['gender'] ?? [], spaced);
  const typed = mistype(swapped, seed);
  return text.length % 3 === 0 ? withoutMarks(typed) : typed;
};

/** What it teaches is the same twice: half as much. */
const alteredImportance = 0.5;

const samplesIn = (language: string): Sample[] =>
  parts.flatMap((part) => corpusLines(language, part)).flatMap(({ id, author, text, now, gold }, index) => {
    const labels = goldReading(gold, text);
    const own = { author, text, now, language, importance: 1, source: 'own' as const, targets: targetsOf(labels), intensities: intensitiesOf(labels) };
    // Every second text teaches a second time as another hand would have typed it.
    const changed = index % 2 === 0 ? text : altered(language, id, text);
    return [own, ...(changed === text ? [] : [{ ...own, text: changed, source: 'altered' as const, importance: alteredImportance }])].map((one) => sampleOf(one, reader));
  });

/** A row of a public set speaks of other people in other places: many of them weigh as much as one text of a customer. */
const publicImportance = 0.05;
/** More rows of a set than this took long to learn from and made no reading of customers' messages better. */
const mostRows = 1_500;
const evenly = <Item>(items: readonly Item[], most: number): readonly Item[] => (items.length <= most ? items : items.filter((_, index) => Math.floor((index * most) / items.length) !== Math.floor(((index - 1) * most) / items.length)));

/** Public rows tell no day; none of their labels depends on one. */
const anyDay = '2026-01-01T12:00:00Z';

/** An example is short and says one thing. */
const exampleImportance = 1;

const examplesIn = (language: string): Sample[] =>
  examplesOf(compilePack(language, files)).map(({ text, targets }) => sampleOf({ author: 'rules', text, now: anyDay, language, source: 'example', importance: exampleImportance, targets, intensities: {} }, reader));

const onlySigns = process.argv[2] === '--signs';
const publicFolder = onlySigns ? undefined : process.argv[2];
const maps = parse(readFileSync(new URL('../src/command-line/public-labels.yaml', import.meta.url), 'utf8')) as Readonly<Record<string, LabelMap>>;

const publicSamplesIn = (language: string): Sample[] => {
  const folder = publicFolder === undefined ? '' : join(publicFolder, language);
  if (publicFolder === undefined || !existsSync(folder)) return [];
  return readdirSync(folder).sort().flatMap((set) => {
    const path = join(folder, set, 'train.tsv');
    const map = maps[set];
    if (map === undefined || !existsSync(path)) return [];
    return evenly(readFileSync(path, 'utf8').split('\n'), mostRows).flatMap((line) => {
      const row = labelledRow(line);
      return row === null ? [] : [sampleOf({ author: set, text: row.text, now: anyDay, language, source: 'public', importance: publicImportance, targets: publicTargets(row, map), intensities: {} }, reader)];
    });
  });
};

process.stdout.write(`${trainAsks(reader)}\n${trainProblem(reader)}\n`);
if (onlySigns) process.exit();

const started = Date.now();
const samples = packs.flatMap(({ language }) => {
  const own = samplesIn(language);
  // Without texts of its own a language is read by its rules alone.
  return own.length === 0 ? [] : [...own, ...examplesIn(language), ...publicSamplesIn(language)];
});
process.stdout.write(`${samples.length} labelled texts looked at in ${Math.round((Date.now() - started) / 1000)} s\n`);

let told = 0;
const trained = train(samples, (what) => {
  told += 1;
  if (process.stdout.isTTY) process.stdout.write(`\r${told} of ${heads.length * (packs.length + 1)}  ${what.padEnd(40)}`);
});
if (process.stdout.isTTY) process.stdout.write('\n');

process.stdout.write(`In ${Math.round((Date.now() - started) / 1000)} s. F1 in percent (mean over the values of a field) on texts whose authors were left out:\n`);
for (const { weights, texts, publicRows, authors, heldOut } of trained) {
  const bytes = packWeights(weights);
  writeFileSync(join(productLanguages, weights.language, weightsFile), bytes);
  const scores = Object.entries(heldOut).map(([field, score]) => `${field} ${(100 * score).toFixed(1)}`).join(', ');
  process.stdout.write(`${weights.language}: ${texts} texts of ${authors} authors, ${publicRows} public rows, ${weights.features} features, ${Math.round(gzipSync(bytes).length / 1024)} kB gzipped\n  ${scores}\n`);
}
