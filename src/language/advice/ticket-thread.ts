// What the conversation and the contact card already hold: known fields, sentences sent before, the manner of address, open questions.
import { made, sentenceSpan } from './finding.ts';
import { evidenceOf } from '../reading/evidence.ts';
import type { Hits } from '../find/find-all.ts';
import type { View } from '../text/view.ts';
import type { Finding } from './advice.ts';
import type { DeskSide } from './desk-side.ts';
import type { AnsweredAsk } from './questions.ts';

const plainKey = (key: string): string => key.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

const knownValue = (desk: DeskSide, field: string): string | null => {
  const { card } = desk.situation;
  const keys = new Set((desk.open.pack.fields[field] ?? [field]).map(plainKey));
  const found = Object.entries(card.known).find(([key, value]) => keys.has(plainKey(key)) && value.trim() !== '');
  if (found) return found[1];
  return field === 'name' ? card.name : null;
};

/** Words from which a matter can be known. */
const fewestTold = 8;

/** Who has told it is not asked to tell it: a field of the card, or what happened. */
export const knownFindings = (desk: DeskSide): Finding[] => {
  const fields = Object.keys(desk.open.pack.fields).flatMap((field) => {
    const [hit] = desk.hits.of(`asks-for-${field}`);
    const known = hit ? knownValue(desk, field) : null;
    return hit && known !== null ? [made(desk, 'asks-known', hit, { field, known })] : [];
  });
  const [story] = desk.hits.of('asks-for-story');
  const told = desk.customer.some(({ complains, asks, view }) => view.words.count >= fewestTold && (complains || asks.length > 0));
  return story && told ? [...fields, made(desk, 'asks-known/story', story)] : fields;
};

/** Shorter sentences ("Thank you!") may come again. An ideograph is a word, so that this holds in any script. */
const fewestWords = 5;

const sentencesOf = (view: View): { key: string; index: number }[] =>
  view.sentences.flatMap(({ start, end, from, to }, index) => (to - from < fewestWords ? [] : [{ key: view.folded.slice(start, end).replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim(), index }]));

export const repeatedFindings = (desk: DeskSide): Finding[] => {
  if (desk.thread.length === 0) return [];
  const sent = new Set(desk.thread.flatMap(({ view }) => sentencesOf(view).map(({ key }) => key)));
  const again = sentencesOf(desk.view).find(({ key, index }) => sent.has(key) && !desk.hits.of('closing').some((hit) => hit.sentence === index) && !desk.hits.of('greeting').some((hit) => hit.sentence === index));
  return again ? [made(desk, 'repeated-sentence', sentenceSpan(desk, again.index))] : [];
};

type Address = 'formal' | 'familiar' | null;

const addressOf = (hits: Hits): Address => {
  const formal = hits.of('address-formal').length;
  const familiar = hits.of('address-familiar').length;
  if (formal === familiar) return null;
  return formal > familiar ? 'formal' : 'familiar';
};

const threadAddress = (desk: DeskSide): Address => desk.thread.map(({ hits }) => addressOf(hits)).findLast((address) => address !== null) ?? null;

const customerIsPolite = (desk: DeskSide): boolean => desk.customer.some(({ table }) => evidenceOf(table, 'formality', 'polite').length > evidenceOf(table, 'formality', 'familiar').length);

/** A message begins in one form; the first word of the other is where it changes. A whole message in another form is told by its first word. */
export const registerFindings = (desk: DeskSide): Finding[] => {
  const formal = desk.hits.of('address-formal');
  const familiar = desk.hits.of('address-familiar');
  if (formal.length > 0 && familiar.length > 0) {
    const later = formal[0]!.start < familiar[0]!.start ? familiar : formal;
    return [made(desk, 'register-mixed', later[0]!)];
  }
  const first = formal[0] ?? familiar[0];
  const here = addressOf(desk.hits);
  if (first === undefined || here === null) return [];
  const wished = desk.situation.card.address ?? null;
  if (wished !== null) return wished === here ? [] : [made(desk, 'register-wished', first)];
  const before = threadAddress(desk) ?? (customerIsPolite(desk) && here === 'familiar' ? 'formal' : null);
  return before !== null && before !== here ? [made(desk, 'register-shift', first)] : [];
};

/** Said in place of an answer. */
const evasions = ['vague-time', 'vague-owner', 'brush-off', 'generic-opener', 'asks-for-order', 'asks-for-policy', 'asks-for-phone', 'asks-for-email', 'asks-for-name', 'asks-for-address'] as const;

/** Beside an evasion an ask is open, nearly always; where nothing evades, the answer may stand in words that no list holds (of 100 right: 83 and 42). */
export const questionFindings = (desk: DeskSide, questions: readonly AnsweredAsk[]): Finding[] => {
  const open = questions.filter(({ answer }) => answer === null);
  if (desk.view.sentences.length === 0) return [];
  const rule = evasions.some((part) => desk.hits.of(part).length > 0) ? 'unanswered-ask' : 'answer-not-seen';
  const findings = open.map((ask) => made(desk, rule, sentenceSpan(desk, -1), { ask: ask.text, customer: String(ask.customer) }));
  const [closing] = desk.hits.of('closing');
  if (closing && open.length > 0) findings.push(made(desk, 'closing-too-early', closing, { open: String(open.length) }));
  return findings;
};
