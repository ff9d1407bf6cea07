// What a date is resolved against, and what is found.
import type { DateForms } from '../pack/shape.ts';
import type { Local, Now } from './calendar.ts';

/** Which way a bare weekday or a day without a year is resolved; `now`: the words say that it is this day. */
export type Direction = 'future' | 'past' | 'nearest' | 'now';

export type DateQuery = {
  readonly now: Now;
  readonly order: DateForms['order'];
  readonly direction: Direction;
  /**
   * A letter tells and asks: what is no day in it ("next week", "a month ago", "at ten", "in three days" of what has been) is passed over, and a
   * part of a day ("this morning") is its day. In a promise all of these bind.
   */
  readonly letter: boolean;
  /** The day of a named month that was spoken of right before: "paid on 12 August; on the 30th…" is of August. */
  readonly since?: Local | null;
  /** The year that was said before: 去年12月. */
  readonly year?: number | null;
};

export type Precision = 'month' | 'day' | 'minute';

export type Day = {
  readonly end: number;
  readonly at: Local;
  readonly until: Local;
  /** Counted in minutes or hours: an instant, no longer a day. */
  readonly exact: boolean;
  /** A week, month or year rather than a day. */
  readonly wide: boolean;
  readonly wholeMonth: boolean;
  /** Its month was said. */
  readonly named?: boolean;
};
