// The lines by which messages go out: one for each set of settings in this process, opened when something is to be sent, kept a while
// after, with no more messages on their way than were agreed, and no more in a second.
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { SmsConfig } from '../config.ts';
import { openSession, type Answer, type Session } from './session.ts';
import { SessionProblem } from './problem.ts';

const keptMs = 15_000;
const mostRemembered = 2_000;

export interface Line {
  /** Waits for its turn, then asks. Rejects with {@link SessionProblem}. */
  submit(fields: Readonly<Record<string, unknown>>): Promise<Answer>;
}

type Kept = {
  session: Promise<Session> | null;
  /** Held by `listen`, where one session serves both ways. */
  listening: Session | null;
  users: number;
  ending: NodeJS.Timeout | undefined;
  /** How many messages are on their way, and who waits for a place. */
  onTheWay: number;
  readonly queue: (() => void)[];
  nextTurn: number;
  /** Ids that the centre gave lately, with the number of the recipient: what its receipts are compared with. */
  readonly given: Map<string, string>;
};

const all = new Map<string, Kept>();

/** Everything that makes it another account. */
function keptFor(config: SmsConfig): Kept {
  const key = createHash('sha256').update(JSON.stringify([config.host, config.port, config.tls, config.systemId, config.password, config.systemType])).digest('hex');
  const kept = all.get(key) ?? { session: null, listening: null, users: 0, ending: undefined, onTheWay: 0, queue: [], nextTurn: 0, given: new Map() };
  all.set(key, kept);
  return kept;
}

/** Rejects with {@link SessionProblem} when no line can be had. */
export async function useLine<Result>(config: SmsConfig, signal: AbortSignal, work: (line: Line) => Promise<Result>): Promise<Result> {
  const kept = keptFor(config);
  clearTimeout(kept.ending);
  kept.users += 1;
  try {
    const session = await sessionOf(kept, config, signal);
    return await work({ submit: (fields) => inTurn(kept, config, signal, () => session.request('submit_sm', fields)) });
  } finally {
    kept.users -= 1;
    if (kept.users === 0) rest(kept);
  }
}

async function sessionOf(kept: Kept, config: SmsConfig, signal: AbortSignal): Promise<Session> {
  if (kept.listening?.isOpen()) return kept.listening;
  for (let attempt = 1; ; attempt += 1) {
    const opening = kept.session ?? begin(kept, config, signal);
    const session = await opening;
    if (session.isOpen()) {
      session.idle(false);
      return session;
    }
    if (kept.session === opening) kept.session = null;
    if (attempt === 3) throw new SessionProblem('sms.host-unreachable', 'the connection is closed as soon as it is open');
  }
}

/** Shared by all who send at this moment. */
function begin(kept: Kept, config: SmsConfig, signal: AbortSignal): Promise<Session> {
  const opening = openSession(config, 'transmitter', {}, signal);
  kept.session = opening;
  const forget = (): void => {
    if (kept.session === opening) kept.session = null;
  };
  opening.then((session) => {
    const close = (): void => void session.close();
    signal.addEventListener('abort', close, { once: true });
    return session.closed.then(() => {
      signal.removeEventListener('abort', close);
      forget();
    });
  }, forget);
  return opening;
}

/** Nobody sends any more: for a while it is kept for the next message, without keeping the process. */
function rest(kept: Kept): void {
  void kept.session?.then((session) => {
    if (kept.users === 0) session.idle(true);
  }, () => undefined);
  kept.ending = setTimeout(() => {
    const ended = kept.session;
    kept.session = null;
    void ended?.then((session) => session.close(), () => undefined);
  }, keptMs);
  kept.ending.unref();
}

async function inTurn(kept: Kept, { window, perSecond }: SmsConfig, signal: AbortSignal, ask: () => Promise<Answer>): Promise<Answer> {
  // Whoever leaves hands the place on, so that nobody can take it in between.
  if (kept.onTheWay >= window) await new Promise<void>((resolve) => kept.queue.push(resolve));
  else kept.onTheWay += 1;
  try {
    if (perSecond !== null) await turn(kept, 1_000 / perSecond, signal);
    return await ask();
  } finally {
    const next = kept.queue.shift();
    if (next) next();
    else kept.onTheWay -= 1;
  }
}

async function turn(kept: Kept, apart: number, signal: AbortSignal): Promise<void> {
  const now = Date.now();
  const mine = Math.max(now, kept.nextTurn);
  kept.nextTurn = mine + apart;
  if (mine <= now) return;
  await pause(mine - now, undefined, { signal }).catch(() => {
    throw new SessionProblem('sms.host-unreachable', 'stopped before it was sent');
  });
}

/** The centre asked for patience: nothing goes out before. */
export function slowDown(config: SmsConfig, ms: number): void {
  const kept = keptFor(config);
  kept.nextTurn = Math.max(kept.nextTurn, Date.now() + ms);
}

export function rememberGiven(config: SmsConfig, id: string, recipient: string): void {
  const { given } = keptFor(config);
  given.delete(id);
  given.set(id, recipient);
  const oldest = given.size > mostRemembered ? given.keys().next().value : undefined;
  if (oldest !== undefined) given.delete(oldest);
}

export function givenTo(config: SmsConfig): (id: string) => string | undefined {
  const { given } = keptFor(config);
  return (id) => given.get(id);
}

/** Where one session serves both ways: what is sent from this process goes by it. null: it is gone. */
export function lend(config: SmsConfig, session: Session | null): void {
  keptFor(config).listening = session;
}

/** Ends what is kept open; for tests and for whoever changes settings. */
export async function endLines(): Promise<void> {
  const sessions = [...all.values()].map(({ session, ending }) => {
    clearTimeout(ending);
    return session;
  });
  all.clear();
  await Promise.all(sessions.map(async (session) => (await session?.catch(() => null))?.close()));
}
