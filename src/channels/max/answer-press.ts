// A pressed button goes on turning in the app until the bot has said that it knows.
import type { ChannelIo } from '../channel.ts';
import { call } from './api.ts';
import type { MaxConfig } from './config.ts';

/** `press` is the external id that `receive` gave it: the vendor's id of the press, then its time. */
export async function answerPress(press: string, config: MaxConfig, io: ChannelIo): Promise<void> {
  await call(config, io.signal, { method: 'POST', path: '/answers', query: { callback_id: press.slice(0, press.lastIndexOf('/')) }, body: {} });
}
