// Whether a cascade can do what it says: checked when it is saved, and again before it is used, since inboxes change.
import type { Minutes } from '../identifier.ts';
import type { Cascade, Reach } from './cascade.ts';
import { longestWait } from './cascade.ts';

/** What a channel can prove, as its capabilities say. */
export type Provable = {
  readonly receipts: readonly ('delivered' | 'read')[];
  /** It can be written to without an answer to something: at any time, or by messages that its vendor has approved. */
  readonly begins: boolean;
  /** For how long its vendor goes on trying by itself (a template's life); null: it says what became of a message at once, or gives up by itself. */
  readonly triesFor: Minutes | null;
};

export type StepProblem = { readonly step: number; readonly code: 'cascade-channel-unknown' | 'cascade-channel-twice' | 'cascade-cannot-begin' | 'cascade-cannot-know' | 'cascade-wait-wrong' | 'cascade-tries-longer' };

export function problemsOf({ steps }: Cascade, channels: ReadonlyMap<string, Provable>): readonly StepProblem[] {
  return steps.flatMap((one, step): StepProblem[] => {
    const can = channels.get(one.channel);
    const found: StepProblem['code'][] = [];
    if (steps.findIndex(({ channel }) => channel === one.channel) < step) found.push('cascade-channel-twice');
    if (!Number.isInteger(one.wait) || one.wait < 1 || one.wait > longestWait) found.push('cascade-wait-wrong');
    if (!can) found.push('cascade-channel-unknown');
    else {
      if (!can.begins) found.push('cascade-cannot-begin');
      if (!canKnow(can, one.until)) found.push('cascade-cannot-know');
      // The next way would be tried while this vendor still tries: the same message could come twice.
      if (can.triesFor !== null && can.triesFor > one.wait && step < steps.length - 1) found.push('cascade-tries-longer');
    }
    return found.map((code) => ({ step, code }));
  });
}

/** An answer is always seen; what a channel never tells cannot be waited for. */
function canKnow({ receipts }: Provable, until: Reach): boolean {
  return until === 'accepted' || until === 'answered' || receipts.includes(until) || (until === 'delivered' && receipts.includes('read'));
}
