// One message: taking it back, its formatted form, its source.
import { z } from 'zod';
import { attachmentView } from '../../contract/views.ts';
import { Refusal } from '../../domain/refusal.ts';
import { undoReply } from '../../operations/undo-reply.ts';
import { findAttachment, listMessageAttachments } from '../../store/attachment.ts';
import { findFormatted } from '../../store/message-row.ts';
import { formattedPage, pageHeaders } from '../formatted-page.ts';
import { presentAttachment } from '../present/attachment.ts';
import { answerRawSource } from '../raw-source.ts';
import { route } from '../route.ts';

export const messageRoutes = [
  route({
    method: 'POST', path: '/api/messages/{message}/undo', noun: 'messages', who: 'agent', sees: 'message',
    summary: 'Take back a reply of one\'s own that has not gone yet; its text and files come back to be sent another time',
    reply: z.object({ text: z.string(), attachments: z.array(attachmentView) }), refuses: ['undo-too-late', 'not-allowed'],
    handle: async ({ desk, workspace, actor, params }) => {
      const { text, attachments } = await undoReply(desk, { workspace, actor }, params['message']!);
      const rows = await Promise.all(attachments.map((id) => findAttachment(desk.db, workspace, id)));
      return { text, attachments: rows.flatMap((row) => (row ? [presentAttachment(row)] : [])) };
    },
  }),
  route({
    method: 'GET', path: '/api/messages/{message}/page', noun: 'messages', who: 'agent', sees: 'message',
    summary: 'The formatted form, for a sandboxed frame. Remote pictures are left out unless they are asked for.',
    query: z.object({ pictures: z.enum(['on', 'off']).default('off') }), reply: 'stream', answersAs: 'text/html', answers: 'A page of HTML that runs nothing.',
    handle: async ({ desk, workspace, params, query, answer }) => {
      const message = params['message']!;
      const formatted = await findFormatted(desk.db, workspace, message);
      if (!formatted || formatted.html === null) throw new Refusal('not-found');
      const remote = query.pictures === 'on';
      const page = await formattedPage(desk, formatted.html, { attachments: await listMessageAttachments(desk.db, workspace, message), remote });
      return answer.headers(pageHeaders(remote)).send(page);
    },
  }),
  route({
    method: 'GET', path: '/api/messages/{message}/source', noun: 'messages', who: 'agent', sees: 'message',
    summary: 'The raw input that the message was made from, while it is kept', reply: 'stream', answers: 'The source exactly as it came.', refuses: ['attachment-missing'],
    handle: async ({ desk, workspace, params, answer }) => {
      const raw = (await findFormatted(desk.db, workspace, params['message']!))?.raw;
      if (!raw) throw new Refusal('not-found');
      return answerRawSource(desk, workspace, raw, answer);
    },
  }),
];
