// MAX as a channel: a bot of the vendor's, with which customers talk.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Channel, RawRequest } from '../channel.ts';
import { answerPress } from './answer-press.ts';
import { check } from './check.ts';
import { newSecrets, readConfig, secretSettings, type MaxConfig } from './config.ts';
import { form } from './form.ts';
import { listen } from './listen.ts';
import { fetchMedia } from './media.ts';
import { mostButtons, mostText } from './parts.ts';
import { receive } from './receive.ts';
import { canReach, send } from './send.ts';
import { keyOf } from './update.ts';

export const max = {
  name: 'max',
  can: {
    formats: ['text'],
    attachments: { maxBytes: 4_000_000_000, types: ['*/*'] },
    // MAX tells a bot neither that a message arrived nor that it was read.
    receipts: [],
    maxLength: mostText,
    replyWindow: null,
    // Only who has pressed “Start” can be written to.
    startsConversations: false,
    reachesKnown: true,
    buttons: mostButtons,
    // The vendor takes thirty calls a second of all kinds: room is left for asking, for files and for reading again.
    perSecond: 20,
    copies: false,
    idempotent: false,
  },
  readConfig,
  form,
  secrets: [...secretSettings],
  newSecrets,
  authentic,
  receive: (request: RawRequest) => receive(request),
  send,
  canReach,
  takesWebhooks: true,
  link: (payload, config) => `https://max.ru/${config.botName}?start=${encodeURIComponent(payload)}`,
  fetchMedia,
  listen,
  check,
  /** By which a repeated webhook is known: updates carry no id. */
  keyOf,
  answerPress,
} as const satisfies Channel<MaxConfig> & Record<string, unknown>;

const secretHeader = 'x-max-bot-api-secret';

/** What was asked for is from where it says; a webhook shows the secret. Hashes are compared, so that the time tells nothing. */
function authentic(request: RawRequest, config: MaxConfig): boolean {
  if (request.kind !== 'webhook') return true;
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(request.headers[secretHeader] ?? ''), hash(config.webhookSecret));
}
