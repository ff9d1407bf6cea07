// How a conversation stands when a reply is taken back: as if it had not been written, with what happened since kept.
import type { Standing } from './transition.ts';

/** What happened in the conversation after the reply. */
export type Since = {
  /** The customer wrote. */
  readonly written: boolean;
  /** A person answered once more: that answer stands. */
  readonly answered: boolean;
  /** Somebody closed, reopened, snoozed it or let it wait. */
  readonly decided: boolean;
};

export function afterTakingBack(now: Standing, before: Standing, since: Since): Standing {
  if (since.answered) return now;
  if (!since.written && !since.decided) return before;
  // Nobody has answered the customer after all, so they have been waiting since then; a closed conversation owes nothing.
  return { state: now.state, waitingSince: now.state.is === 'closed' ? null : (before.waitingSince ?? now.waitingSince) };
}
