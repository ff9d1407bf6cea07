// Takes an import back, from its last line to its first: each contact becomes what it was before the line, where nothing has
// happened to it since. Who has been written with stays.
import { identityKey } from '../domain/contact/import-decision.ts';
import { sameKnown } from '../domain/contact/import-line.ts';
import type { ImportRow } from '../store/contact-import.ts';
import { lockImport } from '../store/contact-import.ts';
import type { LineEffect, LineOutcomeRow, LineRow } from '../store/contact-import-line.ts';
import { saveLineOutcomes, takeLinesToUndo } from '../store/contact-import-line.ts';
import type { Standing } from '../store/contact-people.ts';
import { lockStanding, removeContacts, removeIdentities } from '../store/contact-people.ts';
import { listContactConversationIds } from '../store/conversation.ts';
import { saveKnown } from '../store/merge-contacts.ts';
import type { Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

type Now = { known: Standing['known']; identities: ReadonlySet<string>; readonly used: ReadonlySet<string>; readonly conversations: boolean };

/** @returns whether there may be more lines */
export async function takeBackLines(desk: Desk, row: ImportRow, most: number): Promise<boolean> {
  return change(desk, { workspace: row.workspace, actor: { kind: row.actor_kind, id: row.actor } }, async (within) => {
    if ((await lockImport(within.db, row.workspace, row.id))?.state !== 'undoing') return false;
    const lines = await takeLinesToUndo(within.db, row, most);
    const standing = await lockStanding(within.db, row.workspace, lines.flatMap((line) => line.contact ?? []));
    const people = new Map<string, Now>([...standing].map(([id, one]) => [id, { known: one.known, identities: new Set(one.identities), used: new Set(one.used), conversations: one.conversations }]));
    const outcomes: LineOutcomeRow[] = [];
    const removed: string[] = [];
    const changed = new Set<string>();
    for (const line of lines) {
      const undone = await takeBack(within, line, people, removed);
      if (undone && line.state === 'changed') changed.add(line.contact!);
      outcomes.push({ line: line.line, state: undone ? 'undone' : 'kept', reason: undone ? null : 'happened-since', contact: line.contact, before: null, after: null });
    }
    await removeContacts(within.db, row.workspace, removed);
    for (const contact of changed) if (!removed.includes(contact)) await tell(within, contact, people.get(contact)!);
    if (removed.length > 0) within.record('contacts-imported', { data: { contactImport: row.id, removed } });
    await saveLineOutcomes(within.db, row, outcomes);
    return lines.length === most;
  });
}

/** @returns whether the contact is as it was before this line */
async function takeBack(within: Change, line: LineRow, people: Map<string, Now>, removed: string[]): Promise<boolean> {
  const now = people.get(line.contact!);
  const [before, after] = [line.before as LineEffect, line.after as LineEffect];
  if (!now || !sameKnown(now.known, after.known!)) return false;
  const given = after.identities.map(identityKey);
  if (given.some((identity) => !now.identities.has(identity) || now.used.has(identity))) return false;
  if (before.known === null) {
    if (now.conversations || now.identities.size !== given.length) return false;
    removed.push(line.contact!);
    return true;
  }
  await removeIdentities(within.db, within.workspace, line.contact!, after.identities);
  now.known = before.known;
  now.identities = new Set([...now.identities].filter((identity) => !given.includes(identity)));
  return true;
}

async function tell(within: Change, contact: string, now: Now): Promise<void> {
  await saveKnown(within.db, within.workspace, contact, now.known);
  within.record('contact-changed', { data: { contact, conversations: await listContactConversationIds(within.db, within.workspace, contact) } });
}
