// Bodies and queries of the desk's API, and the replies that are not a single view.
import { z } from 'zod';
import {
  attachmentView, commitmentView, mention, contactView, conversationView, entryView, id, instant, messageView, preferences, role, workspaceView, agentView,
} from './views.ts';
import { filterQuery, orderQuery } from './finding.ts';
import { keysView } from './keys.ts';

const text = (most: number) => z.string().trim().min(1).max(most);
const address = z.object({ name: z.string().max(200).nullable().default(null), address: z.string().trim().min(3).max(320) });
export const language = z.enum(['en', 'ru', 'it', 'zh']);

export const setupBody = z.object({
  workspace: z.object({ name: text(200), language, timeZone: text(100) }),
  administrator: z.object({ name: text(200), email: z.email(), password: z.string().min(10).max(200) }),
  /** Fills the new workspace with believable people and conversations in four languages. */
  demonstration: z.boolean().default(false),
});

export const signInBody = z.object({ email: z.email(), password: z.string().min(1).max(200) });
export const secondFactorBody = z.object({ code: text(20) });

export const sessionReply = z.object({
  agent: agentView.extend({ signature: z.string(), secondFactor: z.boolean() }),
  workspace: workspaceView,
  keys: keysView,
  /** The language engine's packs that the browser loads for advice. */
  languages: z.array(z.object({ code: z.string(), name: z.string(), ready: z.boolean() })),
  version: z.string(),
});

export const conversationViews = ['mine', 'unassigned', 'promised', 'waiting', 'snoozed', 'open', 'closed', 'spam', 'all'] as const;

export const listQuery = z.object({
  view: z.enum(conversationViews).default('open'),
  ...filterQuery,
  ...orderQuery,
  /** Opaque; from the previous page's `next`. */
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const listReply = z.object({
  conversations: z.array(conversationView),
  /** Of those in the page whose contact has no name yet: what else they can be called by is in their identities. */
  contacts: z.array(contactView),
  next: z.string().nullable(),
});
/** How many conversations each view holds for the agent who asks. */
/** `promises`: the viewer's own that are neither kept nor given up. */
export const countsReply = z.record(z.enum([...conversationViews, 'promises']), z.int());

/** Oldest first. `earlier`: there may be more before; ask again with it. */
export const historyReply = z.object({ entries: z.array(entryView), earlier: z.int().nullable() });

export const openReply = z.object({
  conversation: conversationView,
  contact: contactView,
  /** Oldest first; the newest 100, earlier ones by `earlier`. */
  messages: z.array(messageView),
  earlier: z.string().nullable(),
  /** What happened besides; the newest, earlier ones by its own `earlier`. */
  history: historyReply,
  commitments: z.array(commitmentView),
  /** Number of the newest event that is contained. */
  cursor: z.int(),
});
export const messagesReply = z.object({ messages: z.array(messageView), earlier: z.string().nullable() });

export const startBody = z.object({
  id,
  message: id,
  inbox: id,
  to: address,
  copy: z.array(address).max(50).default([]),
  blindCopy: z.array(address).max(50).default([]),
  subject: z.string().trim().max(500).nullable().default(null),
  text: text(200_000),
  sender: z.string().max(320).nullable().default(null),
  attachments: z.array(id).max(50).default([]),
  undoSeconds: z.int().min(0).max(120).optional(),
});

/** A promise found while writing, confirmed (or given another due time) by its author. */
const confirmedCommitment = z.object({ start: z.int().min(0), end: z.int().min(1), due: instant.nullable() });

export const replyBody = z.object({
  /** Made by the caller: the same id twice is one reply. */
  id,
  text: text(200_000),
  /** The conversation's version the reply was written against. */
  version: z.int().min(0).max(2_147_483_647),
  /** Send although somebody answered or the customer wrote in between. */
  anyway: z.boolean().default(false),
  inbox: id.optional(),
  sender: z.string().max(320).nullable().default(null),
  copy: z.array(address).max(50).optional(),
  blindCopy: z.array(address).max(50).default([]),
  attachments: z.array(id).max(50).default([]),
  /** What becomes of the conversation: stays open, waits for the customer, or is closed. */
  then: z.enum(['open', 'waiting', 'closed']).default('waiting'),
  /** Absent: promises are found by the server and all kept with their found due times. */
  commitments: z.array(confirmedCommitment).max(20).optional(),
  /** Open promises of this conversation that are kept by this answer. */
  keeps: z.array(id).max(20).default([]),
  /** An open promise for which the customer is asked for more time; what is promised now takes its place. */
  renews: z.object({ commitment: id, due: instant }).optional(),
  undoSeconds: z.int().min(0).max(120).optional(),
});

export const noteBody = z.object({
  id, text: text(50_000), attachments: z.array(id).max(50).default([]),
  /** Colleagues and teams that the text calls by name: they are told. */
  mentions: z.array(mention).max(50).default([]),
  /** Save it although somebody who is mentioned cannot see the conversation. */
  anyway: z.boolean().default(false),
});
export const assignBody = z.object({ agent: id.nullable().optional(), team: id.nullable().optional() });
export const tagBody = z.object({ add: z.array(text(100)).max(50).default([]), remove: z.array(text(100)).max(50).default([]) });
export const closeBody = z.object({
  because: z.enum(['solved', 'no answer']).default('solved'),
  /** The version that was looked at: refused where something was written since. Absent: whatever was written. */
  version: z.int().min(0).max(2_147_483_647).optional(),
  anyway: z.boolean().default(false),
});
export const snoozeBody = z.object({ until: instant });
export const waitBody = z.object({ for: z.enum(['customer', 'third party']) });
export const subjectBody = z.object({ subject: z.string().trim().max(500).nullable() });

export const changeContactBody = z.object({
  name: z.string().trim().max(200).nullable().optional(),
  language: z.string().max(35).nullable().optional(),
  timeZone: z.string().max(100).nullable().optional(),
  attributes: z.record(z.string().max(100), z.string().max(2_000)).optional(),
  /** What is left out stays; null: it is not known any more. */
  preferences: preferences.partial().optional(),
});

export const changeCommitmentBody = z.object({ due: instant });
export const waiveBody = z.object({ reason: text(2_000) });
export const seenBody = z.object({ notifications: z.array(id).max(500) });

const inboxParts = {
  name: text(200),
  config: z.record(z.string(), z.unknown()),
  senders: z.array(z.object({ name: z.string().max(200), address: z.string().max(320), signature: z.string().max(5_000).default('') })).max(50),
  teams: z.array(id).max(100),
  undoSeconds: z.int().min(0).max(120),
};
export const inboxBody = z.object({
  ...inboxParts,
  channel: text(50),
  senders: inboxParts.senders.default([]),
  teams: inboxParts.teams.default([]),
  undoSeconds: inboxParts.undoSeconds.default(5),
});
/** Without the defaults: a part that is not given stays as it was. */
export const changeInboxBody = z.object(inboxParts).partial();
/** Settings to try before they are saved. */
export const checkInboxBody = inboxBody.pick({ channel: true, config: true, senders: true });
/** Settings of a saved inbox to try before the change is saved; absent: those that are saved. */
export const checkSavedInboxBody = changeInboxBody.pick({ config: true, senders: true });
export const checkReply = z.object({ ok: z.boolean(), problems: z.array(z.object({ code: z.string(), detail: z.string() })) });

/** Everything an administrator sees of an inbox; secrets are shown as `true` (set) or `false` (not set), never their value. */
export const inboxSettingsReply = z.object({
  config: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.boolean()),
  hookAddress: z.string().nullable(),
  /** Counted over the raw inputs that are kept. */
  intake: z.object({
    found: z.int(), takenIn: z.int(), pending: z.int(), failed: z.int(),
    passedOver: z.record(z.string(), z.int()),
    reconciled: z.object({ at: instant, found: z.int(), takenIn: z.int(), fetchedNow: z.int() }).nullable(),
  }),
});

/** Links by which a contact opens a chat with us, one for each inbox whose channel has such links and does not know them yet. */
export const contactLinksReply = z.object({ links: z.array(z.object({ inbox: id, channel: z.string(), link: z.string() })) });

/** The channels by which an inbox can be connected. `form` null: the settings page has one of its own. */
export const channelsReply = z.object({
  channels: z.array(z.object({
    name: z.string(),
    /** Settings can be tried before they are saved. */
    checks: z.boolean(),
    form: z.object({
      before: z.array(z.string()),
      fields: z.array(z.object({
        path: z.string(), kind: z.enum(['text', 'secret', 'address', 'number', 'switch', 'choice', 'lines']), label: z.string(), hint: z.string().nullable(), example: z.string().nullable(),
        usual: z.union([z.string(), z.number(), z.boolean()]).nullable(), choices: z.array(z.object({ value: z.string(), label: z.string() })), optional: z.boolean(),
        /** Shown only to who asks for more. */
        more: z.boolean(),
      })),
      /** `{address}` in them is where the vendor's webhooks go; a setting in braces is that setting. */
      after: z.array(z.string()),
    }).nullable(),
  })),
});

export const rawInputView = z.object({
  id, inbox: id, kind: z.string(), receivedAt: instant, bytes: z.int(), attempts: z.int(),
  state: z.enum(['pending', 'done', 'failed']),
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
}).meta({ id: 'RawInput' });

export const invitationBody = z.object({ email: z.email(), role, teams: z.array(id).max(100).default([]), language: language.default('en') });
export const invitationView = z.object({
  id, email: z.string(), role, teams: z.array(id), language: z.string(), createdAt: instant, expiresAt: instant,
  acceptedAt: instant.nullable(), withdrawnAt: instant.nullable(),
}).meta({ id: 'Invitation' });
export const acceptInvitationBody = z.object({ token: text(200), name: text(200), password: z.string().min(10).max(200) });

export const changeAgentBody = z.object({ role: role.optional(), active: z.boolean().optional(), name: text(200).optional() });
export const changeMeBody = z.object({ name: text(200).optional(), language: language.optional(), signature: z.string().max(5_000).optional() });
export const teamBody = z.object({ name: text(200), members: z.array(id).max(1_000).default([]) });
export const changeWorkspaceBody = z.object({
  name: text(200).optional(), language: language.optional(), timeZone: text(100).optional(),
  workingHours: workspaceView.shape.workingHours.optional(),
  pushText: z.boolean().optional(),
});

export const forgottenBody = z.object({ email: z.email() });
export const resetBody = z.object({ token: text(500), password: z.string().min(10).max(200) });
export const passwordBody = z.object({ current: z.string().min(1).max(200), next: z.string().min(10).max(200) });

export const uploadReply = attachmentView;

export type ListQuery = z.infer<typeof listQuery>;
/** As a caller writes it. */
export type AskedList = z.input<typeof listQuery>;
export type OpenReply = z.infer<typeof openReply>;
export type ReplyBody = z.infer<typeof replyBody>;
export type StartBody = z.infer<typeof startBody>;
export type InboxBody = z.infer<typeof inboxBody>;
export type SessionReply = z.infer<typeof sessionReply>;
export type ConversationViewName = (typeof conversationViews)[number];
