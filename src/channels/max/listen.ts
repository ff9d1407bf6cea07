// Listens to a MAX bot for as long as the inbox exists: asks for updates, or watches over the webhook; says how it is, and comes back by
// itself when it breaks.
import { setTimeout as pause } from 'node:timers/promises';
import type { ListenIo, Problem, RawRequest, Stop } from '../channel.ts';
import { call, Hindrance, problemOf, Refusal } from './api.ts';
import type { MaxConfig } from './config.ts';
import { readCursor, seen } from './cursor.ts';
import { fields, list, whole, type Fields } from './fields.ts';
import { reread, type Place } from './reread.ts';
import { hostOf, isCallable, isOurs, listSubscriptions, subscribe, tellsEnough, unsubscribe } from './subscription.ts';
import { asInput, readUpdate, updateKinds } from './update.ts';

/** What helps where it is offered; without it the webhook's address is a setting, and only dialogs that were once seen by asking are read again. */
export type Offered = {
  /** Where the vendor reaches this inbox. */
  readonly hookAddress?: string | null;
  /** What came in by the webhook after that moment, oldest first, not necessarily all of it at once. */
  webhooksSince?(at: string | null): Promise<readonly RawRequest[]>;
};

const longestPause = 60_000;
const askSeconds = 30;
const perAsking = 100;
/** The vendor wants no more than about three askings a second. */
const leastBetween = 300;
const lookMs = 5 * 60_000;
/** After a look that failed. */
const soonMs = 30_000;
/** Within so short a time the vendor keeps what it has to tell. */
const shortOutageMs = 2 * 60_000;

export function listen(config: MaxConfig, io: ListenIo & Offered): Promise<Stop> {
  const stopping = new AbortController();
  const running = keepListening(config, io, AbortSignal.any([io.signal, stopping.signal]));
  return Promise.resolve(async () => {
    stopping.abort();
    await running;
  });
}

type Session = { readonly config: MaxConfig; readonly io: ListenIo & Offered; readonly signal: AbortSignal; readonly place: Place; well(): void; outage: boolean; nextLook: number };

async function keepListening(config: MaxConfig, io: ListenIo & Offered, signal: AbortSignal): Promise<void> {
  let failures = 0;
  let brokenSince: number | null = null;
  const say = saidOnce(io);
  const session: Session = {
    config, io, signal, place: { cursor: readCursor(io.cursor) }, outage: true, nextLook: 0,
    well: () => {
      failures = 0;
      brokenSince = null;
      say(null);
    },
  };
  while (!signal.aborted) {
    try {
      await (config.receiveBy === 'webhook' ? watchWebhook(session) : askForUpdates(session));
    } catch (error) {
      if (signal.aborted) break;
      brokenSince ??= Date.now();
      if (Date.now() - brokenSince > shortOutageMs) Object.assign(session, { outage: true, nextLook: 0 });
      const problem = problemOf(error);
      say(problem);
      io.log('warn', 'updates could not be taken', { code: problem.code });
      failures += 1;
      const asked = error instanceof Refusal && error.retryAfterSeconds !== undefined ? error.retryAfterSeconds * 1_000 : 0;
      await pause(Math.max(asked, pauseAfter(failures)), undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Doubles with every failure; a random part keeps many inboxes from coming back all at once. */
const pauseAfter = (failures: number): number => Math.min(longestPause, 1_000 * 2 ** Math.min(failures - 1, 10)) * (0.5 + Math.random() / 2);

function saidOnce(io: ListenIo): (problem: Problem | null) => void {
  let said = '';
  return (problem) => {
    const now = problem ? `${problem.code} ${problem.detail}` : 'connected';
    if (now === said) return;
    said = now;
    io.health(problem ? { is: 'failing', problem } : { is: 'connected' });
  };
}

async function askForUpdates(session: Session): Promise<void> {
  const { config, io, signal } = session;
  for (const { url } of await listSubscriptions(config, signal)) {
    if (!isOurs(url, config, io.publicAddress)) throw new Hindrance('max.other-subscription', hostOf(url));
    await unsubscribe(config, url, signal);
  }
  session.well();
  while (!signal.aborted) {
    if (Date.now() >= session.nextLook) await lookAgain(session);
    const begun = Date.now();
    await takeUpdates(session, askSeconds);
    session.well();
    await pause(Math.max(0, leastBetween - (Date.now() - begun)), undefined, { signal });
  }
}

/**
 * The marker says that everything before it has been taken, so it is passed on only when that is stored.
 * @returns how many there were
 */
async function takeUpdates({ config, io, signal, place }: Session, seconds: number): Promise<number> {
  const { marker } = place.cursor;
  const query = { limit: perAsking, timeout: seconds, types: updateKinds.join(','), ...(marker === null ? {} : { marker }) };
  const answered = await call(config, signal, { method: 'GET', path: '/updates', query, patienceMs: (seconds + 30) * 1_000 });
  const updates = list(answered['updates']).map(fields);
  const next = whole(answered['marker']) ?? marker;
  const cursor = { ...seen(place.cursor, updates), marker: next };
  const inputs = updates.map((update) => asInput(update, 'update', io.now()));
  if (inputs.length > 0) await store(io, inputs, cursor);
  place.cursor = cursor;
  return updates.length;
}

async function store(io: ListenIo, inputs: readonly RawRequest[], cursor: unknown): Promise<void> {
  try {
    await io.deliver(inputs, cursor);
  } catch (error) {
    throw new Hindrance('max.cannot-store', error instanceof Error ? error.message.slice(0, 300) : '');
  }
}

/** The vendor ends a webhook that has not answered for eight hours, and what it would have told is lost. */
async function watchWebhook(session: Session): Promise<void> {
  const { config, io, signal } = session;
  const address = config.webhookAddress ?? io.hookAddress ?? null;
  if (address === null) throw new Hindrance('max.webhook-address-missing', '');
  if (!isCallable(address, config)) throw new Hindrance('max.webhook-not-https', hostOf(address));
  let first = true;
  while (!signal.aborted) {
    const subscriptions = await listSubscriptions(config, signal);
    const ours = subscriptions.find(({ url }) => url === address);
    if (!ours) {
      session.outage = true;
      // Without any webhook updates can be asked for, and what is kept there would not be told again.
      if (subscriptions.length === 0) while ((await takeUpdates(session, 0)) > 0) await pause(leastBetween, undefined, { signal });
    }
    // Said anew when listening begins: the secret may have changed, and the vendor does not tell which one it has.
    if (first || !ours || !tellsEnough(ours)) await subscribe(config, address, signal);
    first = false;
    session.well();
    await learnDialogs(session);
    await lookAgain(session);
    await pause(lookMs, undefined, { signal });
  }
}

/** What the webhook brought goes past this listener; it only has to know in which dialogs something was said. */
async function learnDialogs({ io, place }: Session): Promise<void> {
  while (io.webhooksSince) {
    const inputs = await io.webhooksSince(place.cursor.webhooksUntil);
    const last = inputs.at(-1)?.receivedAt;
    if (last === undefined || last === place.cursor.webhooksUntil) return;
    const updates = inputs.map(({ body }) => readUpdate(body)).filter((update): update is Fields => update !== null);
    const cursor = { ...seen(place.cursor, updates), webhooksUntil: last };
    await store(io, [], cursor);
    place.cursor = cursor;
  }
}

/** Whatever it meets, what comes in by the usual way is not kept waiting for it. */
async function lookAgain(session: Session): Promise<void> {
  const { config, io, signal, place } = session;
  try {
    await reread(config, io, place, session.outage ? 'all' : 'recent', signal);
    Object.assign(session, { outage: false, nextLook: Date.now() + lookMs });
  } catch (error) {
    session.nextLook = Date.now() + soonMs;
    if (!signal.aborted) io.log('warn', 'dialogs could not be read again', { code: problemOf(error).code });
  }
}
