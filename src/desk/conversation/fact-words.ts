// A fact as people read it: dates, sums and numbers by the habits of the agent's language instead of the engine's own notation.
import type { ReadingView } from '../../contract/views.ts';

export type FactKind = ReadingView['facts'][number]['kind'];

/** @param written as it stands in the message; a phone number is best known by the way its owner writes it */
export function factText(kind: FactKind, value: string, written: string, locale: string, present: number): string {
  if (kind === 'date') return dateText(value, locale, present) ?? value;
  if (kind === 'money') return moneyText(value, locale) ?? value;
  if (kind === 'phone') return written.replace(/\s+/gu, ' ').trim() || value;
  return kind === 'url' ? value.replace(/^https?:\/\/(?:www\.)?/iu, '').replace(/\/$/u, '') : value;
}

const dateValue = /^(\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?$/;

/** A month, a day, or a day with its time: what was said, by the clock on the wall, whatever zone this screen is in. */
function dateText(value: string, locale: string, present: number): string | null {
  const [, year, month, day, hour, minute] = dateValue.exec(value) ?? [];
  if (year === undefined) return null;
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1), Number(hour ?? 0), Number(minute ?? 0));
  const date = day === undefined ? ({ month: 'long' } as const) : ({ weekday: 'short', day: 'numeric', month: 'short' } as const);
  const clock = hour === undefined ? {} : ({ hour: '2-digit', minute: '2-digit' } as const);
  const far = day === undefined || Number(year) !== new Date(present).getFullYear() ? ({ year: 'numeric' } as const) : {};
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...date, ...far, ...clock }).format(at);
}

function moneyText(value: string, locale: string): string | null {
  const [, amount, currency] = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(value) ?? [];
  if (amount === undefined || currency === undefined) return null;
  return new Intl.NumberFormat(locale, { style: 'currency', currency, ...(amount.includes('.') ? {} : { maximumFractionDigits: 0 }) }).format(Number(amount));
}
