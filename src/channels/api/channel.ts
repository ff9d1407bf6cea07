// For everything else: a program that somebody connects themselves (a messenger, an app, a form). It tells what happens by signed
// requests, and takes what is written to its people by signed requests. What both sides owe each other: docs/http-inbox.md.
import type { Channel } from '../channel.ts';
import { type ApiConfig, readConfig, secrets } from './config.ts';
import { form } from './form.ts';
import { fetchMedia } from './media/fetch-media.ts';
import { check, mostButtons, mostBytes, send } from './outgoing/send.ts';
import { idOf } from './person.ts';
import { receive } from './receive.ts';
import { authentic } from './signature.ts';

export const api: Channel<ApiConfig> = {
  name: 'api',
  can: {
    formats: ['text', 'html'],
    attachments: { maxBytes: mostBytes, types: ['*/*'] },
    // Each program gives those that it has. What comes is shown; none can be relied on.
    receipts: [],
    maxLength: null,
    replyWindow: null,
    // The contract asks that whoever was told of can be answered at any time; others the program does not know.
    startsConversations: false,
    reachesKnown: true,
    buttons: mostButtons,
    copies: false,
    // The contract asks the program to take one id once.
    idempotent: true,
  },
  form,
  readConfig,
  secrets,
  takesWebhooks: true,
  authentic,
  receive,
  send,
  canReach: (address) => idOf(address) !== null,
  fetchMedia,
  check,
};
