// Whether a finding is worth saying in this conversation. The catalogue names the circumstances; here is when they hold.
import { datedPromises } from './desk-side.ts';
import type { Hit } from '../find/look.ts';
import type { DeskSide } from './desk-side.ts';

type Holds = (desk: DeskSide, hit: Hit) => boolean;

/** Words from which a problem can be known; "hello" states none. */
const fewestWords = 6;

const nearby = (desk: DeskSide, hit: Hit, parts: readonly string[]): boolean => [0, 1, 2].some((ahead) => parts.some((part) => desk.hits.has(part, hit.sentence + ahead)));

/** Something is done, dated, offered or asked: the matter moves. */
const goesOn = (desk: DeskSide): boolean =>
  datedPromises(desk).length > 0 || desk.dates.length > 0 || ['action-done', 'solution', 'alternative'].some((part) => desk.hits.of(part).length > 0) || desk.view.sentences.some(({ question }) => question);

/** The customer used these very words. */
const theirWords = (desk: DeskSide, { start, end }: Hit): boolean => {
  const words = desk.view.folded.slice(start, end);
  return desk.customer.some(({ view }) => view.folded.includes(words));
};

/** Smiling at them would hurt: they show it, complain or press, or the company has failed them. */
export const customerUpset = (desk: DeskSide): boolean =>
  desk.situation.fault === 'company' ||
  desk.customer.some(({ asks, complains, mood, upset, view }) => upset || complains || (mood === 'neutral' && asks.length > 0 && view.sentences.some(({ exclaimed }) => exclaimed)));

const holds: Readonly<Record<string, Holds>> = {
  'customer-upset': customerUpset,
  'customer-wrote': (desk) => desk.customer.length > 0,
  'problem-stated': (desk) => desk.customer.some(({ asks, complains, view }) => complains || (asks.length > 0 && view.words.count >= fewestWords)),
  'no-case-word': (desk, hit) => desk.named(hit.sentence) === 0,
  'no-alternative': (desk, hit) => !nearby(desk, hit, ['alternative', 'solution', 'promise', 'action-done']),
  // A pet name is answered in kind, and whoever says "ticket" knows what one is.
  'not-their-word': (desk, hit) => !theirWords(desk, hit),
  'no-next-step': (desk) => !goesOn(desk),
};

export const circumstancesHold = (desk: DeskSide, hit: Hit, when: readonly string[]): boolean => when.every((name) => holds[name]?.(desk, hit) ?? true);
