// Whether a decision about one of many conversations still stands as it was made, so that it can be taken back.
import { isSameStanding } from './by-hand.ts';
import type { State } from './message.ts';
import type { Standing } from './transition.ts';

/** The part of a conversation that people decide about. Tags by their ids. */
export type Decided = {
  readonly assignee: string | null; readonly team: string | null;
  readonly state: State; readonly waitingSince: string | null;
  readonly tags: readonly string[];
};

export type Deciding = 'assignment' | 'tags' | 'standing';

/** Somebody, or the customer, or time, has made something else of it since. */
export function changedSince(part: Deciding, decided: { readonly before: Decided; readonly after: Decided }, now: Decided): boolean {
  const { before, after } = decided;
  switch (part) {
    case 'assignment':
      return now.assignee !== after.assignee || now.team !== after.team;
    case 'standing':
      return !isSameStanding(standingOfDecided(now), standingOfDecided(after));
    case 'tags': {
      const { added, removed } = tagsBetween(before, after);
      return added.some((tag) => !now.tags.includes(tag)) || removed.some((tag) => now.tags.includes(tag));
    }
  }
}

export function tagsBetween(before: Decided, after: Decided): { readonly added: readonly string[]; readonly removed: readonly string[] } {
  return { added: after.tags.filter((tag) => !before.tags.includes(tag)), removed: before.tags.filter((tag) => !after.tags.includes(tag)) };
}

export function standingOfDecided({ state, waitingSince }: Decided): Standing {
  return { state, waitingSince };
}
