// Days and hours in what people write: `{day -3}` becomes the date of three days before, as their language writes it, and
// `{time +40m}` the hour that is to come, counted from the moment at which the scenario is played.
import type { Instant } from '../domain/identifier.ts';
import { isMoment, resolveMoment, roundHour } from './moment.ts';

export type Writing = { readonly at: Instant; readonly began: Instant; readonly language: string; readonly timeZone: string };

export function withDays(text: string, { at, began, language, timeZone }: Writing): string {
  return text
    .replace(/\{(day|weekday) ([+-]?\d{1,3})\}/g, (_whole, kind: string, days: string) => {
      const date = new Date(Date.parse(at) + Number(days) * 86_400_000);
      return new Intl.DateTimeFormat(language, { timeZone, ...(kind === 'day' ? { day: 'numeric', month: 'long' } : { weekday: 'long' }) }).format(date);
    })
    .replace(/\{time ([+-][^}]+)\}/g, (whole, moment: string) => {
      if (!isMoment(moment)) return whole;
      const due = roundHour(resolveMoment(moment, began, timeZone));
      return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(new Date(due));
    });
}
