// A draft and what is known → Advice. Rules and ticket facts only; the same draft in the same situation gives the same advice,
// and nothing of it is kept.
import { circumstancesHold, customerUpset } from './circumstances.ts';
import { prepare } from './desk-side.ts';
import { readEmpathy } from './empathy.ts';
import { made } from './finding.ts';
import { loudEnd, smilesIn } from './marks.ts';
import { alignQuestions } from './questions.ts';
import { numberFindings, placeholderFindings } from './shown-numbers.ts';
import { acknowledgementFindings, apologyFindings, pityFindings } from './ticket-apology.ts';
import { authorityFindings, nextStepFindings, undatedFindings } from './ticket-promise.ts';
import { knownFindings, questionFindings, registerFindings, repeatedFindings } from './ticket-thread.ts';
import type { Hit } from '../find/look.ts';
import type { OpenPack } from '../pack/open.ts';
import type { Advice, Family, Finding, Level, Situation } from './advice.ts';
import type { DeskSide } from './desk-side.ts';

const order: Readonly<Record<Level, number>> = { confirm: 0, warning: 1, hint: 2 };

/** Four office words in one sentence are told once, from the first to the last. A hit with a fix stays by itself: the fix is for its words alone. */
const joined = (hits: readonly Hit[]): Hit[] => {
  const last = new Map<string, number>();
  const kept: Hit[] = [];
  for (const hit of hits) {
    const key = `${hit.means} ${hit.sentence}`;
    const at = hit.fix === null ? last.get(key) : undefined;
    if (at !== undefined) kept[at] = { ...kept[at]!, start: Math.min(kept[at]!.start, hit.start), end: Math.max(kept[at]!.end, hit.end) };
    else if (hit.fix === null) last.set(key, kept.push(hit) - 1);
    else kept.push(hit);
  }
  return kept;
};

const packFindings = (desk: DeskSide): Finding[] =>
  joined(desk.hits.all).flatMap((hit) => {
    const entry = desk.open.pack.replyCatalogue[hit.means];
    if (entry === undefined || !circumstancesHold(desk, hit, entry.when)) return [];
    const loud = hit.means === 'repeated-marks' ? loudEnd(desk.view.text, hit) : null;
    if (loud !== null) return [made(desk, hit.rule, loud.span, {}, loud.fix)];
    const fix = hit.fix === null ? null : { start: hit.start, end: hit.end, text: hit.fix };
    const finding = made(desk, hit.means, hit, hit.fix === null ? {} : { plainer: hit.fix }, fix);
    return [{ ...finding, rule: hit.rule }];
  });

const quotations = /["«“„「『]([^"»”“」』\n]{12,400})["»”」』]/g;
const mostQuotations = 50;

/** The customer's words in quotation marks are not the writer's. */
const quotedFromCustomer = (desk: DeskSide): Uint8Array => {
  const { text } = desk.view;
  const quoted = new Uint8Array(text.length);
  for (const { 0: whole, 1: words = '', index } of [...text.matchAll(quotations)].slice(0, mostQuotations)) {
    if (desk.situation.customer.some((message) => message.includes(words.trim()))) quoted.fill(1, index, index + whole.length);
  }
  return quoted;
};

/** Two rules of one family on the same words are one finding: the graver, then the longer. Open questions are told one by one. */
const withoutDoubles = (findings: readonly Finding[], length: number): Finding[] => {
  const covered = new Map<string, Uint8Array>();
  return findings.filter(({ family, start, end }) => {
    if (family === 'unanswered-question') return true;
    const taken = covered.get(family) ?? new Uint8Array(length);
    covered.set(family, taken);
    if (taken.subarray(start, end).includes(1)) return false;
    taken.fill(1, start, end);
    return true;
  });
};

const smileFindings = (desk: DeskSide): Finding[] => (customerUpset(desk) ? smilesIn(desk.view.text).map((smile) => made(desk, 'humour-when-upset', smile, {}, { ...smile, text: '.' })) : []);

/** These say nothing of how the customer was met: they stand in careful drafts as often. */
const ofStyle: ReadonlySet<Family> = new Set(['acknowledgement', 'apology', 'promise', 'pronoun', 'concreteness', 'length', 'unanswered-question']);

/** What is missing is told with more trust where something else shows that the draft was not written for this customer. */
const showsNoCare = ({ family, level }: Finding): boolean => !ofStyle.has(family) && !(family === 'bureaucratese' && level === 'hint');

/** How many sorts of slips: three office words are one. */
const slipsIn = (findings: readonly Finding[]): number => new Set(findings.flatMap(({ family, level }) => (level === 'hint' || ofStyle.has(family) ? [] : [family]))).size;

export const advise = (draft: string, situation: Situation, open: OpenPack): Advice => {
  const desk = prepare(draft, situation, open);
  const questions = alignQuestions(desk);
  const quoted = quotedFromCustomer(desk);
  // "[FIRST NAME]" is capitals that nobody shouts.
  const unfilled = placeholderFindings(desk);
  const seen = [
    ...packFindings(desk),
    ...apologyFindings(desk),
    ...pityFindings(desk),
    ...authorityFindings(desk),
    ...undatedFindings(desk),
    ...knownFindings(desk),
    ...repeatedFindings(desk),
    ...registerFindings(desk),
    ...questionFindings(desk, questions),
    ...numberFindings(desk),
    ...unfilled,
    ...smileFindings(desk),
  ].filter(({ rule, start, end }) => rule !== 'capitals' || !unfilled.some((one) => one.start < end && start < one.end));
  const careless = seen.some(showsNoCare);
  const findings = [...seen, ...acknowledgementFindings(desk, careless), ...nextStepFindings(desk, questions, careless)]
    .filter(({ start, end }) => quoted[start] !== 1 || quoted[end - 1] !== 1)
    .sort((a, b) => order[a.level] - order[b.level] || a.start - b.start || b.end - a.end);
  return {
    findings: withoutDoubles(findings, draft.length),
    empathy: readEmpathy(desk, questions, slipsIn(seen)),
    questions: questions.map(({ customer, start, end, answer }) => ({ customer, start, end, answer })),
    commitments: desk.promised,
  };
};

/** For a language without a pack: no rule is known, so nothing is said and nothing is claimed. */
export const noAdvice: Advice = {
  findings: [],
  empathy: { cognitive: { level: null, because: [] }, emotional: { level: null, because: [] }, practical: { level: null, because: [] } },
  questions: [],
  commitments: [],
};
