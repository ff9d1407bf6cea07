// Listens for as long as the inbox exists: signs in, takes in what the centre brings, and comes back by itself when the line breaks.
import { setTimeout as pause } from 'node:timers/promises';
import type { ListenIo, Problem, Stop } from '../channel.ts';
import type { SmsConfig } from './config.ts';
import { Intake, StoreProblem } from './incoming/intake.ts';
import { lend } from './session/line.ts';
import { SessionProblem } from './session/problem.ts';
import { openSession } from './session/session.ts';

const longestPause = 300_000;
/** When our own database or disk was the reason: whoever has mended it should see messages come in soon. */
const longestOwnPause = 15_000;

export function listen(config: SmsConfig, io: ListenIo): Promise<Stop> {
  const stopping = new AbortController();
  const running = keepListening(config, io, AbortSignal.any([io.signal, stopping.signal]));
  return Promise.resolve(async () => {
    stopping.abort();
    await running;
  });
}

async function keepListening(config: SmsConfig, io: ListenIo, signal: AbortSignal): Promise<void> {
  const intake = new Intake(config, io);
  let failures = 0;
  let said = '';
  const say = (problem: Problem | null): void => {
    const now = problem ? `${problem.code} ${problem.detail}` : 'connected';
    if (now === said) return;
    said = now;
    io.health(problem ? { is: 'failing', problem } : { is: 'connected' });
  };
  while (!signal.aborted) {
    let own = false;
    try {
      await session(config, intake, signal, () => {
        failures = 0;
        say(null);
      });
    } catch (error) {
      if (signal.aborted) break;
      own = error instanceof StoreProblem;
      const problem = problemOf(error);
      say(problem);
      io.log('warn', 'the message centre could not be listened to', { code: problem.code });
    }
    failures += 1;
    await pause(pauseAfter(failures, own ? longestOwnPause : longestPause), undefined, { signal }).catch(() => undefined);
  }
}

/** Returns when it was told to stop; throws when the line breaks or nothing can be stored. */
async function session(config: SmsConfig, intake: Intake, signal: AbortSignal, connected: () => void): Promise<void> {
  intake.beginConnection();
  const open = await openSession(config, config.sessions === 'one' ? 'transceiver' : 'receiver', { incoming: (frame) => intake.bring(frame), heard: (answers) => intake.heard(answers) }, signal);
  const stop = (): void => void open.close();
  signal.addEventListener('abort', stop, { once: true });
  if (config.sessions === 'one') lend(config, open);
  try {
    if (!intake.failed) connected();
    const broken = open.closed.then((problem) => {
      intake.wake();
      if (problem) throw problem;
    });
    await Promise.race([broken, intake.run(open, signal, connected)]);
  } finally {
    if (config.sessions === 'one') lend(config, null);
    signal.removeEventListener('abort', stop);
    await open.close();
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof SessionProblem || error instanceof StoreProblem) return { code: error.code, detail: error.message.slice(0, 500) };
  return { code: 'fault', detail: error instanceof Error ? error.message.slice(0, 500) : '' };
}

/** Doubles with every failure; a random part keeps many inboxes of one centre from coming back all at once. */
const pauseAfter = (failures: number, longest: number): number => Math.min(longest, 1_000 * 2 ** Math.min(failures - 1, 10)) * (0.5 + Math.random() / 2);
