// Working hours while they are being typed: any number of intervals a day, and what is wrong with them.
import { weekdays, type Weekday, type WorkingHours } from '../../domain/time/working-time.ts';

export type TypedHours = Readonly<Record<Weekday, readonly (readonly [string, string])[]>>;
export type HoursMistake = 'incomplete' | 'backwards' | 'overlap';

export function typedHours(hours: WorkingHours): TypedHours {
  return Object.fromEntries(weekdays.map((day) => [day, hours[day] ?? []])) as unknown as TypedHours;
}

/** In order and without empty days, as the workspace keeps them. */
export function savedHours(typed: TypedHours): Record<string, [string, string][]> {
  return Object.fromEntries(
    weekdays
      .filter((day) => typed[day].length > 0)
      .map((day) => [day, [...typed[day]].sort(([one], [other]) => one.localeCompare(other)).map(([from, to]): [string, string] => [from, to])]),
  );
}

export function mistakeIn(intervals: readonly (readonly [string, string])[]): HoursMistake | null {
  if (intervals.some(([from, to]) => from === '' || to === '')) return 'incomplete';
  // 24:00 cannot be typed into a clock; midnight at the end of a day is 23:59.
  if (intervals.some(([from, to]) => from >= to)) return 'backwards';
  const sorted = [...intervals].sort(([one], [other]) => one.localeCompare(other));
  return sorted.some(([from], index) => index > 0 && from < sorted[index - 1]![1]) ? 'overlap' : null;
}

/** After a morning comes an afternoon; an empty day gets the usual hours. */
export function nextInterval(intervals: readonly (readonly [string, string])[]): readonly [string, string] {
  const last = intervals.at(-1);
  if (!last) return ['09:00', '18:00'];
  return last[1] < '17:00' ? [last[1] < '14:00' ? '14:00' : last[1], '18:00'] : [last[1], '23:00'];
}
