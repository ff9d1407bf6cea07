// Promises in a reply, with the moment by which they were promised. Conditions, the past and what others are to do are no promises:
// the pack's rule "promise" and its exceptions say how those look in a language.
import { compare, formatInstant, readNow } from '../dates/calendar.ts';
import { findDates } from '../dates/find-dates.ts';
import { beginsIn, firstFrom } from '../find/look.ts';
import { dueOf } from './due.ts';
import { formHits } from './verb-forms.ts';
import { viewText } from '../text/view.ts';
import type { Promised } from '../advice/advice.ts';
import type { FoundDate } from '../dates/find-dates.ts';
import type { Local, Now } from '../dates/calendar.ts';
import type { Hits } from '../find/find-all.ts';
import type { Hit } from '../find/look.ts';
import type { Match } from '../find/phrase-index.ts';
import type { OpenPack } from '../pack/open.ts';
import type { View } from '../text/view.ts';

const part = 'promise';
/** "Le scrivo" tells what is being done; "le scrivo domani" promises. */
const partIfDated = 'promise-if-dated';
const noPart = 'no-promise';
/** How far behind a sign its clause can still say that nothing is promised: "comes when he can", not "to tell you what has been done". */
const reach = 3;
/** The same where a character is a word. */
const reachUnspaced = 8;
const conditionPart = 'promise-condition';
/** What follows these marks is said anew. */
const closed = /[;:；：\n]/;

export type PromiseOptions = {
  readonly now: string;
  /** ISO 8601. Proposed where a promise names no day; without it such a promise has no due time. */
  readonly endOfWorkingDay?: string;
};

type Piece = { readonly hit: Hit; readonly from: number; readonly to: number };

/** For each word where its clause begins and ends: at a pause, at "and", with the sentence. */
type Clauses = { readonly from: Int32Array; readonly to: Int32Array };

const cutClauses = (view: View, joints: readonly Match[]): Clauses => {
  const { count, afterPause } = view.words;
  const begins = new Uint8Array(count + 1);
  for (const sentence of view.sentences) begins[sentence.from] = 1;
  for (const joint of joints) begins[joint.to] = 1;
  for (let word = 0; word < count; word += 1) if (afterPause[word]) begins[word] = 1;
  begins[count] = 1;
  const [from, to] = [new Int32Array(count + 1), new Int32Array(count + 1)];
  for (let word = 1; word <= count; word += 1) from[word] = begins[word] === 1 ? word : from[word - 1]!;
  for (let word = count - 1; word >= 0; word -= 1) to[word] = begins[word + 1] === 1 ? word + 1 : to[word + 1]!;
  return { from, to };
};

/** A promise goes on to the end of its sentence, or to the clause of the next promise in it. Two signs in one clause are one promise. */
const pieces = (view: View, clauses: Clauses, hits: readonly Hit[]): Piece[] => {
  const begun: { readonly hit: Hit; readonly from: number }[] = [];
  for (const hit of hits) {
    const before = begun.at(-1);
    const same = before !== undefined && before.hit.sentence === hit.sentence;
    if (same && hit.match.from < before.hit.match.to) continue;
    const from = clauses.from[hit.match.from]!;
    if (same && from < before.hit.match.to) {
      // The surer of two signs tells what the clause is.
      if (before.hit.means === partIfDated && hit.means === part) begun[begun.length - 1] = { hit, from: before.from };
    } else begun.push({ hit, from });
  }
  return begun.map((piece, index) => {
    const next = begun[index + 1];
    return { ...piece, to: next !== undefined && next.hit.sentence === piece.hit.sentence ? next.from : view.sentences[piece.hit.sentence]!.to };
  });
};

/** A joint such as "and" before the next promise is not part of this one. */
const spanEnd = (view: View, piece: Piece, joints: ReadonlyMap<number, number>): number => {
  const joint = joints.get(piece.to) ?? -1;
  const last = joint >= piece.hit.match.to ? joint - 1 : piece.to - 1;
  return view.words.end[Math.max(piece.from, last)]!;
};

const datesIn = (dates: readonly FoundDate[], from: number, to: number): readonly FoundDate[] => dates.slice(firstFrom(dates, from), firstFrom(dates, to));

/** So many words beside the dates still make a clause that only says when: "Tomorrow, in the morning, …". */
const mostBeside = 3;
const mostLeading = 4;

/** The dates before the first promise of a sentence; beside a sign that promises only with a time, those of a clause that says nothing else: "On Monday at ten, Oleg comes." */
const leadingDates = (piece: Piece, view: View, clauses: Clauses, dates: readonly FoundDate[]): readonly FoundDate[] => {
  const { from } = view.sentences[piece.hit.sentence]!;
  const end = firstFrom(dates, piece.from);
  const before = dates.slice(Math.max(firstFrom(dates, from), end - mostLeading), end);
  const last = before.at(-1);
  if (piece.hit.means === part || last === undefined) return before;
  const clause = clauses.from[last.from]!;
  const near = before.filter((date) => date.to > clause);
  const said = near.reduce((words, date) => words + date.to - Math.max(clause, date.from), 0);
  return piece.from - clause - said <= mostBeside ? near : [];
};

/** The dates of the promise: in its clauses, or before the first promise of the sentence. */
const datesOf = (piece: Piece, first: boolean, view: View, clauses: Clauses, dates: readonly FoundDate[]): readonly FoundDate[] => {
  const inside = datesIn(dates, piece.from, piece.to);
  return inside.length > 0 || !first ? inside : leadingDates(piece, view, clauses, dates);
};

const bySentence = (view: View, dates: readonly FoundDate[]): ReadonlyMap<number, readonly FoundDate[]> => {
  const table = new Map<number, FoundDate[]>();
  for (const date of dates) {
    const sentence = view.sentenceOf[date.from] ?? -1;
    const known = table.get(sentence);
    if (known) known.push(date);
    else table.set(sentence, [date]);
  }
  return table;
};

/**
 * What depends on the customer binds nobody yet: "if you send it", "send it and I will", "once it is paid". What is said after the promise
 * ("I'll call at five to hear if it works") does not undo it.
 */
const promisedHits = (hits: Hits, clauses: Clauses, view: View, afterJoint: ReadonlyMap<number, number>, open: OpenPack): Hit[] => {
  const stops = hits.of(noPart).map(({ match }) => match);
  const conditions = hits.of(conditionPart).map(({ match }) => match);
  const behind = open.pack.words === 'none' ? reachUnspaced : reach;
  const free = (hit: Hit): boolean => {
    const [from, to] = [clauses.from[hit.match.from]!, clauses.to[hit.match.to - 1]!];
    // "I'll call, if you don't mind" depends on them still.
    const last = to < view.sentences[hit.sentence]!.to && !afterJoint.has(to) && !afterJoint.has(to + 1) && !closed.test(view.text.slice(view.words.end[to - 1], view.words.start[to])) ? clauses.to[to]! : to;
    return !beginsIn(conditions, view.sentences[hit.sentence]!.from, last) && !(hit.means === partIfDated && beginsIn(stops, from, Math.min(to, hit.match.to + behind)));
  };
  return [...hits.of(part), ...hits.of(partIfDated), ...formHits(view, open)].filter(free).sort((a, b) => a.start - b.start || b.end - a.end);
};

export const promisesIn = (view: View, hits: Hits, open: OpenPack, now: Now, endOfWorkingDay: string | null): Promised[] => {
  const joints = hits.of('joint').map(({ match }) => match);
  const clauses = cutClauses(view, joints);
  const jointTo = new Map(joints.map(({ from, to }) => [to, from]));
  const promised = promisedHits(hits, clauses, view, jointTo, open);
  const forms = open.pack.dates;
  const dates = promised.length > 0 && forms && open.elements ? findDates(view, open.elements, { now, order: forms.order, direction: 'future', letter: false }) : [];
  const ahead = bySentence(view, dates.filter(({ until }) => compare(until, now) >= 0));
  const vague = hits.of('vague-time').map(({ match }) => match);
  const found: Promised[] = [];
  let sentence = -1;
  let dueBefore: Local | null = null;
  for (const piece of pieces(view, clauses, promised)) {
    const first = piece.hit.sentence !== sentence;
    const own = datesOf(piece, first, view, clauses, ahead.get(piece.hit.sentence) ?? []);
    // A verb by itself ("… и напишу") that has no time of its own goes on with the same promise; a vague time is one that is still to be named.
    const goesOn = !first && piece.hit.match.to - piece.hit.match.from === 1 && piece.from + 1 >= piece.hit.match.from;
    if (own.length === 0 && (goesOn || (piece.hit.means === partIfDated && !beginsIn(vague, piece.from, piece.to)))) continue;
    sentence = piece.hit.sentence;
    const due = dueOf(own, first ? null : dueBefore);
    dueBefore = due;
    const start = view.words.start[Math.min(piece.from, own[0]?.from ?? piece.from)]!;
    const end = spanEnd(view, piece, jointTo);
    found.push({ start, end, text: view.text.slice(start, end), due: due ? formatInstant(due, now.offset) : endOfWorkingDay, stated: due !== null });
  }
  return found;
};

/** `text` is the reply as it is sent, in the language of `open`. */
export const promises = (text: string, options: PromiseOptions, open: OpenPack): Promised[] => {
  const now = readNow(options.now);
  if (now === null) throw new RangeError(`now must be ISO 8601 with an offset, not "${options.now}"`);
  const view = viewText(text, open.grammar);
  return promisesIn(view, open.reply(view), open, now, options.endOfWorkingDay ?? null);
};
