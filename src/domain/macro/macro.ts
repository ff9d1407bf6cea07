// A macro: steps that one key performs on a conversation. Words go into the draft and never to the customer by themselves.
import type { Instant } from '../identifier.ts';
import { instantOf, localTime } from '../time/working-time.ts';

/** A moment told from now: so many hours on, or at an hour of a later day, by the workspace's clock. */
export type Moment = { readonly hours: number } | { readonly days: number; readonly at: string } | { readonly weekday: number; readonly at: string };

export type Step =
  | { readonly do: 'insert-text'; readonly text: string }
  | { readonly do: 'insert-template'; readonly template: string }
  | { readonly do: 'add-tags'; readonly tags: readonly string[] }
  | { readonly do: 'remove-tags'; readonly tags: readonly string[] }
  /** `me`: whoever runs it. null: nobody. */
  | { readonly do: 'assign'; readonly agent: string | null }
  | { readonly do: 'assign-team'; readonly team: string | null }
  | { readonly do: 'note'; readonly text: string }
  | { readonly do: 'open' }
  | { readonly do: 'wait'; readonly for: 'customer' | 'third party' }
  | { readonly do: 'snooze'; readonly until: Moment }
  | { readonly do: 'close'; readonly because: 'solved' | 'no answer' };

export const stepKinds = ['insert-text', 'insert-template', 'add-tags', 'remove-tags', 'assign', 'assign-team', 'note', 'open', 'wait', 'snooze', 'close'] as const satisfies readonly Step['do'][];
export const mostSteps = 20;

const deciding: readonly Step['do'][] = ['open', 'wait', 'snooze', 'close'];

/** What cannot stand together: the number of the later step, and with which one it quarrels. */
export function quarrelIn(steps: readonly Step[]): { readonly step: number; readonly with: number } | null {
  const seen = new Map<string, number>();
  for (const [step, one] of steps.entries()) {
    const once = deciding.includes(one.do) ? ['state'] : one.do === 'assign' || one.do === 'assign-team' || one.do === 'note' ? [one.do] : [];
    const against = one.do === 'add-tags' || one.do === 'remove-tags' ? one.tags.map((tag) => `${one.do === 'add-tags' ? 'remove' : 'add'} ${fold(tag)}`) : [];
    for (const key of [...once, ...against]) {
      const other = seen.get(key);
      if (other !== undefined) return { step, with: other };
    }
    for (const key of once) seen.set(key, step);
    if (one.do === 'add-tags' || one.do === 'remove-tags') for (const tag of one.tags) seen.set(`${one.do === 'add-tags' ? 'add' : 'remove'} ${fold(tag)}`, step);
  }
  return null;
}

/** Whatever the capitals and spaces: the same tag. */
export const fold = (tag: string): string => tag.replace(/\s+/gu, ' ').trim().toLowerCase();

/** When a moment is. Clocks that change are minded: nine o'clock stays nine o'clock. */
export function momentFrom(moment: Moment, now: Instant, timeZone: string): Instant {
  if ('hours' in moment) return new Date(Date.parse(now) + moment.hours * 3_600_000).toISOString();
  const local = localTime(now, timeZone);
  const [hour = 0, minute = 0] = moment.at.split(':').map(Number);
  const on = (ahead: number) => {
    const day = new Date(Date.UTC(local.year, local.month - 1, local.day + ahead));
    return instantOf(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate(), hour * 60 + minute, timeZone);
  };
  if ('days' in moment) return on(moment.days);
  const today = new Date(Date.UTC(local.year, local.month - 1, local.day)).getUTCDay() || 7;
  const ahead = (moment.weekday - today + 7) % 7;
  const at = on(ahead);
  return ahead === 0 && Date.parse(at) <= Date.parse(now) ? on(7) : at;
}
