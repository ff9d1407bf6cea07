// E-mail as a channel: IMAP in, SMTP out.
import type { Channel } from '../channel.ts';
import { check } from './check.ts';
import { type EmailConfig, newSecrets, readConfig, secrets } from './config.ts';
import { listen } from './listen.ts';
import { addressOf } from './mime/address.ts';
import { notify } from './notify.ts';
import { ownMessageId } from './own-id.ts';
import { receive } from './receive.ts';
import { send } from './send.ts';

export const email: Channel<EmailConfig> = {
  name: 'email',
  can: {
    formats: ['text', 'html'],
    // A file grows by more than a third on its way (base64), and most servers take mails of 30 MB at most.
    attachments: { maxBytes: 21_000_000, types: ['*/*'] },
    // A far server may report delivery and a reader may confirm reading, but nobody can rely on either (README.md).
    receipts: [],
    maxLength: null,
    replyWindow: null,
    startsConversations: true,
    copies: true,
    // A retry carries the same Message-ID, but receivers do not drop the second copy reliably.
    idempotent: false,
  },
  readConfig,
  secrets,
  newSecrets,
  authentic: () => true,
  receive,
  send,
  externalIdOf: ({ id, key }, config) => ownMessageId(config, id, key),
  canReach: (address) => addressOf(address) !== null,
  sends: ({ smtp }) => smtp !== null,
  notify,
  listen,
  check,
};
