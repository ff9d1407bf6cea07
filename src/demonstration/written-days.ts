// Days in what people write: `{day -3}` becomes the date of three days before, as their language writes it.
import type { Instant } from '../domain/identifier.ts';

export function withDays(text: string, at: Instant, language: string, timeZone: string): string {
  return text.replace(/\{(day|weekday) ([+-]?\d{1,3})\}/g, (_whole, kind: string, days: string) => {
    const date = new Date(Date.parse(at) + Number(days) * 86_400_000);
    return new Intl.DateTimeFormat(language, { timeZone, ...(kind === 'day' ? { day: 'numeric', month: 'long' } : { weekday: 'long' }) }).format(date);
  });
}
