// `npm run evaluate`: how right the language engine is on the texts that only measure (languages/<code>/corpus/test), beside the committed
// baseline, and how often a reading changes where it must not. `--all` prints every value, `--keep` writes the baseline anew.
// `--public FOLDER` measures how well we learn from public sets instead (evaluate-public.ts).
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { corpusFolder, corpusLines } from './corpus-lines.ts';
import { evaluatePublic } from './evaluate-public.ts';
import { swapsOf } from './fairness-words.ts';
import { evaluateFolder, headings, readBaselines, rowsOf, worse, writeBaselines } from '../src/command-line/evaluate.ts';
import { tableOf } from '../src/command-line/tables.ts';
import { flipsOf } from '../src/evaluation/flips.ts';
import { languageCapabilities } from '../src/language-capabilities.ts';
import { loadLanguagePacks } from '../src/language-packs.ts';
import { createEngine } from '../src/language/engine.ts';
import { loadLearnedWeights } from '../src/learned-weights.ts';

const labelMap = fileURLToPath(new URL('../src/command-line/public-labels.yaml', import.meta.url));
const flags = process.argv.slice(2);
const now = '2026-01-01T12:00:00Z';

const testOf = (language: string): string => corpusFolder(language, 'test');

const percent = (share: number): string => (100 * share).toFixed(1);

const evaluateOwn = (): void => {
  const packs = loadLanguagePacks();
  const engine = createEngine({ packs, capabilities: languageCapabilities(), weights: loadLearnedWeights() });
  let fallen: readonly string[] = [];
  const tables: (readonly string[])[] = [];
  const flips: (readonly string[])[] = [];
  for (const { language, words } of packs.filter((pack) => existsSync(testOf(pack.language)))) {
    const evaluation = evaluateFolder(testOf(language), engine, now, labelMap);
    const before = readBaselines(testOf(language));
    tables.push(...rowsOf(evaluation, before, flags.includes('--all')));
    fallen = [...fallen, ...worse(evaluation, before).map((figure) => `${language}: ${figure}`)];
    if (flags.includes('--keep')) writeBaselines(testOf(language), evaluation);
    for (const { change, texts, flipped, shift } of flipsOf(corpusLines(language, 'test'), swapsOf(language), words === 'spaces', (text, of) => engine.read(text, { now: of.now, language }))) flips.push([language, change, String(texts), percent(flipped), shift.toFixed(3)]);
  }

  process.stdout.write('Texts that only measure; F1, precision and recall in percent, errors in percent of their range.\n\n');
  process.stdout.write(tableOf(headings, tables));
  process.stdout.write('\nWhat changes where nothing should: share of readings with another mood, complaint, urgency or risk, and mean shift of valence.\n\n');
  process.stdout.write(tableOf(['language', 'change', 'texts touched', 'flipped %', 'shift'], flips));
  if (fallen.length > 0) process.stdout.write(`\nBelow the committed baseline:\n${fallen.map((figure) => `  ${figure}\n`).join('')}`);
  process.exitCode = fallen.length > 0 && !flags.includes('--keep') ? 1 : 0;
};

/** What follows a flag. */
const after = (flag: string): string | null => (flags.includes(flag) ? (flags[flags.indexOf(flag) + 1] ?? null) : null);

const publicFolder = after('--public');
if (publicFolder === null) evaluateOwn();
else evaluatePublic(publicFolder, after('--set'));
