// What a visitor's widget asks: who is there, a session, and everything that it sends. Nothing is acknowledged before it is stored.
import { z } from 'zod';
import { webChat } from '../../channels/registry.ts';
import {
  detailsBody, helloQuery, helloReply, receiptsBody, typingBody, visitorEventsQuery, visitorEventsReply, visitorMessageBody, visitorMessageReply,
  visitorSessionBody, visitorSessionReply, visitorTokenHeader,
} from '../../contract/visitor.ts';
import { Refusal } from '../../domain/refusal.ts';
import { acceptRaw } from '../../operations/accept-raw.ts';
import type { Desk } from '../../operations/desk.ts';
import type { AccountBook } from '../../operations/inbox-account.ts';
import { listVisitorConversations } from '../../store/visitor.ts';
import type { Presence } from '../live/presence.ts';
import { route } from '../route.ts';
import { findChat, findVisitor, type KnownVisitor } from './visitor-account.ts';
import { visitorDemoRoutes } from './visitor-demo.ts';
import { visitorEvents } from './visitor-events.ts';
import { helloDesk } from './visitor-hello.ts';
import { visitorUploadRoutes } from './visitor-upload.ts';

export type VisitorRouteParts = { readonly accounts: AccountBook; readonly presence: Presence };

const refuses = ['not-found', 'origin-not-allowed', 'visitor-unknown'] as const;
const outside = { noun: 'visitor', who: 'outside' } as const;
const stored = z.object({ stored: z.literal(true) });

export function visitorRoutes(parts: VisitorRouteParts) {
  return [...greetingRoutes(parts), ...sendingRoutes(parts), ...visitorUploadRoutes(parts.accounts), ...visitorDemoRoutes];
}

function greetingRoutes({ accounts }: VisitorRouteParts) {
  const hello = helloDesk();
  return [
    route({
      method: 'GET', path: '/chat/{inboxToken}/hello', ...outside, summary: 'Who is there, until when, and how long an answer usually takes. Leaves no trace.',
      query: helloQuery, reply: helloReply, refuses: ['not-found', 'origin-not-allowed'],
      handle: async ({ desk, params, query, request }) => hello(desk, await findChat(accounts, params['inboxToken'] ?? '', request), query),
    }),
    route({
      method: 'POST', path: '/chat/{inboxToken}/sessions', ...outside, limit: 60, summary: 'Makes a visitor, or proves one whom the page has signed. Stores nothing.',
      body: visitorSessionBody, reply: visitorSessionReply, refuses: ['not-found', 'origin-not-allowed', 'identity-signature-wrong'],
      handle: async ({ desk, params, body, request }) => {
        const { row, config } = await findChat(accounts, params['inboxToken'] ?? '', request);
        const session = webChat.openSession({ inbox: row.id, newId: desk.newId(), identity: body.identity }, config);
        if (!session) throw new Refusal('identity-signature-wrong');
        return session;
      },
    }),
    route({
      method: 'GET', path: '/chat/{inboxToken}/events', ...outside, summary: 'What the visitor is shown since a cursor, or everything. The same comes over the WebSocket at …/live.',
      query: visitorEventsQuery, reply: visitorEventsReply, refuses,
      handle: async ({ desk, params, query, request }) => visitorEvents(desk, await findVisitor(accounts, params, request), query.since),
    }),
  ];
}

function sendingRoutes({ accounts, presence }: VisitorRouteParts) {
  return [
    route({
      method: 'POST', path: '/chat/{inboxToken}/messages', ...outside, limit: 120, summary: 'Takes a message. 202 means: stored; the same id again is the same message.',
      body: visitorMessageBody, reply: visitorMessageReply, status: 202, refuses: [...refuses, 'attachment-missing'],
      handle: async ({ desk, params, body, request }) => {
        const asker = await findVisitor(accounts, params, request);
        for (const id of body.attachments) {
          const upload = webChat.uploadOf(id, asker.visitor, asker.config);
          if (!upload || !(await desk.blobs.has(upload.hash))) throw new Refusal('attachment-missing');
        }
        const acceptedAt = await store(desk, asker, 'message', body, webChat.messageIdOf(asker.visitor, body.id));
        return { id: body.id, acceptedAt };
      },
    }),
    route({
      method: 'POST', path: '/chat/{inboxToken}/receipts', ...outside, limit: 600, summary: 'Says which of the desk\'s messages were delivered and which were seen.',
      body: receiptsBody, reply: stored, status: 202, refuses,
      handle: async ({ desk, params, body, request }) => {
        await store(desk, await findVisitor(accounts, params, request), 'receipts', body, null);
        return { stored: true as const };
      },
    }),
    route({
      method: 'POST', path: '/chat/{inboxToken}/details', ...outside, limit: 30, summary: 'An e-mail address to go on with, or a name.',
      body: detailsBody, reply: stored, status: 202, refuses,
      handle: async ({ desk, params, body, request }) => {
        await store(desk, await findVisitor(accounts, params, request), 'details', body, null);
        return { stored: true as const };
      },
    }),
    route({
      method: 'POST', path: '/chat/{inboxToken}/typing', ...outside, limit: 120, summary: 'The visitor is writing, or has stopped: one bit, told to whoever looks and kept nowhere.',
      body: typingBody, reply: z.object({ told: z.literal(true) }), refuses,
      handle: async ({ desk, params, body, request }) => {
        const { scope } = await findVisitor(accounts, params, request);
        const [conversation] = body.on ? await listVisitorConversations(desk.db, scope) : [];
        if (conversation) presence.customerTyping(scope.workspace, conversation);
        return { told: true as const };
      },
    }),
  ];
}

/** Of the headers only who it was is kept, without the proof: a copy of the database opens no chat. */
async function store(desk: Desk, { row, token }: KnownVisitor, kind: string, body: unknown, key: string | null): Promise<string> {
  const receivedAt = desk.now();
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  await acceptRaw(desk, row, [{ kind, headers: { [visitorTokenHeader]: webChat.withoutProof(token) }, body: bytes, receivedAt, key }]);
  return receivedAt;
}
