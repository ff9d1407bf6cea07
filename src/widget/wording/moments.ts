// Times and waiting in words, in the visitor's own language and time zone.
import type { HelloReply } from '../../contract/visitor.ts';
import type { Speech } from './wording.ts';

const dayLength = 86_400_000;

/** "Here until 18:00", "Away, back tomorrow at 09:00". */
export function hoursInWords({ open, changesAt }: Pick<HelloReply, 'open' | 'changesAt'>, { say, language }: Speech, now: Date): string {
  if (!changesAt) return say(open ? 'openNow' : 'closedNow');
  const changes = new Date(changesAt);
  const time = clock(changes, language);
  if (open) return say('openUntil', { time });
  const days = daysBetween(now, changes);
  return days > 0 ? say('backOn', { day: dayInWords(days, changes, language), time }) : say('backAt', { time });
}

/** null where too little is known to promise anything. */
export function waitInWords(minutes: number | null, { say, language }: Speech): string | null {
  if (minutes === null) return null;
  // A wait is rounded up, so that it is kept.
  const [amount, unit] = minutes <= 90 ? [Math.max(1, minutes), 'minute'] : [Math.ceil(minutes / 60), 'hour'];
  return say('within', { time: new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(amount) });
}

export function clock(moment: Date, language: string): string {
  return moment.toLocaleTimeString(language, { timeStyle: 'short' });
}

/** "yesterday", "Monday", "Monday, 2 March". */
export function dayOf(moment: Date, language: string, now: Date): string {
  return dayInWords(daysBetween(now, moment), moment, language);
}

function dayInWords(days: number, moment: Date, language: string): string {
  if (Math.abs(days) < 2) return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day');
  return moment.toLocaleDateString(language, { weekday: 'long', ...(Math.abs(days) < 7 ? {} : { day: 'numeric', month: 'long' }) });
}

/** Whole calendar days from one to the other, in local time. */
function daysBetween(from: Date, to: Date): number {
  return Math.round((midnight(to) - midnight(from)) / dayLength);
}

function midnight(moment: Date): number {
  return Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate());
}
