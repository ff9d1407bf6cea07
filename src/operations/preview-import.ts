// What taking a table in would do, line by line, without doing it.
import type { ImportPreview, LineOutcome } from '../contract/contact-import.ts';
import { lineOutcomes } from '../contract/contact-import.ts';
import type { Decision, People } from '../domain/contact/import-decision.ts';
import { decideLine, identityKey } from '../domain/contact/import-decision.ts';
import type { ReadLine } from '../domain/contact/import-line.ts';
import { readLine } from '../domain/contact/import-line.ts';
import type { ImportRow } from '../store/contact-import.ts';
import { listImportLines } from '../store/contact-import-line.ts';
import { findPeople } from '../store/contact-people.ts';
import type { ImportDecision } from './decide-import.ts';
import type { Desk } from './desk.ts';

const together = 2_000;
const examplesOfEach = 8;
type Example = ImportPreview['examples'][number];

export async function previewImport(desk: Desk, row: ImportRow, { columns, known }: ImportDecision): Promise<ImportPreview> {
  const counts = Object.fromEntries(lineOutcomes.map((outcome) => [outcome, 0])) as Record<LineOutcome, number>;
  const examples: Example[] = [];
  /** Which line would make the person who has this identity. */
  const firstLines = new Map<string, number>();
  const add = (example: Example) => {
    counts[example.outcome] += 1;
    if (counts[example.outcome] <= examplesOfEach) examples.push(example);
  };
  for (let after = 0; ; ) {
    const rows = await listImportLines(desk.db, row, after, together);
    const read = rows.map((one) => ({ line: one.line, cells: one.cells, read: readLine(one.cells, columns) }));
    const said = read.flatMap((one) => ('mistake' in one.read ? [] : [one.read]));
    const people = await findPeople(desk.db, row.workspace, said.flatMap((one) => one.identities), said.flatMap((one) => one.contact ?? []), false);
    const names = new Map([...people.known].map(([id, { name }]) => [id, name]));
    for (const { line, cells, read: one } of read) {
      if ('mistake' in one) add({ line, cells: [...cells], outcome: 'refused', mistake: one.mistake, cell: one.cell, contacts: [], earlier: null });
      else add(exampleOf({ line, cells }, one, { people, names, firstLines }, decideLine(one, people, known, () => `line ${line}`)));
    }
    if (rows.length < together) return { counts, examples: examples.toSorted((first, second) => first.line - second.line) };
    after = rows.at(-1)!.line;
  }
}

type Place = { readonly people: People; readonly names: ReadonlyMap<string, string | null>; readonly firstLines: Map<string, number> };

function exampleOf({ line, cells }: { readonly line: number; readonly cells: readonly string[] }, read: ReadLine, { names, firstLines }: Place, decision: Decision): Example {
  const example = (outcome: LineOutcome, contacts: readonly string[], earlier: number | null = null): Example =>
    ({ line, cells: [...cells], outcome, mistake: null, cell: null, contacts: contacts.map((id) => ({ id, name: names.get(id) ?? null })), earlier });
  const earlier = Math.min(...read.identities.map((identity) => firstLines.get(identityKey(identity)) ?? Number.POSITIVE_INFINITY));
  if (decision.is === 'conflict') return example('conflict', decision.contacts.filter((id) => names.has(id)));
  const known = names.has(decision.contact);
  if (!known && Number.isFinite(earlier)) return example('repeated', [], earlier);
  if (decision.is === 'made') for (const identity of read.identities) firstLines.set(identityKey(identity), line);
  return example(decision.is, known ? [decision.contact] : []);
}
