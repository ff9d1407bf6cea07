// What VK tells only when it is asked: a person's name; and that a pressed button was taken, which it wants to hear within a minute.
import type { ChannelIo } from '../channel.ts';
import { type Answered, call } from './api.ts';
import type { VkConfig } from './config.ts';
import { at, line, textAt } from './incoming/reading.ts';
import { outcomeOf } from './outcome.ts';

type Io = Pick<ChannelIo, 'signal'>;

/** null: VK shows none, for example of somebody who is gone. */
export async function nameOf(person: string, config: VkConfig, io: Io): Promise<string | null> {
  const answered = await call('users.get', { user_ids: person }, config, { signal: io.signal });
  if (!answered.ok) throw toldBy(answered);
  const user: unknown = Array.isArray(answered.result) ? answered.result[0] : null;
  const name = line([textAt(user, 'first_name'), textAt(user, 'last_name')].filter((one) => one !== '').join(' '), 200);
  return at(user, 'deactivated') !== undefined || name === '' ? null : name;
}

/** A press carries who pressed, because VK asks for it together with the press's own name. */
export const pressId = (person: number, event: string): string => `press:${person}:${event}`;

/** Ends the waiting sign on the button. That a minute has passed is no failure: nothing is waiting any more. */
export async function answerPress(press: string, config: VkConfig, io: Io): Promise<void> {
  const [, person, event] = /^press:(\d+):(.+)$/s.exec(press) ?? [];
  if (person === undefined || event === undefined) return;
  const answered = await call('messages.sendMessageEventAnswer', { event_id: event, user_id: person, peer_id: person }, config, { signal: io.signal });
  if (!answered.ok && !(answered.what === 'refused' && answered.code === 100)) throw toldBy(answered);
}

function toldBy(failure: Extract<Answered, { readonly ok: false }>): Error {
  const { code, reason } = outcomeOf(failure, false);
  return new Error(`${code}: ${reason}`);
}
