// Dates and times in a text, resolved against `now`. One resolver for four grammars: the pack names the words,
// and the orders in which languages put them are tried from the most telling to the least.
import { addDays, compare } from './calendar.ts';
import { readDay } from './read-day.ts';
import { readTime } from './read-time.ts';
import type { View } from '../text/view.ts';
import type { Local } from './calendar.ts';
import type { ElementFinder, Placed, Run } from './elements.ts';
import type { DateQuery, Precision } from './query.ts';

export type FoundDate = {
  /** Words `from` (inclusive) to `to` (exclusive), with the small word that leads in. */
  readonly from: number;
  readonly to: number;
  readonly at: Local;
  /** The last moment that is still in time: the end of the day, of the week, of the month, or `at` itself. */
  readonly until: Local;
  readonly precision: Precision;
  /** A limit ("by Friday") rather than a moment ("on Friday"). */
  readonly limit: boolean;
};

const roleAt = (run: Run, index: number): string | null => {
  const element = run[index]?.element;
  return element?.is === 'role' ? element.role : null;
};

const leads = new Set(['by', 'in', 'at', 'filler', 'from']);

/** Words that lead into a date belong to its limit, not to the day: "by", "entro", "до". */
const isLimit = (run: Run, start: number, end: number): boolean => {
  for (let index = start - 1; index >= 0 && leads.has(roleAt(run, index) ?? ''); index -= 1) if (roleAt(run, index) === 'by') return true;
  // Chinese and the Russian "не позднее" put the limit after or before: 周五前.
  return roleAt(run, end) === 'by' || run.slice(start, end).some(({ element }) => element.is === 'role' && element.role === 'by');
};

type Piece = { readonly end: number; readonly local: Local; readonly until: Local; readonly precision: Precision };

const endOfDay = (local: Local): Local => ({ ...local, hour: 23, minute: 59 });

const skip = (run: Run, index: number, allowed: ReadonlySet<string>): number => {
  let at = index;
  while (allowed.has(roleAt(run, at) ?? '')) at += 1;
  return at;
};

const joining = new Set(['at', 'by', 'filler', 'in', 'from']);
const beforeDay = new Set(['filler', 'in', 'at', 'by', 'from']);

/** A day, then perhaps a time of that day: "tomorrow by 6 pm", "明天下午3点". */
const dayThenTime = (run: Run, index: number, query: DateQuery): Piece | null => {
  const day = readDay(run, index, query);
  if (day === null) return null;
  if (day.exact) return { end: day.end, local: day.at, until: day.at, precision: 'minute' };
  const time = readTime(run, skip(run, day.end, joining), true);
  if (time === null || day.wide) return { end: day.end, local: day.at, until: endOfDay(day.until), precision: day.wholeMonth ? 'month' : 'day' };
  const at = { ...day.at, hour: time.hour, minute: time.minute };
  return { end: time.end, local: at, until: at, precision: time.precise ? 'minute' : 'day' };
};

/** A time, then perhaps its day: "at 5 pm on Friday", "entro le 18 di domani". Without a day: today, or tomorrow when it has passed. */
const timeThenDay = (run: Run, index: number, query: DateQuery): Piece | null => {
  const time = readTime(run, index, roleAt(run, index - 1) === 'at' || roleAt(run, index - 1) === 'by');
  if (time === null) return null;
  const { now } = query;
  const day = readDay(run, skip(run, time.end, beforeDay), query);
  if (day && !day.wide && !day.exact) {
    const at = { ...day.at, hour: time.hour, minute: time.minute };
    return { end: day.end, local: at, until: at, precision: 'minute' };
  }
  const today: Local = { year: now.year, month: now.month, day: now.day, hour: time.hour, minute: time.minute };
  const passed = time.hour * 60 + time.minute <= now.hour * 60 + now.minute;
  const at = passed && query.direction === 'future' ? addDays(today, 1) : today;
  return { end: time.end, local: at, until: at, precision: time.precise ? 'minute' : 'day' };
};

/** "in two days" and "entro venerdì" are marked with their small word. */
const spanStart = (run: Run, index: number): number => {
  let start = index;
  while (start > 0 && leads.has(roleAt(run, start - 1) ?? '')) start -= 1;
  while (start < index && roleAt(run, start) === 'filler') start += 1;
  return start;
};

const pieceAt = (run: Run, index: number, query: DateQuery): Piece | null => dayThenTime(run, index, query) ?? timeThenDay(run, index, query);

const readRun = (run: Run, query: DateQuery): FoundDate[] => {
  const found: FoundDate[] = [];
  let free = 0;
  for (let index = 0; index < run.length; ) {
    const asked = pieceAt(run, index, query);
    if (asked === null) {
      index += 1;
      continue;
    }
    const start = Math.max(spanStart(run, index), free);
    const limit = isLimit(run, index, asked.end);
    // A limit lies ahead, whatever the direction of the letter.
    const piece = limit ? (pieceAt(run, index, { ...query, direction: 'future' }) ?? asked) : asked;
    const last = run[piece.end - 1] as Placed;
    found.push({ from: run[start]!.from, to: last.to, at: piece.local, until: piece.until, precision: piece.precision, limit: limit && compare(piece.until, query.now) >= 0 });
    free = piece.end;
    index = piece.end;
  }
  return found;
};

export const findDates = (view: View, elements: ElementFinder, query: DateQuery): FoundDate[] => elements(view).flatMap((run) => readRun(run, query));
