// An uploaded table is taken in, stopped, taken back, or let go. The worker that is at it sees that before its next step.
import { Refusal } from '../domain/refusal.ts';
import type { Column } from '../domain/contact/column-guess.ts';
import type { ForKnown } from '../domain/contact/import-line.ts';
import { lockImport, removeImport, saveImportState } from '../store/contact-import.ts';
import type { ImportRow } from '../store/contact-import.ts';
import type { BatchAuthor } from './begin-batch.ts';
import type { Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export type ImportDecision = { readonly columns: readonly Column[]; readonly known: ForKnown };

export async function beginImport(desk: Desk, who: BatchAuthor, id: string, decision: ImportDecision): Promise<void> {
  await decide(desk, who, id, async (within, row) => {
    if (row.state !== 'ready') throw new Refusal('import-begun');
    refuseUnusable(row, decision.columns, desk.channels);
    await saveImportState(within.db, row, { state: 'running', ...decision });
  });
}

export async function stopImport(desk: Desk, who: BatchAuthor, id: string): Promise<void> {
  await decide(desk, who, id, async (within, row) => {
    if (row.state === 'running') await saveImportState(within.db, row, { state: 'stopped', finished_at: within.now });
  });
}

/** Who was made goes again, who was changed is as before, wherever nothing has happened since; the rest is left and listed. */
export async function undoImport(desk: Desk, who: BatchAuthor, id: string): Promise<void> {
  await decide(desk, who, id, async (within, row) => {
    if (row.state === 'running' || row.state === 'stopped' || row.state === 'done') await saveImportState(within.db, row, { state: 'undoing', finished_at: null });
  });
}

/** Its lines are forgotten. One that was taken in stays for as long as it can be taken back. */
export async function removeTable(desk: Desk, who: BatchAuthor, id: string): Promise<void> {
  await decide(desk, who, id, async (within, row) => {
    if (row.state !== 'ready') throw new Refusal('import-begun');
    await removeImport(within.db, row);
  });
}

async function decide(desk: Desk, who: BatchAuthor, id: string, work: (within: Change, row: ImportRow) => Promise<void>): Promise<void> {
  await change(desk, who, async (within) => {
    const row = await lockImport(within.db, within.workspace, id);
    if (!row || row.state === 'coming') throw new Refusal('not-found');
    await work(within, row);
    within.record('contact-import-changed', { ...(who.actor.kind === 'agent' ? { onlyAgent: who.actor.id } : {}), data: { contactImport: id } });
    within.wakeWorker('many');
  });
}

/** Said before anything begins: a table in which nobody can be found. */
export function refuseUnusable(row: ImportRow, columns: readonly Column[], channels: ReadonlyMap<string, unknown>): void {
  const wide = (row.header as readonly string[]).length;
  const mistakes: Record<string, string> = {};
  if (columns.length !== wide) mistakes['columns'] = `This table has ${wide} columns; say of each what it is.`;
  const unknown = columns.find((column) => column.startsWith('identity:') && !channels.has(column.slice('identity:'.length)));
  if (unknown) mistakes['columns'] = `There is no channel called ${unknown.slice('identity:'.length)}.`;
  if (!columns.some((column) => column.startsWith('identity:') || column === 'contact')) mistakes['columns'] = 'Choose at least one column by which people can be found: an address.';
  for (const once of ['language', 'timeZone', 'contact']) if (columns.filter((column) => column === once).length > 1) mistakes['columns'] = `Only one column can be ${once}.`;
  if (Object.keys(mistakes).length > 0) throw new Refusal('input-wrong', mistakes);
}
