// How Meta tells the business: signed webhooks that may hold several changes, tried again for up to seven days.
import { createHmac } from 'node:crypto';
import type { Entry } from '../book.ts';
import type { Dice, Faults } from '../faults.ts';
import { openTeller, type Policy } from '../tell.ts';
import { appSecret, businessAccountId, displayNumber, phoneNumberId } from './account.ts';
import { type Refusal, refusal } from './errors.ts';

const minute = 60_000;
const hour = 60 * minute;

/** At once, then more and more seldom: seven days in all. */
const policy: Policy = {
  pauses: [1_000, 15_000, minute, 5 * minute, 15 * minute, hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour, 24 * hour, 24 * hour, 24 * hour, 24 * hour, 24 * hour],
  well: (status) => status === 200,
  together: 8,
  patience: 20_000,
};

export type Told = { readonly value: Readonly<Record<string, unknown>>; /** What the business knows of when it has taken it. */ readonly entry?: Entry };

export interface Hooks {
  /** Asks the address whether it wants to hear, as Meta does before it believes it. */
  connect(address: unknown, verifyToken: unknown): Promise<Refusal | null>;
  readonly connected: boolean;
  tell(told: Told): void;
  stop(): void;
}

export function openHooks(faults: Faults, chance: Dice, pace: number, noted: () => void): Hooks {
  const teller = openTeller(policy, faults, chance, pace);
  let url: string | null = null;
  let waiting: Told[] = [];
  const send = (several: readonly Told[]): void => {
    if (url === null) return;
    const body = escaped(JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: businessAccountId, changes: several.map(({ value }) => ({ value: { ...about, ...value }, field: 'messages' })) }] }));
    teller.tell({ url, headers: { 'content-type': 'application/json', 'user-agent': 'facebookexternalua', 'x-hub-signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}` }, body }, (well) => {
      for (const { entry } of several) if (well && entry) entry.told = true;
      if (well) noted();
    });
  };
  const flush = (): void => {
    const several = waiting;
    waiting = [];
    if (several.length > 1 && chance.falls(0.5)) return send(several);
    for (const one of several) send([one]);
  };
  return {
    get connected() {
      return url !== null;
    },
    connect: async (address, verifyToken) => {
      const problem = await unverified(address, verifyToken);
      if (problem === null) url = String(address);
      return problem;
    },
    tell: (told) => {
      waiting.push(told);
      if (waiting.length === 1) setImmediate(flush);
    },
    stop: teller.stop,
  };
}

const about = { messaging_product: 'whatsapp', metadata: { display_phone_number: displayNumber, phone_number_id: phoneNumberId } };

/** Meta writes what is not ASCII, and slashes, with a backslash, and signs that. */
function escaped(json: string): string {
  return json.replaceAll('/', String.raw`\/`).replaceAll(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

async function unverified(address: unknown, verifyToken: unknown): Promise<Refusal | null> {
  const url = typeof address === 'string' ? URL.parse(address) : null;
  const local = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (!url || (url.protocol !== 'https:' && !local)) return refusal(400, 100, 'callback_url must be a secure url.');
  if (typeof verifyToken !== 'string' || verifyToken === '') return refusal(400, 100, 'The parameter verify_token is required.');
  const challenge = '1158201444';
  for (const [name, value] of [['hub.mode', 'subscribe'], ['hub.challenge', challenge], ['hub.verify_token', verifyToken]] as const) url.searchParams.set(name, value);
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    const said = (await answer.text()).trim();
    if (answer.status === 200 && said === challenge) return null;
    return refusal(400, 2200, `Callback verification failed with the following errors: HTTP Status Code = ${answer.status}; HTTP Message = ${answer.statusText}`);
  } catch {
    return refusal(400, 2200, 'Callback verification failed with the following errors: no answer');
  }
}
