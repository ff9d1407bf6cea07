// Each question and request that wants an answer of its own. Three questions in one sentence are three.
import { evidenceOf } from './evidence.ts';
import type { Evidence, EvidenceTable } from './evidence.ts';
import type { Sentence } from '../text/sentences.ts';
import type { Span } from '../text/span.ts';
import type { View } from '../text/view.ts';

export type Ask = Span & { readonly sentence: number; readonly question: boolean; readonly because: readonly Evidence[] };

/** Where a joint ends, with the word at which it begins. */
type Joints = ReadonlyMap<number, number>;

const jointsIn = (evidence: readonly Evidence[]): Joints => new Map(evidence.map(({ match }) => [match.to, match.from]));

type Cut = { readonly word: number; readonly evidence: Evidence };

type BySentence = ReadonlyMap<number, readonly Evidence[]>;

type Sort = 'question' | 'request' | 'told' | 'tag' | 'joint' | 'not';

const bySentence = (evidence: readonly Evidence[]): BySentence => {
  const table = new Map<number, Evidence[]>();
  for (const one of evidence) {
    const known = table.get(one.sentence);
    if (known) known.push(one);
    else table.set(one.sentence, [one]);
  }
  return table;
};

const none: readonly Evidence[] = [];

/** A second question word opens an ask of its own only after a pause or a joint such as "and". */
const opens = (view: View, one: Evidence, joints: Joints): boolean => view.words.afterPause[one.match.from] === true || joints.has(one.match.from);

const toldMeaning = 'ask-to-be-told';

/** "Tell me when it comes" is one ask: the first question word after "tell me" belongs to it. */
const belongs = (last: Cut, one: Evidence, taken: Set<Cut>): boolean => {
  if (last.evidence.means !== toldMeaning || taken.has(last) || one.means === toldMeaning) return false;
  taken.add(last);
  return true;
};

const cuts = (view: View, sentence: Sentence, starters: readonly Evidence[], joints: Joints): Cut[] => {
  const found: Cut[] = [];
  const taken = new Set<Cut>();
  for (const one of starters) {
    const last = found.at(-1);
    if (last === undefined) found.push({ word: one.match.from, evidence: one });
    else if (!belongs(last, one, taken) && opens(view, one, joints) && one.match.from > last.word) found.push({ word: one.match.from, evidence: one });
  }
  const [first, ...rest] = found;
  if (first === undefined) return [];
  // What leads up to the first question belongs to it, but a greeting before a comma does not.
  return [{ ...first, word: leadIn(view, sentence, first.word) }, ...rest];
};

const leadIn = (view: View, sentence: Sentence, word: number): number => {
  for (let at = word; at > sentence.from; at -= 1) if (view.words.afterPause[at]) return word - at <= 4 ? at : sentence.from;
  return sentence.from;
};

const requesting = 'ask-request';

/** "Could you send it?" is a request in the shape of a question. */
const segments = (view: View, index: number, starters: readonly Evidence[], joints: Joints): Ask[] => {
  const sentence = view.sentences[index]!;
  const pieces = cuts(view, sentence, starters, joints);
  return pieces.map(({ word, evidence }, at) => {
    const next = pieces[at + 1];
    const lastWord = next === undefined ? sentence.to - 1 : trimJoint(next.word - 1, word, joints);
    return { start: view.words.start[word]!, end: next === undefined ? sentence.end : view.words.end[lastWord]!, sentence: index, question: evidence.means !== requesting, because: [evidence] };
  });
};

const trimJoint = (last: number, first: number, joints: Joints): number => {
  const joint = joints.get(last + 1);
  return Math.max(first, joint === undefined ? last : joint - 1);
};

const markEvidence = (view: View, index: number): Evidence => {
  const sentence = view.sentences[index]!;
  const at = Math.max(sentence.start, sentence.end - 1);
  return { start: at, end: sentence.end, rule: 'question-mark', means: 'question-mark', sentence: index, match: { from: sentence.to - 1, to: sentence.to }, fix: null, strength: 0.6, probability: 0.8 };
};

/** Chat drops the question mark: a sentence that begins with a question word asks. */
const unmarked = (view: View, sentence: Sentence, questions: readonly Evidence[]): Evidence[] =>
  questions.filter(({ match }) => match.from === sentence.from || (view.words.afterPause[match.from] === true && match.from - sentence.from <= 3));

/** 可以吗 closes a question without a mark: the clause that it ends is the ask. */
const tagged = (view: View, index: number, tags: readonly Evidence[]): Ask[] =>
  tags.map((tag) => {
    const sentence = view.sentences[index]!;
    let from = tag.match.from;
    while (from > sentence.from && view.words.afterPause[from] !== true) from -= 1;
    return { start: view.words.start[from]!, end: tag.end, sentence: index, question: true, because: [tag] };
  });

const inOrder = (a: Evidence, b: Evidence): number => a.match.from - b.match.from || b.match.to - a.match.to;

const asksOf = (view: View, index: number, signs: Readonly<Record<Sort, BySentence>>): Ask[] => {
  const sentence = view.sentences[index]!;
  const here = (sort: Sort): readonly Evidence[] => signs[sort].get(index) ?? none;
  if (here('not').length > 0) return [];
  const questions = here('question');
  const requests = [...here('request'), ...here('told')].sort(inOrder);
  const joints = jointsIn(here('joint'));
  if (sentence.question) {
    const starters = [...questions, ...requests].sort(inOrder);
    const found = segments(view, index, starters, joints);
    return found.length > 0 ? found : [{ start: sentence.start, end: sentence.end, sentence: index, question: true, because: [markEvidence(view, index)] }];
  }
  const told = requests.some(({ means }) => means === toldMeaning);
  if (requests.length > 0) return segments(view, index, told ? [...requests, ...questions].sort(inOrder) : requests, joints);
  const open = unmarked(view, sentence, questions);
  return open.length > 0 ? segments(view, index, open, joints) : tagged(view, index, here('tag'));
};

export const readAsks = (view: View, table: EvidenceTable): Ask[] => {
  const of = (sort: Sort): BySentence => bySentence(evidenceOf(table, 'ask', sort));
  const signs = { question: of('question'), request: of('request'), told: of('told'), tag: of('tag'), joint: of('joint'), not: of('not') };
  return view.sentences.flatMap((_, index) => asksOf(view, index, signs));
};

/** Without a pack only the mark is known. */
export const markedQuestions = (view: View): Ask[] =>
  view.sentences.flatMap(({ start, end, question }, index) => (question ? [{ start, end, sentence: index, question: true, because: [markEvidence(view, index)] }] : []));
