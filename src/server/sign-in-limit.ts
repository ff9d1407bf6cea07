// How often something may be tried: counted in the database, so that several processes count together.
import { Refusal } from '../domain/refusal.ts';
import type { Desk } from '../operations/desk.ts';
import { countAttempt } from '../store/sign-in-attempt.ts';

export type Limit = { readonly subject: string; readonly most: number; readonly seconds: number };

const quarter = 900;
const hour = 3_600;

/** Mistakes only: an attempt that succeeds is forgiven. One address may be a whole office. */
export const passwordFrom = (address: string): Limit => ({ subject: `password from ${networkOf(address)}`, most: 30, seconds: quarter });
export const passwordOf = (email: string): Limit => ({ subject: `password of ${email.toLowerCase()}`, most: 10, seconds: quarter });
/** Somebody who sits at an unlocked screen guesses the password or a code of its owner. */
export const proofBy = (agent: string): Limit => ({ subject: `proof by ${agent}`, most: 10, seconds: quarter });
export const resetsFrom = (address: string): Limit => ({ subject: `resets from ${networkOf(address)}`, most: 30, seconds: hour });
export const resetsOf = (email: string): Limit => ({ subject: `resets of ${email.toLowerCase()}`, most: 3, seconds: hour });
/** A code lives for its half minute and the ones beside it. RFC 6238, section 5.2: "The verifier MUST NOT accept the second attempt". */
export const codeOf = (signIn: string, code: string): Limit => ({ subject: `code ${signIn} ${code}`, most: 1, seconds: 120 });

/** Counts before anything is checked, so that many at once cannot slip through together. */
export async function isWithin(desk: Desk, limit: Limit): Promise<boolean> {
  return (await countAttempt(desk.db, limit.subject, desk.now(), limit.seconds)).count <= limit.most;
}

export async function takeAttempt(desk: Desk, limit: Limit): Promise<void> {
  const now = desk.now();
  const { count, until } = await countAttempt(desk.db, limit.subject, now, limit.seconds);
  if (count > limit.most) throw new Refusal('too-many-attempts', { seconds: Math.max(1, Math.ceil((until.getTime() - Date.parse(now)) / 1_000)) });
}

/** Who has one IPv6 address has a whole /64 of them. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const whole = [...first, ...(tail === undefined ? [] : Array.from({ length: 8 - first.length - rest.length }, () => '0')), ...rest];
  return whole.slice(0, 4).map((part) => Number.parseInt(part || '0', 16).toString(16)).join(':');
}
