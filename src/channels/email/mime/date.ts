// Dates in mail headers: RFC 5322 and what is really written there. Pure: a date without a zone is taken as UTC.
import type { Instant } from '../../../domain/identifier.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const zones: Readonly<Record<string, number>> = { ut: 0, utc: 0, gmt: 0, z: 0, est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420, bst: 60, cet: 60, cest: 120, eet: 120, eest: 180, msk: 180, jst: 540, hkt: 480 };

const usual = /(\d{1,2})[ \t-]+([a-z]{3})[a-z]*\.?,?[ \t-]+(\d{2,4})(?:[ \t,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?[ \t]*(am|pm)?[ \t]*([+-]\d{4}|[+-]\d{2}:\d{2}|[a-z]{1,5})?)?/;
const asctime = /([a-z]{3})[a-z]*[ \t]+(\d{1,2})[ \t]+(\d{1,2}):(\d{2})(?::(\d{2}))?[ \t]+(?:([a-z]{3,4})[ \t]+)?(\d{4})(?:[ \t]+([+-]\d{4}))?/;
const numbers = /(\d{4})-(\d{2})-(\d{2})(?:[t ]+(\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?[ \t]*(z|[+-]\d{2}:?\d{2})?)?/;

/** null when it is no date, or one that nobody can mean (before there was e-mail). */
export function parseDate(header: string): Instant | null {
  const text = header.slice(0, 200).replace(/\([^)]*\)/g, ' ').trim().toLowerCase();
  const iso = numbers.exec(text);
  if (iso) return instant(iso[1]!, Number(iso[2]) - 1, iso[3]!, [iso[4], iso[5], iso[6]], iso[7]);
  const match = usual.exec(text);
  if (match && months.includes(match[2]!)) {
    const hour = match[7] ? (Number(match[4]) % 12) + (match[7] === 'pm' ? 12 : 0) : match[4];
    return instant(match[3]!, months.indexOf(match[2]!), match[1]!, [hour, match[5], match[6]], match[8]);
  }
  const old = asctime.exec(text);
  return old ? instant(old[7]!, months.indexOf(old[1]!), old[2]!, [old[3], old[4], old[5]], old[8] ?? old[6]) : null;
}

function instant(yearText: string, month: number, day: string, time: readonly (string | number | undefined)[], zone: string | undefined): Instant | null {
  const [hour = 0, minute = 0, second = 0] = time.map((part) => Number(part ?? 0));
  const year = fullYear(Number(yearText), yearText.length);
  if (month < 0 || month > 11 || hour > 24 || minute > 59 || second > 60) return null;
  const at = new Date(Date.UTC(year, month, Number(day), hour, minute, second) - offset(zone) * 60_000);
  const unbelievable = Number.isNaN(at.getTime()) || at.getTime() < Date.UTC(1990, 0, 1) || at.getTime() > Date.UTC(9000, 0, 1);
  return unbelievable ? null : at.toISOString();
}

/** RFC 5322 4.3: two digits below 50 are of this century. */
const fullYear = (year: number, digits: number): number => {
  if (digits >= 4) return year;
  return digits === 3 || year >= 50 ? year + 1900 : year + 2000;
};

function offset(zone: string | undefined): number {
  if (!zone) return 0;
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!match) return zones[zone] ?? 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}
