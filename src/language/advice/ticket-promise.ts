// Promises and next steps against the agent's authority and the clock.
import { datedPromises, retold } from './desk-side.ts';
import { made, sentenceSpan } from './finding.ts';
import { findMoney } from '../reading/facts-money.ts';
import { sentenceIndex } from '../text/view.ts';
import type { Finding, Promised } from './advice.ts';
import type { DeskSide } from './desk-side.ts';
import type { AnsweredAsk } from './questions.ts';

type Sum = { readonly amount: number; readonly currency: string };

const readSum = (value: string): Sum | null => {
  const found = /^(\d+(?:\.\d+)?)\s+(\S+)$/.exec(value.trim());
  return found ? { amount: Number(found[1]), currency: found[2]!.toUpperCase() } : null;
};

const sentenceOf = (desk: DeskSide, { start }: Promised): number => sentenceIndex(desk.view, start);

export const authorityFindings = (desk: DeskSide): Finding[] => {
  const limit = desk.situation.authority === null ? null : readSum(desk.situation.authority);
  if (limit === null || desk.promised.length === 0) return [];
  const promised = new Uint8Array(desk.view.text.length);
  for (const { start, end } of desk.promised) promised.fill(1, start, end);
  return findMoney(desk.view, desk.open)
    .filter((fact) => {
      const sum = readSum(fact.value);
      return promised[fact.start] === 1 && promised[fact.end - 1] === 1 && sum !== null && sum.currency === limit.currency && sum.amount > limit.amount;
    })
    .map((fact) => made(desk, 'promise-above-authority', fact, { limit: desk.situation.authority ?? '' }));
};

/** One date in a sentence serves its other promises too: "I'll check it and write by six." Vague words are told by their own rule, and "right now" is a time. */
export const undatedFindings = (desk: DeskSide): Finding[] => {
  const dated = new Set(datedPromises(desk).map((one) => sentenceOf(desk, one)));
  const told = new Set(['vague-time', 'answer-time'].flatMap((part) => desk.hits.of(part).map(({ sentence }) => sentence)));
  const open = desk.promised.find((one) => !one.stated && !dated.has(sentenceOf(desk, one)) && !told.has(sentenceOf(desk, one)));
  return open ? [made(desk, 'promise-undated', open)] : [];
};

/** Said in place of a step: "soon", "is being looked into". */
const evasions = ['vague-time', 'vague-owner'] as const;

/** Whom the company has failed, or who complains or is upset, is told who does what by when. A rule, or the customer's own slip, is explained: nothing need follow. */
const waits = ({ situation, customer }: DeskSide): boolean => customer.length > 0 && (situation.fault === 'company' || (situation.fault === 'unknown' && customer.some(({ complains, upset }) => complains || upset)));

const retoldWords = 2;
/** In more sentences somebody has explained something, also where no word of the case comes back. */
const fewSentences = 2;

/**
 * Nothing dated, nothing done, nothing undertaken: then it is missing where the draft also evades, leaves an ask open, was written without care, or says
 * next to nothing of the case. A draft with none of these has told the step in words that no list holds. A promise without a time says who does what: its
 * time is asked for by other findings, and so a promise is not enough only where an ask stays open.
 */
export const nextStepFindings = (desk: DeskSide, questions: readonly AnsweredAsk[], careless: boolean): Finding[] => {
  if (!waits(desk) || desk.view.sentences.length === 0 || datedPromises(desk).length > 0 || desk.dates.length > 0 || desk.hits.of('action-done').length > 0) return [];
  const open = questions.some(({ answer }) => answer === null);
  const moves = desk.promised.length > 0 || ['solution', 'alternative'].some((part) => desk.hits.of(part).length > 0);
  if (moves && !open) return [];
  const evades = open || evasions.some((part) => desk.hits.of(part).length > 0);
  const bare = desk.situation.fault === 'company' ? retold(desk) < retoldWords : retold(desk) === 0 && desk.view.sentences.length <= fewSentences;
  if (!evades && !careless && !bare) return [];
  const [closing] = desk.hits.of('closing');
  return [made(desk, 'next-step-missing', sentenceSpan(desk, -1)), ...(closing ? [made(desk, 'closing-too-early/no-step', closing)] : [])];
};
