// Imports of contacts as the contract shows them.
import type { ContactImportView, ImportReply } from '../../contract/contact-import.ts';
import { guessColumns } from '../../domain/contact/column-guess.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Desk } from '../../operations/desk.ts';
import type { ImportRow } from '../../store/contact-import.ts';
import { findImport } from '../../store/contact-import.ts';
import { listImportLines } from '../../store/contact-import-line.ts';
import { iso, isoOrNull } from './conversation.ts';

const firstLines = 20;

export function presentImport(desk: Desk, row: ImportRow): ContactImportView {
  const header = row.header as string[];
  const { id, name, lines, known, state, made, changed, same, conflicting, refused, undone, kept } = row;
  return {
    id, name, header, lines, known, state, made, changed, same, conflicting, refused, undone, kept,
    by: { kind: row.actor_kind, id: row.actor },
    encoding: row.encoding as ContactImportView['encoding'], delimiter: row.delimiter as ContactImportView['delimiter'],
    columns: [...((row.columns as string[] | null) ?? guessColumns(header, channelsOf(desk)))],
    createdAt: iso(row.created_at), finishedAt: isoOrNull(row.finished_at),
  };
}

export function channelsOf(desk: Desk): string[] {
  return [...desk.channels.keys()];
}

export async function getImport(desk: Desk, workspace: string, id: string): Promise<ImportRow> {
  const row = await findImport(desk.db, workspace, id);
  if (!row || row.state === 'coming') throw new Refusal('not-found');
  return row;
}

export async function showImport(desk: Desk, workspace: string, id: string): Promise<ImportReply> {
  const row = await getImport(desk, workspace, id);
  const first = await listImportLines(desk.db, row, 0, firstLines);
  return { import: presentImport(desk, row), first: first.map(({ line, cells }) => ({ line, cells: [...cells] })), channels: channelsOf(desk) };
}
