// WhatsApp as a channel: Meta's Cloud API, spoken to directly. Webhooks in, Graph calls out.
import type { Channel } from '../channel.ts';
import { authentic, handshake } from './authentic.ts';
import { check } from './check.ts';
import { readConfig, secrets, type WhatsAppConfig } from './config.ts';
import { fetchMedia } from './fetch-media.ts';
import { form } from './form.ts';
import { recipientOf } from './identity.ts';
import { fileTypes, mostFileBytes } from './outgoing/files.ts';
import { longestText, mostButtons } from './outgoing/parts.ts';
import { receive } from './receive.ts';
import { send } from './send.ts';

export const whatsapp: Channel<WhatsAppConfig> = {
  name: 'whatsapp',
  can: {
    formats: ['text'],
    attachments: { maxBytes: mostFileBytes, types: fileTypes },
    // Whatever arrives is told, at the latest by being read. That it was read is told only where the customer allows it.
    receipts: ['delivered'],
    maxLength: longestText,
    replyWindow: 24 * 60,
    // Not without a template, which is not sent from the composer yet; whoever wrote within the window can be answered.
    startsConversations: false,
    reachesKnown: true,
    buttons: mostButtons,
    templates: true,
    perSecond: 80,
    copies: false,
    // Meta knows no key that would tell a repetition.
    idempotent: false,
  },
  form,
  readConfig,
  secrets,
  takesWebhooks: true,
  authentic,
  handshake,
  receive,
  send: (message, config, io) => send(message, config, io),
  canReach: (address) => recipientOf(address) !== null,
  fetchMedia: (media, config, io) => fetchMedia(media, config, io),
  check: (config, io) => check(config, io),
};
