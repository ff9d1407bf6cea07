// Each ask of the customer with the sentence of the draft that answers it. A rule for each sort of question, no learned weights:
// "when" wants a time, "how much" a sum, a request a deed; shared words decide where the sort does not.
import { caseWords, shared } from './case-words.ts';
import { customerIndex } from './desk-side.ts';
import { findMoney } from '../reading/facts-money.ts';
import { evidenceOf } from '../reading/evidence.ts';
import { sentenceIndex } from '../text/view.ts';
import type { Ask } from '../reading/asks.ts';
import type { Span } from '../text/span.ts';
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
};

/** A question is answered near the beginning or not at all: a longer draft is not searched to its end for every ask. */
const mostSentences = 200;
/** As many as any customer asks; a text that is all question marks asks nothing. */
const mostAsks = 60;

const answeringOf = (desk: DeskSide): Answering => ({
  desk,
  money: new Set(findMoney(desk.view, desk.open).map(({ start }) => sentenceIndex(desk.view, start))),
  dates: new Set(desk.dates.map(({ from }) => desk.view.sentenceOf[from] ?? -1)),
  words: desk.view.sentences.slice(0, mostSentences).map(({ from, to }) => caseWords(desk.view, desk.open, from, to)),
});

const has = ({ desk }: Answering, sentence: number, ...parts: readonly string[]): boolean => parts.some((part) => desk.hits.has(part, sentence));

type Fit = (answering: Answering, index: number) => number;

const deed = (answering: Answering, index: number): boolean => has(answering, index, 'action-done', 'promise', 'solution');

/** How well a sentence answers each sort of ask: 2 decides, 1 needs a shared word beside it. */
const fits: Readonly<Record<Sort, Fit>> = {
  time: (answering, index) => (answering.dates.has(index) || has(answering, index, 'answer-time') ? decided : 0),
  amount: (answering, index) => (answering.money.has(index) || has(answering, index, 'answer-amount') ? decided : 0),
  reason: (answering, index) => (has(answering, index, 'answer-reason', 'ownership') ? decided : 0),
  place: (answering, index) => (has(answering, index, 'answer-place') ? decided : Number(deed(answering, index))),
  way: (answering, index) => (has(answering, index, 'solution', 'answer-way') ? decided : Number(deed(answering, index))),
  decision: (answering, index) => (has(answering, index, 'answer-decision') ? decided : Number(deed(answering, index) || answering.dates.has(index))),
  deed: (answering, index) => (deed(answering, index) || has(answering, index, 'alternative') ? enough : 0),
  other: (answering, index) => Number(deed(answering, index)),
};

const answerTo = (answering: Answering, side: CustomerSide, ask: Ask, sort: Sort, used: ReadonlySet<number>): number | null => {
  const { desk } = answering;
  const asked = askWords(desk, side, ask);
  let best: { index: number; score: number } | null = null;
  answering.words.forEach((words, index) => {
    const common = Math.min(2, shared(asked, words));
    const sorted = desk.view.sentences[index]!.question ? 0 : fits[sort](answering, index);
    // A second question of the same sort is not answered by the same words unless they name it too.
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
  const usedBySort = new Map<Sort, Set<number>>();
  return desk.customer.flatMap((side, looked) =>
    side.asks.slice(0, mostAsks).map((ask) => {
      const sort = sortOf(side, ask);
      const used = usedBySort.get(sort) ?? new Set<number>();
      usedBySort.set(sort, used);
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

