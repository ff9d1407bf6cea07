// Three empathies by evidence: 0 nothing, 1 a general word, 2 something of this customer's own. Null where nothing calls for it.
import { datedPromises, retold } from './desk-side.ts';
import { wordKind } from '../text/words.ts';
import type { Hit } from '../find/look.ts';
import type { Span } from '../text/span.ts';
import type { Advice, EmpathyLevel } from './advice.ts';
import type { DeskSide } from './desk-side.ts';
import type { AnsweredAsk } from './questions.ts';

const none: EmpathyLevel = { level: null, because: [] };

const spans = (hits: readonly Span[]): Span[] => hits.map(({ start, end }) => ({ start, end }));

const of = (desk: DeskSide, parts: readonly string[]): Hit[] => parts.flatMap((part) => desk.hits.of(part));

const formulas = ['empty-apology', 'non-apology', 'generic-acknowledgement', 'know-how-you-feel', 'asks-forgiveness'] as const;

/** Sentences that name the case, and those that name a day. */
const tellings = (desk: DeskSide): Span[] => desk.view.sentences.filter((_, index) => desk.named(index) > 0);
const dated = ({ dates, view }: DeskSide): Span[] => dates.flatMap(({ from }) => view.sentences[view.sentenceOf[from] ?? -1] ?? []);

/** "Hello!" wants no empathy. */
const fewestWords = 6;
const says = (desk: DeskSide): boolean =>
  desk.situation.fault === 'company' || desk.customer.some(({ asks, complains, mood, view }) => asks.length > 0 || complains || mood !== 'neutral' || view.words.count >= fewestWords);

/** The customer shows a feeling, or the company has failed them, or the reply itself answers one. */
const feels = (desk: DeskSide, answered: readonly Hit[]): boolean =>
  desk.customer.length > 0 && (answered.length > 0 || desk.situation.fault === 'company' || desk.customer.some(({ mood, complains, upset, view }) => mood !== 'neutral' || complains || upset || view.sentences.some(({ exclaimed }) => exclaimed)));

/** One slip may happen to anybody; with two the words of care beside them are worth little. */
const hasty = 2;

/** Applies where the customer feels something that a reply can meet. A formula takes from an apology, and so does a blow beside it. */
const emotional = (desk: DeskSide, slips: number): EmpathyLevel => {
  const own = of(desk, ['acknowledgement', 'ownership']);
  const apologies = of(desk, ['apology']);
  const met = [...own, ...apologies];
  if (!feels(desk, [...met, ...of(desk, ['pity-word'])])) return none;
  if (slips >= hasty) return own.length > 0 ? { level: 1, because: spans(own) } : { level: 0, because: [] };
  const shown = slips === 0 ? [...met, ...of(desk, ['warmth'])] : met;
  if (shown.length > 0) return { level: of(desk, formulas).length > 0 ? 1 : 2, because: spans(shown) };
  const retelling = spans(tellings(desk));
  if (slips > 0) return { level: 0, because: [] };
  if (retelling.length > 0) return { level: 2, because: retelling };
  return desk.situation.fault === 'company' || desk.customer.some(({ upset }) => upset) ? { level: 0, because: [] } : none;
};

const retoldWords = 2;
const retoldDespite = 3;
const fewestSentences = 3;

/**
 * The particulars are told where words of the case come back, or where a draft without a slip, of more than a line, says what was done, when, or whose
 * fault it was. A draft that hurts or evades names no more than the matter, however many of the customer's words it holds.
 */
const cognitive = (desk: DeskSide, slips: number): EmpathyLevel => {
  if (desk.customer.length === 0 || !says(desk)) return none;
  const named = tellings(desk);
  const count = retold(desk);
  const deeds = [...of(desk, ['acknowledgement', 'ownership', 'apology', 'action-done']), ...datedPromises(desk), ...dated(desk)];
  const because = named.length > 0 ? spans(named) : spans(deeds);
  if (slips >= hasty) return count > 0 ? { level: 1, because } : { level: 0, because: [] };
  if (slips > 0) {
    if (count >= retoldDespite) return { level: 2, because };
    return because.length > 0 ? { level: 1, because } : { level: 0, because: [] };
  }
  const long = desk.view.sentences.length >= fewestSentences;
  if (long ? deeds.length > 0 || count >= retoldWords : deeds.length > 0 && count >= retoldWords) return { level: 2, because };
  if (because.length > 0) return { level: 1, because };
  return desk.view.sentences.length > 1 ? { level: 1, because: spans(desk.view.sentences.slice(-1)) } : { level: 0, because: [] };
};

/** Sentences that tell something exact: a day, a sum, a number. */
const exact = (desk: DeskSide): Span[] => {
  const { sentences, words, sentenceOf } = desk.view;
  const days = new Set(desk.dates.map(({ from }) => sentenceOf[from] ?? -1));
  return sentences.filter(({ from, to }, index) => {
    if (days.has(index)) return true;
    for (let word = from; word < to; word += 1) if (words.kind[word] === wordKind.number || words.kind[word] === wordKind.reference) return true;
    return false;
  });
};

const evasions = ['vague-time', 'vague-owner', 'officialese', 'brush-off', 'deflection'] as const;

/** Who does what by when, what has been done, or an exact answer that leaves nothing open. Beside two slips even that is half a step. */
const practical = (desk: DeskSide, questions: readonly AnsweredAsk[], slips: number): EmpathyLevel => {
  if (desk.customer.length === 0 || !says(desk)) return none;
  const done = [...datedPromises(desk), ...desk.hits.of('action-done')];
  if (done.length > 0) return { level: slips >= hasty ? 1 : 2, because: spans(done) };
  const days = dated(desk);
  if (days.length > 0 && slips === 0) return { level: 2, because: spans(days) };
  if (questions.some(({ answer }) => answer === null) || (slips !== 1 && of(desk, evasions).length > 0)) return { level: 0, because: [] };
  if (days.length > 0) return { level: slips >= hasty ? 1 : 2, because: spans(days) };
  const begun = [...desk.promised, ...of(desk, ['solution', 'alternative']), ...questions.flatMap(({ answer }) => (answer === null ? [] : [answer])), ...(slips === 1 ? tellings(desk) : [])];
  if (slips > 0) return begun.length > 0 && slips < hasty ? { level: 1, because: spans(begun) } : { level: 0, because: [] };
  const told = [...exact(desk), ...of(desk, ['answer-time'])];
  if (told.length > 0) return { level: 2, because: spans(told) };
  if (begun.length > 0) return { level: 1, because: spans(begun) };
  const { sentences } = desk.view;
  return sentences.length >= fewestSentences ? { level: 1, because: spans(sentences.slice(-1)) } : { level: 0, because: [] };
};

/** @param slips how many sorts of findings in the draft hurt, evade or could stand in any letter */
export const readEmpathy = (desk: DeskSide, questions: readonly AnsweredAsk[], slips: number): Advice['empathy'] => ({ cognitive: cognitive(desk, slips), emotional: emotional(desk, slips), practical: practical(desk, questions, slips) });
