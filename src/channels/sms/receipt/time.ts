// When a receipt says that something happened. Most centres leave out their time zone, so a time alone can be hours away.
import type { Instant } from '../../../domain/identifier.ts';

const quarter = 15 * 60_000;

/**
 * Never after it was received. Without a zone it is shifted by whole quarters of an hour, as zones are, to the last moment before
 * it was received: exact where the receipt came at once, and never further off than the time at which it came.
 */
export function happenedAt(written: string | null, receivedAt: Instant): Instant {
  const received = Date.parse(receivedAt);
  const candidates = written === null ? [] : readTimes(written.trim());
  const nearest = candidates.toSorted((one, other) => Math.abs(one.at - received) - Math.abs(other.at - received))[0];
  if (nearest === undefined) return receivedAt;
  const at = nearest.zoned ? nearest.at : received - ((((received - nearest.at) % quarter) + quarter) % quarter);
  return at > received || at < received - 30 * 86_400_000 ? receivedAt : new Date(at).toISOString();
}

type Candidate = { readonly at: number; readonly zoned: boolean };

/** Everything that it can mean: `2001011230` is a minute of the year 2020, and `1764000000` a second since 1970. */
function readTimes(written: string): readonly Candidate[] {
  const spelled = /^(\d{4})[-/.](\d\d)[-/.](\d\d)[T ,]*(\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(written);
  if (spelled) return moment(spelled.slice(1, 7), zoneOf(spelled[7]));
  const absolute = /^(\d{2})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d(\d\d)([+-])$/.exec(written);
  if (absolute) return moment([`20${absolute[1]}`, ...absolute.slice(2, 7)], (absolute[8] === '-' ? -1 : 1) * Number(absolute[7]) * quarter);
  const digits = written.replaceAll(/[-/.:\sT]/g, '');
  if (!/^\d+$/.test(digits)) return [];
  return [
    ...(digits.length === 10 || digits.length === 12 ? moment(pairs(`20${digits}`), null) : []),
    ...(digits.length === 12 || digits.length === 14 ? moment(pairs(digits), null) : []),
    ...(digits.length === 10 && digits === written ? [{ at: Number(digits) * 1000, zoned: true }] : []),
    ...(digits.length === 13 && digits === written ? [{ at: Number(digits), zoned: true }] : []),
  ];
}

const pairs = (digits: string): string[] => [digits.slice(0, 4), ...(digits.slice(4).match(/\d\d/g) ?? [])];

function zoneOf(written: string | undefined): number | null {
  if (written === undefined) return null;
  if (written.toUpperCase() === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(written)!;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** Year, month, day, hour, minute and perhaps second; nothing where there is no such moment. */
function moment(parts: readonly (string | undefined)[], zone: number | null): readonly Candidate[] {
  const [year, month, day, hour, minute, second] = parts.map((part) => Number(part ?? 0)) as [number, number, number, number, number, number | undefined];
  const at = Date.UTC(year, month - 1, day, hour, minute, second ?? 0);
  const date = new Date(at);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && (second ?? 0) < 60;
  return exists ? [{ at: at - (zone ?? 0), zoned: zone !== null }] : [];
}
