// The visitor's protocol: what the chat widget and the desk say to each other under /chat/:inboxToken/….
// Every change a visitor sees is an event with a cursor; a cursor is opaque and, given back as `since`, misses nothing.
import { z } from 'zod';
import { instant } from './views.ts';

/** Carries the visitor's token on every request but `hello` and `sessions`. */
export const visitorTokenHeader = 'x-visitor-token';
/** The name of an uploaded file, percent-encoded, since header values are Latin-1. */
export const fileNameHeader = 'x-file-name';

export const mostText = 10_000;
export const mostAttachments = 10;

const languageCode = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
const cursor = z.string().regex(/^[0-9A-Za-z_-]{1,40}$/);
const messageId = z.uuid();
const colour = z.string().regex(/^#[0-9a-f]{6}$/);

export const inboxParameters = z.object({ inboxToken: z.string().min(8).max(200) });

/** What the page wishes: a language code, a colour as `1f6b63`; anything else is passed over. */
export const helloQuery = z.object({ language: z.string().max(50).optional(), colour: z.string().max(20).optional() });
export const helloReply = z.object({
  teamName: z.string(),
  /** In the language asked for, else null: the widget has a sentence of its own. */
  welcome: z.string().nullable(),
  /** Those the team answers in, most wanted first; none: whatever the widget speaks. */
  languages: z.array(z.string()),
  /** The team's colour, text on it, and text in it on a light and on a dark ground, each readable. */
  colours: z.object({ accent: colour, onAccent: colour, onLight: colour, onDark: colour }),
  open: z.boolean(),
  /** When `open` next turns into its opposite; null: while open, not within a day; while closed, not within the next weeks. */
  changesAt: instant.nullable(),
  /** The usual wait for a person's first answer, measured; null where too little is known to say anything. */
  waitingMinutes: z.int().min(0).nullable(),
  /** Who answers first. */
  answeredBy: z.enum(['person', 'automation']),
  askEmail: z.boolean(),
  uploads: z.object({ maxBytes: z.int(), types: z.array(z.string()) }).nullable(),
  maxLength: z.int(),
}).meta({ id: 'VisitorHello' });

/** Signed by the page's own server: HMAC-SHA256 in hexadecimal, under the inbox's identity secret, of `id`, or of `id`, a line feed and `email`. */
export const signedIdentity = z.strictObject({
  id: z.string().min(1).max(200).regex(/^[^\p{Cc}]+$/u),
  email: z.email().max(320).optional(),
  /** Shown to agents; not part of what is signed. */
  name: z.string().trim().min(1).max(200).optional(),
  signature: z.string().min(1).max(200),
});
export const visitorSessionBody = z.strictObject({ identity: signedIdentity.optional() });
export const visitorSessionReply = z.object({ visitor: z.string(), token: z.string(), verified: z.boolean() }).meta({ id: 'VisitorSession' });

export const visitorMessageBody = z.strictObject({
  /** Made by the widget: the same id twice is one message. */
  id: messageId,
  text: z.string().max(mostText),
  attachments: z.array(z.string().min(1).max(4_000)).max(mostAttachments).default([]),
  page: z.strictObject({ url: z.string().max(2_000), title: z.string().max(500) }).optional(),
  language: languageCode.optional(),
  /** How long the message waited in the browser for a connection; a length of time, so that a wrong clock does no harm. */
  heldSeconds: z.int().min(0).optional(),
}).refine((body) => body.text.trim() !== '' || body.attachments.length > 0, { path: ['text'], message: 'empty' });
export const visitorMessageReply = z.object({ id: messageId, acceptedAt: instant }).meta({ id: 'VisitorMessageAccepted' });

export const visitorUploadReply = z.object({ id: z.string(), name: z.string(), mediaType: z.string(), bytes: z.int() }).meta({ id: 'VisitorUpload' });

export const receiptsBody = z.strictObject({
  delivered: z.array(messageId).max(500).default([]),
  read: z.array(messageId).max(500).default([]),
});
export const detailsBody = z.strictObject({
  email: z.email().max(320).optional(),
  name: z.string().trim().min(1).max(200).optional(),
}).refine((body) => body.email !== undefined || body.name !== undefined, { message: 'empty' });
/** One bit; kept nowhere. */
export const typingBody = z.strictObject({ on: z.boolean() });

export const visitorAttachment = z.object({
  name: z.string(), mediaType: z.string(), bytes: z.int(),
  /** Below the desk's address; its own proof, so that a picture can be shown by a plain element. */
  path: z.string(),
});
export const visitorMessage = z.object({
  /** For the visitor's own messages the id that the widget made. */
  id: z.string(),
  author: z.object({ kind: z.enum(['visitor', 'agent', 'automation']), name: z.string().nullable() }),
  text: z.string(),
  attachments: z.array(visitorAttachment),
  at: instant,
  edited: z.boolean(),
  /** How far it is known to have come to its reader. For a visitor's message `delivered` means that agents have it before them. */
  state: z.enum(['accepted', 'delivered', 'read']),
}).meta({ id: 'VisitorMessage' });

export const visitorEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), cursor, message: visitorMessage }),
  z.object({ kind: z.literal('message-edited'), cursor, message: visitorMessage }),
  z.object({ kind: z.literal('message-removed'), cursor, id: z.string() }),
  z.object({ kind: z.literal('receipt'), cursor, id: z.string(), state: z.enum(['delivered', 'read']) }),
  z.object({ kind: z.literal('conversation-closed'), cursor, at: instant }),
]).meta({ id: 'VisitorEvent' });

export const visitorEventsQuery = z.object({ since: cursor.optional() });
export const visitorEventsReply = z.object({
  events: z.array(visitorEvent),
  cursor,
  /** false: there is more after this cursor. */
  complete: z.boolean(),
  /** These events tell everything from the beginning (none was asked for, or the cursor is unknown): forget what was shown. */
  fresh: z.boolean(),
}).meta({ id: 'VisitorEvents' });

/** The first thing a widget says on the live connection. The token is not in its address, which logs and proxies keep. */
export const liveHello = z.strictObject({ token: z.string().min(1).max(4_000), since: cursor.optional() });

/** What the desk says on the live connection. A frame comes at least every 25 seconds, so silence means a lost connection. */
export type VisitorLive =
  | ({ readonly kind: 'events' } & EventsReply)
  | { readonly kind: 'agent-typing'; readonly on: boolean; readonly name: string | null }
  | { readonly kind: 'still-here' }
  | { readonly kind: 'refused'; readonly code: string };

export type HelloReply = z.infer<typeof helloReply>;
export type SignedIdentity = z.infer<typeof signedIdentity>;
export type VisitorSession = z.infer<typeof visitorSessionReply>;
export type VisitorMessageBody = z.input<typeof visitorMessageBody>;
export type VisitorMessageReply = z.infer<typeof visitorMessageReply>;
export type VisitorUpload = z.infer<typeof visitorUploadReply>;
export type ReceiptsBody = z.input<typeof receiptsBody>;
export type DetailsBody = z.infer<typeof detailsBody>;
export type VisitorAttachment = z.infer<typeof visitorAttachment>;
export type VisitorMessage = z.infer<typeof visitorMessage>;
export type VisitorEvent = z.infer<typeof visitorEvent>;
export type EventsReply = z.infer<typeof visitorEventsReply>;
export type LiveHello = z.infer<typeof liveHello>;
