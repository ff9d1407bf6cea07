// Times as people say them, in the agent's language, growing older by themselves.
import { useSyncExternalStore } from 'react';
import { useDesk } from '../live/use-desk.ts';
import { useLocale } from '../wording/locale.ts';
import { useTranslation } from '../wording/use-translation.ts';

const beat = 20_000;
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void) {
  if (listeners.size === 0) now = Date.now();
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const one of listeners) one();
  }, beat);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** One clock for the whole page, so that a hundred rows cost one timer. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export type Age = { readonly unit: 'now' | 'minutes' | 'hours' | 'days'; readonly count: number };

/** A length of time in its largest whole unit. */
export function ageOf(milliseconds: number): Age {
  const length = Math.abs(milliseconds);
  if (length < minute) return { unit: 'now', count: 0 };
  if (length < hour) return { unit: 'minutes', count: Math.floor(length / minute) };
  if (length < day) return { unit: 'hours', count: Math.floor(length / hour) };
  return { unit: 'days', count: Math.floor(length / day) };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language, options);
  formats.set(key, known);
  return known;
}

/** Nobody who counts to twelve writes 01:16 PM. */
const hourMinute = (language: string) => ({ hour: language.startsWith('en') ? 'numeric' : '2-digit', minute: '2-digit' }) as const;

export function clockTime(at: string, language: string): string {
  return format(language, 'clock', hourMinute(language)).format(new Date(at));
}

export function fullTime(at: string, language: string): string {
  return format(language, 'full', { dateStyle: 'full', timeStyle: 'short' }).format(new Date(at));
}

/** Today: the time; this year: the day; else the date. `clock`: the time of the day in any case. */
export function shortTime(at: string, language: string, present: number, clock = false): string {
  const moment = new Date(at);
  const today = new Date(present);
  if (moment.toDateString() === today.toDateString()) return clockTime(at, language);
  const year = moment.getFullYear() === today.getFullYear() ? {} : ({ year: 'numeric' } as const);
  const time = clock ? hourMinute(language) : {};
  return format(language, `day ${'year' in year} ${clock}`, { day: 'numeric', month: 'short', ...year, ...time }).format(moment);
}

/** A time to come: "today 15:00", "tomorrow 12:00", "Tue, 3 March, 09:00". */
export function useDueTime(): (at: string) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  const present = useNow();
  return (at) => {
    const days = Math.round((startOfDay(new Date(at)) - startOfDay(new Date(present))) / day);
    const clock = clockTime(at, locale);
    if (days === 0) return t('time.today', { clock });
    if (days === 1) return t('time.tomorrow', { clock });
    if (days === -1) return t('time.yesterday', { clock });
    return format(locale, 'due', { weekday: 'short', day: 'numeric', month: 'short', ...hourMinute(locale) }).format(new Date(at));
  };
}

/** The clock of another place with the name of its zone; an unknown zone is called by its name. */
export function zoneClock(at: number | string, timeZone: string, language: string): string {
  try {
    return format(language, `zone ${timeZone}`, { timeZone, ...hourMinute(language), timeZoneName: 'short' }).format(new Date(at));
  } catch {
    return timeZone;
  }
}

/** Promises are kept by the desk's clock; where the agent's own shows another time, both are said. */
export function useDeskTime(): (at: string) => string {
  const due = useDueTime();
  const locale = useLocale();
  const timeZone = useDesk((state) => state.workspace?.timeZone);
  return (at) => {
    const here = due(at);
    if (timeZone === undefined || wallClock(at, timeZone) === wallClock(at)) return here;
    return `${here} · ${zoneClock(at, timeZone, locale)}`;
  };
}

function wallClock(at: string, timeZone?: string): string {
  return new Date(at).toLocaleString('en-GB', timeZone === undefined ? {} : { timeZone });
}

function startOfDay(moment: Date): number {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}

export type MomentProps = { readonly at: string; readonly ago?: boolean; readonly clock?: boolean; readonly className?: string };

export function Moment({ at, ago = false, clock = false, className }: MomentProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const present = useNow();
  const age = ageOf(present - Date.parse(at));
  const words = ago && age.unit !== 'days' ? t(`time.${age.unit}`, { count: age.count }) : shortTime(at, locale, present, clock);
  return (
    <time dateTime={at} title={fullTime(at, locale)} className={className}>
      {words}
    </time>
  );
}
