// The part of `npm run train` that fits src/language/reading/ask-weights.ts: which signs speak for an ask.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { corpusLines } from './corpus-lines.ts';
import { goldReading } from '../src/evaluation/gold.ts';
import { pairUp, tallySpans } from '../src/evaluation/spans.ts';
import { add, f1, nothing } from '../src/evaluation/tally.ts';
import { askCandidates } from '../src/language/reading/ask-signs.ts';
import { leastOfAsk } from '../src/language/reading/ask-weighing.ts';
import { readAsks } from '../src/language/reading/asks.ts';
import { gatherEvidence } from '../src/language/reading/evidence.ts';
import { observe } from '../src/language/reading/read.ts';
import { askTable, fitAsks, speaksForAsk } from '../src/training/ask-signs.ts';
import type { AskCandidate } from '../src/language/reading/ask-signs.ts';
import type { Reader } from '../src/language/reading/read.ts';
import type { Span } from '../src/language/text/span.ts';
import type { AskWeights, SignedAsk } from '../src/training/ask-signs.ts';

const parts = ['train', 'development'] as const;
const table = resolve(import.meta.dirname, '../src/language/reading/ask-weights.ts');

type Message = { readonly author: string; readonly language: string; readonly labelled: readonly Span[]; readonly candidates: readonly (AskCandidate & SignedAsk)[] };

/** Each labelled ask is met by one that rules found, where one meets it, and else by a sentence in which they found none. */
const judged = (labelled: readonly Span[], candidates: readonly AskCandidate[]): Message['candidates'] => {
  const met = pairUp(labelled, candidates.filter(({ asked }) => asked));
  const known = new Set(met.map(([ask]) => ask));
  const rest = pairUp(labelled.filter((ask) => !known.has(ask)), candidates.filter(({ asked }) => !asked));
  const right = new Set<Span>([...met, ...rest].map(([, candidate]) => candidate));
  return candidates.map((one) => ({ ...one, right: right.has(one) }));
};

const messagesIn = (language: string, reader: Reader): Message[] =>
  parts.flatMap((part) => corpusLines(language, part)).flatMap(({ author, text, now, gold }) => {
    const labelled = goldReading(gold, text).asks;
    const { view, open, hits } = observe(text, { now, language }, reader);
    if (labelled === undefined || open === null || hits === null) return [];
    const evidence = gatherEvidence(hits, open.pack.readingCatalogue);
    return [{ author, language, labelled, candidates: judged(labelled, askCandidates(view, evidence, readAsks(view, evidence), hits.concepts)) }];
  });

const scoreOf = (weights: AskWeights, messages: readonly Message[]): string =>
  (100 * (f1(messages.map(({ labelled, candidates }) => tallySpans(labelled, candidates.filter((one) => speaksForAsk(weights, one) >= (one.asked ? leastOfAsk.asked : leastOfAsk.silent)))).reduce(add, nothing)) ?? 0)).toFixed(1);

/** @returns what is told of it: F1 of each language on texts whose authors were left out */
export const trainAsks = (reader: Reader): string => {
  const messages = reader.packs.flatMap(({ pack }) => messagesIn(pack.language, reader));
  const without = (author: string) => fitAsks(messages.filter((message) => message.author !== author).flatMap(({ candidates }) => candidates));
  const heldOut = [...new Set(messages.map(({ author }) => author))].sort().map((author) => {
    const weights = without(author);
    const own = Map.groupBy(messages.filter((message) => message.author === author), ({ language }) => language);
    return `${author} ${[...own].map(([language, some]) => `${language} ${scoreOf(weights, some)}`).join(', ')}`;
  });
  writeFileSync(table, askTable(fitAsks(messages.flatMap(({ candidates }) => candidates))));
  return `asks: ${messages.length} texts; F1 in percent without the texts of author ${heldOut.join('; ')}`;
};
