// Raw inputs of which nothing could be made: a visible list, their source, and another try.
import { z } from 'zod';
import { rawInputView } from '../../contract/requests.ts';
import { id } from '../../contract/views.ts';
import { Refusal } from '../../domain/refusal.ts';
import { retryRawInput } from '../../operations/retry-raw-input.ts';
import { findRawInput, listFailedRawInputs } from '../../store/raw-input.ts';
import { pageFields, pageOf, readCursor } from '../page-cursor.ts';
import { presentRawInput } from '../present/inbox-settings.ts';
import { answerRawSource } from '../raw-source.ts';
import { route } from '../route.ts';

const about = { noun: 'raw inputs', who: 'administrator', sees: 'rawInput' } as const;

export const rawInputRoutes = [
  route({
    method: 'GET', path: '/api/raw-inputs', noun: 'raw inputs', who: 'administrator', summary: 'Inputs that could not be taken in, the newest first',
    query: z.object({ state: z.literal('failed').default('failed'), inbox: id.optional(), ...pageFields }), reply: z.object({ rawInputs: z.array(rawInputView), next: z.string().nullable() }),
    handle: async ({ desk, workspace, query }) => {
      const rows = await listFailedRawInputs(desk.db, workspace, { inbox: query.inbox ?? null, before: readCursor(query.cursor, 'cursor'), limit: query.limit + 1 });
      const { page, next } = pageOf(rows, query.limit, (row) => ({ at: row.received_at, id: row.id }));
      return { rawInputs: page.map(presentRawInput), next };
    },
  }),
  route({
    method: 'GET', path: '/api/raw-inputs/{rawInput}/source', ...about, summary: 'The source exactly as it came', reply: 'stream', answers: 'The bytes of the input.', refuses: ['attachment-missing'],
    handle: async ({ desk, workspace, params, answer }) => answerRawSource(desk, workspace, params['rawInput']!, answer),
  }),
  route({
    method: 'POST', path: '/api/raw-inputs/{rawInput}/retry', ...about, summary: 'Try again to take it in', reply: rawInputView, refuses: ['raw-input-settled'],
    handle: async ({ desk, workspace, actor, params }) => {
      await retryRawInput(desk, { workspace, actor }, params['rawInput']!);
      const row = await findRawInput(desk.db, workspace, params['rawInput']!);
      if (!row) throw new Refusal('not-found');
      return presentRawInput(row);
    },
  }),
];
