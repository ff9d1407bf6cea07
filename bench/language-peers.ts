// What a TypeScript team would otherwise pick, beside the language engine, on the same labelled texts: whether a message is negative, neutral or
// positive, and in which language it is. Nobody of them learned from the texts that are measured on (languages/<code>/corpus/test).
import { containerBootstrap } from '@nlpjs/core';
import { LangEn } from '@nlpjs/lang-en';
import { LangIt } from '@nlpjs/lang-it';
import { LangRu } from '@nlpjs/lang-ru';
import { LangZh } from '@nlpjs/lang-zh';
import { Language } from '@nlpjs/language';
import { SentimentAnalyzer } from '@nlpjs/sentiment';
import { franc } from 'franc';
import vader from 'vader-sentiment';
import { corpusLines } from '../scripts/corpus-lines.ts';
import { goldReading } from '../src/evaluation/gold.ts';
import { macroF1, tallySets } from '../src/evaluation/tally.ts';
import { languageCapabilities } from '../src/language-capabilities.ts';
import { loadLanguagePacks } from '../src/language-packs.ts';
import { createEngine } from '../src/language/engine.ts';
import { openPack } from '../src/language/pack/open.ts';
import { detectLanguage } from '../src/language/text/detect.ts';
import { loadLearnedWeights } from '../src/learned-weights.ts';
import { benchLanguages } from './language.ts';
import { table } from './measure.ts';
import type { BenchLanguage, Reader } from './language.ts';

const now = '2026-03-11T10:30:00+03:00';

/** How positive a message is, on a scale of its own; `null` for a language that it does not know. */
type Feeling = { readonly name: string; readonly of: (language: BenchLanguage) => ((text: string) => number) | null; /** From which on it recommends to say positive, and below the same with a minus negative. */ readonly recommended: number };

const nlpFeeling = async (): Promise<Feeling> => {
  const container = await containerBootstrap();
  for (const language of [LangEn, LangIt, LangRu, LangZh]) container.use(language);
  const analyzer = new SentimentAnalyzer({ container });
  // Its own steps without their promises, which would cost it time.
  const dictionaries = new Map(await Promise.all(benchLanguages.map(async (locale) => [locale, (await analyzer.getDictionary({ locale, text: '' })).sentimentDictionary] as const)));
  return {
    name: 'nlp.js sentiment 4.26.1',
    of: (locale) => {
      const sentimentDictionary = dictionaries.get(locale);
      if (sentimentDictionary?.type === undefined) return null;
      return (text) => analyzer.calculate({ locale, text, sentimentDictionary, tokens: analyzer.prepare(locale, text, undefined, sentimentDictionary.stemmed) }).sentiment.average;
    },
    recommended: 0,
  };
};

/** compound of ±0.05 (github.com/cjhutto/vaderSentiment#about-the-scoring) */
const vaderFeeling: Feeling = { name: 'vader-sentiment 1.1.3', of: (language) => (language === 'en' ? (text) => vader.SentimentIntensityAnalyzer.polarity_scores(text).compound : null), recommended: 0.05 };

/** `ofFour` is told that it is one of the four; Attune never is. */
type Guess = { readonly name: string; readonly of: (text: string) => string; readonly ofFour?: (text: string) => string };

const francNames: Readonly<Record<string, string>> = { eng: 'en', rus: 'ru', ita: 'it', cmn: 'zh' };
const francGuess: Guess = { name: 'franc 6.2.0', of: (text) => francNames[franc(text)] ?? 'another', ofFour: (text) => francNames[franc(text, { only: Object.keys(francNames) })] ?? 'another' };

const nlpGuess = (): Guess => {
  const language = new Language();
  return { name: 'nlp.js language 4.25.0', of: (text) => language.guess(text)[0]?.alpha2 ?? 'another', ofFour: (text) => language.guess(text, benchLanguages)[0]?.alpha2 ?? 'another' };
};

/** As one more row of the table of readers. */
export const peerReaders = async (): Promise<readonly Reader[]> => {
  const [feelings, guesses] = [[await nlpFeeling(), vaderFeeling], [nlpGuess(), francGuess]];
  return [
    ...feelings.map(({ name, of }): Reader => ({ name, what: 'how positive', read: of })),
    ...guesses.map(({ name, of }): Reader => ({ name, what: 'which language', read: () => of })),
  ];
};

/** As `attune evaluate` takes public sets: nearer to zero a message is neither. */
const plain = 0.2;
const signs = ['negative', 'neutral', 'positive'] as const;
type Sign = (typeof signs)[number];

type Valued = { readonly text: string; readonly sign: Sign };

const signOf = (value: number, negative: number, positive: number): Sign => (value <= negative ? 'negative' : value >= positive ? 'positive' : 'neutral');

const valued = (language: BenchLanguage, part: string): Valued[] =>
  corpusLines(language, part).flatMap(({ text, gold }) => {
    const { valence } = goldReading(gold, text);
    return valence === undefined ? [] : [{ text, sign: signOf(valence, -plain, plain) }];
  });

const figure = (gold: readonly Sign[], said: readonly Sign[]): number => macroF1(tallySets(signs, gold.map((sign, index) => ({ gold: [sign], said: [said[index]!] })))) ?? 0;

const smallest = Number.MIN_VALUE;

/** Both thresholds with which it does best on texts that its makers never saw, one after the other. */
const bestThresholds = (values: readonly number[], gold: readonly Sign[], least: number): readonly [number, number] => {
  const sorted = [...values].sort((one, other) => one - other);
  const candidates = [...new Set(Array.from({ length: 99 }, (_, index) => sorted[Math.floor((sorted.length * (index + 1)) / 100)]!))];
  const scoreWith = (negative: number, positive: number): number => figure(gold, values.map((value) => signOf(value, negative, positive)));
  const best = (tried: readonly (readonly [number, number])[]): readonly [number, number] => tried.map((pair) => ({ pair, score: scoreWith(...pair) })).reduce((one, other) => (other.score > one.score ? other : one)).pair;
  const first = best([[-least, least], ...candidates.filter((value) => value < least).map((value) => [value, least] as const)]);
  return best([first, ...candidates.filter((value) => value > first[0]).map((value) => [first[0], value] as const)]);
};

const percent = (share: number | null): string => (share === null ? '' : (100 * share).toFixed(1));

type Line = readonly [string, ...string[]];

const feelingRows = ({ name, of, recommended }: Feeling): Line[] => {
  const each = benchLanguages.map((language) => {
    const read = of(language);
    if (read === null) return { asRecommended: null, asChosen: null };
    const [taught, asked] = [valued(language, 'train'), valued(language, 'test')];
    const values = asked.map(({ text }) => read(text));
    const gold = asked.map(({ sign }) => sign);
    const least = recommended === 0 ? smallest : recommended;
    const [negative, positive] = bestThresholds(taught.map(({ text }) => read(text)), taught.map(({ sign }) => sign), least);
    return { asRecommended: figure(gold, values.map((value) => signOf(value, -least, least))), asChosen: figure(gold, values.map((value) => signOf(value, negative, positive))) };
  });
  return [[`${name}, as recommended`, ...each.map(({ asRecommended }) => percent(asRecommended))], [`${name}, thresholds chosen on our train parts`, ...each.map(({ asChosen }) => percent(asChosen))]];
};

const shortLength = 40;
const beginning = (text: string): string => [...text].slice(0, shortLength).join('');

const guessRow = (name: string, of: (text: string) => string): Line => [
  name,
  ...benchLanguages.map((language) => {
    const lines = corpusLines(language, 'test').filter(({ text, gold }) => goldReading(gold, text).language === language);
    return percent(lines.filter(({ text }) => of(text) === language).length / lines.length);
  }),
];

const guessRows = ({ name, of, ofFour }: Guess): Line[] => [
  guessRow(name, of),
  guessRow(`${name}, first ${shortLength} characters`, (text) => of(beginning(text))),
  ...(ofFour === undefined ? [] : [guessRow(`${name}, told that it is one of the four`, ofFour), guessRow(`${name}, told so, first ${shortLength} characters`, (text) => ofFour(beginning(text)))]),
];

/** Both tables, as text: how right each is. */
export const peersAccuracy = async (): Promise<string> => {
  const packs = loadLanguagePacks();
  const { detect } = languageCapabilities();
  const open = packs.map(openPack);
  const engine = createEngine({ packs, capabilities: languageCapabilities(), weights: loadLearnedWeights() });
  const ownRow: Line = ['Attune', ...benchLanguages.map((language) => {
    const asked = valued(language, 'test');
    return percent(figure(asked.map(({ sign }) => sign), asked.map(({ text }) => signOf(engine.read(text, { now, language }).valence, -plain, plain))));
  })];
  const feelings = [ownRow, ...feelingRows(await nlpFeeling()), ...feelingRows(vaderFeeling)];
  const guesses: readonly Guess[] = [{ name: 'Attune', of: (text) => detectLanguage(text, open, detect).code }, nlpGuess(), francGuess];
  return [
    'negative, neutral or positive, on texts that only measure (Attune learned from others of their kind): F1 mean over the three, in percent\n',
    table(benchLanguages, feelings),
    '\nlanguage of the same messages, right of a hundred\n',
    table(benchLanguages, guesses.flatMap(guessRows)),
  ].join('\n');
};
