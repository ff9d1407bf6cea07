// Apology and acknowledgement against what is known: whose fault it was, what was said before, in which order.
import { datedPromises, retold } from './desk-side.ts';
import { made, sentenceSpan } from './finding.ts';
import type { Hit } from '../find/look.ts';
import type { Finding } from './advice.ts';
import type { DeskSide } from './desk-side.ts';

const firstSentence = (desk: DeskSide): Finding[] | null => (desk.view.sentences.length === 0 ? [] : null);

const owned = (desk: DeskSide): boolean => desk.hits.of('ownership').length > 0;

/** "Sorry for that, and sorry about the walk" is one apology for two things. */
export const apologyFindings = (desk: DeskSide): Finding[] => {
  const apologies = desk.hits.of('apology');
  const earlier = desk.thread.some(({ hits }) => hits.of('apology').length > 0);
  const { fault } = desk.situation;
  // "My oversight" and "our mistake" are as good as the word.
  if (fault === 'company' && apologies.length === 0 && !earlier && !owned(desk)) return firstSentence(desk) ?? [made(desk, 'apology-missing', sentenceSpan(desk, 0))];
  if (apologies.length === 0) return [];
  if (fault === 'rule' || fault === 'customer') {
    const ours = apologies.find(({ sentence }) => !desk.hits.has('condolence', sentence));
    return ours ? [made(desk, 'apology-not-ours', ours)] : [];
  }
  const again = earlier ? apologies[0] : apologies.slice(1).find((one) => apologies.length > 2 || one.sentence !== apologies[0]!.sentence || desk.named(one.sentence) === 0);
  return again ? [made(desk, 'apology-repeated', again)] : [];
};

const inOrder = (a: Hit, b: Hit): number => a.start - b.start;

/** What shows that the hurt was noticed: it is named, owned, or apologised for by name. */
const acknowledgements = (desk: DeskSide): Hit[] =>
  [...desk.hits.of('acknowledgement'), ...desk.hits.of('ownership'), ...desk.hits.of('apology').filter((hit) => desk.named(hit.sentence) > 0)].sort(inOrder);

const retoldWords = 2;

/** A question of a few words shows nothing that could be passed over. */
const fewestWords = 6;

/** Whom the company has failed is hurt, also where they say it plainly. */
const failed = (desk: DeskSide): boolean => desk.situation.fault === 'company' && desk.customer.some(({ complains, mood, view }) => complains || mood !== 'neutral' || view.words.count >= fewestWords);

const firstSolving = (desk: DeskSide): number => Math.min(...['solution', 'promise'].map((part) => desk.hits.of(part)[0]?.sentence ?? Number.POSITIVE_INFINITY));

/** These are told as what they are: a formula of understanding, pity, regret for the feeling. */
const attempts = ['warmth', 'pity-word', 'non-apology', 'generic-acknowledgement', 'know-how-you-feel'] as const;
/** In a sentence with one of these an apology is no sign that anything was noticed. */
const hollow = ['empty-apology', 'apology-but'] as const;

/** A plain apology meets the customer; one that anybody could have sent does not. */
const apologised = (desk: DeskSide): boolean => desk.hits.of('apology').some(({ sentence }) => !hollow.some((part) => desk.hits.has(part, sentence)));

/**
 * Nothing acknowledges, nothing apologises. Then it is missing where the draft has other signs that it was written for nobody in particular, or where it
 * neither does anything nor retells the case: a careful draft has met the customer in words that no list holds.
 */
const passedOver = (desk: DeskSide, careless: boolean): boolean => {
  if (attempts.some((part) => desk.hits.of(part).length > 0) || apologised(desk)) return false;
  return careless || (retold(desk) < (failed(desk) ? retoldWords : 1) && datedPromises(desk).length === 0 && desk.hits.of('action-done').length === 0);
};

export const acknowledgementFindings = (desk: DeskSide, careless: boolean): Finding[] => {
  if (desk.view.sentences.length === 0) return [];
  const upset = desk.customer.find((side) => side.upset);
  const [first] = acknowledgements(desk);
  const sorry = desk.hits.of('apology')[0]?.sentence ?? Number.POSITIVE_INFINITY;
  if (first !== undefined) return upset !== undefined && Math.min(first.sentence, sorry) > firstSolving(desk) ? [made(desk, 'acknowledgement-late', first)] : [];
  if (!passedOver(desk, careless)) return [];
  if (upset !== undefined) return [made(desk, 'acknowledgement-missing', sentenceSpan(desk, 0), { mood: upset.mood })];
  return failed(desk) ? [made(desk, 'acknowledgement-missing/our-fault', sentenceSpan(desk, 0))] : [];
};

/** Pity is not wrong by itself: only when neither the case nor a deed stands beside it. */
export const pityFindings = (desk: DeskSide): Finding[] => {
  const [pity] = desk.hits.of('pity-word');
  if (pity === undefined || datedPromises(desk).length > 0 || desk.hits.of('action-done').length > 0) return [];
  return desk.view.sentences.some((_, index) => desk.named(index) > 0) ? [] : [made(desk, 'pity-alone', pity)];
};
