// What becomes of a message that Meta has taken: statuses one after the other, or none, as the customer's phone will have it.
import type { Book, Entry } from '../book.ts';
import type { Dice, Faults } from '../faults.ts';
import { usualLifeMs } from './account.ts';
import { undelivered } from './errors.ts';
import type { Hooks } from './hooks.ts';
import type { People, Person } from './people.ts';
import type { Content } from './rules.ts';

export type Sent = {
  readonly entry: Entry;
  readonly person: Person;
  /** Whether the business named the number, and not the scoped id. */
  readonly byNumber: boolean;
  readonly mark: string | null;
  readonly content: Content;
  /** Nobody tries any longer after this. */
  readonly until: number;
  delivered: boolean;
  read: boolean;
};

export interface Deliveries {
  accept(message: Omit<Sent, 'until' | 'delivered' | 'read'>, windowOpen: boolean): void;
  /** The phone is in its owner's hand: what still waited comes. */
  wake(person: Person): void;
  readAll(person: Person): void;
  find(id: string): Sent | null;
  stop(): void;
}

type With = { readonly book: Book; readonly faults: Faults; readonly chance: Dice; readonly hooks: Hooks; readonly people: People; readonly pace: number; readonly now: () => number };

export function openDeliveries(world: With): Deliveries {
  const { people, pace, now } = world;
  const sent = new Map<string, Sent>();
  const timers = openTimers(world);
  const status = (one: Sent, state: string, error?: number): void => tellStatus(world, one, state, error);
  const deliver = (one: Sent): void => {
    if (one.delivered || one.person.blocked || !one.person.awake || now() > one.until) return;
    one.delivered = true;
    status(one, 'delivered');
  };
  return {
    accept: (message, windowOpen) => {
      const { template } = message.content;
      const life = template === null ? usualLifeMs.UTILITY : template.ttlSeconds === null ? usualLifeMs[template.category] : template.ttlSeconds * 1_000;
      const one: Sent = { ...message, until: now() + life * pace, delivered: false, read: false };
      sent.set(message.entry.id, one);
      world.book.note(one.entry.id, 'accepted');
      const error = windowOpen ? failureFor(one, people) : 131047;
      if (error !== null) return timers.soon(() => status(one, 'failed', error), people.has(one.person, 'twoPhones') ? () => deliver(one) : undefined);
      timers.soon(() => status(one, 'sent'), () => deliver(one));
    },
    wake: (person) => {
      person.awake = true;
      for (const one of sent.values()) if (one.person === person) deliver(one);
    },
    readAll: (person) => {
      for (const one of sent.values()) {
        if (one.person !== person || !one.delivered || one.read) continue;
        one.read = true;
        if (people.has(person, 'unread')) world.book.note(one.entry.id, 'read', 'not told: receipts are off');
        else status(one, 'read');
      }
    },
    find: (id) => sent.get(id) ?? null,
    stop: timers.stop,
  };
}

/** Why a message that was accepted will not arrive. */
function failureFor({ person, content }: Sent, people: People): number | null {
  if (people.has(person, 'absent') || people.has(person, 'twoPhones')) return 131026;
  if (content.template?.category !== 'MARKETING') return null;
  if (people.has(person, 'heldBack')) return 131049;
  if (people.has(person, 'optedOut')) return 131050;
  return people.has(person, 'experiment') ? 130472 : null;
}

function tellStatus({ book, faults, chance, hooks, now }: With, one: Sent, state: string, error?: number): void {
  const { entry, person, byNumber, mark, content } = one;
  book.note(entry.id, state, error === undefined ? undefined : String(error));
  if (chance.falls(faults.receiptsMissing)) return;
  const hidden = person.username !== null && !byNumber;
  const contact = { profile: { name: person.name, ...(person.username === null || state === 'sent' ? {} : { username: person.username }) }, ...(hidden ? {} : { wa_id: person.number }), user_id: person.scopedId };
  const errors = error === undefined ? [] : [{ code: error, title: undelivered[error]!.title, message: undelivered[error]!.title, error_data: { details: undelivered[error]!.details }, href: 'https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes' }];
  hooks.tell({
    value: {
      ...(state === 'failed' ? {} : { contacts: [contact] }),
      statuses: [{
        id: entry.id, status: state, timestamp: String(Math.floor(now() / 1_000)),
        ...(hidden ? {} : { recipient_id: person.number }), ...(state === 'failed' && byNumber ? {} : { recipient_user_id: person.scopedId }),
        ...(mark === null ? {} : { biz_opaque_callback_data: mark }),
        ...(errors.length > 0 ? { errors } : { pricing: { billable: content.template !== null, pricing_model: 'PMP', category: content.template?.category.toLowerCase() ?? 'service', type: content.template === null ? 'free_customer_service' : 'regular' } }),
      }],
    },
  });
}

/** One after the other, each within the time that a status may take. */
function openTimers({ faults, chance }: With): { soon(...deeds: readonly ((() => void) | undefined)[]): void; stop(): void } {
  const waiting = new Set<NodeJS.Timeout>();
  const soon = (first?: () => void, ...rest: readonly ((() => void) | undefined)[]): void => {
    if (!first) return;
    const timer = setTimeout(() => {
      waiting.delete(timer);
      first();
      soon(...rest);
    }, 1 + chance.below(Math.max(1, faults.late)));
    waiting.add(timer);
  };
  return {
    soon,
    stop: () => {
      for (const timer of waiting) clearTimeout(timer);
    },
  };
}
