// The customers: their ids in both of Meta's forms, and what is peculiar about the phones of some.
import { createHash } from 'node:crypto';

/** The last digits of a number say how the phone behind it behaves, so that a test can have any case without a switch. */
export const endings = {
  /** Not on WhatsApp: accepted, then `failed` with 131026. */
  absent: '0026',
  /** Switched off until its owner writes. */
  off: '0030',
  /** Two phones: `failed` first, then `delivered`. */
  twoPhones: '0011',
  /** Gets no marketing: held back (131049), stopped it (131050), part of an experiment (130472). */
  heldBack: '0049',
  optedOut: '0050',
  experiment: '0472',
  /** Has switched read receipts off. */
  unread: '0088',
} as const;

export type Person = {
  /** As whoever plays the customer calls them. */
  readonly customer: string;
  readonly name: string;
  readonly number: string;
  readonly scopedId: string;
  /** With a username the number is hidden from businesses that did not know it. */
  readonly username: string | null;
  wroteAt: number | null;
  blocked: boolean;
  awake: boolean;
};

export interface People {
  /** Made where there is none yet. `+39 333…` is a number, `@luca` somebody who hides theirs, anything else a name. */
  called(customer: string): Person;
  /** By a number, made where there is none. */
  at(number: string): Person;
  withScopedId(id: string): Person | null;
  has(person: Person, ending: keyof typeof endings): boolean;
}

export function openPeople(): People {
  const known = new Map<string, Person>();
  const add = (person: Person): Person => {
    known.set(person.customer, person);
    return person;
  };
  const find = (fits: (person: Person) => boolean): Person | null => [...known.values()].find(fits) ?? null;
  return {
    called: (customer) => known.get(customer) ?? (isNumber(customer) ? find(({ number }) => number === digitsOf(customer)) : null) ?? add(personOf(customer)),
    at: (number) => find((person) => person.number === number) ?? add(personOf(number)),
    withScopedId: (id) => find(({ scopedId }) => scopedId === id),
    has: ({ number }, ending) => number.endsWith(endings[ending]),
  };
}

const isNumber = (customer: string): boolean => /^\+?\d[\d ().-]{5,}$/.test(customer);
const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

function personOf(customer: string): Person {
  const number = isNumber(customer) ? digitsOf(customer) : `1555${digitsFor(customer).slice(0, 7)}`;
  const username = customer.startsWith('@') ? customer.slice(1) : null;
  const country = { '7': 'RU', '3': 'IT', '8': 'CN', '1': 'US' }[number[0]!] ?? 'DE';
  return { customer, name: username ?? customer, number, scopedId: `${country}.${digitsFor(`${number} with this business`)}`, username, wroteAt: null, blocked: false, awake: !number.endsWith(endings.off) };
}

/** Always the same for the same words. */
function digitsFor(words: string): string {
  return String(BigInt(`0x${createHash('sha256').update(words).digest('hex').slice(0, 16)}`)).padStart(17, '1').slice(0, 17);
}
