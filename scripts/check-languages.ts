// `npm run languages`: is every pack whole and right? `-- write` renews docs/rules-<language>.md;
// `-- try it "testo…"` shows what the pack of a language sees in a text; `-- --rules it [rule]` how right each rule is, or where one errs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkConcepts } from './check-concepts.ts';
import { checkCorpus } from './check-corpora.ts';
import { collisions, coverageOf } from './language-coverage.ts';
import { rulesPage } from './language-pages.ts';
import { measureRules, placeLines, precisionTable, ruleLines } from './language-precision.ts';
import { tryText } from './language-trial.ts';
import { checkExamples } from '../src/language/pack/examples.ts';
import { compilePack, languagesIn } from '../src/language/pack/compile.ts';
import { productLanguages, readPackFiles } from '../src/language-packs.ts';
import type { Compiled, PackFiles } from '../src/language/pack/compile.ts';
import type { Problem } from '../src/language/pack/source.ts';

const docs = resolve(import.meta.dirname, '../docs');

const say = (problem: Problem): string => `  languages/${problem.file}:${problem.line}  ${problem.message}`;

const report = ({ pack, source }: Compiled, problems: readonly Problem[]): void => {
  const examples = source.rules.reduce((sum, rule) => sum + rule.catches.length + rule.spares.length, 0);
  const phrases = source.rules.reduce((sum, rule) => sum + (rule.rule.any?.length ?? 0), 0);
  const { missing, optional, untold, unexplained } = coverageOf(source);
  console.log(`${pack.language}  ${pack.name}: ${source.rules.length} rules, ${phrases} phrases, ${examples} examples, ${pack.ready ? 'ready' : 'not ready'}, pack ${pack.hash.slice(0, 12)}`);
  if (missing.length > 0) console.log(`  required and missing: ${missing.join(', ')}`);
  if (untold.length > 0) console.log(`  found but not told in advice.yaml: ${untold.join(', ')}`);
  if (unexplained.length > 0) console.log(`  read but not explained in why.yaml: ${unexplained.join(', ')}`);
  if (optional.length > 0) console.log(`  optional and missing: ${optional.join(', ')}`);
  for (const line of collisions(source)) console.log(`  ${line}`);
  for (const problem of problems) console.log(say(problem));
};

/** Words that mean the same: every concept has some, and every one can be read. */
const checkMeanings = (language: string, files: PackFiles): boolean => {
  const found = checkConcepts(language, productLanguages, files);
  if (found === null) return true;
  console.log(`    ${found.concepts} concepts, ${found.phrases} phrases`);
  for (const problem of found.problems) console.log(`  languages/${problem}`);
  return found.problems.length === 0;
};

/** Labelled texts of a language: how many, how far two labellers agree, and what is wrong with them. */
const checkTexts = (language: string): boolean => {
  const corpus = checkCorpus(language, productLanguages);
  if (corpus === null) return true;
  const parts = Object.entries(corpus.byPart).map(([part, count]) => `${count} ${part}`).join(', ');
  console.log(`    ${corpus.messages} messages (${parts}), ${corpus.replies} replies, ${corpus.trades} trades`);
  for (const [what, agreement] of [['messages', corpus.agreement], ['replies', corpus.agreementOfReplies]] as const) {
    const told = agreement.filter(({ kappa }) => kappa !== null);
    if (told.length > 0) console.log(`    agreement of two labellers over ${told[0]!.texts} ${what} (Cohen's kappa): ${told.map(({ judgement, kappa }) => `${judgement} ${kappa!.toFixed(2)}`).join(', ')}`);
  }
  for (const problem of corpus.problems) console.log(`  languages/${problem}`);
  return corpus.problems.length === 0;
};

/** The page as it is committed must be the page that the rules make. */
const comparePage = (compiled: Compiled, write: boolean): boolean => {
  const path = join(docs, `rules-${compiled.pack.language}.md`);
  const page = rulesPage(compiled);
  if (write) {
    writeFileSync(path, page);
    return true;
  }
  if (existsSync(path) && readFileSync(path, 'utf8') === page) return true;
  console.log(`  docs/rules-${compiled.pack.language}.md differs from the rules: run "npm run languages -- write" and commit it`);
  return false;
};

const check = (languages: readonly string[], write: boolean): boolean => {
  const files = readPackFiles(productLanguages);
  const packs = languages.map((language) => compilePack(language, files));
  let right = true;
  for (const compiled of packs) {
    const { language } = compiled.pack;
    const problems = checkExamples(compiled);
    report(compiled, problems);
    const { missing, untold, unexplained } = coverageOf(compiled.source);
    right = checkMeanings(language, files) && right;
    right = checkTexts(language) && right;
    right = comparePage(compiled, write) && problems.length === 0 && missing.length === 0 && untold.length === 0 && unexplained.length === 0 && right;
  }
  const measured = packs.flatMap((compiled) => measureRules(compiled, packs) ?? []);
  if (measured.length > 0) for (const line of precisionTable(measured)) console.log(line);
  console.log(right ? 'All packs are whole and every example holds.' : 'Some packs need mending; see above.');
  return right;
};

/** @returns whether there was something to show */
const showRules = (language: string, rule: string | undefined): boolean => {
  const files = readPackFiles(productLanguages);
  const packs = known.map((one) => compilePack(one, files));
  const measured = measureRules(packs.find(({ pack }) => pack.language === language)!, packs);
  if (measured === null) console.error(`There are no labelled texts of "${language}": docs/labelling.md says how they are made.`);
  else if (rule !== undefined && !measured.scores.rules.has(rule)) console.error(`On the labelled texts of "${language}" no rule "${rule}" has spoken: "npm run languages -- --rules ${language}" lists them all.`);
  else for (const line of rule === undefined ? ruleLines(measured) : placeLines(measured, rule)) console.log(line);
  return measured !== null && (rule === undefined || measured.scores.rules.has(rule));
};

const known = languagesIn(readPackFiles(productLanguages));
const [command, language = '', ...words] = process.argv.slice(2);
if (command === 'try' && known.includes(language) && words.length > 0) console.log(tryText(language, words.join(' ')));
else if (command === '--rules' && known.includes(language) && words.length <= 1) process.exitCode = showRules(language, words[0]) ? 0 : 1;
else if (command === undefined || command === 'write') process.exitCode = check(known, command === 'write') ? 0 : 1;
else {
  console.error(`npm run languages                     checks every pack\nnpm run languages -- write            renews docs/rules-<language>.md\nnpm run languages -- try ${known.join('|')} "text"  shows what a pack sees in a text
npm run languages -- --rules ${known.join('|')} [rule]  shows how right each rule is on the labelled texts, or where one of them errs`);
  process.exitCode = 2;
}
