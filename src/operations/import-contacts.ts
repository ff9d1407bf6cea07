// Takes the lines of an uploaded table in, some at a time: what they make of contacts and what became of each line are stored in one
// transaction, so a worker that is killed has done a line wholly or not at all.
import type { Column } from '../domain/contact/column-guess.ts';
import type { Decision } from '../domain/contact/import-decision.ts';
import { decideLine } from '../domain/contact/import-decision.ts';
import type { ReadLine } from '../domain/contact/import-line.ts';
import { readLine } from '../domain/contact/import-line.ts';
import type { Known } from '../domain/contact/known.ts';
import { findImport, lockImport, releaseImport, saveImportState, takeImport } from '../store/contact-import.ts';
import type { ImportRow } from '../store/contact-import.ts';
import type { LineOutcomeRow, LineRow } from '../store/contact-import-line.ts';
import { listImportLines, saveLineOutcomes } from '../store/contact-import-line.ts';
import { findPeople, insertContacts, insertIdentities } from '../store/contact-people.ts';
import { isUniqueViolation } from '../store/failure.ts';
import type { Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { takeBackLines, tellChanged } from './take-back-lines.ts';
import { viewerOfAuthor } from './viewer-of-author.ts';

const leaseSeconds = 30;
/** Lines in one transaction. */
const together = 500;
const roundMs = 800;

/** One round of one import. @returns whether there was one to work on */
export async function importContacts(desk: Desk, stopping?: AbortSignal): Promise<boolean> {
  const row = await takeImport(desk.db, desk.now(), new Date(Date.parse(desk.now()) + leaseSeconds * 1_000).toISOString());
  if (row === null) return false;
  const began = performance.now();
  const step = row.state === 'undoing' ? takeBackLines : takeIn;
  const goesOn = () => !(stopping?.aborted ?? false) && performance.now() - began < roundMs;
  let more = true;
  while (more && goesOn()) more = await again(() => step(desk, row, together));
  await endRound(desk, row, !more);
  return true;
}

/** A message may bring an identity between the look and the writing: then the look is taken again. */
async function again(step: () => Promise<boolean>): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      if (attempt >= 5 || !isUniqueViolation(error)) throw error;
    }
  }
}

function whoOf(row: ImportRow) {
  return { workspace: row.workspace, actor: { kind: row.actor_kind, id: row.actor } } as const;
}

type Decided = { readonly line: LineRow; readonly read: ReadLine; readonly decision: Decision };

/** @returns whether there may be more lines */
async function takeIn(desk: Desk, row: ImportRow, most: number): Promise<boolean> {
  return change(desk, whoOf(row), async (within) => {
    const now = await lockImport(within.db, row.workspace, row.id);
    const viewer = await viewerOfAuthor(within.db, row);
    if (now?.state !== 'running' || viewer === null) return false;
    const lines = await listImportLines(within.db, row, 0, most, 'waiting');
    if (lines.length === 0) return false;
    const read = lines.map((line) => ({ line, read: readLine(line.cells, now.columns as readonly Column[]) }));
    const said = read.flatMap((one) => ('mistake' in one.read ? [] : [one.read]));
    const people = await findPeople(within.db, row.workspace, said.flatMap((one) => one.identities), said.flatMap((one) => one.contact ?? []), true);
    const decided: Decided[] = [];
    const outcomes: LineOutcomeRow[] = [];
    for (const { line, read: one } of read) {
      if ('mistake' in one) {
        outcomes.push({ line: line.line, state: 'refused', reason: one.mistake, contact: null, before: null, after: null });
        continue;
      }
      const decision = decideLine(one, people, now.known ?? 'fill', () => desk.newId());
      decided.push({ line, read: one, decision });
      outcomes.push(outcomeOf(line, decision));
    }
    await write(within, row, decided.map((one) => one.decision));
    await saveLineOutcomes(within.db, row, outcomes);
    return lines.length === most;
  });
}

function outcomeOf({ line }: LineRow, decision: Decision): LineOutcomeRow {
  switch (decision.is) {
    case 'conflict':
      return { line, state: 'conflict', reason: 'several-people', contact: null, before: null, after: null };
    case 'same':
      return { line, state: 'same', reason: null, contact: decision.contact, before: null, after: null };
    default: {
      const before = decision.is === 'changed' ? { known: decision.before, identities: [] } : { known: null, identities: [] };
      return { line, state: decision.is, reason: null, contact: decision.contact, before, after: { known: decision.after, identities: decision.identities } };
    }
  }
}

/** People who were made in these lines are made as their last line leaves them. */
async function write(within: Change, row: ImportRow, decisions: readonly Decision[]): Promise<void> {
  const { db, workspace } = within;
  const made = new Set(decisions.flatMap((one) => (one.is === 'made' ? [one.contact] : [])));
  const after = new Map<string, Known>(decisions.flatMap((one) => (one.is === 'made' || one.is === 'changed' ? [[one.contact, one.after] as const] : [])));
  await insertContacts(db, workspace, within.now, [...made].map((id) => ({ id, known: after.get(id)! })));
  await insertIdentities(db, workspace, within.now, decisions.flatMap((one) => (one.is === 'made' || one.is === 'changed' ? one.identities.map((identity) => ({ ...identity, contact: one.contact })) : [])));
  await tellChanged(within, new Map([...after].filter(([contact]) => !made.has(contact))));
  // Not an event for each, and without them in it: a screen would have to hold everybody who was ever imported.
  if (made.size > 0) within.record('contacts-imported', { data: { contactImport: row.id, made: [...made] } });
}

async function endRound(desk: Desk, row: ImportRow, finished: boolean): Promise<void> {
  await change(desk, whoOf(row), async (within) => {
    const now = await lockImport(within.db, row.workspace, row.id);
    if (now === null) return;
    if (finished && now.state === row.state) await saveImportState(within.db, row, { state: row.state === 'undoing' ? 'undone' : 'done', finished_at: within.now });
    await releaseImport(within.db, row);
    if ((await findImport(within.db, row.workspace, row.id)) !== null) within.record('contact-import-changed', { ...(row.actor_kind === 'agent' ? { onlyAgent: row.actor } : {}), data: { contactImport: row.id } });
  });
}
