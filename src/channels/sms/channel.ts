// SMS as a channel, by SMPP 3.4: the protocol that operators and aggregators speak.
import type { Channel } from '../channel.ts';
import { check } from './check.ts';
import { readConfig, secrets, type SmsConfig } from './config.ts';
import { estimate } from './estimate.ts';
import { form } from './form.ts';
import { listen } from './listen.ts';
import { couldBeNumber } from './number.ts';
import { receive } from './receive.ts';
import { send } from './send.ts';

export const sms: Channel<SmsConfig> = {
  name: 'sms',
  can: {
    formats: ['text'],
    attachments: false,
    // Asked for with every part; nobody can tell whether somebody has read an SMS.
    receipts: ['delivered'],
    maxLength: 1_000,
    replyWindow: null,
    startsConversations: true,
    copies: false,
    idempotent: false,
  },
  form,
  readConfig,
  secrets,
  // Everything comes by a session that we opened and signed in to.
  authentic: () => true,
  receive,
  send,
  canReach: couldBeNumber,
  estimate,
  listen,
  check,
};
