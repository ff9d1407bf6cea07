// Merges and splits as they are listed, and contacts before and after they are joined.
import { joinKnown } from '../../domain/contact/joining.ts';
import { noted } from '../../domain/contact/known.ts';
import type { ContactMergePreview, MergeView } from '../../contract/merge.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Desk } from '../../operations/desk.ts';
import { findContacts } from '../../store/contact.ts';
import type { MergePartRow, MergeRow } from '../../store/merge.ts';
import { findMerge, listLaterMerges, listStandingMerges } from '../../store/merge.ts';
import { countContactConversations, knownOf } from '../../store/merge-contacts.ts';
import type { Named } from '../../store/merge-conversations.ts';
import { findNamed } from '../../store/merge-conversations.ts';
import { iso, isoOrNull, presentContact } from './conversation.ts';

const mostListed = 50;

export async function showMerge(desk: Desk, workspace: string, id: string): Promise<MergeView> {
  const found = await findMerge(desk.db, workspace, id);
  if (!found) throw new Refusal('not-found');
  return presentMerge(desk, workspace, found.merge, found.parts);
}

/** Those of a conversation or a contact that stand, the newest first. */
export async function listMerges(desk: Desk, workspace: string, survivor: string): Promise<MergeView[]> {
  const merges = await listStandingMerges(desk.db, workspace, survivor, mostListed);
  return Promise.all(merges.map((merge) => presentMerge(desk, workspace, merge, merge.parts)));
}

async function presentMerge(desk: Desk, workspace: string, merge: MergeRow, parts: readonly MergePartRow[]): Promise<MergeView> {
  const ids = parts.map((part) => part.part);
  const later = await listLaterMerges(desk.db, workspace, merge.place, [merge.survivor, ...ids]);
  const names = merge.kind === 'contacts' ? new Map((await findContacts(desk.db, workspace, ids)).contacts.map((contact) => [contact.id, contact.name])) : numbered(await findNamed(desk.db, workspace, ids));
  return {
    id: merge.id, kind: merge.kind, survivor: merge.survivor, parts: ids.map((id) => ({ id, name: names.get(id) ?? null })),
    at: iso(merge.created_at), by: { kind: merge.actor_kind, id: merge.actor }, undoneAt: isoOrNull(merge.undone_at),
    undoable: merge.undone_at === null && later.every((one) => one.undone_at !== null),
  };
}

function numbered(named: ReadonlyMap<string, Named>): ReadonlyMap<string, string> {
  return new Map([...named].map(([id, { number }]) => [id, `#${number}`]));
}

export async function previewContactMerge(desk: Desk, workspace: string, survivor: string, merge: string): Promise<ContactMergePreview> {
  if (survivor === merge) throw new Refusal('input-wrong', { merge: 'This is the same contact. Choose another one.' });
  const [{ contacts, identities }, conversations] = await Promise.all([findContacts(desk.db, workspace, [survivor, merge]), countContactConversations(desk.db, workspace, merge)]);
  const views = [survivor, merge].map((id) => contacts.find((contact) => contact.id === id));
  if (!views[0] || !views[1]) throw new Refusal('not-found');
  const [one, other] = [presentContact(views[0], identities), presentContact(views[1], identities)];
  const known = joinKnown(knownOf({ ...views[0], language_set: false }), knownOf({ ...views[1], language_set: false }));
  const notices = one.blockedAt === null && other.blockedAt !== null ? ['will-be-heard' as const] : one.blockedAt !== null && other.blockedAt === null ? ['will-be-blocked' as const] : [];
  return {
    survivor: one, merged: other, conversations, notices,
    after: { ...one, name: known.name, language: known.language, timeZone: known.timeZone, attributes: { ...known.attributes }, identities: [...one.identities, ...other.identities] },
    noted: Object.keys(known.attributes).filter((name) => name.startsWith(noted) && one.attributes[name] === undefined),
  };
}
