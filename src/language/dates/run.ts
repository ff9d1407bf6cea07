// Looking along a run of date elements.
import type { Local } from './calendar.ts';
import type { Element, Role, Run } from './elements.ts';
import type { Day } from './query.ts';

export const at = (run: Run, index: number): Element | undefined => run[index]?.element;
export const isRole = (run: Run, index: number, role: Role): boolean => {
  const element = at(run, index);
  return element?.is === 'role' && element.role === role;
};
export const isAny = (run: Run, index: number, some: readonly Role[]): boolean => {
  const element = at(run, index);
  return element?.is === 'role' && some.includes(element.role);
};
export const numberAt = (run: Run, index: number, from: number, to: number): number | null => {
  const element = at(run, index);
  return element?.is === 'number' && element.value >= from && element.value <= to ? element.value : null;
};

export const day = (end: number, local: Local): Day => {
  const start = { ...local, hour: 0, minute: 0 };
  return { end, at: start, until: start, exact: false, wide: false, wholeMonth: false };
};
export const wide = (end: number, from: Local, to: Local, wholeMonth: boolean): Day => ({ end, at: { ...from, hour: 0, minute: 0 }, until: { ...to, hour: 0, minute: 0 }, exact: false, wide: true, wholeMonth });

export const fillers = (run: Run, index: number): number => {
  let next = index;
  while (isRole(run, next, 'filler') || isRole(run, next, 'nth')) next += 1;
  return next;
};
