// The webhook of the bot: where updates are posted, how often they are tried again, and what is remembered of failures.
import type { Dice, Faults } from '../faults.ts';
import { openTeller } from '../tell.ts';
import { badRequest } from './refusal.ts';
import { seconds } from './world.ts';

export type WantedHook = { readonly url: string; readonly secret: string; readonly together: number };
export interface Hook {
  readonly wanted: WantedHook;
  /** @param done called once: told, or given up */
  post(update: unknown, done: (well: boolean) => void): void;
  about(): Readonly<Record<string, unknown>>;
  close(): void;
}

/** After so long without an answer, before the pace, the vendor says that it met nobody. */
const longestSilence = 10_000;
/** A new try at once, then after 2, 4, 8 … seconds up to a minute, for a day. */
const pauses = [0, 2, 4, 8, 16, 32, ...Array.from({ length: 1_438 }, () => 60)].map((pause) => pause * 1_000);

export function openHook(wanted: WantedHook, faults: Faults, chance: Dice, pace: number): Hook {
  let failure = {};
  /** Since when nobody has answered what was posted; null: somebody has. */
  let silentSince: number | null = null;
  const well = (status: number): boolean => {
    silentSince = null;
    const taken = status >= 200 && status <= 299;
    if (!taken) failure = { last_error_date: seconds(), last_error_message: `Wrong response from the webhook: ${status}` };
    return taken;
  };
  const teller = openTeller({ pauses, well, together: wanted.together, patience: 60_000 }, faults, chance, pace);
  const headers = { 'content-type': 'application/json', ...(wanted.secret === '' ? {} : { 'x-telegram-bot-api-secret-token': wanted.secret }) };
  return {
    wanted,
    post: (update, done) => {
      silentSince ??= performance.now();
      teller.tell({ url: wanted.url, headers, body: JSON.stringify(update) }, done);
    },
    about: () => {
      if (silentSince !== null && performance.now() - silentSince > longestSilence * pace) failure = { last_error_date: seconds(), last_error_message: 'Connection refused' };
      return { url: wanted.url, max_connections: wanted.together, ip_address: '127.0.0.1', ...failure };
    },
    close: () => teller.stop(),
  };
}

const ports = new Set(['', '80', '88', '443', '8443']);

/** The one thing in which this is kinder than the vendor: a desk under test listens on this machine, without https and on any port. */
export function checkHook({ url: address, secret }: WantedHook): void {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) throw badRequest('invalid webhook URL specified');
  if (secret.length > 256) throw badRequest('secret token is too long');
  if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
  if (/^(localhost|127\.|\[::1\])/.test(url.hostname)) return;
  if (url.protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (!ports.has(url.port)) throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  if (/^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(url.hostname)) throw badRequest(`bad webhook: IP address ${url.hostname} is reserved`);
}
