// Files: taken in and given out as streams.
import { z } from 'zod';
import { fileNameHeader } from '../../contract/visitor.ts';
import { attachmentView } from '../../contract/views.ts';
import { Refusal } from '../../domain/refusal.ts';
import { fetchAgain } from '../../operations/fetch-media.ts';
import { uploadAttachment } from '../../operations/upload-attachment.ts';
import { findAttachment } from '../../store/attachment.ts';
import { disposition } from '../content-disposition.ts';
import { fileName } from '../file-name.ts';
import { drawable } from '../formatted-page.ts';
import { presentAttachment } from '../present/attachment.ts';
import { bytesOf } from '../request-body.ts';
import { openBlob } from '../raw-source.ts';
import { route } from '../route.ts';

export const attachmentRoutes = [
  route({
    method: 'POST', path: '/api/attachments', noun: 'attachments', who: 'agent', rawBody: true, limit: 120,
    summary: `Take in a file for a message to come: the body is its bytes, its name stands percent-encoded in ${fileNameHeader}. It is let go after a week in no message.`,
    headers: z.looseObject({ [fileNameHeader]: z.string().max(4_000).optional() }), reply: attachmentView, refuses: ['attachment-too-large', 'message-empty', 'disk-full'],
    handle: async ({ desk, workspace, viewer, request }) => {
      // Said before a byte is read, where the caller says how many there will be.
      if (Number(request.headers['content-length'] ?? 0) > desk.uploadBytes) throw new Refusal('attachment-too-large', { most: desk.uploadBytes });
      const id = await uploadAttachment(desk, workspace, {
        name: fileName(request.headers[fileNameHeader]), mediaType: request.headers['content-type'] ?? '', content: bytesOf(request.body), by: viewer.id,
      });
      return presentAttachment((await findAttachment(desk.db, workspace, id))!);
    },
  }),
  route({
    method: 'GET', path: '/api/attachments/{attachment}', noun: 'attachments', who: 'agent', sees: 'attachment',
    summary: 'A file. Pictures that a browser only draws may be shown; everything else is only ever saved.', reply: 'stream', answers: 'The bytes of the file.', refuses: ['attachment-missing', 'attachment-away'],
    handle: async ({ desk, workspace, params, answer }) => {
      const row = await findAttachment(desk.db, workspace, params['attachment']!);
      if (!row) throw new Refusal('not-found');
      if (row.hash === null) throw new Refusal('attachment-away');
      const content = await openBlob(desk, row.hash);
      const shown = drawable.has(row.media_type);
      return answer
        .header('content-type', shown ? row.media_type : 'application/octet-stream')
        .header('content-length', String(row.bytes))
        .header('content-disposition', disposition(shown ? 'inline' : 'attachment', row.name))
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cross-origin-resource-policy', 'same-origin')
        .header('cache-control', 'private, max-age=3600')
        .send(content);
    },
  }),
  route({
    method: 'POST', path: '/api/attachments/{attachment}/fetch', noun: 'attachments', who: 'agent', sees: 'attachment',
    summary: 'Fetch a file once more from the channel\'s service, after that was given up', reply: null, refuses: ['attachment-missing'],
    handle: async ({ desk, workspace, actor, params }) => fetchAgain(desk, { workspace, actor }, params['attachment']!),
  }),
];
