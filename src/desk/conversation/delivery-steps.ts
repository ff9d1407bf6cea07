// The way of one delivery as a row of plain steps, each with its time; says as well what the channel cannot tell.
import type { DeliveryView } from '../../contract/views.ts';

export type Step = {
  readonly what: 'held' | 'queued' | 'sending' | 'accepted' | 'delivered' | 'read' | 'failed' | 'unknown' | 'cancelled' | 'retrying';
  readonly at: string | null;
};
type Receipts = readonly ('delivered' | 'read')[];
export type Trace = { readonly steps: readonly Step[]; readonly cannotTell: 'delivered' | 'read' | null; readonly wrong: 'failed' | 'unknown' | null };

const pending = new Set<DeliveryView['state']>(['queued', 'sending']);

export function traceOf(delivery: DeliveryView, receipts: Receipts, now: number): Trace {
  const { at, state } = delivery;
  const steps: Step[] = [];
  if (pending.has(state)) steps.push(pendingStep(delivery, now));
  for (const what of ['accepted', 'delivered', 'read'] as const) if (at[what]) steps.push({ what, at: at[what] });
  if (state === 'failed') steps.push({ what: 'failed', at: at.failed });
  if (state === 'unknown') steps.push({ what: 'unknown', at: null });
  if (state === 'cancelled') steps.push({ what: 'cancelled', at: null });
  return { steps, cannotTell: cannotTell(state, receipts), wrong: state === 'failed' || state === 'unknown' ? state : null };
}

function pendingStep(delivery: DeliveryView, now: number): Step {
  if (delivery.state === 'sending') return { what: 'sending', at: null };
  if (delivery.attempts > 0) return { what: 'retrying', at: delivery.due };
  const held = delivery.due !== null && Date.parse(delivery.due) > now;
  return held ? { what: 'held', at: delivery.due } : { what: 'queued', at: delivery.at.queued };
}

function cannotTell(state: DeliveryView['state'], receipts: Receipts): Trace['cannotTell'] {
  if (state !== 'accepted' && state !== 'delivered') return null;
  if (!receipts.includes('delivered') && state === 'accepted') return receipts.includes('read') ? null : 'delivered';
  return receipts.includes('read') ? null : 'read';
}

/** A visitor's id on a chat says nothing to anybody. */
export const isAddress = (recipient: string): boolean => /@|^\+?\d{5,}$/.test(recipient);

/** Until when the reply can be taken back; null when it has gone. */
export function undoUntil(deliveries: readonly DeliveryView[], now: number): string | null {
  const held = deliveries.filter(
    (delivery) => delivery.state === 'queued' && delivery.attempts === 0 && delivery.due !== null && Date.parse(delivery.due) > now,
  );
  return held.length > 0 && held.length === deliveries.length ? held[0]!.due : null;
}
