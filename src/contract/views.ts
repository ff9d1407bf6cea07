// What the desk's screens and API callers see of each thing. One schema is validation, documentation and type at once.
import { z } from 'zod';
import { directions } from '../domain/conversation/message.ts';
import { correctionView } from './correction.ts';
import { emotions, factKinds, intents, motives, risks, triggers, urgencies } from '../language/reading/reading.ts';

export const id = z.uuid();
export const instant = z.iso.datetime();

const span = { start: z.int(), end: z.int() };
const because = z.array(z.object({ ...span, rule: z.string(), part: z.enum(['rule', 'learned', 'person']) }));
const found = <Value extends z.ZodType>(value: Value) => z.object({ value, probability: z.number(), because });

export const reading = z.object({
  language: z.object({ code: z.string(), confidence: z.number() }),
  ownWords: z.array(z.object(span)),
  mood: z.enum([...emotions, 'neutral']),
  valence: z.number(),
  emotions: z.array(found(z.enum(emotions)).extend({ intensity: z.number() })),
  intents: z.array(found(z.enum(intents))),
  complaint: z.object({ motive: found(z.enum(motives)), trigger: found(z.enum(triggers)), latent: z.boolean() }).nullable(),
  urgency: found(z.enum(urgencies)),
  risks: z.array(found(z.enum(risks))),
  wantsHuman: found(z.boolean()),
  formality: z.enum(['familiar', 'polite', 'unknown']),
  asks: z.array(z.object(span)),
  facts: z.array(z.object({ ...span, kind: z.enum(factKinds), value: z.string() })),
  problem: z.object(span).nullable(),
  engine: z.object({ version: z.string(), pack: z.string() }),
}).meta({ id: 'Reading' });

const address = z.object({ name: z.string().nullable(), address: z.string() });
export const recipients = z.object({ to: z.array(address), copy: z.array(address), blindCopy: z.array(address) });

export const mention = z.object({ ...span, agent: id.nullable(), team: id.nullable() });

export const problem = z.object({ code: z.string(), detail: z.string() });

export const deliveryView = z.object({
  id,
  via: z.string(),
  inbox: id,
  recipient: z.string(),
  step: z.int(),
  /** `unknown`: it may have been sent; the channel cannot tell and offers no key against doubling. */
  state: z.enum(['queued', 'sending', 'accepted', 'delivered', 'read', 'failed', 'unknown', 'cancelled']),
  attempts: z.int(),
  at: z.object({
    queued: instant,
    accepted: instant.nullable(),
    delivered: instant.nullable(),
    read: instant.nullable(),
    failed: instant.nullable(),
  }),
  /** When it is tried next; while `attempts` is 0, until when it can be undone. */
  due: instant.nullable(),
  problem: problem.nullable(),
  /** Other messages that travel in the same letter: what becomes of one delivery becomes of each. */
  together: z.array(id),
}).meta({ id: 'Delivery' });

export const attachmentView = z.object({
  id,
  name: z.string(),
  mediaType: z.string(),
  /** 0 where the vendor did not say, until it is here. */
  bytes: z.int(),
  contentId: z.string().nullable(),
  /** Only while the channel's service still holds it: it is being fetched, or could not be, and `problem` says why. */
  away: z.object({ problem: problem.nullable() }).optional(),
}).meta({ id: 'Attachment' });

export const messageView = z.object({
  id,
  conversation: id,
  /** The merged conversation that it was written in or meant for; null: the one it lies in. */
  home: id.nullable(),
  inbox: id.nullable(),
  /** `in` and `out` are the customer's conversation with us; with a third party nothing is said to or by the customer. */
  direction: z.enum(directions),
  /** A third party is no contact: its `id` is the address that it wrote from. */
  author: z.object({ kind: z.enum(['contact', 'agent', 'automation', 'third party']), id: z.string(), name: z.string().nullable() }),
  subject: z.string().nullable(),
  text: z.string(),
  /** A formatted form exists: `GET /api/messages/{message}/page` gives it, cleaned, for a sandboxed frame. */
  formatted: z.boolean(),
  recipients,
  sender: address.nullable(),
  language: z.string().nullable(),
  machineSent: z.boolean(),
  sentAt: instant,
  createdAt: instant,
  editedAt: instant.nullable(),
  removedAt: instant.nullable(),
  /** The raw input it was made from is kept: `GET /api/messages/{message}/source`. */
  source: z.boolean(),
  /** What a reader should know about how it was taken in (cut, too large, encrypted): codes of the error catalogue. */
  notices: z.array(z.string()),
  /** Where a visitor was when they wrote; null on channels that know no pages. */
  page: z.object({ url: z.string(), title: z.string() }).nullable(),
  /** Where its writer's own words stand, of what is exchanged with third parties; null: the reading says it, or all of it is. */
  ownWords: z.array(z.object(span)).nullable(),
  /** Colleagues and teams that a note calls by name, each with the place of the name. */
  mentions: z.array(mention),
  /** The third party's message that it answers. */
  answers: id.nullable(),
  attachments: z.array(attachmentView),
  reading: reading.nullable(),
  /** Who has said that something of the reading is otherwise; the reading says it as they do. */
  corrections: z.array(correctionView),
  deliveries: z.array(deliveryView),
}).meta({ id: 'Message' });

export const conversationState = z.discriminatedUnion('is', [
  z.object({ is: z.literal('open') }),
  z.object({ is: z.literal('waiting'), for: z.enum(['customer', 'third party']) }),
  z.object({ is: z.literal('snoozed'), until: instant }),
  z.object({ is: z.literal('closed'), at: instant, because: z.enum(['solved', 'spam', 'no answer']) }),
]);

export const conversationView = z.object({
  id,
  number: z.int(),
  contact: z.object({ id, name: z.string().nullable() }),
  inbox: id,
  channel: z.string(),
  subject: z.string().nullable(),
  language: z.string().nullable(),
  state: conversationState,
  assignee: id.nullable(),
  team: id.nullable(),
  tags: z.array(z.string()),
  waitingSince: instant.nullable(),
  version: z.int(),
  last: z.object({ at: instant, text: z.string(), direction: z.enum(directions) }),
  messageCount: z.int(),
  mood: z.enum([...emotions, 'neutral']),
  moodIntensity: z.number(),
  urgency: z.enum(urgencies),
  failedDeliveries: z.int(),
  commitmentDue: instant.nullable(),
  createdAt: instant,
}).meta({ id: 'Conversation' });

/** A line between the messages: something that happened to the conversation. Kinds and what they carry: history.ts. */
export const entryView = z.object({
  /** The event's own number: no two lines of a workspace share one. */
  number: z.int(),
  conversation: id,
  kind: z.enum([
    'reading-corrected', 'correction-withdrawn',
    'conversation-assigned', 'conversation-tagged', 'conversation-closed', 'conversation-reopened', 'conversation-snoozed', 'conversation-woken',
    'conversation-waiting', 'conversation-renamed', 'conversation-merged', 'merge-undone', 'conversation-split', 'split-undone', 'reply-undone', 'macro-run', 'macro-undone', 'delivery-changed',
    'commitment-made', 'commitment-changed', 'commitment-kept', 'commitment-missed', 'commitment-waived', 'commitment-due-soon',
    'commitment-renewed', 'commitment-handed-over',
  ]),
  at: instant,
  actor: z.object({ kind: z.enum(['contact', 'agent', 'automation', 'service']), id: z.string() }),
  data: z.object({
    /** What of a reading was corrected, and from what to what where that is one word. */
    field: z.string().optional(),
    from: z.string().optional(),
    to: z.string().optional(),
    assignee: z.string().nullable().optional(),
    team: z.string().nullable().optional(),
    added: z.array(z.string()).optional(),
    removed: z.array(z.string()).optional(),
    because: z.string().optional(),
    until: z.string().optional(),
    for: z.string().optional(),
    subject: z.string().nullable().optional(),
    commitment: z.string().optional(),
    due: z.string().optional(),
    late: z.boolean().optional(),
    /** Who has a promise now. */
    keeper: z.string().optional(),
    /** What was joined or divided, by which it is undone; the other conversation and its number; how many messages. */
    merge: z.string().optional(),
    merged: z.string().optional(),
    into: z.string().optional(),
    split: z.string().optional(),
    number: z.int().optional(),
    intoNumber: z.int().optional(),
    count: z.int().optional(),
    message: z.string().optional(),
    delivery: z.string().optional(),
    /** Of a macro: by which run it is taken back, and what it was called. */
    run: z.string().optional(),
    name: z.string().optional(),
  }),
}).meta({ id: 'HistoryEntry' });

export const commitmentView = z.object({
  id,
  conversation: id,
  message: id,
  agent: id,
  at: z.object(span),
  promise: z.string(),
  due: z.object({ by: instant, stated: z.boolean() }).nullable(),
  /** The promise that this one took the place of: the customer was told that it needs more time. */
  renews: id.nullable(),
  /** When its time passed without its being kept; stays, whatever became of it. */
  missedAt: instant.nullable(),
  /** Who said what became of it: the agent, or the id of a service token. null: nobody yet, or the desk by itself. */
  settledBy: id.nullable(),
  state: z.discriminatedUnion('is', [
    z.object({ is: z.literal('open') }),
    z.object({ is: z.literal('kept'), by: id.nullable(), at: instant }),
    z.object({ is: z.literal('missed'), at: instant }),
    z.object({ is: z.literal('waived'), by: id, at: instant, reason: z.string() }),
    /** `by`: the promise that took its place. */
    z.object({ is: z.literal('renewed'), by: id, at: instant }),
  ]),
}).meta({ id: 'Commitment' });

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const quietHours = z.object({ from: clock, to: clock });

/** What a contact would like; what is null is not known. */
export const preferences = z.object({
  /** By which channel they would rather be answered. */
  channel: z.string().max(50).nullable(),
  /** By their own clock (`timeZone` of the contact, else the workspace's). */
  quiet: quietHours.nullable(),
  address: z.enum(['formal', 'informal']).nullable(),
  /** As it stands before the name: "Dr", "Avvocato". */
  title: z.string().max(100).nullable(),
});

export const contactView = z.object({
  id,
  name: z.string().nullable(),
  language: z.string().nullable(),
  timeZone: z.string().nullable(),
  attributes: z.record(z.string(), z.string()),
  preferences,
  blockedAt: instant.nullable(),
  identities: z.array(z.object({
    channel: z.string(), externalId: z.string(), name: z.string().nullable(), verified: z.boolean(),
    /** Since when they cannot be reached there: they have blocked us, or closed their account. */
    unreachableSince: instant.optional(),
  })),
  createdAt: instant,
  version: z.int(),
}).meta({ id: 'Contact' });

export const role = z.enum(['administrator', 'lead', 'agent']);

export const agentView = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role,
  language: z.string(),
  active: z.boolean(),
  teams: z.array(id),
}).meta({ id: 'Agent' });

export const teamView = z.object({ id, name: z.string(), members: z.array(id) }).meta({ id: 'Team' });

export const inboxView = z.object({
  id,
  name: z.string(),
  channel: z.string(),
  token: z.string(),
  senders: z.array(z.object({ name: z.string(), address: z.string(), signature: z.string() })),
  undoSeconds: z.int(),
  teams: z.array(id),
  /** What the channel can do, so that a screen offers nothing it cannot. */
  can: z.object({
    formats: z.array(z.enum(['text', 'html', 'markdown'])),
    attachments: z.object({ maxBytes: z.int(), types: z.array(z.string()) }).nullable(),
    receipts: z.array(z.enum(['delivered', 'read'])),
    maxLength: z.int().nullable(),
    replyWindow: z.int().nullable(),
    startsConversations: z.boolean(),
    /** Whoever is known on the channel can be written to, also in a conversation that began elsewhere. */
    reachesKnown: z.boolean(),
    /** A contact can be given a link by which they open a chat and are known: `GET /api/contacts/{contact}/links`. */
    links: z.boolean(),
    copies: z.boolean(),
  }),
  health: z.discriminatedUnion('is', [
    z.object({ is: z.literal('new') }),
    z.object({ is: z.literal('connected') }),
    z.object({ is: z.literal('failing'), problem }),
  ]),
  healthAt: instant.nullable(),
  archivedAt: instant.nullable(),
}).meta({ id: 'Inbox' });

export const tagView = z.object({ id, name: z.string() }).meta({ id: 'Tag' });

export const notificationView = z.object({
  id,
  kind: z.enum([
    'delivery-failed', 'commitment-due', 'commitment-missed', 'commitment-handed-over', 'conversation-assigned', 'conversations-assigned', 'mentioned', 'customer-answered', 'third-party-answered', 'webhook-off', 'plan-returned',
  ]),
  conversation: id.nullable(),
  message: id.nullable(),
  data: z.record(z.string(), z.string()),
  /** It may be shown outside of the desk too: its agent wants that, and it is not their quiet time. */
  loud: z.boolean(),
  createdAt: instant,
  seenAt: instant.nullable(),
}).meta({ id: 'Notification' });

export const workspaceView = z.object({
  id,
  name: z.string(),
  language: z.string(),
  timeZone: z.string(),
  workingHours: z.record(z.string(), z.array(z.tuple([z.string(), z.string()]))),
  /** Whether what shows on people's devices may name customers and quote them. */
  pushText: z.boolean(),
}).meta({ id: 'Workspace' });

export type ReadingView = z.infer<typeof reading>;
export type DeliveryView = z.infer<typeof deliveryView>;
export type AttachmentView = z.infer<typeof attachmentView>;
export type MessageView = z.infer<typeof messageView>;
export type ConversationView = z.infer<typeof conversationView>;
export type CommitmentView = z.infer<typeof commitmentView>;
export type EntryView = z.infer<typeof entryView>;
export type ContactView = z.infer<typeof contactView>;
export type Preferences = z.infer<typeof preferences>;
export type AgentView = z.infer<typeof agentView>;
export type TeamView = z.infer<typeof teamView>;
export type InboxView = z.infer<typeof inboxView>;
export type TagView = z.infer<typeof tagView>;
export type NotificationView = z.infer<typeof notificationView>;
export type WorkspaceView = z.infer<typeof workspaceView>;
export type RecipientsView = z.infer<typeof recipients>;
