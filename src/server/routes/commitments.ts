// Promises: who has given which, and what became of them.
import { z } from 'zod';
import { handOverBody, keptRateQuery, keptRateReply, promisesQuery, promisesReply, settledPromisesQuery, settledPromisesReply } from '../../contract/promises.ts';
import { changeCommitmentBody, waiveBody } from '../../contract/requests.ts';
import type { CommitmentView } from '../../contract/views.ts';
import { commitmentView, id } from '../../contract/views.ts';
import { Refusal } from '../../domain/refusal.ts';
import { changeCommitment } from '../../operations/change-commitment.ts';
import type { Desk } from '../../operations/desk.ts';
import { handOverCommitment } from '../../operations/hand-over-commitment.ts';
import { keepCommitment } from '../../operations/keep-commitment.ts';
import { waiveCommitment } from '../../operations/waive-commitment.ts';
import { findCommitments } from '../../store/commitment.ts';
import { presentCommitment } from '../present/conversation.ts';
import { listPromises, listSettledPromises, readKeptRate } from '../present/promises.ts';
import { route } from '../route.ts';

const about = { noun: 'commitments', who: 'agent', sees: 'commitment', reply: commitmentView, refuses: ['commitment-settled'] } as const;

export const commitmentRoutes = [
  route({
    method: 'GET', path: '/api/commitments', noun: 'commitments', who: 'agent', refuses: ['not-allowed'],
    summary: 'Promises that are neither kept nor given up, the nearest first, in conversations that the viewer may see: one\'s own, of another, of a contact; of a team or of all for those who lead',
    query: promisesQuery, reply: promisesReply,
    handle: async ({ desk, workspace, viewer, query }) => listPromises(desk, workspace, viewer, query),
  }),
  route({
    method: 'GET', path: '/api/commitments/settled', noun: 'commitments', who: 'agent', refuses: ['not-allowed'],
    summary: 'What became of promises, the newest first: kept, given up, put off or missed, with who said so, why, and the message that kept it. Whose: as in the list of open ones, or of a conversation',
    query: settledPromisesQuery, reply: settledPromisesReply,
    handle: async ({ desk, workspace, viewer, query }) => listSettledPromises(desk, workspace, viewer, query),
  }),
  route({
    method: 'GET', path: '/api/commitments/kept-rate', noun: 'commitments', who: 'agent', refuses: ['not-found'],
    summary: 'How many promises of the workspace, or of one team together, were kept in time, week by week; never of a person', query: keptRateQuery, reply: keptRateReply,
    handle: async ({ desk, workspace, query }) => readKeptRate(desk, workspace, query),
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
    method: 'POST', path: '/api/commitments/{commitment}/hand-over', ...about, summary: 'Somebody else keeps it, and is told', body: handOverBody,
    handle: async ({ desk, workspace, actor, params, body }) => {
      await handOverCommitment(desk, { workspace, actor }, params['commitment']!, body.agent);
      return showCommitment(desk, workspace, params['commitment']!);
    },
  }),
  route({
    method: 'POST', path: '/api/commitments/{commitment}/change', ...about, refuses: ['commitment-settled', 'snooze-in-the-past'],
    summary: 'Another due time, where it was noted wrongly. To ask the customer for more time, answer them with `renews`.', body: changeCommitmentBody,
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
