// In which order a contact's ways are tried, where the cascade leaves it to the contact.
import type { Instant } from '../identifier.ts';
import type { Cascade, CascadeStep } from './cascade.ts';

export type Habits = {
  /** The channel on which they would rather be written to. */
  readonly preferred: string | null;
  /** When they last wrote to us on each. */
  readonly lastUsed: Readonly<Record<string, Instant>>;
  /** What one message costs there, in any one currency; absent: nothing. */
  readonly cost: Readonly<Record<string, number>>;
};

/** Preferred first, then where they wrote last, then what costs least; ties as the cascade has them. The last step's `until` stays with its channel. */
export function orderFor(cascade: Cascade, habits: Habits): readonly CascadeStep[] {
  if (cascade.order === 'as written') return cascade.steps;
  const key = ({ channel }: CascadeStep): readonly [number, number, number] => [
    channel === habits.preferred ? 0 : 1, -Date.parse(habits.lastUsed[channel] ?? '1970-01-01T00:00:00.000Z'), habits.cost[channel] ?? 0,
  ];
  return cascade.steps.map((step, place) => ({ step, place, key: key(step) })).toSorted((one, other) => {
    const differs = one.key.findIndex((part, at) => part !== other.key[at]);
    return differs < 0 ? one.place - other.place : one.key[differs]! - other.key[differs]!;
  }).map(({ step }) => step);
}
