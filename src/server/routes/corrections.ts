// What people say of readings that were not right, and taking it back; all of it together for work on the language packs.
import { z } from 'zod';
import { correctionBody, exportReply } from '../../contract/correction.ts';
import type { MessageView } from '../../contract/views.ts';
import { messageView } from '../../contract/views.ts';
import { Refusal } from '../../domain/refusal.ts';
import { correctReading } from '../../operations/correct-reading.ts';
import type { Desk } from '../../operations/desk.ts';
import { withdrawCorrection } from '../../operations/withdraw-correction.ts';
import { listExport } from '../../store/correction.ts';
import { findMessages } from '../../store/message-row.ts';
import { pageFields, pageOf, readCursor } from '../page-cursor.ts';
import { pathId } from '../path-id.ts';
import { presentExport } from '../present/correction.ts';
import { presentMessages } from '../present/message.ts';
import { route } from '../route.ts';

export const correctionRoutes = [
  route({
    method: 'POST', path: '/api/messages/{message}/corrections', noun: 'corrections', who: 'agent', sees: 'message', body: correctionBody, reply: messageView, refuses: ['input-wrong'],
    summary: 'Say that something of a reading is otherwise. What was read is kept beside it; what is said counts in lists, filters and numbers',
    handle: async ({ desk, workspace, actor, params, body }) => {
      await correctReading(desk, { workspace, actor }, { id: body.id, message: params['message']!, correction: body.correction });
      return showMessage(desk, workspace, params['message']!);
    },
  }),
  route({
    method: 'DELETE', path: '/api/messages/{message}/corrections/{correction}', noun: 'corrections', who: 'agent', sees: 'message', reply: messageView,
    summary: 'Take a correction back: what stood before it counts again',
    handle: async ({ desk, workspace, actor, params }) => {
      await withdrawCorrection(desk, { workspace, actor }, params['message']!, pathId(params, 'correction'));
      return showMessage(desk, workspace, params['message']!);
    },
  }),
  route({
    method: 'GET', path: '/api/corrections', noun: 'corrections', who: 'lead', query: z.object(pageFields), reply: exportReply,
    summary: 'All corrections that hold, oldest first, as texts and labels for work on the language packs; nothing in them says who wrote or who corrected',
    handle: async ({ desk, workspace, query }) => {
      const rows = await listExport(desk.db, workspace, readCursor(query.cursor, 'cursor'), query.limit + 1);
      const { page, next } = pageOf(rows, query.limit, ({ made_at: at, id }) => ({ at, id }));
      return { corrections: page.map(presentExport), next };
    },
  }),
];

async function showMessage(desk: Desk, workspace: string, message: string): Promise<MessageView> {
  const [found] = presentMessages(await findMessages(desk.db, workspace, [message]));
  if (!found) throw new Refusal('not-found');
  return found;
}
