// Tells the vendor that the press of a button was taken: until then the customer's button turns and turns.
import type { ChannelIo } from '../channel.ts';
import { call } from './api.ts';
import type { TelegramConfig } from './config.ts';

/** @param press the external id of the press. The vendor forgets it within minutes; that it came too late matters to nobody. */
export async function answerPress(press: string, config: TelegramConfig, io: Pick<ChannelIo, 'signal'>): Promise<boolean> {
  const answered = await call(config, { ms: 10_000, signal: io.signal }, (methods) => methods.answerCallbackQuery({ callback_query_id: press }));
  return answered.ok;
}
