// Each ask of the customer with the sentence of the draft that answers it. A rule for each sort of question, no learned weights:
// "when" wants a time, "how much" a sum, a request a deed; shared words decide where the sort does not.
import { caseWords, shared } from './case-words.ts';
import { customerIndex } from './desk-side.ts';
import { findMoney } from '../reading/facts-money.ts';
import { evidenceOf } from '../reading/evidence.ts';
import { sentenceIndex } from '../text/view.ts';
import { wordKind } from '../text/words.ts';
import type { Ask } from '../reading/asks.ts';
import type { Sentence } from '../text/sentences.ts';
import type { Span } from '../text/span.ts';
import type { View } from '../text/view.ts';
import type { CustomerSide, DeskSide } from './desk-side.ts';

export type AnsweredAsk = Span & { readonly customer: number; readonly text: string; readonly answer: Span | null };

const sorts = ['time', 'amount', 'reason', 'place', 'way', 'decision'] as const;
type Sort = (typeof sorts)[number] | 'deed' | 'other';

/** The first question word decides: "when does …" wants a time though "does" could want a yes. */
const sortOf = (side: CustomerSide, ask: Ask): Sort => {
  const found = sorts.flatMap((sort) => evidenceOf(side.table, 'wants', sort).filter(({ start, end }) => start >= ask.start && end <= ask.end).map(({ start, end }) => ({ sort, start, end })));
  const [first] = found.sort((a, b) => a.start - b.start || b.end - a.end);
  if (first) return first.sort;
  return ask.question ? 'other' : 'deed';
};

const decided = 2;
const enough = 1.5;

/** The draft looked at once, sentence by sentence. */
type Answering = {
  readonly desk: DeskSide;
  /** Indexes of the sentences that name a sum or a time. */
  readonly money: ReadonlySet<number>;
  readonly dates: ReadonlySet<number>;
  readonly words: readonly ReadonlySet<string>[];
  /** Indexes of the sentences that tell something, and of those among them that hold a number. */
  readonly telling: ReadonlySet<number>;
  readonly numbers: ReadonlySet<number>;
  /** Indexes of those that answer nothing, whatever words they share with the question. */
  readonly mute: ReadonlySet<number>;
};

/** What says nothing to a question: courtesies, formulas, evasions. A reproach or a shout may still tell what was asked. */
const empty = [
  'vague-time', 'vague-owner', 'empty-thanks', 'empty-apology', 'asks-forgiveness', 'brush-off', 'non-apology', 'double-negative', 'generic-acknowledgement',
  'know-how-you-feel', 'generic-opener', 'begs-rating', 'closing', 'calm-down', 'spite', 'deflection', 'pity-word', 'absolute-promise', 'group-remark', 'humour-when-upset',
  'asks-for-order', 'asks-for-policy', 'asks-for-phone', 'asks-for-email', 'asks-for-name', 'asks-for-address',
] as const;
/** What says something only if the sentence also holds a deed, a day or a sum. */
const courteous = ['apology', 'acknowledgement', 'warmth', 'hidden-actor', 'officialese', 'empty-verb', 'impersonal-salutation'] as const;
const fewestCaseWords = 2;
/** "Dear Ms Baird," and "Best wishes, Tom" stand in lines of their own, without a stop. */
const shortLine = 6;

/** A question is answered near the beginning or not at all: a longer draft is not searched to its end for every ask. */
const mostSentences = 200;
/** As many as any customer asks; a text that is all question marks asks nothing. */
const mostAsks = 60;

const brief = ({ from, to }: Sentence): boolean => to - from <= shortLine;

const numbersIn = ({ sentences, words }: View): Set<number> =>
  new Set(sentences.flatMap(({ from, to }, index) => {
    for (let word = from; word < to; word += 1) if (words.kind[word] === wordKind.number || words.kind[word] === wordKind.reference) return [index];
    return [];
  }));

const answeringOf = (desk: DeskSide): Answering => {
  const { view, hits } = desk;
  const of = (index: number, parts: readonly string[]): boolean => parts.some((part) => hits.has(part, index));
  const money = new Set(findMoney(view, desk.open).map(({ start }) => sentenceIndex(view, start)));
  const dates = new Set(desk.dates.map(({ from }) => view.sentenceOf[from] ?? -1));
  const words = view.sentences.slice(0, mostSentences).map(({ from, to }) => caseWords(view, desk.open, from, to));
  const numbers = numbersIn(view);
  const firm = (index: number): boolean => dates.has(index) || money.has(index) || of(index, ['action-done', 'promise', 'solution', 'answer-reason']);
  const line = ({ from, to, end }: Sentence): boolean => to - from <= shortLine && view.words.end[to - 1] === end;
  const says = (index: number): boolean => view.sentences[index]!.to - view.sentences[index]!.from >= fewestCaseWords && !line(view.sentences[index]!) && !view.sentences[index]!.question && !of(index, empty);
  const telling = words.flatMap(({ size }, index) => (size >= fewestCaseWords && says(index) && (firm(index) || !of(index, courteous)) ? [index] : []));
  const mute = words.flatMap((_, index) => ((of(index, empty) && !of(index, ['action-done'])) || (of(index, ['greeting']) && brief(view.sentences[index]!)) ? [index] : []));
  return { desk, money, dates, words, numbers, telling: new Set(telling), mute: new Set(mute) };
};

const has = ({ desk }: Answering, sentence: number, ...parts: readonly string[]): boolean => parts.some((part) => desk.hits.has(part, sentence));

type Fit = (answering: Answering, index: number) => number;

const deed = (answering: Answering, index: number): boolean => has(answering, index, 'action-done', 'promise', 'solution');

const told = ({ telling }: Answering, index: number): number => (telling.has(index) ? enough : 0);

/** How well a sentence answers each sort of ask: 2 decides, 1 needs a shared word beside it. Where no time and no sum is wanted, a plain answer in other words is one. */
const fits: Readonly<Record<Sort, Fit>> = {
  time: (answering, index) => (answering.dates.has(index) || has(answering, index, 'answer-time') ? decided : Number(answering.numbers.has(index)) * enough),
  amount: (answering, index) => (answering.money.has(index) || has(answering, index, 'answer-amount') ? decided : Number(answering.numbers.has(index)) * enough),
  reason: (answering, index) => (has(answering, index, 'answer-reason', 'ownership') ? decided : told(answering, index)),
  place: (answering, index) => (has(answering, index, 'answer-place') ? decided : told(answering, index)),
  way: (answering, index) => (has(answering, index, 'solution', 'answer-way') ? decided : told(answering, index)),
  decision: (answering, index) => (has(answering, index, 'answer-decision') ? decided : told(answering, index)),
  deed: (answering, index) => (deed(answering, index) || has(answering, index, 'alternative', 'answer-decision') ? decided : told(answering, index)),
  other: (answering, index) => told(answering, index),
};

const answerTo = (answering: Answering, side: CustomerSide, ask: Ask, sort: Sort, used: ReadonlySet<number>): number | null => {
  const { desk } = answering;
  const asked = askWords(desk, side, ask);
  let best: { index: number; score: number } | null = null;
  answering.words.forEach((words, index) => {
    if (answering.mute.has(index)) return;
    const common = Math.min(2, shared(asked, words));
    const sorted = desk.view.sentences[index]!.question ? 0 : fits[sort](answering, index);
    // A second question is not answered by the same words unless they name it too.
    const score = sorted + common - (used.has(index) && common === 0 ? 1 : 0);
    if (score >= enough && (best === null || score > best.score)) best = { index, score };
  });
  return (best as { index: number } | null)?.index ?? null;
};

const askWords = (desk: DeskSide, side: CustomerSide, ask: Ask): Set<string> => {
  const { words } = side.view;
  const sentence = side.view.sentences[ask.sentence]!;
  let from = sentence.from;
  while (from < sentence.to && words.start[from]! < ask.start) from += 1;
  let to = from;
  while (to < sentence.to && words.end[to]! <= ask.end) to += 1;
  return caseWords(side.view, desk.open, from, to);
};

export const alignQuestions = (desk: DeskSide): AnsweredAsk[] => {
  const answering = answeringOf(desk);
  const used = new Set<number>();
  return desk.customer.flatMap((side, looked) =>
    side.asks.slice(0, mostAsks).map((ask) => {
      const sort = sortOf(side, ask);
      const index = answerTo(answering, side, ask, sort, used);
      if (index !== null) used.add(index);
      const sentence = index === null ? null : desk.view.sentences[index]!;
      return {
        customer: customerIndex(desk, looked),
        start: ask.start,
        end: ask.end,
        text: side.view.text.slice(ask.start, ask.end),
        answer: sentence && { start: sentence.start, end: sentence.end },
      };
    }),
  );
};

