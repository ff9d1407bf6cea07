// Contacts from a table: uploaded, looked at, taken in by the worker, taken back; and all contacts as a table.
import { Readable } from 'node:stream';
import { z } from 'zod';
import { contactImportView, delimiterNames, exportQuery, importBody, importPreview, importReply, importsReply, tableQuery } from '../../contract/contact-import.ts';
import { fileNameHeader } from '../../contract/visitor.ts';
import { Refusal } from '../../domain/refusal.ts';
import { beginImport, refuseUnusable, removeTable, stopImport, undoImport } from '../../operations/decide-import.ts';
import type { Desk } from '../../operations/desk.ts';
import { previewImport } from '../../operations/preview-import.ts';
import { uploadTable } from '../../operations/upload-table.ts';
import type { ImportRow } from '../../store/contact-import.ts';
import { listImports } from '../../store/contact-import.ts';
import type { LineState } from '../../store/contact-import-line.ts';
import { listLinesOf } from '../../store/contact-import-line.ts';
import { disposition } from '../content-disposition.ts';
import { fileName } from '../file-name.ts';
import { pathId } from '../path-id.ts';
import { getImport, presentImport, showImport } from '../present/contact-import.ts';
import { readTable } from '../read-table.ts';
import { bytesOf } from '../request-body.ts';
import type { SignedIn } from '../route.ts';
import { route } from '../route.ts';
import { contactsAsTable, tableText } from '../write-contacts.ts';

const about = { noun: 'contact imports', who: 'lead' } as const;

function authorOf({ workspace, viewer }: Pick<SignedIn, 'workspace' | 'viewer'>) {
  return { workspace, actor: { kind: viewer.kind, id: viewer.id } } as const;
}

/** Lines that were left out, as they stand in the file, with their number and the reason. */
async function* report(desk: Desk, row: ImportRow): AsyncGenerator<string> {
  const states: readonly LineState[] = ['refused', 'conflict', 'kept'];
  yield `\uFEFF${tableText([['line', 'outcome', 'reason', ...(row.header as string[])]], 'comma')}`;
  for (let after = 0; ; ) {
    const lines = await listLinesOf(desk.db, row, states, after, 1_000);
    if (lines.length === 0) return;
    yield tableText(lines.map((line) => [String(line.line), line.state, line.reason ?? '', ...line.cells]), 'comma');
    after = lines.at(-1)!.line;
  }
}

export const contactImportRoutes = [
  route({
    method: 'GET', path: '/api/contact-export', noun: 'contacts', who: 'lead', query: exportQuery, reply: 'stream', answersAs: 'text/csv', answers: 'A table with a heading: one line a contact, identities and attributes as columns.',
    summary: 'All contacts, or those that fit, as a table that can be taken in again. Cells that a spreadsheet would take for formulas begin with an apostrophe.',
    handle: async ({ desk, workspace, query, answer }) => answer
      .header('content-type', 'text/csv; charset=utf-8').header('content-disposition', disposition('attachment', `contacts-${desk.now().slice(0, 10)}.csv`))
      .send(Readable.from(contactsAsTable(desk, workspace, query), { objectMode: false })),
  }),
  route({
    method: 'GET', path: '/api/contact-imports', ...about, summary: 'The newest twenty imports', reply: importsReply,
    handle: async ({ desk, workspace }) => ({ imports: (await listImports(desk.db, workspace, 20)).map((row) => presentImport(desk, row)) }),
  }),
  route({
    method: 'POST', path: '/api/contact-imports', ...about, rawBody: true, limit: 60, query: tableQuery, reply: importReply, refuses: ['table-no-text', 'table-unreadable', 'table-too-long', 'too-large', 'message-empty'],
    summary: `Upload a table of contacts: the body is the file (CSV in any usual encoding), its name stands percent-encoded in ${fileNameHeader}. Nothing is done to any contact yet.`,
    headers: z.looseObject({ [fileNameHeader]: z.string().max(4_000).optional() }),
    handle: async ({ desk, workspace, viewer, query, request }) => {
      if (Number(request.headers['content-length'] ?? 0) > desk.uploadBytes) throw new Refusal('too-large', { most: desk.uploadBytes });
      const table = await readTable(atMost(bytesOf(request.body), desk.uploadBytes), { encoding: query.encoding, delimiter: query.delimiter === undefined ? undefined : delimiterNames[query.delimiter] });
      const id = await uploadTable(desk, authorOf({ workspace, viewer }), { name: fileName(request.headers[fileNameHeader]), ...table });
      return showImport(desk, workspace, id);
    },
  }),
  route({
    method: 'GET', path: '/api/contact-imports/{contactImport}', ...about, summary: 'An import with its first lines, and how far it is', reply: importReply, refuses: ['not-found'],
    handle: async ({ desk, workspace, params }) => showImport(desk, workspace, pathId(params, 'contactImport')),
  }),
  route({
    method: 'POST', path: '/api/contact-imports/{contactImport}/preview', ...about, body: importBody, reply: importPreview, refuses: ['not-found'],
    summary: 'What taking it in would do: who is made, who is known, which lines are left out and why. Changes nothing.',
    handle: async ({ desk, workspace, params, body }) => {
      const row = await getImport(desk, workspace, pathId(params, 'contactImport'));
      refuseUnusable(row, body.columns, desk.channels);
      return previewImport(desk, row, body);
    },
  }),
  route({
    method: 'POST', path: '/api/contact-imports/{contactImport}/begin', ...about, body: importBody, reply: contactImportView, refuses: ['not-found', 'import-begun'],
    summary: 'Take it in, by and by. Nobody is ever merged by it: a line that speaks of several people is left out.',
    handle: async ({ desk, workspace, viewer, params, body }) => {
      const id = pathId(params, 'contactImport');
      await beginImport(desk, authorOf({ workspace, viewer }), id, body);
      return presentImport(desk, await getImport(desk, workspace, id));
    },
  }),
  route({
    method: 'POST', path: '/api/contact-imports/{contactImport}/stop', ...about, summary: 'Go no further. Who is taken in stays, until it is taken back.', reply: contactImportView, refuses: ['not-found'],
    handle: async ({ desk, workspace, viewer, params }) => {
      const id = pathId(params, 'contactImport');
      await stopImport(desk, authorOf({ workspace, viewer }), id);
      return presentImport(desk, await getImport(desk, workspace, id));
    },
  }),
  route({
    method: 'POST', path: '/api/contact-imports/{contactImport}/undo', ...about, reply: contactImportView, refuses: ['not-found'],
    summary: 'Take it back: who was made goes, who was changed is as before, wherever nothing has happened since',
    handle: async ({ desk, workspace, viewer, params }) => {
      const id = pathId(params, 'contactImport');
      await undoImport(desk, authorOf({ workspace, viewer }), id);
      return presentImport(desk, await getImport(desk, workspace, id));
    },
  }),
  route({
    method: 'DELETE', path: '/api/contact-imports/{contactImport}', ...about, summary: 'Forget an uploaded table that was not taken in', reply: null, refuses: ['not-found', 'import-begun'],
    handle: async ({ desk, workspace, viewer, params }) => removeTable(desk, authorOf({ workspace, viewer }), pathId(params, 'contactImport')),
  }),
  route({
    method: 'GET', path: '/api/contact-imports/{contactImport}/report', ...about, reply: 'stream', answersAs: 'text/csv', answers: 'A table of the lines that were left out.', refuses: ['not-found'],
    summary: 'The lines that were refused or in conflict, with their numbers and the reasons; after it was taken back, those that were left too',
    handle: async ({ desk, workspace, params, answer }) => {
      const row = await getImport(desk, workspace, pathId(params, 'contactImport'));
      return answer.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', disposition('attachment', `left-out-${row.name.replace(/\.[^.]*$/, '')}.csv`))
        .send(Readable.from(report(desk, row), { objectMode: false }));
    },
  }),
];

async function* atMost(content: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of content) {
    bytes += piece.byteLength;
    if (bytes > most) throw new Refusal('too-large', { most });
    yield piece;
  }
}
