// Promises in a reply, with the moment by which they were promised. Conditions, the past and what others are to do are no promises:
// the pack's rule "promise" and its exceptions say how those look in a language.
import { compare, formatInstant, readNow } from '../dates/calendar.ts';
import { findDates } from '../dates/find-dates.ts';
import { firstFrom } from '../find/look.ts';
import { viewText } from '../text/view.ts';
import type { Promised } from '../advice/advice.ts';
import type { FoundDate } from '../dates/find-dates.ts';
import type { Now } from '../dates/calendar.ts';
import type { Hits } from '../find/find-all.ts';
import type { Hit } from '../find/look.ts';
import type { OpenPack } from '../pack/open.ts';
import type { View } from '../text/view.ts';

const part = 'promise';
/** "Le scrivo" tells what is being done; "le scrivo domani" promises. */
const partIfDated = 'promise-if-dated';

export type PromiseOptions = {
  readonly now: string;
  /** ISO 8601. Proposed where a promise names no day; without it such a promise has no due time. */
  readonly endOfWorkingDay?: string;
};

type Piece = { readonly hit: Hit; readonly from: number; readonly to: number };

/** A promise goes on to the end of its sentence, or to the next promise in it. */
const pieces = (view: View, hits: readonly Hit[]): Piece[] =>
  hits.map((hit, index) => {
    const sentence = view.sentences[hit.sentence]!;
    const next = hits[index + 1];
    const to = next !== undefined && next.sentence === hit.sentence ? next.match.from : sentence.to;
    return { hit, from: hit.match.from, to };
  });

/** A joint such as "and" before the next promise is not part of this one. */
const spanEnd = (view: View, piece: Piece, joints: ReadonlyMap<number, number>): number => {
  const joint = joints.get(piece.to) ?? -1;
  const last = joint >= piece.hit.match.to ? joint - 1 : piece.to - 1;
  return view.words.end[Math.max(piece.from, last)]!;
};

/** The date inside the promise, or one that stands before the first promise of the sentence: "Tomorrow I will call." */
const dateOf = (piece: Piece, first: boolean, view: View, dates: readonly FoundDate[]): FoundDate | null => {
  const inside = dates[firstFrom(dates, piece.from)];
  if (inside && inside.to <= piece.to) return inside;
  const sentence = view.sentences[piece.hit.sentence]!;
  return first ? (dates.find((date) => date.from >= sentence.from && date.to <= piece.from) ?? null) : null;
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

const promisedHits = (hits: Hits): Hit[] => {
  const sure = hits.of(part);
  // Beside a sure promise the present tense only goes on with it.
  const taken = new Set(sure.map(({ sentence }) => sentence));
  const dated = hits.of(partIfDated).filter(({ sentence }) => !taken.has(sentence));
  return [...sure, ...dated].sort((a, b) => a.start - b.start);
};

export const promisesIn = (view: View, hits: Hits, open: OpenPack, now: Now, endOfWorkingDay: string | null): Promised[] => {
  const promised = promisedHits(hits);
  const forms = open.pack.dates;
  const dates = promised.length > 0 && forms && open.elements ? findDates(view, open.elements, { now, order: forms.order, direction: 'future', letter: false }) : [];
  const ahead = bySentence(view, dates.filter(({ until }) => compare(until, now) >= 0));
  const joints = new Map(hits.of('joint').map(({ match }) => [match.to, match.from]));
  return pieces(view, promised).flatMap((piece, index) => {
    const first = index === 0 || promised[index - 1]!.sentence !== piece.hit.sentence;
    const date = dateOf(piece, first, view, ahead.get(piece.hit.sentence) ?? []);
    if (date === null && piece.hit.means === partIfDated) return [];
    const lead = date && date.to <= piece.from ? view.words.start[date.from]! : piece.hit.start;
    const start = Math.min(lead, piece.hit.start);
    const end = spanEnd(view, piece, joints);
    return [{ start, end, text: view.text.slice(start, end), due: date ? formatInstant(date.until, now.offset) : endOfWorkingDay, stated: date !== null }];
  });
};

/** `text` is the reply as it is sent, in the language of `open`. */
export const promises = (text: string, options: PromiseOptions, open: OpenPack): Promised[] => {
  const now = readNow(options.now);
  if (now === null) throw new RangeError(`now must be ISO 8601 with an offset, not "${options.now}"`);
  const view = viewText(text, open.grammar);
  return promisesIn(view, open.reply(view), open, now, options.endOfWorkingDay ?? null);
};
