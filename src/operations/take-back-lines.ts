// Takes an import back, from its last line to its first: each contact becomes what it was before the line, where nothing has
// happened to it since. Who has been written with stays.
import { identityKey } from '../domain/contact/import-decision.ts';
import type { ImportedIdentity } from '../domain/contact/import-line.ts';
import { sameKnown } from '../domain/contact/import-line.ts';
import type { Known } from '../domain/contact/known.ts';
import type { ImportRow } from '../store/contact-import.ts';
import { lockImport } from '../store/contact-import.ts';
import type { LineEffect, LineOutcomeRow, LineRow } from '../store/contact-import-line.ts';
import { listLinesToUndo, saveLineOutcomes } from '../store/contact-import-line.ts';
import type { Standing } from '../store/contact-people.ts';
import { listConversationIdsOf, lockStanding, removeContacts, removeIdentities, saveKnownOfMany } from '../store/contact-people.ts';
import type { Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

type Now = { known: Standing['known']; identities: ReadonlySet<string>; readonly used: ReadonlySet<string>; readonly conversations: boolean };
/** What is to be done, when all lines of the step have been looked at: a few statements for all of them. */
type Deeds = { readonly removed: string[]; readonly lost: (ImportedIdentity & { readonly contact: string })[]; readonly changed: Map<string, Known> };

/** @returns whether there may be more lines */
export async function takeBackLines(desk: Desk, row: ImportRow, most: number): Promise<boolean> {
  return change(desk, { workspace: row.workspace, actor: { kind: row.actor_kind, id: row.actor } }, async (within) => {
    if ((await lockImport(within.db, row.workspace, row.id))?.state !== 'undoing') return false;
    const lines = await listLinesToUndo(within.db, row, most);
    const standing = await lockStanding(within.db, row.workspace, lines.flatMap((line) => line.contact ?? []));
    const people = new Map<string, Now>([...standing].map(([id, one]) => [id, { known: one.known, identities: new Set(one.identities), used: new Set(one.used), conversations: one.conversations }]));
    const deeds: Deeds = { removed: [], lost: [], changed: new Map() };
    const outcomes: LineOutcomeRow[] = lines.map((line) => {
      const undone = takeBack(line, people, deeds);
      return { line: line.line, state: undone ? 'undone' : 'kept', reason: undone ? null : 'happened-since', contact: line.contact, before: null, after: null };
    });
    await perform(within, row, deeds);
    await saveLineOutcomes(within.db, row, outcomes);
    return lines.length === most;
  });
}

/** @returns whether the contact is as it was before this line */
function takeBack(line: LineRow, people: ReadonlyMap<string, Now>, { removed, lost, changed }: Deeds): boolean {
  const contact = line.contact!;
  const now = people.get(contact);
  const [before, after] = [line.before as LineEffect, line.after as LineEffect];
  if (!now || !sameKnown(now.known, after.known!)) return false;
  const given = after.identities.map(identityKey);
  if (given.some((identity) => !now.identities.has(identity) || now.used.has(identity))) return false;
  if (before.known === null) {
    if (now.conversations || now.identities.size !== given.length) return false;
    removed.push(contact);
    changed.delete(contact);
    return true;
  }
  lost.push(...after.identities.map((identity) => ({ ...identity, contact })));
  now.known = before.known;
  now.identities = new Set([...now.identities].filter((identity) => !given.includes(identity)));
  changed.set(contact, before.known);
  return true;
}

async function perform(within: Change, row: ImportRow, { removed, lost, changed }: Deeds): Promise<void> {
  const { db, workspace } = within;
  await removeIdentities(db, workspace, lost);
  await removeContacts(db, workspace, removed);
  await tellChanged(within, changed);
  if (removed.length > 0) within.record('contacts-imported', { data: { contactImport: row.id, removed } });
}

/** Many contacts are known otherwise now: stored, and told with the conversations in which that shows. */
export async function tellChanged(within: Change, changed: ReadonlyMap<string, Known>): Promise<void> {
  await saveKnownOfMany(within.db, within.workspace, changed);
  const conversations = await listConversationIdsOf(within.db, within.workspace, [...changed.keys()]);
  for (const contact of changed.keys()) within.record('contact-changed', { data: { contact, conversations: conversations.get(contact) ?? [] } });
}
