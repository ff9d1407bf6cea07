// A day, in whichever way it is written: tried from the most telling way to the least.
import { numbered, numeric, shared, withMarks, withMonth } from './calendar-day.ts';
import { feast } from './feasts.ts';
import { counted, ending, period, relative, weekday } from './relative-day.ts';
import type { Run } from './elements.ts';
import type { DateQuery, Day } from './query.ts';

export const readDay = (run: Run, index: number, query: DateQuery): Day | null =>
  relative(run, index, query) ??
  withMonth(run, index, query) ??
  shared(run, index, query) ??
  withMarks(run, index, query) ??
  numeric(run, index, query) ??
  feast(run, index, query) ??
  numbered(run, index, query) ??
  weekday(run, index, query) ??
  ending(run, index, query) ??
  period(run, index, query) ??
  counted(run, index, query);
