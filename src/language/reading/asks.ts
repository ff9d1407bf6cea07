// Each question and request that wants an answer of its own. Three questions in one sentence are three.
import { evidenceOf } from './evidence.ts';
import { wordKind } from '../text/words.ts';
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

type Sort = 'question' | 'bare' | 'request' | 'imperative' | 'please' | 'more' | 'told' | 'tag' | 'clause' | 'joint' | 'not';

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

/** Chinese chat parts clauses with a space. */
const pausedAt = ({ words }: View, word: number): boolean =>
  words.afterPause[word] === true || (word > 0 && words.kind[word] === wordKind.ideograph && words.kind[word - 1] === wordKind.ideograph && words.start[word]! > words.end[word - 1]!);

/** So near before it, "and" opens the clause: "and does it fit", "и входит ли". */
const nearJoint = 3;

/** What stands within a clause and asks for the whole of it: it opens where the clause does. */
const ofClause = (view: View, sentence: Sentence, one: Evidence, joints: Joints): Evidence => {
  let from = one.match.from;
  while (from > sentence.from && !pausedAt(view, from) && !(joints.has(from) && one.match.from - from < nearJoint)) from -= 1;
  return from === one.match.from ? one : { ...one, match: { from, to: one.match.to } };
};

/** Where words are not spaced, a question word seldom stands first. */
const unspaced = ({ words }: View, { match }: Evidence): boolean => words.kind[match.from] === wordKind.ideograph;

/** A second question word opens an ask of its own only after a pause or a joint such as "and". */
const opens = (view: View, one: Evidence, joints: Joints): boolean => pausedAt(view, one.match.from) || joints.has(one.match.from);

const toldMeaning = 'ask-to-be-told';
const pleaseMeaning = 'ask-please';
const moreMeaning = 'ask-more';
/** "Could you send it?" is a request in the shape of a question. */
const requesting: ReadonlySet<string> = new Set(['ask-request', 'ask-imperative', moreMeaning, 'ask-clause', pleaseMeaning]);

/** "Tell me when it comes" is one ask: the first question word after "tell me" belongs to it, and so does "send" to "please send". */
const belongs = (last: Cut, one: Evidence, taken: Set<Cut>, joints: Joints): boolean => {
  const told = last.evidence.means === toldMeaning && one.means !== toldMeaning && (one.means === moreMeaning || !requesting.has(one.means));
  const please = last.evidence.means === pleaseMeaning && (requesting.has(one.means) || one.means === toldMeaning) && (joints.get(one.match.from) ?? last.evidence.match.to) === last.evidence.match.to;
  const more = last.evidence.means === moreMeaning && (joints.get(one.match.from) ?? one.match.from) <= last.evidence.match.to;
  if (taken.has(last) || !(told || please || more)) return false;
  taken.add(last);
  return true;
};

const leading: ReadonlySet<string> = new Set([toldMeaning, pleaseMeaning]);

/** "…, please send it": the courtesy begins a clause and does not end it. */
const leads = (view: View, sentence: Sentence, { match: { from, to } }: Evidence): boolean => pausedAt(view, from) && to < sentence.to && !pausedAt(view, to);

const cuts = (view: View, sentence: Sentence, starters: readonly Evidence[], joints: Joints): Cut[] => {
  const found: Cut[] = [];
  const taken = new Set<Cut>();
  for (const one of starters) {
    const last = found.at(-1);
    const word = one.match.from;
    if (last === undefined) found.push({ word, evidence: one });
    else if (belongs(last, one, taken, joints) || word < Math.max(last.word + 1, last.evidence.match.to)) continue;
    // "Could you tell me" asks to be told: what follows is what they want to know.
    else if (one.means === toldMeaning && requesting.has(last.evidence.means) && !opens(view, one, joints)) found[found.length - 1] = { word: last.word, evidence: one };
    // A "please" between commas goes with what was asked before it.
    else if (one.means === pleaseMeaning ? joints.has(word) || leads(view, sentence, one) : opens(view, one, joints)) found.push({ word, evidence: one });
  }
  const [first, ...rest] = found;
  if (first === undefined) return [];
  // What leads up to the first question belongs to it, but a greeting before a comma does not.
  return [{ ...first, word: leadIn(view, sentence, first) }, ...rest];
};

const leadIn = (view: View, sentence: Sentence, { word, evidence }: Cut): number => {
  const from = evidence.means === pleaseMeaning ? word - 1 : word;
  for (let at = from; at > sentence.from; at -= 1) if (pausedAt(view, at)) return word - at <= 4 ? at : sentence.from;
  return sentence.from;
};

const segments = (view: View, index: number, starters: readonly Evidence[], joints: Joints): Ask[] => {
  const sentence = view.sentences[index]!;
  const pieces = cuts(view, sentence, starters, joints);
  return pieces.flatMap(({ word, evidence }, at) => {
    const next = pieces[at + 1];
    const lastWord = next === undefined ? sentence.to - 1 : trimJoint(next.word - 1, word, joints);
    // "…, please", "…, tell me": it goes with what was asked beside it.
    if (pieces.length > 1 && word === evidence.match.from && lastWord < evidence.match.to && leading.has(evidence.means)) return [];
    return [{ start: view.words.start[word]!, end: next === undefined ? sentence.end : view.words.end[lastWord]!, sentence: index, question: !requesting.has(evidence.means), because: [evidence] }];
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

/** Of starters in their order. */
const earlier = (starters: readonly Evidence[], word: number): boolean => (starters[0]?.match.from ?? word) < word;

/** "hey does it work": written as one talks, without marks. */
const unended = (view: View, sentence: Sentence): boolean => view.words.end[sentence.to - 1] === sentence.end;

/** "Tell me where it is and who has it." */
const joined = (questions: readonly Evidence[], told: readonly Evidence[], joints: Joints): Evidence[] => questions.filter(({ match: { from } }) => joints.has(from) && earlier(told, from));

/** Chat drops the question mark: a sentence that begins with such a word asks, and so does what is joined to another ask. */
const unmarked = (view: View, sentence: Sentence, bare: readonly Evidence[], requests: readonly Evidence[], joints: Joints): Evidence[] =>
  bare.filter(({ match: { from } }) => {
    if (from === sentence.from || (from === sentence.from + 1 && unended(view, sentence)) || (pausedAt(view, from) && from - sentence.from <= 3)) return true;
    return (pausedAt(view, from) || joints.has(from)) && (earlier(requests, from) || earlier(bare, from));
  });

/** "Cancel it" asks where it opens a clause: "they cancel it" does not. After "and" it goes on with what was asked before. */
const clauses = (view: View, sentence: Sentence, imperatives: readonly Evidence[], others: readonly Evidence[], joints: Joints): Evidence[] => {
  const open: Evidence[] = [];
  const afterPlease = new Set(others.filter(({ means }) => means === pleaseMeaning).map(({ match }) => match.to));
  for (const one of imperatives) {
    const { from } = one.match;
    const joint = joints.get(from);
    const begins = from === sentence.from || pausedAt(view, from) || afterPlease.has(from);
    const goesOn = joint !== undefined && (joint === sentence.from || earlier(others, from) || earlier(open, from));
    if (begins || goesOn) open.push(one);
  }
  return open;
};

/** "… and to send the act": what is asked as well, after something that asks. */
const further = (view: View, more: readonly Evidence[], others: readonly Evidence[], joints: Joints): Evidence[] => {
  const asking = others.filter(({ means }) => requesting.has(means) || means === toldMeaning);
  // Where it begins with the joint itself (并把) it needs none before it.
  const atJoint = new Set(joints.values());
  return more.filter((one) => (opens(view, one, joints) || atJoint.has(one.match.from)) && earlier(asking, one.match.from));
};

const inOrder = (a: Evidence, b: Evidence): number => a.match.from - b.match.from || b.match.to - a.match.to;

/** Of several asks in a sentence only the rhetorical one is none. */
const spared = ({ start, end }: Ask, not: readonly Evidence[]): boolean => not.some((one) => one.start >= start && one.start < end);

/** One word with a mark ("Really?") asks nothing, nor does a "please" that stands alone. */
const fewestWords = 2;

const asksOf = (view: View, index: number, signs: Readonly<Record<Sort, BySentence>>): Ask[] => {
  const sentence = view.sentences[index]!;
  const here = (sort: Sort): readonly Evidence[] => signs[sort].get(index) ?? none;
  const joints = jointsIn(here('joint'));
  const plain = [...here('request'), ...here('told'), ...here('please')].sort(inOrder);
  const requests = [...plain, ...clauses(view, sentence, here('imperative'), plain, joints)].sort(inOrder);
  const questions = sentence.question ? here('question').map((one) => (unspaced(view, one) ? ofClause(view, sentence, one, joints) : one)) : [...unmarked(view, sentence, here('bare'), requests, joints), ...joined(here('question'), here('told'), joints)];
  const wholly = [...here('tag'), ...here('clause')].map((one) => ofClause(view, sentence, one, joints));
  // Of what begins at one word the longest speaks.
  const starters = [...requests, ...questions, ...wholly, ...further(view, here('more'), requests, joints)].sort(inOrder).filter(({ match }, at, all) => match.from !== all[at - 1]?.match.from);
  const long = sentence.to - sentence.from >= fewestWords;
  if (starters.length > 0) return long || starters[0]!.means !== pleaseMeaning ? segments(view, index, starters, joints).filter((ask) => !spared(ask, here('not'))) : [];
  if (here('not').length > 0) return [];
  return sentence.question && long ? [{ start: sentence.start, end: sentence.end, sentence: index, question: true, because: [markEvidence(view, index)] }] : [];
};

const sorts: readonly Sort[] = ['question', 'bare', 'request', 'imperative', 'please', 'more', 'told', 'tag', 'clause', 'joint', 'not'];

const mostQuoted = 160;

/** What others said, in quotation marks, is not asked here; a message that stands in them as a whole is. */
const quotedIn = ({ text }: View): Uint8Array => {
  const quoted = new Uint8Array(text.length + 1);
  let from = -1;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at]!;
    if (mark === '\n') from = -1;
    else if (from >= 0 && '"»”」』'.includes(mark)) {
      if (at - from <= mostQuoted && (at - from) * 2 < text.length) quoted.fill(1, from, at);
      from = -1;
    } else if ('"«“„「『'.includes(mark)) from = at;
  }
  return quoted;
};

export const readAsks = (view: View, table: EvidenceTable): Ask[] => {
  const quoted = quotedIn(view);
  const said = (sort: Sort): readonly Evidence[] => evidenceOf(table, 'ask', sort).filter(({ start }) => quoted[start] !== 1);
  const signs = Object.fromEntries(sorts.map((sort) => [sort, bySentence(said(sort))])) as Readonly<Record<Sort, BySentence>>;
  return view.sentences.flatMap((_, index) => asksOf(view, index, signs));
};

/** Without a pack only the mark is known. */
export const markedQuestions = (view: View): Ask[] =>
  view.sentences.flatMap(({ start, end, question }, index) => (question ? [{ start, end, sentence: index, question: true, because: [markEvidence(view, index)] }] : []));
