// The one place that names the channels.
import { api } from './api/channel.ts';
import type { Channel } from './channel.ts';
import { email } from './email/channel.ts';
import { max } from './max/channel.ts';
import { sms } from './sms/channel.ts';
import { telegram } from './telegram/channel.ts';
import { vk } from './vk/channel.ts';
import { webChat } from './web-chat/web-chat.ts';
import { whatsapp } from './whatsapp/channel.ts';

/** The visitors' routes speak to this one directly: the desk itself is its vendor. */
export { webChat };

/** In the order in which the settings page offers them. */
const all = [email, webChat, telegram, whatsapp, max, vk, sms, api] as const;

export const channels: ReadonlyMap<string, Channel> = new Map(all.map((channel) => [channel.name, channel as unknown as Channel]));
