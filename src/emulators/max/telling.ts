// How MAX tells a bot what happened: to its webhook, tried again in growing pauses for eight hours and then lost, or, where there is
// none, to whoever asks for updates. Both at once there are not.
import type { Entry } from '../book.ts';
import { openTeller, type Teller } from '../tell.ts';
import { refuse } from './rules.ts';
import type { Refused, Update, Vendor } from './vendor.ts';

/** What is not taken within so long is lost. The vendor says it of webhooks; of updates it says only that they are not kept for long. */
const lostAfter = 8 * 3_600_000;

/** 5, 10, 20 … seconds, until the eight hours are over. */
const pauses = (): readonly number[] => {
  const all: number[] = [];
  for (let pause = 5_000, sum = 0; sum + pause <= lostAfter; sum += pause, pause *= 2) all.push(pause);
  return all;
};

type Subscription = { readonly url: string; readonly secret: string | null; readonly types: ReadonlySet<string> | null; readonly time: number };
type Held = { readonly number: number; readonly at: number; readonly update: Update; readonly entry: Entry | null };

export interface Telling {
  announce(update: Update, entry: Entry | null): void;
  subscriptions(): readonly Record<string, unknown>[];
  subscribe(given: unknown): Refused | null;
  unsubscribe(url: string | null): Refused | null;
  updates(url: URL): Promise<Record<string, unknown> | Refused>;
  stop(): void;
}

export function openTelling(vendor: Vendor): Telling {
  const teller: Teller = openTeller({ pauses: pauses(), well: (status) => status === 200, together: 4, patience: 30_000 }, vendor.faults, vendor.chance, vendor.pace);
  const subscribed = new Map<string, Subscription>();
  const queue = openUpdates(vendor);
  const announce = (update: Update, entry: Entry | null): void => {
    if (subscribed.size === 0) return queue.add(update, entry);
    for (const { url, secret, types } of subscribed.values()) {
      if (types && !types.has(update.update_type)) continue;
      const headers = { 'content-type': 'application/json; charset=utf-8', ...(secret === null ? {} : { 'x-max-bot-api-secret': secret }) };
      teller.tell({ url, headers, body: JSON.stringify(update) }, (well) => {
        if (well) return told(vendor, entry);
        if (entry) vendor.book.note(entry.id, 'lost', 'The webhook did not take it for eight hours.');
        // Who has not answered for eight hours is not told any more.
        subscribed.delete(url);
      });
    }
  };
  return {
    announce,
    subscriptions: () => [...subscribed.values()].map(({ url, time, types }) => ({ url, time, update_types: types ? [...types] : null })),
    subscribe: (given) => {
      const wanted = readSubscription(given);
      if ('status' in wanted) return wanted;
      subscribed.set(wanted.url, wanted);
      return null;
    },
    unsubscribe: (url) => {
      if (url === null) return refuse(400, 'proto.payload', 'url: missing');
      return subscribed.delete(url) ? null : refuse(404, 'not.found', 'No such subscription');
    },
    updates: async (url) => (subscribed.size > 0 ? refuse(405, 'method.not.allowed', 'Updates are not available while there is a webhook subscription') : queue.wait(url)),
    stop: () => {
      teller.stop();
      queue.stop();
    },
  };
}

function told(vendor: Vendor, entry: Entry | null): void {
  if (!entry || entry.told) return;
  entry.told = true;
  vendor.book.note(entry.id, 'told');
}

/** The vendor wants https on port 443; an address of this machine may be plain here, since nobody else can be behind it. */
function readSubscription(given: unknown): Subscription | Refused {
  const { url, secret = null, update_types: types = null } = (typeof given === 'object' && given !== null ? given : {}) as Readonly<Record<string, unknown>>;
  const wrong = (message: string): Refused => refuse(400, 'proto.payload', message);
  const parsed = typeof url === 'string' ? URL.parse(url) : null;
  if (!parsed) return wrong('url: not an address');
  const here = ['127.0.0.1', 'localhost', '[::1]'].includes(parsed.hostname);
  if (!here && parsed.protocol !== 'https:') return wrong('url: must start with https://');
  if (!here && parsed.port !== '') return wrong('url: port must be 443');
  if (secret !== null && (typeof secret !== 'string' || !/^[\w-]{5,256}$/.test(secret))) return wrong('secret: 5-256 characters of A-Z, a-z, 0-9, _ and -');
  if (types !== null && (!Array.isArray(types) || !types.every((one) => typeof one === 'string'))) return wrong("Can't deserialize body");
  return { url: url as string, secret, types: types === null ? null : new Set(types), time: Date.now() };
}

/** Updates that wait to be asked for. A marker says that everything before it has been taken. */
function openUpdates(vendor: Vendor): { add(update: Update, entry: Entry | null): void; wait(url: URL): Promise<Record<string, unknown> | Refused>; stop(): void } {
  let held: Held[] = [];
  let next = 1;
  const timers = new Set<NodeJS.Timeout>();
  const waiting = new Set<() => void>();
  const push = (update: Update, entry: Entry | null): void => {
    held.push({ number: next, at: Date.now(), update, entry });
    next += 1;
    for (const wake of waiting) wake();
  };
  const later = (ms: number, then: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      then();
    }, ms);
    timers.add(timer);
  };
  const commit = (marker: number): void => {
    for (const one of held) if (one.number < marker) told(vendor, one.entry);
    held = held.filter((one) => one.number >= marker);
  };
  const forget = (): void => {
    for (const one of held) if (one.at < Date.now() - lostAfter * vendor.pace && one.entry) vendor.book.note(one.entry.id, 'lost', 'Nobody asked for it in time.');
    held = held.filter((one) => one.at >= Date.now() - lostAfter * vendor.pace);
  };
  return {
    add: (update, entry) => {
      if (vendor.chance.falls(vendor.faults.duplicated)) later(1 + vendor.chance.below(50), () => push(update, entry));
      if (vendor.chance.falls(vendor.faults.overtaken)) later(1 + vendor.chance.below(Math.max(1, vendor.faults.late)), () => push(update, entry));
      else push(update, entry);
    },
    wait: async (url) => {
      const asked = readAsked(url);
      if ('status' in asked) return asked;
      if (asked.marker !== null) commit(asked.marker);
      forget();
      const fits = (): Held[] => held.filter((one) => asked.types === null || asked.types.has(one.update.update_type)).slice(0, asked.limit);
      if (fits().length === 0 && asked.timeout > 0) {
        await new Promise<void>((resolve) => {
          const end = (): void => {
            waiting.delete(look);
            resolve();
          };
          const look = (): void => {
            if (fits().length > 0) end();
          };
          waiting.add(look);
          later(asked.timeout * 1000, end);
        });
      }
      const page = fits();
      return { updates: page.map(({ update }) => update), marker: page.length > 0 ? page.at(-1)!.number + 1 : (asked.marker ?? next) };
    },
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

type Asked = { readonly limit: number; readonly timeout: number; readonly marker: number | null; readonly types: ReadonlySet<string> | null };

function readAsked({ searchParams }: URL): Asked | Refused {
  const whole = (name: string, usual: number, least: number, most: number): number | null => {
    const given = searchParams.get(name);
    const value = given === null ? usual : Number(given);
    return Number.isInteger(value) && value >= least && value <= most ? value : null;
  };
  const limit = whole('limit', 100, 1, 1000);
  const timeout = whole('timeout', 30, 0, 90);
  const marker = whole('marker', 0, 0, Number.MAX_SAFE_INTEGER);
  if (limit === null || timeout === null || marker === null) return refuse(400, 'proto.payload', `${limit === null ? 'limit' : timeout === null ? 'timeout' : 'marker'}: out of range`);
  const types = searchParams.get('types');
  return { limit, timeout, marker: searchParams.has('marker') ? marker : null, types: types ? new Set(types.split(',')) : null };
}
