// Telegram: one bot, its private chats. Updates come by long polling or as webhooks; answers go out through the Bot API.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Channel, RawRequest } from '../channel.ts';
import { answerPress } from './answer-press.ts';
import { check } from './check.ts';
import { newSecrets, readConfig, secrets, type TelegramConfig } from './config.ts';
import { fetchMedia } from './fetch-media.ts';
import { form } from './form.ts';
import { listen } from './listen.ts';
import { mostFileBytes, mostText } from './parts.ts';
import { receive } from './receive.ts';
import { canReach, mostButtons, send } from './send.ts';

export const secretHeader = 'x-telegram-bot-api-secret-token';

export const telegram = {
  name: 'telegram',
  can: {
    formats: ['text'],
    attachments: { maxBytes: mostFileBytes, types: ['*/*'] },
    // The vendor tells a bot neither what was delivered nor what was read.
    receipts: [],
    maxLength: mostText,
    replyWindow: null,
    // A bot may not write to somebody who has not begun.
    startsConversations: false,
    reachesKnown: true,
    buttons: mostButtons,
    perSecond: 30,
    copies: false,
    idempotent: false,
  },
  readConfig,
  form,
  secrets,
  newSecrets,
  takesWebhooks: true,
  authentic,
  receive,
  send,
  canReach,
  link: (payload, { botName }) => `https://t.me/${botName}?start=${payload}`,
  fetchMedia,
  listen: (config, io) => listen(config, io),
  check,
  answerPress,
} as const satisfies Channel<TelegramConfig> & Record<string, unknown>;

/** Hashed first, so that the comparison takes the same time for every length. */
function authentic({ headers }: RawRequest, { webhookSecret }: TelegramConfig): boolean {
  const hash = (given: string): Buffer => createHash('sha256').update(given).digest();
  return timingSafeEqual(hash(headers[secretHeader] ?? ''), hash(webhookSecret)) && webhookSecret !== '';
}
