// What a merge or a split would do, told before it is done.
import { joined } from '../../domain/conversation/merging.ts';
import type { Viewer } from '../../domain/access/permission.ts';
import { maySeeConversation } from '../../domain/access/permission.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { MergePreview, SplitPreview } from '../../contract/merge.ts';
import type { ConversationView } from '../../contract/views.ts';
import { addressReply } from '../../operations/address-reply.ts';
import type { Desk } from '../../operations/desk.ts';
import { getAccount } from '../../operations/inbox-account.ts';
import { standingOf } from '../../operations/move-conversation.ts';
import { contactsOf } from '../../operations/split-conversation.ts';
import type { ConversationAccess } from '../../store/access.ts';
import { listConversationAccess } from '../../store/access.ts';
import { listAgents } from '../../store/agent.ts';
import { findContacts } from '../../store/contact.ts';
import type { Answerable } from '../../store/conversation.ts';
import { listAnswerable } from '../../store/conversation.ts';
import { findConversationRows } from '../../store/conversation-row.ts';
import type { MergeableConversation } from '../../store/merge-conversations.ts';
import { findConversations, findWritten } from '../../store/merge-conversations.ts';
import { countMoving, countOpenPromises, findContactRoots, findNamesOf, listDraftAgents } from '../../store/merge-preview.ts';
import { presentConversation } from './conversation.ts';

type AnswersTo = MergePreview['answers']['before'];

export async function previewMerge(desk: Desk, workspace: string, survivor: string, merge: readonly string[]): Promise<MergePreview> {
  const others = [...new Set(merge)].filter((id) => id !== survivor);
  if (others.length === 0) throw new Refusal('input-wrong', { merge: 'Choose at least one other conversation.' });
  const ids = [survivor, ...others];
  const [rows, raw, moves, drafts] = await Promise.all([
    findConversationRows(desk.db, workspace, ids), findConversations(desk.db, workspace, ids), countMoving(desk.db, workspace, others), listDraftAgents(desk.db, workspace, others),
  ]);
  const inOrder = <Row extends { readonly id: string }>(from: readonly Row[]) => ids.map((id) => from.find((row) => row.id === id)).filter((row) => row !== undefined);
  const views = inOrder(rows).map(presentConversation);
  const all = inOrder(raw);
  if (all.length < ids.length) throw new Refusal('not-found');
  const first = <Value>(of: (row: MergeableConversation) => Value | null) => all.map(of).find((value) => value !== null) ?? null;
  const after = {
    state: joined(standingOf(all[0]!), all.slice(1).map(standingOf)).state, assignee: first((row) => row.assignee), team: first((row) => row.team), subject: first((row) => row.subject),
    tags: [...new Set(views.flatMap((view) => view.tags))].toSorted(),
  };
  const answers = { before: await answersOf(desk, workspace, all[0]!, [survivor]), after: await answersOf(desk, workspace, { ...all[0]!, subject: after.subject }, ids) };
  const { contacts } = await findContacts(desk.db, workspace, all.map((row) => row.contact));
  const affected = [...all.slice(1).flatMap((row) => (row.assignee !== null && row.assignee !== after.assignee ? [{ agent: row.assignee, because: 'assignee' as const }] : [])), ...drafts.map((agent) => ({ agent, because: 'draft' as const }))];
  return {
    survivor: views[0]!, merged: views.slice(1), moves, after, answers,
    contacts: [...new Set(all.map((row) => row.contact))].flatMap((id) => contacts.find((contact) => contact.id === id) ?? []).map(({ id, name }) => ({ id, name })),
    affected: [...affected, ...await losingSight(desk, workspace, survivor, others, after)],
    notices: noticesOf(views, answers, contacts.some((contact) => contact.blocked_at !== null)),
  };
}

function noticesOf(views: readonly ConversationView[], answers: MergePreview['answers'], blocked: boolean): MergePreview['notices'] {
  const addresses = (to: AnswersTo) => [...(to?.to ?? []), ...(to?.copy ?? [])].map((one) => one.address.toLowerCase()).toSorted().join('\n');
  const across = new Set(views.map((view) => view.contact.id)).size > 1;
  return [
    ...(across ? ['across-contacts' as const] : []),
    ...(addresses(answers.before) === addresses(answers.after) ? [] : ['answers-elsewhere' as const]),
    ...(blocked ? ['contact-blocked' as const] : []),
    ...(views.some((view) => view.state.is === 'closed' && view.state.because === 'spam') ? ['spam' as const] : []),
    ...(new Set(views.map((view) => view.channel)).size > 1 ? ['other-channel' as const] : []),
  ];
}

/** Agents who see one of the others now and would not see the survivor. */
async function losingSight(desk: Desk, workspace: string, survivor: string, others: readonly string[], after: { readonly assignee: string | null; readonly team: string | null }): Promise<{ agent: string; because: 'loses-sight' }[]> {
  const [access, agents] = await Promise.all([listConversationAccess(desk.db, workspace, [survivor, ...others]), listAgents(desk.db, workspace)]);
  const kept = access.find((one) => one.id === survivor);
  if (!kept) return [];
  const becomes: ConversationAccess = { ...kept, assignee: after.assignee, team: after.team };
  const viewers = agents.filter((agent) => agent.active).map((agent): Viewer => ({ id: agent.id, kind: 'agent', role: agent.role, teams: agent.teams }));
  return viewers.filter((viewer) => access.some((one) => one.id !== survivor && maySeeConversation(viewer, one)) && !maySeeConversation(viewer, becomes)).map((viewer) => ({ agent: viewer.id, because: 'loses-sight' as const }));
}

/** So far back is looked for whom to answer, as a reply does. */
const answered = 20;

/** null: nobody can be answered without choosing somebody. */
async function answersOf(desk: Desk, workspace: string, conversation: Pick<MergeableConversation, 'subject' | 'inbox' | 'contact'>, lying: readonly string[], only?: (message: Answerable) => boolean): Promise<AnswersTo> {
  const [{ identities }, messages] = await Promise.all([
    findContacts(desk.db, workspace, [conversation.contact]),
    Promise.all(lying.map((id) => listAnswerable(desk.db, workspace, id, conversation.inbox, answered))),
  ]);
  const inOrder = messages.flat().filter((message) => only?.(message) ?? true).toSorted((one, other) => one.sent_at.getTime() - other.sent_at.getTime()).slice(-answered);
  try {
    const account = await getAccount(desk, desk.db, workspace, conversation.inbox);
    const { recipients } = addressReply({ account, conversation, messages: inOrder, identities }, { sender: null, blindCopy: [] });
    const names = await findNamesOf(desk.db, workspace, account.channel.name, [...recipients.to, ...recipients.copy].map((one) => one.address));
    const named = (people: typeof recipients.to) => people.map((one) => ({ ...one, name: names.get(one.address) ?? one.name }));
    return { inbox: conversation.inbox, to: named(recipients.to), copy: named(recipients.copy) };
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'not-found') return null;
    throw error;
  }
}

export async function previewSplit(desk: Desk, workspace: string, id: string, messages: readonly string[], wanted: string | undefined): Promise<SplitPreview> {
  const [[row], [conversation], chosen] = await Promise.all([findConversationRows(desk.db, workspace, [id]), findConversations(desk.db, workspace, [id]), findWritten(desk.db, workspace, messages)]);
  if (!row || !conversation) throw new Refusal('not-found');
  const taken = chosen.filter((message) => message.conversation === id);
  const people = await findContactRoots(desk.db, workspace, taken.flatMap((message) => (message.author_kind === 'contact' ? [message.author] : [])));
  const { allowed, likely } = contactsOf(people, taken, conversation.contact);
  const contact = wanted !== undefined && allowed.includes(wanted) ? wanted : likely;
  const { contacts } = await findContacts(desk.db, workspace, allowed);
  const ids = new Set(taken.map((message) => message.id));
  const inbox = taken.find((message) => message.inbox !== null)?.inbox ?? conversation.inbox;
  return {
    conversation: presentConversation(row), messages: taken.length, promises: await countOpenPromises(desk.db, workspace, id, [...ids]),
    contacts: allowed.flatMap((one) => contacts.find((known) => known.id === one) ?? []).map((one) => ({ id: one.id, name: one.name })), contact, subject: conversation.subject,
    answers: {
      stays: await answersOf(desk, workspace, conversation, [id], (message) => !ids.has(message.id)),
      split: await answersOf(desk, workspace, { ...conversation, contact, inbox }, [id], (message) => ids.has(message.id)),
    },
  };
}
