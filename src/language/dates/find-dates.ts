// Dates and times in a text, resolved against `now`. One resolver for four grammars: the pack names the words,
// and the orders in which languages put them are tried from the most telling to the least.
import { addDays, compare } from './calendar.ts';
import { readDay } from './read-day.ts';
import { pastEndOfDay } from './relative-day.ts';
import { readTime } from './read-time.ts';
import type { View } from '../text/view.ts';
import type { Local } from './calendar.ts';
import type { ElementFinder, Placed, Run } from './elements.ts';
import type { DateQuery, Direction, Precision } from './query.ts';
import type { Time } from './read-time.ts';

export type FoundDate = {
  /** Words `from` (inclusive) to `to` (exclusive), with the small word that leads in. */
  readonly from: number;
  readonly to: number;
  readonly at: Local;
  /** The last moment that is still in time: the end of the day, of the week, of the month, or `at` itself. */
  readonly until: Local;
  readonly precision: Precision;
  /** A week or a month rather than a day. */
  readonly wide: boolean;
  /** A limit ("by Friday") rather than a moment ("on Friday"). */
  readonly limit: boolean;
  /** The time that was said without a day: the day is then the nearest that it can be. */
  readonly dayless: Time | null;
};

const roleAt = (run: Run, index: number): string | null => {
  const element = run[index]?.element;
  return element?.is === 'role' ? element.role : null;
};

const leads = new Set(['by', 'in', 'within', 'moment', 'at', 'filler', 'from', 'since', 'nth']);

/** Words that lead into a date belong to its limit, not to the day: "by", "entro", "до". */
const isLimit = (run: Run, start: number, end: number): boolean => {
  for (let index = start - 1; index >= 0 && leads.has(roleAt(run, index) ?? ''); index -= 1) if (roleAt(run, index) === 'by' || roleAt(run, index) === 'within') return true;
  // Chinese and the Russian "не позднее" put the limit after or before: 周五前.
  return roleAt(run, end) === 'by' || run.slice(start, end).some(({ element }) => element.is === 'role' && element.role === 'by');
};

type Piece = { readonly end: number; readonly local: Local; readonly until: Local; readonly precision: Precision; readonly wide?: boolean; readonly dayless?: Time; readonly named?: boolean };

const endOfDay = (local: Local): Local => ({ ...local, hour: 23, minute: 59 });

const skip = (run: Run, index: number, allowed: ReadonlySet<string>): number => {
  let at = index;
  while (allowed.has(roleAt(run, at) ?? '')) at += 1;
  return at;
};

const joining = new Set(['at', 'by', 'filler', 'in', 'from']);
const beforeDay = new Set([...joining, 'nth']);
const betweenTimes = new Set(['at', 'by', 'filler']);

const hourOf = (local: Local, time: Time, evening: boolean): Local => {
  // "今晚十二点" is the end of the evening.
  const midnight = time.nextDay === true || (evening && time.hour === 12);
  return midnight ? { ...addDays(local, 1), hour: 0, minute: time.minute } : { ...local, hour: time.hour, minute: time.minute };
};

const saysEvening = (run: Run, from: number, to: number): boolean => run.slice(from, to).some(({ element }) => element.is === 'day' && element.evening);

/** "At 7 tonight": the day says which half of it. */
const ofEvening = (run: Run, from: number, to: number, { hour }: Time): number => (hour >= 1 && hour < 12 && saysEvening(run, from, to) ? hour + 12 : hour);

/** "Between ten and twelve", 三点到四点: the later of two times, where both are hours. */
const readSpan = (run: Run, index: number, led: boolean, letter: boolean): Time | null => {
  const first = readTime(run, index, led);
  // A letter's span begins with its first hour; a promise is kept by its last.
  if (first === null || first.part || letter) return first;
  const joint = roleAt(run, first.end);
  if (joint !== 'and' && joint !== 'by' && joint !== 'filler') return first;
  const second = readTime(run, skip(run, first.end + 1, betweenTimes), joint === 'and');
  if (second === null || second.part) return first;
  // 下午三点到四点: the part of the day holds for both.
  return second.hour < first.hour && second.hour + 12 > first.hour && second.hour < 12 ? { ...second, hour: second.hour + 12 } : second;
};

/** Later than this "at ten" means the next morning. */
const latestAtDesk = 21;

/** What lies ahead cannot have passed: "at 4:30 today", said at three in the afternoon. */
const stillAhead = (at: Local, time: Time, { now, direction }: DateQuery): Local => (direction === 'future' && at.hour >= 1 && at.hour + 12 <= latestAtDesk && !time.part && compare(at, now) <= 0 && compare({ ...at, hour: at.hour + 12 }, now) > 0 ? { ...at, hour: at.hour + 12 } : at);

/** A day, then perhaps a time of that day: "tomorrow by 6 pm", "明天下午3点". */
const dayThenTime = (run: Run, index: number, query: DateQuery): Piece | null => {
  const read = readDay(run, index, query);
  if (read === null) return null;
  const day = query.letter ? pastEndOfDay(run, read) : read;
  // "Within 24 hours" presses; in a letter it names no day.
  if (day.exact) return { end: day.end, local: day.at, until: day.at, precision: 'minute', wide: query.letter && roleAt(run, index - 1) !== 'moment' };
  const time = readSpan(run, skip(run, day.end, joining), true, query.letter);
  if (time === null || day.wide) return { end: day.end, local: day.at, until: endOfDay(day.until), precision: day.wholeMonth ? 'month' : 'day', wide: day.wide, named: day.named === true };
  const named = day.named === true;
  const clock = skip(run, day.end, joining);
  const noon = clock === day.end && run[clock]?.element.is === 'part' && time.end === clock + 1 && query.order === 'year-first';
  if (query.letter && (time.part || noon)) return { end: time.end, local: day.at, until: endOfDay(day.until), precision: 'day', named };
  const at = stillAhead(hourOf(day.at, { ...time, hour: ofEvening(run, index, day.end, time) }, saysEvening(run, index, day.end)), time, query);
  return { end: time.end, local: at, until: time.part ? endOfDay(at) : at, precision: time.precise ? 'minute' : 'day', named };
};

/** In a letter "at ten" is no date and "till 10" none either; "by 10:30", "by six" and "by 5 pm" are limits of today, and a part of a day is one where it is "this morning". */
const dayOfItsOwn = (run: Run, index: number, { part, end }: Time): boolean => {
  if (part) return roleAt(run, index - 1) === 'this';
  if (roleAt(run, index - 1) !== 'by') return false;
  return end > index + 1 || (!/^\d+$/.test(rawAt(run, index)) && (rawAt(run, index) !== '' || (!run[end - 1]!.goesOn && valueAt(run, index) > 1)));
};

const rawAt = (run: Run, index: number): string => {
  const element = run[index]?.element;
  return element?.is === 'number' ? element.raw : '';
};

const valueAt = (run: Run, index: number): number => {
  const element = run[index]?.element;
  return element?.is === 'number' ? element.value : 0;
};

/** A morning that begins at nine is over at twelve. */
const partLasts = 3;

/** A time, then perhaps its day: "at 5 pm on Friday", "entro le 18 di domani". Without a day: today, or tomorrow when it has passed. */
const timeThenDay = (run: Run, index: number, query: DateQuery): Piece | null => {
  const time = readSpan(run, index, roleAt(run, index - 1) === 'at' || roleAt(run, index - 1) === 'by', query.letter);
  if (time === null) return null;
  const { now } = query;
  const day = readDay(run, skip(run, time.end, beforeDay), query);
  if (day && !day.wide && !day.exact) {
    if (query.letter && time.part) return { end: day.end, local: day.at, until: endOfDay(day.until), precision: 'day' };
    const at = stillAhead(hourOf(day.at, { ...time, hour: ofEvening(run, time.end, day.end, time) }, saysEvening(run, time.end, day.end)), time, query);
    return { end: day.end, local: at, until: time.part ? endOfDay(at) : at, precision: 'minute' };
  }
  if (query.letter && !dayOfItsOwn(run, index, time)) return null;
  const today: Local = { year: now.year, month: now.month, day: now.day, hour: time.hour, minute: time.minute };
  if (query.letter && time.part) return { end: time.end, local: { ...today, hour: 0, minute: 0 }, until: endOfDay(today), precision: 'day' };
  const soonest = time.either && now.hour >= 12 ? stillAhead(today, time, query) : today;
  const passed = time.part ? now.hour >= time.hour + partLasts : compare(soonest, now) <= 0;
  const at = passed && query.direction === 'future' ? addDays(soonest, 1) : soonest;
  return { end: time.end, local: at, until: time.part ? endOfDay(at) : at, precision: time.precise ? 'minute' : 'day', dayless: time };
};

/** "in two days" and "entro venerdì" are marked with their small word. */
const spanStart = (run: Run, index: number): number => {
  let start = index;
  while (start > 0 && leads.has(roleAt(run, start - 1) ?? '')) start -= 1;
  while (start < index && (roleAt(run, start) === 'filler' || roleAt(run, start) === 'nth')) start += 1;
  return start;
};

const yearTurns: Readonly<Record<string, number>> = { 'last-year': -1, 'this-year': 0, 'next-year': 1 };

/** 去年12月, "this year's May". */
const inYearSaid = (run: Run, index: number, query: DateQuery): DateQuery => {
  const turn = yearTurns[roleAt(run, skipBack(run, index - 1)) ?? ''];
  return turn === undefined ? query : { ...query, year: query.now.year + turn };
};

/** Bounded, so that a row of small words stays linear. */
const mostBetween = 3;

const skipBack = (run: Run, index: number): number => {
  let at = index;
  while (index - at < mostBetween && (roleAt(run, at) === 'filler' || roleAt(run, at) === 'at')) at -= 1;
  return at;
};

const pieceAt = (run: Run, index: number, asked: DateQuery): Piece | null => {
  const query = inYearSaid(run, index, asked);
  return dayThenTime(run, index, query) ?? timeThenDay(run, index, query);
};

/** Of words `from` to `to`: which way a day that stands there lies. */
export type Lies = (from: number, to: number) => Direction;

/** "In three days" of what has been is how long it took. */
const tookSoLong = (run: Run, index: number, query: DateQuery): boolean =>
  query.letter && query.direction === 'past' && run[index]!.element.is === 'number' && ['in', 'within', 'moment'].includes(roleAt(run, index - 1) ?? '') && run[index + 1]?.element.is === 'unit';

/** The day of a named month of which was spoken last, and where. */
type Spoken = { readonly local: Local; readonly sentence: number };

type Letter = { readonly lies: Lies; readonly sentenceOf: (word: number) => number; spoken: Spoken | null };

const ofLetter = (run: Run, index: number, first: Piece, asking: DateQuery, letter: Letter): DateQuery => {
  const { spoken } = letter;
  const near = spoken !== null && letter.sentenceOf(run[index]!.from) - spoken.sentence <= 1;
  return { ...asking, direction: roleAt(run, index - 1) === 'since' ? 'past' : letter.lies(run[index]!.from, run[first.end - 1]!.to), since: near ? spoken.local : null };
};

const readRun = (run: Run, asking: DateQuery, letter: Letter | null): FoundDate[] => {
  const found: FoundDate[] = [];
  let free = 0;
  for (let index = 0; index < run.length; ) {
    const first = pieceAt(run, index, asking);
    const query = first && letter ? ofLetter(run, index, first, asking, letter) : asking;
    const asked = first && pieceAt(run, index, query);
    if (asked === null || tookSoLong(run, index, query)) {
      index += 1;
      continue;
    }
    const start = Math.max(spanStart(run, index), free);
    const limit = isLimit(run, index, asked.end);
    // A limit lies ahead, whatever the direction of the letter.
    const piece = limit && query.direction !== 'past' ? (pieceAt(run, index, { ...query, direction: 'future' }) ?? asked) : asked;
    const last = run[piece.end - 1] as Placed;
    found.push({ from: run[start]!.from, to: last.to, at: piece.local, until: piece.until, precision: piece.precision, wide: piece.wide ?? false, dayless: piece.dayless ?? null, limit: limit && compare(piece.until, query.now) >= 0 });
    if (letter && piece.named) letter.spoken = { local: piece.local, sentence: letter.sentenceOf(last.from) };
    free = piece.end;
    index = piece.end;
  }
  return found;
};

/** @param lies given for a letter, where a weekday may have been or be to come */
export const findDates = (view: View, elements: ElementFinder, query: DateQuery, lies: Lies | null = null): FoundDate[] => {
  const letter: Letter | null = lies && { lies, sentenceOf: (word) => view.sentenceOf[word] ?? 0, spoken: null };
  return elements(view).flatMap((run) => readRun(run, query, letter));
};
