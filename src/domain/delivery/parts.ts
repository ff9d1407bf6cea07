// What the receipts of its parts say of a message as a whole.
import type { Instant } from '../identifier.ts';

export type Part = { readonly state: 'delivered' | 'bounced' | null; readonly at: Instant | null; readonly problem: { readonly code: string; readonly detail: string } | null };
export type Whole = { readonly state: 'delivered' | 'bounced'; readonly at: Instant; readonly problem: Part['problem'] };

/** One part that did not arrive leaves a message that cannot be read; otherwise it has arrived with its last part. null: not known yet. */
export function wholeOf(parts: readonly Part[]): Whole | null {
  const lost = parts.find(({ state }) => state === 'bounced');
  if (lost) return { state: 'bounced', at: lost.at!, problem: lost.problem };
  if (parts.length === 0 || parts.some(({ state }) => state === null)) return null;
  return { state: 'delivered', at: parts.map(({ at }) => at!).toSorted().at(-1)!, problem: null };
}
