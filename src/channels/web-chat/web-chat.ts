// The chat on a customer's web site. The vendor is this desk itself: a message is with the visitor as soon as it is
// stored, the widget fetches it by cursor and says what it delivered and what was seen.
import type { Channel, RawRequest } from '../channel.ts';
import { mostUploadBytes, newSecrets, readConfig, secretSettings, type WebChatConfig } from './config.ts';
import { isPayloadKind, readPayload } from './payload.ts';
import { channelOfAddress, externalIdOf, receive, tokenHeader } from './receive.ts';
import { fileProof, fileProven, openSession, uploadId, uploadOf, visitorOf, withoutProof } from './visitor.ts';

export const webChat = {
  name: 'web-chat',
  can: {
    formats: ['text'],
    attachments: { maxBytes: mostUploadBytes, types: ['*/*'] },
    receipts: ['delivered', 'read'],
    customersLeave: true,
    maxLength: 10_000,
    replyWindow: null,
    startsConversations: false,
    copies: false,
    idempotent: true,
  },
  secrets: [...secretSettings],
  newSecrets,
  readConfig,
  authentic,
  receive: (request: RawRequest) => receive(request),
  send: async (outgoing) => ({ ok: true, externalId: externalIdOf(outgoing.to, outgoing.message.id) }),
  externalIdOf: ({ id, to }) => externalIdOf(to, id),
  check: async () => ({ ok: true }),
  tokenHeader,
  channelOfAddress,
  openSession,
  visitorOf,
  withoutProof,
  uploadId,
  uploadOf,
  fileProof,
  fileProven,
  messageIdOf: externalIdOf,
} as const satisfies Channel<WebChatConfig> & Record<string, unknown>;

/** The token is one of ours, and every file that is attached was uploaded by this visitor. */
function authentic(request: RawRequest, config: WebChatConfig): boolean {
  const visitor = visitorOf(request.headers[tokenHeader], config);
  if (!visitor || !isPayloadKind(request.kind)) return false;
  if (request.kind !== 'message') return true;
  try {
    return readPayload('message', request.body).attachments.every((id) => uploadOf(id, visitor.id, config) !== null);
  } catch {
    return false;
  }
}
