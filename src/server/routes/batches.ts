// One decision about many conversations: begun, followed, stopped, taken back as a whole.
import { z } from 'zod';
import { atOnce, batchBody, batchesReply, batchPreview, batchPreviewBody, batchView, leftReply } from '../../contract/batch.ts';
import { hasRole } from '../../domain/access/permission.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { BatchAuthor } from '../../operations/begin-batch.ts';
import { beginBatch } from '../../operations/begin-batch.ts';
import { carryOutBatch } from '../../operations/carry-out-batch.ts';
import type { Desk } from '../../operations/desk.ts';
import { resumeBatch, stopBatch, undoBatch } from '../../operations/end-batch.ts';
import type { BatchRow } from '../../store/batch.ts';
import { findBatch, listBatches } from '../../store/batch.ts';
import { choiceOf, previewBatch } from '../choose-many.ts';
import { pathId } from '../path-id.ts';
import { presentBatch, presentLeft } from '../present/batch.ts';
import type { SignedIn } from '../route.ts';
import { route } from '../route.ts';

const about = { noun: 'batches', who: 'agent' } as const;

function authorOf({ workspace, viewer }: Pick<SignedIn, 'workspace' | 'viewer'>): BatchAuthor {
  return { workspace, actor: { kind: viewer.kind, id: viewer.id } };
}

/** Nobody's but its author's; a lead looks after everybody's. */
async function accessBatch(desk: Desk, { workspace, viewer }: Pick<SignedIn, 'workspace' | 'viewer'>, id: string): Promise<BatchRow> {
  const batch = await findBatch(desk.db, workspace, id);
  if (!batch || (batch.actor !== viewer.id && !hasRole(viewer, 'lead'))) throw new Refusal('not-found');
  return batch;
}

async function carryOut(desk: Desk, workspace: string, id: string): Promise<void> {
  for (let round = 0; round < atOnce && (await carryOutBatch(desk, { workspace, id })); round += 1);
}

export const batchRoutes = [
  route({
    method: 'GET', path: '/api/batches', ...about, summary: 'The viewer\'s newest twenty decisions about many conversations', reply: batchesReply,
    handle: async ({ desk, workspace, viewer }) => ({ batches: (await listBatches(desk.db, workspace, viewer.id, 20)).map(presentBatch) }),
  }),
  route({
    method: 'POST', path: '/api/batches', ...about, body: batchBody, reply: batchView, refuses: ['batch-too-large', 'snooze-in-the-past', 'changed-meanwhile', 'macro-agent-off', 'macro-team-gone', 'macro-template-gone', 'not-allowed'],
    summary: 'Do something to many conversations: these, or all that fit conditions or a search at this moment. Up to 20 are done before the answer comes, more by and by; each as if it were done alone. The same id twice is one batch.',
    handle: async ({ desk, workspace, viewer, body }) => {
      const known = await findBatch(desk.db, workspace, body.id);
      if (known) return presentBatch(await accessBatch(desk, { workspace, viewer }, body.id));
      const choice = await choiceOf(desk, workspace, viewer, body);
      const named = body.conversations === undefined ? null : new Set(body.conversations).size;
      const count = await beginBatch(desk, authorOf({ workspace, viewer }), {
        id: body.id, action: body.action, choice, named, seen: body.seen ?? null, viewer,
      });
      if (count !== null && count <= atOnce) await carryOut(desk, workspace, body.id);
      return presentBatch(await accessBatch(desk, { workspace, viewer }, body.id));
    },
  }),
  route({
    method: 'POST', path: '/api/batches/preview', ...about, body: batchPreviewBody, reply: batchPreview, refuses: ['changed-meanwhile', 'macro-agent-off', 'macro-team-gone', 'macro-template-gone', 'not-allowed'],
    summary: 'How many conversations it would be about; of a macro what it would do, how many get words for the customer, and how many would be left as they are. Nothing is changed.',
    handle: async ({ desk, workspace, viewer, body }) => previewBatch(desk, workspace, viewer, body),
  }),
  route({
    method: 'GET', path: '/api/batches/{batch}', ...about, summary: 'How far a batch is', reply: batchView, refuses: ['not-found'],
    handle: async ({ desk, workspace, viewer, params }) => presentBatch(await accessBatch(desk, { workspace, viewer }, pathId(params, 'batch'))),
  }),
  route({
    method: 'GET', path: '/api/batches/{batch}/left', ...about, reply: leftReply, refuses: ['not-found'],
    summary: 'Conversations that were left as they are, each with the reason; and after it was taken back, those that somebody had changed since',
    query: z.object({ cursor: z.coerce.number().int().min(0).max(10_000_000).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
    handle: async ({ desk, workspace, viewer, params, query }) => presentLeft(desk, viewer, await accessBatch(desk, { workspace, viewer }, pathId(params, 'batch')), query.cursor ?? 0, query.limit),
  }),
  route({
    method: 'POST', path: '/api/batches/{batch}/stop', ...about, summary: 'Go no further. What is done stays, until it is taken back.', reply: batchView, refuses: ['not-found'],
    handle: async ({ desk, workspace, viewer, params }) => {
      const { id } = await accessBatch(desk, { workspace, viewer }, pathId(params, 'batch'));
      await stopBatch(desk, authorOf({ workspace, viewer }), id);
      return presentBatch(await accessBatch(desk, { workspace, viewer }, id));
    },
  }),
  route({
    method: 'POST', path: '/api/batches/{batch}/resume', ...about, summary: 'Go on from where it was stopped', reply: batchView, refuses: ['not-found', 'batch-taken-back'],
    handle: async ({ desk, workspace, viewer, params }) => {
      const { id, total } = await accessBatch(desk, { workspace, viewer }, pathId(params, 'batch'));
      await resumeBatch(desk, authorOf({ workspace, viewer }), id);
      if (total <= atOnce) await carryOut(desk, workspace, id);
      return presentBatch(await accessBatch(desk, { workspace, viewer }, id));
    },
  }),
  route({
    method: 'POST', path: '/api/batches/{batch}/undo', ...about, summary: 'Take all of it back: each conversation becomes what it was before, unless somebody has changed it since', reply: batchView, refuses: ['not-found'],
    handle: async ({ desk, workspace, viewer, params }) => {
      const { id, total } = await accessBatch(desk, { workspace, viewer }, pathId(params, 'batch'));
      await undoBatch(desk, authorOf({ workspace, viewer }), id);
      if (total <= atOnce) await carryOut(desk, workspace, id);
      return presentBatch(await accessBatch(desk, { workspace, viewer }, id));
    },
  }),
];
