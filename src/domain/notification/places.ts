// What somebody who works here is told of, and where: in the bell, and on their devices as well.
import type { Instant } from '../identifier.ts';
import { quietUntil } from '../time/quiet-hours.ts';

/** What an agent may choose about. Everything else (a webhook that was switched off) stands in the bell. */
export const subjects = ['assigned', 'mentioned', 'promise-due', 'customer-answered', 'delivery-failed'] as const;
export type Subject = (typeof subjects)[number];
export const places = ['off', 'bell', 'devices'] as const;
export type Place = (typeof places)[number];

const ofKind: Readonly<Record<string, Subject>> = {
  'conversation-assigned': 'assigned', 'conversations-assigned': 'assigned', 'commitment-handed-over': 'assigned', mentioned: 'mentioned',
  'commitment-due': 'promise-due', 'commitment-missed': 'promise-due', 'customer-answered': 'customer-answered',
  'delivery-failed': 'delivery-failed', 'plan-returned': 'delivery-failed',
};

/** A promise and a message that did not arrive must not get lost because somebody once wanted quiet. */
const neverOff: ReadonlySet<Subject> = new Set(['promise-due', 'delivery-failed']);

export function mayBeOff(subject: Subject): boolean {
  return !neverOff.has(subject);
}

export type Choice = {
  readonly places: Readonly<Partial<Record<Subject, Place>>>;
  readonly quiet: { readonly from: string; readonly to: string; readonly timeZone: string } | null;
};

export const usualChoice: Choice = { places: {}, quiet: null };

/** That a customer answered shows in the list anyway: it is told of only where a device of the agent waits for it. */
export function placeOf(subject: Subject, choice: Choice, hasDevice: boolean): Place {
  const chosen = choice.places[subject] ?? (subject === 'customer-answered' && !hasDevice ? 'off' : 'devices');
  return chosen === 'off' && !mayBeOff(subject) ? 'bell' : chosen;
}

export type Telling = { readonly told: boolean; readonly loud: boolean };

export function tellingOf(kind: string, choice: Choice, hasDevice: boolean, now: Instant): Telling {
  const subject = ofKind[kind];
  const place = subject === undefined ? 'bell' : placeOf(subject, choice, hasDevice);
  const { quiet } = choice;
  return { told: place !== 'off', loud: place === 'devices' && (quiet === null || quietUntil(now, quiet, quiet.timeZone) === null) };
}

/** From the database: what is of another shape was not chosen. */
export function knownChoice(stored: { readonly places: unknown; readonly quiet: unknown } | null): Choice {
  const kept = (typeof stored?.places === 'object' && stored.places !== null ? stored.places : {}) as Record<string, unknown>;
  const quiet = stored?.quiet as Choice['quiet'] | undefined;
  const chosen = subjects.flatMap((subject): [Subject, Place][] => places.some((place) => place === kept[subject]) ? [[subject, kept[subject] as Place]] : []);
  return { places: Object.fromEntries(chosen), quiet: quiet ?? null };
}
