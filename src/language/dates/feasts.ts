// Feasts: on the same day each year (12-25), counted from Easter (easter-2), by the Chinese calendar (lunar-01-15), or the second Sunday of May (05/7/2).
import { addDays, daysBetween, daysIn, weekdayOf } from './calendar.ts';
import { likeliest } from './calendar-day.ts';
import { at, day, isAny, numberAt } from './run.ts';
import type { Local } from './calendar.ts';
import type { Run } from './elements.ts';
import type { DateQuery, Day } from './query.ts';

const local = (year: number, month: number, dayOfMonth: number): Local => ({ year, month, day: dayOfMonth, hour: 0, minute: 0 });

/** The Western Easter, after the rule of Meeus, Jones and Butcher: https://en.wikipedia.org/wiki/Date_of_Easter#Anonymous_Gregorian_algorithm */
const easter = (year: number): Local => {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const moon = (19 * golden + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - moon - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * sunday) / 451);
  const days = moon + sunday - 7 * late + 114;
  return local(year, Math.floor(days / 31), (days % 31) + 1);
};

/** Each year of the Chinese calendar: its first day, the lengths of its twelve months (1 is thirty days), and after which month a short leap month stands. */
const lunarYears: Readonly<Record<number, readonly [string, string, number]>> = {
  2022: ['02-01', '101011010101', 0],
  2023: ['01-22', '010110110101', 2],
  2024: ['02-10', '010010110110', 0],
  2025: ['01-29', '101001101110', 6],
  2026: ['02-17', '101001001110', 0],
  2027: ['02-06', '110100100110', 0],
  2028: ['01-26', '111010100110', 5],
  2029: ['02-13', '110101010011', 0],
  2030: ['02-03', '010110101010', 0],
  2031: ['01-23', '011101101010', 3],
  2032: ['02-11', '100101101101', 0],
  2033: ['01-31', '010010101111', 11],
  2034: ['02-19', '010010101101', 0],
  2035: ['02-08', '101001001101', 0],
};

/** The thirtieth of a month of twenty-nine days is its last. */
const lunar = (year: number, month: number, dayOfMonth: number): Local | null => {
  const known = lunarYears[year];
  if (known === undefined) return null;
  const [first, lengths, leap] = known;
  const before = lengths.slice(0, month - 1).split('').reduce((days, length) => days + (length === '1' ? 30 : 29), leap > 0 && month > leap ? 29 : 0);
  const length = lengths[month - 1] === '1' ? 30 : 29;
  return addDays(local(year, Number(first.slice(0, 2)), Number(first.slice(3))), before + Math.min(dayOfMonth, length) - 1);
};

/** The solar term "clear and bright" falls on the fourth or fifth of April in this century's first half. */
const qingming = (year: number): Local => local(year, 4, year % 4 < 2 ? 4 : 5);

/** The `nth` such day of the week in the month; -1 is the last. */
const nthWeekday = (year: number, month: number, weekday: number, nth: number): Local => {
  if (nth < 0) {
    const last = local(year, month, daysIn(year, month));
    return addDays(last, -((weekdayOf(last) - weekday + 7) % 7));
  }
  const first = local(year, month, 1);
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7);
};

/** How a pack may write when a feast is. */
export const feastForm = /^(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])|easter(?:[+-]\d{1,2})?|lunar-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|30)|qingming|(?:0[1-9]|1[0-2])\/[1-7]\/(?:[1-4]|-1)(?:\+1)?)$/;

const feastIn = (on: string, year: number): Local | null => {
  if (on.startsWith('easter')) return addDays(easter(year), Number(on.slice('easter'.length) || '0'));
  if (on.startsWith('lunar')) return lunar(year, Number(on.slice(6, 8)), Number(on.slice(9)));
  if (on === 'qingming') return qingming(year);
  if (!on.includes('/')) return local(year, Number(on.slice(0, 2)), Number(on.slice(3)));
  const [month, weekday, nth] = on.replace('+1', '').split('/').map(Number);
  return addDays(nthWeekday(year, month!, weekday!, nth!), on.endsWith('+1') ? 1 : 0);
};

const candidates = (on: string, { year }: Local): Local[] => [year - 2, year - 1, year, year + 1].flatMap((one) => feastIn(on, one) ?? []);

/** "Merry Christmas" and "a Christmas present" name no day; "by Christmas", 国庆前 and a day of the Chinese calendar do. */
const bound = (run: Run, index: number, on: string): boolean => {
  const before = at(run, index - 1);
  const after = at(run, index + 1);
  if (after?.is === 'thing') return false;
  return on.startsWith('lunar') || (before?.is === 'role' && before.role !== 'and') || isAny(run, index + 1, ['by', 'later', 'from']) || after?.is === 'number';
};

/** Christmas, 元旦, Easter, 除夕; with a year the feast of that year. */
export const feast = (run: Run, index: number, query: DateQuery): Day | null => {
  const element = at(run, index);
  if (element?.is !== 'feast' || (query.letter && !bound(run, index, element.on))) return null;
  const year = numberAt(run, index + 1, 1990, 2100);
  if (year !== null) {
    const said = feastIn(element.on, year);
    return said && day(index + 2, said);
  }
  const all = candidates(element.on, query.now);
  const found = query.letter ? likeliest(query, all) : all.find((one) => daysBetween(query.now, one) >= 0);
  return found ? day(index + 1, found) : null;
};
