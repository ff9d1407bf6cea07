// What the visitor has sent and the desk has not yet shown as a message. Pure: the sending is done by chat.ts.
// The same id goes with every attempt, so a lost answer costs a repeat and never a double.
import type { VisitorUpload } from '../../contract/visitor.ts';

export type Waiting = {
  readonly id: string;
  readonly text: string;
  readonly attachments: readonly VisitorUpload[];
  /** Milliseconds by this browser's clock; only differences of it leave the browser. */
  readonly writtenAt: number;
  /** sent: acknowledged, so it is durably stored; it stays until it comes back as a message. */
  readonly state: 'waiting' | 'sending' | 'sent' | 'refused';
  /** Why the desk would not take it. */
  readonly code?: string;
};

export type Outbox = readonly Waiting[];

export function add(outbox: Outbox, item: Pick<Waiting, 'id' | 'text' | 'attachments' | 'writtenAt'>): Outbox {
  return outbox.some((held) => held.id === item.id) ? outbox : [...outbox, { ...item, state: 'waiting' }];
}

/** One at a time and in order; what was refused does not hold up what came after it. */
export function next(outbox: Outbox): Waiting | null {
  if (outbox.some((item) => item.state === 'sending')) return null;
  return outbox.find((item) => item.state === 'waiting') ?? null;
}

export function sending(outbox: Outbox, id: string): Outbox {
  return changed(outbox, id, (item) => ({ ...item, state: 'sending' }));
}

export function accepted(outbox: Outbox, id: string): Outbox {
  return changed(outbox, id, (item) => ({ ...item, state: 'sent' }));
}

/** No answer came: it may or may not be stored, and is simply sent again. */
export function unanswered(outbox: Outbox, id: string): Outbox {
  return changed(outbox, id, (item) => (item.state === 'sending' ? { ...item, state: 'waiting' } : item));
}

export function refused(outbox: Outbox, id: string, code: string): Outbox {
  return changed(outbox, id, (item) => ({ ...item, state: 'refused', code }));
}

export function again(outbox: Outbox, id: string): Outbox {
  return changed(outbox, id, (item) => ({ id: item.id, text: item.text, attachments: item.attachments, writtenAt: item.writtenAt, state: 'waiting' }));
}

export function discard(outbox: Outbox, ids: readonly string[]): Outbox {
  return outbox.some((item) => ids.includes(item.id)) ? outbox.filter((item) => !ids.includes(item.id)) : outbox;
}

/** Whatever is kept in the browser is unfinished. Anything that does not have the right shape is left out. */
export function restored(kept: readonly unknown[]): Outbox {
  return kept.filter(isKept).map((item) => again([item], item.id)[0]!).sort((one, other) => one.writtenAt - other.writtenAt);
}

function isKept(item: unknown): item is Waiting {
  const { id, text, attachments } = (item ?? {}) as Partial<Waiting>;
  return [id, text].every((part) => typeof part === 'string') && Array.isArray(attachments);
}

function changed(outbox: Outbox, id: string, change: (item: Waiting) => Waiting): Outbox {
  return outbox.map((item) => (item.id === id ? change(item) : item));
}
