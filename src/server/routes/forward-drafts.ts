// Letters to third parties that the viewer has begun. There is no way to somebody else's.
import type { ForwardDraftView } from '../../contract/forward-draft.ts';
import { forwardDraftBody, forwardDraftContent, forwardDraftsReply, savedForwardDraftReply } from '../../contract/forward-draft.ts';
import { keepDraft } from '../../operations/keep-draft.ts';
import type { DraftRow } from '../../store/draft.ts';
import { listForwardDrafts } from '../../store/draft.ts';
import { iso } from '../present/conversation.ts';
import { route } from '../route.ts';
import { writerOf } from './drafts.ts';

const about = { noun: 'drafts', who: 'agent', sees: 'conversation', path: '/api/conversations/{conversation}/forward-drafts' } as const;

export const forwardDraftRoutes = [
  route({
    ...about, method: 'GET', summary: 'Letters to third parties that the viewer has begun about a conversation, the newest first', reply: forwardDraftsReply,
    handle: async ({ desk, workspace, viewer, params }) => {
      const rows = await listForwardDrafts(desk.db, workspace, writerOf(viewer), params['conversation']!);
      return { drafts: rows.map((row) => present(row, row.place.split(' ')[1] ?? null)) };
    },
  }),
  route({
    ...about, method: 'PUT', summary: 'Keep a letter to a third party, as typed', body: forwardDraftBody, reply: savedForwardDraftReply,
    handle: async ({ desk, workspace, viewer, params, body: { about: message, ...written } }) => {
      const { draft, replaced } = await keepDraft(desk, workspace, { agent: writerOf(viewer), conversation: params['conversation']!, kind: 'forward', about: message }, written);
      return { draft: draft && present(draft, message), replaced: replaced && present(replaced, message) };
    },
  }),
];

function present({ conversation, content, device, version, changed_at }: DraftRow, message: string | null): ForwardDraftView {
  return { conversation: conversation!, about: message, content: forwardDraftContent.parse(content), device, version, changedAt: iso(changed_at) };
}
