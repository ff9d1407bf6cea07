// What the viewer has begun to write. There is no way to somebody else's.
import type { DraftView } from '../../contract/draft.ts';
import { draftBody, draftContent, draftsReply, newDraftBody, savedDraftReply } from '../../contract/draft.ts';
import type { Viewer } from '../../domain/access/permission.ts';
import { maySeeConversation } from '../../domain/access/permission.ts';
import { Refusal } from '../../domain/refusal.ts';
import { keepDraft } from '../../operations/keep-draft.ts';
import { listConversationAccess } from '../../store/access.ts';
import type { DraftRow } from '../../store/draft.ts';
import { listDrafts } from '../../store/draft.ts';
import { iso } from '../present/conversation.ts';
import { route } from '../route.ts';

const mostListed = 200;
const about = { noun: 'drafts', who: 'agent' } as const;

export const draftRoutes = [
  route({
    ...about, method: 'GET', path: '/api/drafts', summary: 'What the viewer has begun to write, the newest first, in conversations that they may see', reply: draftsReply,
    handle: async ({ desk, workspace, viewer }) => {
      const rows = await listDrafts(desk.db, workspace, writerOf(viewer), mostListed);
      const access = await listConversationAccess(desk.db, workspace, rows.flatMap((row) => row.conversation ?? []));
      const seen = new Set(access.filter((one) => maySeeConversation(viewer, one)).map((one) => one.id));
      return { drafts: rows.filter((row) => row.conversation === null || seen.has(row.conversation)).map(present) };
    },
  }),
  route({
    ...about, method: 'PUT', path: '/api/drafts', summary: 'Keep the letter that begins a conversation, as typed', body: newDraftBody, reply: savedDraftReply,
    handle: async ({ desk, workspace, viewer, body }) => kept(await keepDraft(desk, workspace, { agent: writerOf(viewer), conversation: null, kind: 'new' }, body)),
  }),
  route({
    ...about, method: 'GET', path: '/api/conversations/{conversation}/drafts', sees: 'conversation', summary: 'What the viewer has begun to write in a conversation', reply: draftsReply,
    handle: async ({ desk, workspace, viewer, params }) => ({ drafts: (await listDrafts(desk.db, workspace, writerOf(viewer), mostListed, params['conversation'])).map(present) }),
  }),
  route({
    ...about, method: 'PUT', path: '/api/conversations/{conversation}/drafts', sees: 'conversation', summary: 'Keep an answer or a note, as typed', body: draftBody, reply: savedDraftReply,
    handle: async ({ desk, workspace, viewer, params, body: { kind, ...written } }) =>
      kept(await keepDraft(desk, workspace, { agent: writerOf(viewer), conversation: params['conversation']!, kind }, written)),
  }),
];

/** A machine drafts elsewhere. */
export function writerOf(viewer: Viewer): string {
  if (viewer.kind !== 'agent') throw new Refusal('not-allowed');
  return viewer.id;
}

function present({ changed_at, content, kind, ...row }: DraftRow): DraftView {
  return { ...row, kind: kind as DraftView['kind'], content: draftContent.parse(content), changedAt: iso(changed_at) };
}

function kept({ draft, replaced }: { readonly draft: DraftRow | null; readonly replaced: DraftRow | null }) {
  return { draft: draft && present(draft), replaced: replaced && present(replaced) };
}
