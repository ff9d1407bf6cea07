// Promises: who has given which, and what became of them.
import { z } from 'zod';
import { changeCommitmentBody, waiveBody } from '../../contract/requests.ts';
import type { CommitmentView } from '../../contract/views.ts';
import { commitmentView, id } from '../../contract/views.ts';
import { maySeeConversation } from '../../domain/access/permission.ts';
import { Refusal } from '../../domain/refusal.ts';
import { changeCommitment } from '../../operations/change-commitment.ts';
import type { Desk } from '../../operations/desk.ts';
import { keepCommitment } from '../../operations/keep-commitment.ts';
import { waiveCommitment } from '../../operations/waive-commitment.ts';
import { listConversationAccess } from '../../store/access.ts';
import { findCommitments, listOpenCommitments } from '../../store/commitment.ts';
import { presentCommitment } from '../present/conversation.ts';
import { route } from '../route.ts';

const mostListed = 500;
const about = { noun: 'commitments', who: 'agent', sees: 'commitment', reply: commitmentView, refuses: ['commitment-settled'] } as const;

export const commitmentRoutes = [
  route({
    method: 'GET', path: '/api/commitments', noun: 'commitments', who: 'agent',
    summary: 'Promises of an agent that are neither kept nor waived, the nearest first, in conversations that the viewer may see',
    query: z.object({ agent: z.union([z.literal('me'), id]).default('me') }), reply: z.object({ commitments: z.array(commitmentView) }),
    handle: async ({ desk, workspace, viewer, query }) => {
      const rows = await listOpenCommitments(desk.db, workspace, query.agent === 'me' ? viewer.id : query.agent, mostListed);
      const access = await listConversationAccess(desk.db, workspace, rows.map((row) => row.conversation));
      const seen = new Set(access.filter((conversation) => maySeeConversation(viewer, conversation)).map((conversation) => conversation.id));
      return { commitments: rows.filter((row) => seen.has(row.conversation)).map(presentCommitment) };
    },
  }),
  route({
    method: 'POST', path: '/api/commitments/{commitment}/keep', ...about, summary: 'It was kept; by which message, where one did it', body: z.object({ message: id.optional() }).nullish(),
    handle: async ({ desk, workspace, actor, params, body }) => {
      await keepCommitment(desk, { workspace, actor }, params['commitment']!, body?.message ?? null);
      return showCommitment(desk, workspace, params['commitment']!);
    },
  }),
  route({
    method: 'POST', path: '/api/commitments/{commitment}/waive', ...about, summary: 'It need not be kept any more, for a reason', body: waiveBody,
    handle: async ({ desk, workspace, actor, params, body }) => {
      await waiveCommitment(desk, { workspace, actor }, params['commitment']!, body.reason);
      return showCommitment(desk, workspace, params['commitment']!);
    },
  }),
  route({
    method: 'POST', path: '/api/commitments/{commitment}/change', ...about, refuses: ['commitment-settled', 'snooze-in-the-past'], summary: 'Another due time', body: changeCommitmentBody,
    handle: async ({ desk, workspace, actor, params, body }) => {
      await changeCommitment(desk, { workspace, actor }, params['commitment']!, body.due);
      return showCommitment(desk, workspace, params['commitment']!);
    },
  }),
];

async function showCommitment(desk: Desk, workspace: string, commitment: string): Promise<CommitmentView> {
  const [row] = await findCommitments(desk.db, workspace, [commitment]);
  if (!row) throw new Refusal('not-found');
  return presentCommitment(row);
}
