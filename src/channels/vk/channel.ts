// VK communities: private messages between people and a community, by VK's API of version 5.131 and later.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Channel, Handshake, RawRequest } from '../channel.ts';
import { check } from './check.ts';
import { newSecrets, readConfig, secrets, type VkConfig } from './config.ts';
import { form } from './form.ts';
import { listen } from './listen.ts';
import { fetchMedia } from './media.ts';
import { canReach, mostButtons, mostFileBytes, mostText } from './outgoing/parts.ts';
import { answerPress, nameOf } from './people.ts';
import { envelope, keyOf, receive } from './receive.ts';
import { send } from './send.ts';

export const vk = {
  name: 'vk',
  can: {
    formats: ['text'],
    attachments: { maxBytes: mostFileBytes, types: ['*/*'] },
    // VK never says that something was delivered.
    receipts: ['read'],
    maxLength: mostText,
    replyWindow: null,
    // A community may write to those alone who wrote to it or let it write.
    startsConversations: false,
    reachesKnown: true,
    buttons: mostButtons,
    perSecond: 20,
    copies: false,
    idempotent: true,
  },
  form,
  secrets: [...secrets],
  newSecrets,
  readConfig,
  takesWebhooks: true,
  acknowledgement: 'ok',
  handshake,
  authentic,
  receive: (request: RawRequest) => receive(request),
  keyOf,
  send,
  canReach,
  link: (payload: string, { groupId }: VkConfig) => `https://vk.me/club${groupId}?ref=${encodeURIComponent(payload)}`,
  fetchMedia,
  listen,
  check,
  nameOf,
  answerPress,
} as const satisfies Channel<VkConfig> & Record<string, unknown>;

/** The code proves only that an address serves this community, and is told to nobody who asks for another one. */
function handshake({ method, body }: Handshake, config: VkConfig): string | null {
  const asked = method === 'POST' ? envelope(body) : null;
  if (asked?.type !== 'confirmation' || asked.group !== Number(config.groupId) || config.confirmationCode === '') return null;
  return asked.secret === '' || same(asked.secret, config.secretKey) ? config.confirmationCode : null;
}

/** VK signs nothing: a secret stands in the body. What was fetched from VK's queue did not come through the door. */
function authentic(request: RawRequest, config: VkConfig): boolean {
  if (request.kind === 'update') return true;
  const told = envelope(request.body);
  return told !== null && told.type !== 'confirmation' && told.group === Number(config.groupId) && same(told.secret, config.secretKey);
}

/** Hashed first, so that neither content nor length can be found out by measuring time. */
function same(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(one!, other!);
}
