// A table of contacts is uploaded: its lines are stored as they stand, so that it can be looked at, decided about and taken in without
// being sent again. Nothing is done to any contact by it.
import { mostLines } from '../contract/contact-import.ts';
import type { ImportLine } from '../store/contact-import.ts';
import { removeImport, saveImport, saveImportLines, saveImportReady } from '../store/contact-import.ts';
import { Refusal } from '../domain/refusal.ts';
import { storable } from '../store/receive.ts';
import type { BatchAuthor } from './begin-batch.ts';
import type { Desk } from './desk.ts';

export type Table = { readonly name: string; readonly encoding: string; readonly delimiter: string; readonly header: readonly string[]; readonly lines: AsyncIterable<ImportLine> };

const together = 1_000;

/** @returns its id. What cannot be read to its end leaves nothing behind. */
export async function uploadTable(desk: Desk, { workspace, actor }: BatchAuthor, table: Table): Promise<string> {
  const id = desk.newId();
  const of = { workspace, id };
  const name = storable(table.name).replaceAll(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, '').replace(/^.*[/\\]/u, '').trim().slice(0, 200);
  await saveImport(desk.db, workspace, desk.now(), { id, actor, name: name === '' ? 'contacts.csv' : name, encoding: table.encoding, delimiter: table.delimiter, header: table.header });
  try {
    let held: ImportLine[] = [];
    let count = 0;
    for await (const line of table.lines) {
      count += 1;
      if (count > mostLines) throw new Refusal('table-too-long', { most: mostLines });
      held.push(line);
      if (held.length < together) continue;
      await saveImportLines(desk.db, of, held);
      held = [];
    }
    await saveImportLines(desk.db, of, held);
    await saveImportReady(desk.db, of);
  } catch (error) {
    await removeImport(desk.db, of).catch(() => undefined);
    throw error;
  }
  return id;
}
