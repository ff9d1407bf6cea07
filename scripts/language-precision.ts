// Precision and recall of the rules on the labelled texts that may be looked at (train and development parts): by meaning and language,
// the rules that err most, and on wish every rule, or every place where one of them spoke.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { messageFiles, corpusFolder } from './corpus-lines.ts';
import { productLanguages } from '../src/language-packs.ts';
import { messageOf, replyOf, Unusable } from '../src/command-line/answers.ts';
import { goldAdvice, goldReading, UnusableGold } from '../src/evaluation/gold.ts';
import { countAdvice, countPromises, countReading, sumOf, worstOf } from '../src/evaluation/rule-scores.ts';
import { precision, recall } from '../src/evaluation/tally.ts';
import { createEngine, engineVersion, noCapabilities } from '../src/language/engine.ts';
import { openPack } from '../src/language/pack/open.ts';
import { meaningOf } from '../src/language/pack/shape.ts';
import { readAsks } from '../src/language/reading/asks.ts';
import { gatherEvidence } from '../src/language/reading/evidence.ts';
import { observe } from '../src/language/reading/read.ts';
import { viewText } from '../src/language/text/view.ts';
import type { RuleCount, RuleScores } from '../src/evaluation/rule-scores.ts';
import type { Compiled } from '../src/language/pack/compile.ts';
import type { OpenPack } from '../src/language/pack/open.ts';
import type { SourceRule } from '../src/language/pack/rules.ts';
import type { Sets } from '../src/language/pack/shape.ts';

type Fields = Readonly<Record<string, unknown>>;
type Line = { readonly fields: Fields; readonly where: string };
/** One place where a rule spoke. */
type Place = { readonly rule: string; readonly right: boolean; readonly words: string; readonly around: string; readonly where: string };

export type Measured = { readonly compiled: Compiled; readonly texts: number; readonly scores: RuleScores; readonly places: readonly Place[] };

const parts = ['train', 'development'] as const;
const longestWords = 60;
const anyTime = '2026-01-01T00:00:00Z';

const linesOf = (language: string, names: readonly string[]): Line[] =>
  parts.flatMap((part) => names.map((name) => join(corpusFolder(language, part), name))).filter((path) => existsSync(path)).flatMap((path) =>
    readFileSync(path, 'utf8').split('\n').flatMap((line, index) => {
      try {
        return line === '' ? [] : [{ fields: JSON.parse(line) as Fields, where: `languages/${relative(productLanguages, path)}:${index + 1}` }];
      } catch {
        // The check of the corpora says what is wrong with it.
        return [];
      }
    }));

type Counted = { readonly count: RuleCount; readonly text: string; readonly where: string };

/** A line that is not usable is named by the check of the corpora. */
const usable = (work: () => Counted): Counted[] => {
  try {
    return [work()];
  } catch (error) {
    if (error instanceof Unusable || error instanceof UnusableGold) return [];
    throw error;
  }
};

const readingCounts = ({ pack }: Compiled, opens: readonly OpenPack[]): Counted[] => {
  const reader = { packs: opens, version: engineVersion, learned: new Map(), ...noCapabilities };
  const meanings = [...new Map(Object.values(pack.readingCatalogue).map(({ sets }) => [`${sets.what} ${sets.value}`, sets])).values()];
  return linesOf(pack.language, messageFiles).flatMap(({ fields, where }) => usable(() => {
    const { text, options } = messageOf(fields, anyTime);
    const gold = goldReading(fields['gold'], text);
    const { view, hits } = observe(text, { ...options, language: pack.language }, reader);
    const found = (hits?.all ?? []).flatMap(({ rule, means, start, end }) => {
      const sets: Sets | undefined = pack.readingCatalogue[means]?.sets;
      return sets === undefined ? [] : [{ rule, sets, start, end }];
    });
    const asks = hits === null ? [] : readAsks(view, gatherEvidence(hits, pack.readingCatalogue)).map(({ start, end, because: [opener] }) => ({ start, end, opener: { rule: opener!.rule, start: opener!.start, end: opener!.end } }));
    return { count: countReading(gold, found, asks, meanings), text, where };
  }));
};

const promising = 'promise';

const replyCounts = ({ pack }: Compiled, opens: readonly OpenPack[]): Counted[] => {
  const engine = createEngine({ packs: opens.map((open) => open.pack) });
  const open = opens.find((one) => one.pack.language === pack.language)!;
  return linesOf(pack.language, ['replies.jsonl']).flatMap(({ fields, where }) => usable(() => {
    const { draft, situation } = replyOf(fields, anyTime);
    const gold = goldAdvice(fields['gold'], draft, situation.customer);
    const { findings, commitments } = engine.advise(draft, situation, { textLanguage: pack.language });
    const said = countAdvice(gold, findings);
    const promised = countPromises(gold, commitments, open.reply(viewText(draft, open.grammar)).of(promising));
    return { count: { spoken: [...said.spoken, ...promised.spoken], meanings: new Map([...said.meanings, ...promised.meanings]) }, text: draft, where };
  }));
};

const inLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

/** Long enough to see why a rule was wrong. */
const [before, behind] = [30, 40];
const around = (text: string, start: number, end: number): string => inLine(`${start > before ? '…' : ''}${text.slice(Math.max(0, start - before), start)}[${text.slice(start, Math.min(end, start + longestWords))}]${text.slice(end, end + behind)}${end + behind < text.length ? '…' : ''}`);

/** `null` for a language that has no labelled texts. */
export const measureRules = (compiled: Compiled, all: readonly Compiled[]): Measured | null => {
  const opens = all.map(({ pack }) => openPack(pack));
  const counted = [...readingCounts(compiled, opens), ...replyCounts(compiled, opens)];
  if (counted.length === 0) return null;
  const places = counted.flatMap(({ count, text, where }) => count.spoken.map(({ rule, right, start, end }) => ({ rule, right, where, words: inLine(text.slice(start, end)), around: around(text, start, end) })));
  return { compiled, texts: counted.length, scores: sumOf(counted.map(({ count }) => count)), places };
};

const percent = (share: number | null): string => (share === null ? '–' : String(Math.round(100 * share)));

const longestName = (names: readonly string[]): number => Math.max(...names.map(({ length }) => length));

/** What readings and advice are made of, in the order of the catalogue. */
const namesIn = (measured: readonly Measured[]): string[] => {
  const rank = ['emotion', 'intent', 'complaint', 'motive', 'trigger', 'urgency', 'risk', 'human', 'formality', 'fact', 'asks', 'advice', 'promises'];
  const rankOf = (name: string): number => rank.indexOf(name.split(' ')[0]!);
  return [...new Set(measured.flatMap(({ scores }) => [...scores.meanings.keys()]))].sort((a, b) => rankOf(a) - rankOf(b));
};

const placeOf = ({ compiled }: Measured, rule: string): string => {
  const found = compiled.source.rules.find((one) => one.rule.id === rule);
  return found === undefined ? 'of the engine itself' : `languages/${found.place.file}:${found.place.line}`;
};

const mostWorst = 6;

/** By meaning and language, then the rules that err most. */
export const precisionTable = (measured: readonly Measured[]): string[] => {
  const names = namesIn(measured);
  const width = longestName(names);
  return [
    `Rules on ${measured.reduce((sum, { texts }) => sum + texts, 0)} labelled texts of the train and development parts: precision/recall in percent, each meaning by its rules alone, before learned weights judge`,
    `  ${''.padEnd(width)}  ${measured.map(({ compiled }) => compiled.pack.language.padStart(8)).join('')}`,
    ...names.map((name) => `  ${name.padEnd(width)}  ${measured.map(({ scores }) => {
      const tally = scores.meanings.get(name);
      return (tally === undefined ? '–' : `${percent(precision(tally))}/${percent(recall(tally))}`).padStart(8);
    }).join('')}`),
    'Rules that were wrong more often than right (right/wrong), the worst first; "npm run languages -- --rules <language> <rule>" shows where:',
    ...measured.flatMap((one) => worstOf(one.scores, mostWorst).map(([rule, { right, wrong }]) => `  ${one.compiled.pack.language}  ${`${right}/${wrong}`.padStart(8)}  ${rule.padEnd(28)} ${placeOf(one, rule)}`)),
  ];
};

const silence = (rule: SourceRule, { pack }: Compiled): string => {
  const what = rule.side === 'reading' ? pack.readingCatalogue[meaningOf(rule.rule.id)]?.sets.what : undefined;
  const judged = rule.side === 'reply' ? pack.replyCatalogue[meaningOf(rule.rule.id)] !== undefined : !['scope', 'wants'].includes(what ?? 'scope') && meaningOf(rule.rule.id) !== 'ask-joint';
  return judged ? 'never spoke' : 'not labelled by itself';
};

/** Every rule of a language, the least precise first. */
export const ruleLines = (measured: Measured): string[] => {
  const { scores, compiled } = measured;
  const spoke = [...scores.rules].map(([rule, tally]) => ({ rule, ...tally, share: tally.right / (tally.right + tally.wrong) })).sort((a, b) => a.share - b.share || b.wrong - a.wrong);
  const silent = compiled.source.rules.filter(({ rule }) => !scores.rules.has(rule.id));
  const width = longestName([...spoke.map(({ rule }) => rule), ...silent.map(({ rule }) => rule.id)]);
  return [
    `${'right'.padStart(7)}${'wrong'.padStart(7)}${'%'.padStart(6)}  rule`,
    ...spoke.map(({ rule, right, wrong, share }) => `${String(right).padStart(7)}${String(wrong).padStart(7)}${percent(share).padStart(6)}  ${rule.padEnd(width)}  ${placeOf(measured, rule)}`),
    ...silent.map((one) => `${''.padStart(20)}  ${one.rule.id.padEnd(width)}  ${placeOf(measured, one.rule.id)}  ${silence(one, compiled)}`),
  ];
};

const mostPlaces = 40;

/** One rule: which of its words were right and wrong, and where it was wrong. */
export const placeLines = (measured: Measured, rule: string): string[] => {
  const places = measured.places.filter((place) => place.rule === rule);
  const words = [...Map.groupBy(places, (place) => place.words.toLowerCase())].map(([said, some]) => ({ said, right: some.filter(({ right }) => right).length, of: some.length })).sort((a, b) => b.of - b.right - (a.of - a.right) || b.of - a.of);
  const wrong = places.filter(({ right }) => !right);
  const short = (text: string): string => (text.length <= longestWords ? text : `${text.slice(0, longestWords)}…`);
  return [
    `${rule}  ${placeOf(measured, rule)}: ${places.length - wrong.length} right, ${wrong.length} wrong`,
    'words, right/wrong:',
    ...words.slice(0, mostPlaces).map(({ said, right, of }) => `  ${`${right}/${of - right}`.padStart(8)}  ${short(said)}`),
    'wrong in:',
    ...wrong.slice(0, mostPlaces).map(({ where, around: said }) => `  ${where}  ${said}`),
    ...(wrong.length > mostPlaces ? [`  and in ${wrong.length - mostPlaces} more`] : []),
  ];
};
