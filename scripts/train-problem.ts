// The part of `npm run train` that fits src/language/reading/problem-weights.ts: which signs speak for a sentence being the problem.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { corpusLines } from './corpus-lines.ts';
import { goldReading } from '../src/evaluation/gold.ts';
import { overlaps } from '../src/evaluation/spans.ts';
import { readAsks } from '../src/language/reading/asks.ts';
import { gatherEvidence } from '../src/language/reading/evidence.ts';
import { leastOfProblem } from '../src/language/reading/problem.ts';
import { signsOf } from '../src/language/reading/problem-signs.ts';
import { observe } from '../src/language/reading/read.ts';
import { fitProblem, problemScore, problemTable } from '../src/training/problem-signs.ts';
import type { Reader } from '../src/language/reading/read.ts';
import type { SignedMessage } from '../src/training/problem-signs.ts';

const parts = ['train', 'development'] as const;
const table = resolve(import.meta.dirname, '../src/language/reading/problem-weights.ts');

const signed = (language: string, reader: Reader): SignedMessage[] =>
  parts.flatMap((part) => corpusLines(language, part)).flatMap(({ author, text, now, gold }) => {
    const { problem } = goldReading(gold, text);
    const { view, open, hits } = observe(text, { now, language }, reader);
    if (problem === undefined || open === null || hits === null) return [];
    const evidence = gatherEvidence(hits, open.pack.readingCatalogue);
    const signs = signsOf(view, evidence, readAsks(view, evidence), hits.concepts);
    const sentences = [...signs].map(([index, some]) => ({ signs: [...some], right: problem !== null && overlaps(problem, view.sentences[index]!) }));
    return [{ author, language, wrong: problem !== null, sentences }];
  });

/** @returns what is told of it: F1 of each language on texts whose authors were left out */
export const trainProblem = (reader: Reader): string => {
  const messages = reader.packs.flatMap(({ pack }) => signed(pack.language, reader));
  const authors = [...new Set(messages.map(({ author }) => author))].sort();
  const heldOut = authors.map((author) => {
    const weights = fitProblem(messages.filter((message) => message.author !== author));
    const scores = reader.packs.map(({ pack: { language } }) => ({ language, own: messages.filter((message) => message.author === author && message.language === language) })).filter(({ own }) => own.length > 0);
    return `${author} ${scores.map(({ language, own }) => `${language} ${(100 * problemScore(weights, own, leastOfProblem)).toFixed(1)}`).join(', ')}`;
  });
  writeFileSync(table, problemTable(fitProblem(messages)));
  return `problem: ${messages.length} texts; F1 in percent without the texts of author ${heldOut.join('; ')}`;
};
