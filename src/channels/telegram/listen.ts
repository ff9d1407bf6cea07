// Listens for as long as the inbox exists, in the way that was chosen, and comes back by itself.
import type { ListenIo, Stop } from '../channel.ts';
import type { TelegramConfig } from './config.ts';
import { keepHook } from './listening/hook.ts';
import { poll } from './listening/poll.ts';
import { healthOf, type Paces, pauseAfter, type Session, usualPaces } from './listening/session.ts';

export function listen(config: TelegramConfig, io: ListenIo, paces: Paces = usualPaces): Promise<Stop> {
  const stopping = new AbortController();
  const signal = AbortSignal.any([io.signal, stopping.signal]);
  const running = keepListening({ config, io, paces, signal, say: healthOf(io) });
  return Promise.resolve(async () => {
    stopping.abort();
    await running;
  });
}

/** What nobody thought of is told, and does not end the listening. */
async function keepListening(session: Session): Promise<void> {
  for (let failures = 1; !session.signal.aborted; failures += 1) {
    try {
      return await (session.config.receiveBy === 'polling' ? poll(session) : keepHook(session));
    } catch (error) {
      session.say({ code: 'fault', detail: error instanceof Error ? error.message.slice(0, 300) : 'no reason given' });
      session.io.log('error', 'listening broke off and begins anew');
      await pauseAfter(failures, session);
    }
  }
}
