// The one place that names the channels.
import type { Channel } from './channel.ts';
import { email } from './email/channel.ts';
import { telegram } from './telegram/channel.ts';
import { webChat } from './web-chat/web-chat.ts';

/** The visitors' routes speak to this one directly: the desk itself is its vendor. */
export { webChat };

const all = [email, webChat, telegram] as const;

export const channels: ReadonlyMap<string, Channel> = new Map(all.map((channel) => [channel.name, channel as unknown as Channel]));
