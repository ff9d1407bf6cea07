// Listens to a mailbox for as long as the inbox exists: connects, says how it is, and tries again by itself when it breaks.
import { setTimeout as pause } from 'node:timers/promises';
import type { ListenIo, Problem, Stop } from '../channel.ts';
import type { EmailConfig } from './config.ts';
import { readCursor } from './connection/cursor.ts';
import { problemOf, StoreProblem } from './connection/imap.ts';
import { type Place, session } from './connection/session.ts';

const longestPause = 300_000;
/** When our own database or disk was the reason: whoever has mended it should see mail come in soon. */
const longestOwnPause = 15_000;

export function listen(config: EmailConfig, io: ListenIo): Promise<Stop> {
  if (!config.imap) return Promise.resolve(() => Promise.resolve());
  const stopping = new AbortController();
  const running = keepListening(config, io, AbortSignal.any([io.signal, stopping.signal]));
  return Promise.resolve(async () => {
    stopping.abort();
    await running;
  });
}

async function keepListening(config: EmailConfig, io: ListenIo, signal: AbortSignal): Promise<void> {
  const place: Place = { cursor: readCursor(io.cursor), broken: new Map() };
  let failures = 0;
  let longest = longestPause;
  let said = '';
  const say = (problem: Problem | null): void => {
    const now = problem ? `${problem.code} ${problem.detail}` : 'connected';
    if (now === said) return;
    said = now;
    io.health(problem ? { is: 'failing', problem } : { is: 'connected' });
  };
  while (!signal.aborted) {
    try {
      await session(config, io, place, signal, () => {
        failures = 0;
        say(null);
      });
    } catch (error) {
      if (signal.aborted) break;
      const own = error instanceof StoreProblem;
      longest = own ? longestOwnPause : longestPause;
      const { code, detail } = problemOf(error, config);
      const problem = { code, detail: own ? detail : `IMAP: ${detail}` };
      say(problem);
      io.log('warn', 'the mailbox could not be read', { code: problem.code });
    }
    failures += 1;
    await pause(pauseAfter(failures, longest), undefined, { signal }).catch(() => {});
  }
}

/** Doubles with every failure; a random part keeps many inboxes of one server from coming back all at once. */
const pauseAfter = (failures: number, longest: number): number => Math.min(longest, 1000 * 2 ** Math.min(failures - 1, 10)) * (0.5 + Math.random() / 2);
