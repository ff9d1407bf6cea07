// Three empathies by evidence: 0 nothing, 1 a general word, 2 something of this customer's own. Null where nothing calls for it.
import { datedPromises } from './desk-side.ts';
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

/** "Hello!" wants no empathy. */
const fewestWords = 6;
const says = (desk: DeskSide): boolean =>
  desk.situation.fault === 'company' || desk.customer.some(({ asks, complains, mood, view }) => asks.length > 0 || complains || mood !== 'neutral' || view.words.count >= fewestWords);

/** A feeling is there where words show it, where the company has failed somebody who says more than a few words of it, or where the reply itself answers one. */
const feels = (desk: DeskSide, answered: readonly Hit[]): boolean =>
  desk.customer.length > 0 && (answered.length > 0 || desk.customer.some(({ mood, complains, view }) => mood !== 'neutral' || complains || (view.words.count >= fewestWords && (desk.situation.fault === 'company' || view.sentences.some(({ exclaimed }) => exclaimed)))));

/** Applies where the customer feels something that a reply can meet. An apology of one's own words is more than a word of understanding; a formula takes from it. */
const emotional = (desk: DeskSide): EmpathyLevel => {
  const met = of(desk, ['acknowledgement', 'apology', 'warmth', 'ownership', 'pity-word']);
  if (!feels(desk, of(desk, ['acknowledgement', 'apology', 'pity-word']))) return none;
  const own = of(desk, ['acknowledgement', 'apology', 'warmth', 'ownership']).filter((hit) => desk.named(hit.sentence) > 0);
  const formal = of(desk, formulas);
  if (own.length > 0) return { level: formal.length > 0 ? 1 : 2, because: spans(own) };
  const apologies = of(desk, ['apology', 'ownership']);
  if (formal.length > 0) return apologies.length > 0 ? { level: 0, because: [] } : { level: 1, because: spans(formal) };
  if (apologies.length > 0) return { level: 2, because: spans(apologies) };
  return met.length > 0 ? { level: 1, because: spans(met) } : { level: 0, because: [] };
};

const retoldWords = 2;

/** How much of what the customer told comes back, in whichever sentences. */
const cognitive = (desk: DeskSide): EmpathyLevel => {
  if (desk.customer.length === 0 || !says(desk)) return none;
  const named = desk.view.sentences.flatMap((sentence, index) => (desk.named(index) > 0 ? [{ sentence, count: desk.named(index) }] : []));
  const retold = named.reduce((sum, { count }) => sum + count, 0);
  const because = spans(named.map(({ sentence }) => sentence));
  if (retold >= retoldWords) return { level: 2, because };
  const hits = of(desk, ['acknowledgement', 'ownership', 'exploring']);
  if (retold > 0 || hits.length > 0) return { level: 1, because: retold > 0 ? because : spans(hits) };
  return { level: 0, because: [] };
};

/** Sentences that tell something exact: a day, a sum, a number. */
const exact = (desk: DeskSide): Span[] => {
  const { sentences, words, sentenceOf } = desk.view;
  const dated = new Set(desk.dates.map(({ from }) => sentenceOf[from] ?? -1));
  return sentences.filter(({ from, to }, index) => {
    if (dated.has(index)) return true;
    for (let word = from; word < to; word += 1) if (words.kind[word] === wordKind.number || words.kind[word] === wordKind.reference) return true;
    return false;
  });
};

const evasions = ['vague-time', 'vague-owner', 'officialese', 'brush-off', 'deflection'] as const;

/** Who does what by when, what has been done, or an exact answer that leaves nothing open. */
const practical = (desk: DeskSide, questions: readonly AnsweredAsk[]): EmpathyLevel => {
  if (desk.customer.length === 0 || !says(desk)) return none;
  const done = [...datedPromises(desk), ...desk.hits.of('action-done')];
  if (done.length > 0) return { level: 2, because: spans(done) };
  const open = questions.some(({ answer }) => answer === null);
  if (open || of(desk, evasions).length > 0) return { level: 0, because: [] };
  const told = exact(desk);
  if (told.length > 0) return { level: 2, because: spans(told) };
  const begun = [...desk.promised, ...of(desk, ['solution', 'alternative']), ...questions.flatMap(({ answer }) => (answer === null ? [] : [answer]))];
  return begun.length > 0 ? { level: 1, because: spans(begun) } : { level: 0, because: [] };
};

export const readEmpathy = (desk: DeskSide, questions: readonly AnsweredAsk[]): Advice['empathy'] => ({ cognitive: cognitive(desk), emotional: emotional(desk), practical: practical(desk, questions) });
