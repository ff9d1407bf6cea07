// Joining and dividing conversations and contacts: what would happen, doing it, and taking it back.
import {
  contactDoublesReply, contactMergePreview, contactMergePreviewBody, doublesReply, mergeBody, mergeContactBody, mergePreview, mergePreviewBody, mergesReply, mergeView, splitBody,
  splitPreview, splitPreviewBody,
} from '../../contract/merge.ts';
import { Refusal } from '../../domain/refusal.ts';
import { mergeContacts } from '../../operations/merge-contacts.ts';
import { mergeConversations } from '../../operations/merge-conversations.ts';
import { splitConversation } from '../../operations/split-conversation.ts';
import { undoMerge } from '../../operations/undo-merge.ts';
import { findContacts } from '../../store/contact.ts';
import { findConversationRows } from '../../store/conversation-row.ts';
import { listLikelyContacts, listLikelyConversations } from '../../store/merge-preview.ts';
import { accessSubject } from '../access-subject.ts';
import type { Desk } from '../../operations/desk.ts';
import { presentContact, presentConversation } from '../present/conversation.ts';
import { previewMerge, previewSplit } from '../present/merge-preview.ts';
import { listMerges, previewContactMerge, showMerge } from '../present/merges.ts';
import type { SignedIn, Subject } from '../route.ts';
import { route } from '../route.ts';

const mostDoubles = 20;
const ofConversation = { noun: 'conversations', who: 'agent', sees: 'conversation' } as const;
const ofContact = { noun: 'contacts', who: 'agent', sees: 'contact' } as const;

/** Nobody merges what they may not see. */
async function seesAll(desk: Desk, signedIn: Pick<SignedIn, 'workspace' | 'viewer'>, subject: Subject, ids: readonly string[]): Promise<void> {
  for (const id of new Set(ids)) await accessSubject(desk, signedIn, subject, { [subject]: id });
}

async function visible(desk: Desk, signedIn: Pick<SignedIn, 'workspace' | 'viewer'>, subject: Subject, ids: readonly string[]): Promise<readonly string[]> {
  const seen: string[] = [];
  for (const id of ids) {
    try {
      await accessSubject(desk, signedIn, subject, { [subject]: id });
      seen.push(id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return seen;
}

export const mergeRoutes = [
  route({
    method: 'GET', path: '/api/conversations/{conversation}/doubles', ...ofConversation, reply: doublesReply, refuses: ['conversation-merged'],
    summary: 'Conversations that may be about the same matter, the likeliest first: the contact\'s other open ones, then their newest closed ones',
    handle: async ({ desk, workspace, viewer, params }) => {
      const ids = await visible(desk, { workspace, viewer }, 'conversation', await listLikelyConversations(desk.db, workspace, params['conversation']!, mostDoubles));
      const rows = await findConversationRows(desk.db, workspace, ids);
      return { conversations: ids.flatMap((id) => rows.find((row) => row.id === id) ?? []).map(presentConversation) };
    },
  }),
  route({
    method: 'GET', path: '/api/conversations/{conversation}/merges', ...ofConversation, reply: mergesReply, summary: 'What was merged into it or split off it and stands, the newest first',
    handle: async ({ desk, workspace, params }) => ({ merges: await listMerges(desk, workspace, params['conversation']!) }),
  }),
  route({
    method: 'POST', path: '/api/conversations/{conversation}/merge-preview', ...ofConversation, scope: 'read', body: mergePreviewBody, reply: mergePreview, refuses: ['conversation-merged'],
    summary: 'What merging others into this one would do: what moves, what becomes of the state, who gets answers, who is affected. Changes nothing.',
    handle: async ({ desk, workspace, viewer, params, body }) => {
      await seesAll(desk, { workspace, viewer }, 'conversation', body.merge);
      return previewMerge(desk, workspace, params['conversation']!, body.merge);
    },
  }),
  route({
    method: 'POST', path: '/api/conversations/{conversation}/merge', ...ofConversation, body: mergeBody, reply: mergeView, refuses: ['conversation-merged', 'merge-across-contacts'],
    summary: 'Merge others into this one. Later answers to them come here. The same id twice is one merge.',
    handle: async ({ desk, workspace, viewer, actor, params, body }) => {
      if (!(await isRepeated(desk, workspace, body.id, params['conversation']!))) await seesAll(desk, { workspace, viewer }, 'conversation', body.merge);
      await mergeConversations(desk, { workspace, actor }, { ...body, survivor: params['conversation']! });
      return showMerge(desk, workspace, body.id);
    },
  }),
  route({
    method: 'POST', path: '/api/conversations/{conversation}/split-preview', ...ofConversation, scope: 'read', body: splitPreviewBody, reply: splitPreview,
    summary: 'What splitting these messages off would do. Changes nothing.',
    handle: async ({ desk, workspace, params, body }) => previewSplit(desk, workspace, params['conversation']!, body.messages, body.contact),
  }),
  route({
    method: 'POST', path: '/api/conversations/{conversation}/split', ...ofConversation, body: splitBody, reply: mergeView, refuses: ['conversation-merged', 'changed-meanwhile'],
    summary: 'Make a conversation of its own of some messages. The same id twice is one split.',
    handle: async ({ desk, workspace, actor, params, body }) => {
      const { subject, contact, ...rest } = body;
      await splitConversation(desk, { workspace, actor }, { ...rest, from: params['conversation']!, ...(subject === undefined ? {} : { subject }), ...(contact === undefined ? {} : { contact }) });
      return showMerge(desk, workspace, body.id);
    },
  }),
  route({
    method: 'POST', path: '/api/merges/{merge}/undo', noun: 'merges', who: 'agent', sees: 'merge', reply: mergeView, refuses: ['merge-not-newest'],
    summary: 'Take a merge or a split back: all is as it was before, with what came since in its place',
    handle: async ({ desk, workspace, actor, params }) => {
      await undoMerge(desk, { workspace, actor }, params['merge']!);
      return showMerge(desk, workspace, params['merge']!);
    },
  }),
  route({
    method: 'GET', path: '/api/contacts/{contact}/doubles', ...ofContact, reply: contactDoublesReply, refuses: ['contact-merged'],
    summary: 'Contacts that may be the same person, the likeliest first',
    handle: async ({ desk, workspace, viewer, params }) => {
      const ids = await visible(desk, { workspace, viewer }, 'contact', await listLikelyContacts(desk.db, workspace, params['contact']!, mostDoubles));
      const { contacts, identities } = await findContacts(desk.db, workspace, ids);
      return { contacts: ids.flatMap((id) => contacts.find((contact) => contact.id === id) ?? []).map((contact) => presentContact(contact, identities)) };
    },
  }),
  route({
    method: 'GET', path: '/api/contacts/{contact}/merges', ...ofContact, reply: mergesReply, summary: 'Contacts that were joined to this one and can be parted again, the newest first',
    handle: async ({ desk, workspace, params }) => ({ merges: await listMerges(desk, workspace, params['contact']!) }),
  }),
  route({
    method: 'POST', path: '/api/contacts/{contact}/merge-preview', ...ofContact, scope: 'read', body: contactMergePreviewBody, reply: contactMergePreview, refuses: ['contact-merged'],
    summary: 'What joining another contact to this one would do. Changes nothing.',
    handle: async ({ desk, workspace, viewer, params, body }) => {
      await seesAll(desk, { workspace, viewer }, 'contact', [body.merge]);
      return previewContactMerge(desk, workspace, params['contact']!, body.merge);
    },
  }),
  route({
    method: 'POST', path: '/api/contacts/{contact}/merge', ...ofContact, body: mergeContactBody, reply: mergeView, refuses: ['contact-merged'],
    summary: 'Join another contact to this one: identities, conversations and what is known. The same id twice is one merge.',
    handle: async ({ desk, workspace, viewer, actor, params, body }) => {
      if (!(await isRepeated(desk, workspace, body.id, params['contact']!))) await seesAll(desk, { workspace, viewer }, 'contact', [body.merge]);
      await mergeContacts(desk, { workspace, actor }, { ...body, survivor: params['contact']! });
      return showMerge(desk, workspace, body.id);
    },
  }),
];

/** The answer to it was lost on the way: what it merged is no longer there to be seen. */
async function isRepeated(desk: Desk, workspace: string, id: string, survivor: string): Promise<boolean> {
  try {
    return (await showMerge(desk, workspace, id)).survivor === survivor;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
