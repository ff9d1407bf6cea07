// Some messages of a conversation become a conversation of their own: another matter, or another person's.
import { Refusal } from '../domain/refusal.ts';
import { findUnansweredSince } from '../store/conversation-waiting.ts';
import { saveConversationUpdate } from '../store/conversation.ts';
import { findMerge, saveMerge } from '../store/merge.ts';
import type { MergeableConversation, WrittenRow } from '../store/merge-conversations.ts';
import { copyParticipants, findNamed, findWritten, listCommitmentIds, lockConversations, moveMessages, saveSplitFrom, saveSummary } from '../store/merge-conversations.ts';
import { listIdentityAddresses, lockContacts } from '../store/merge-contacts.ts';
import { saveConversations, storable } from '../store/receive.ts';
import type { Actor, Change } from './change.ts';
import { change } from './change.ts';
import type { ConversationBefore } from './conversation-before.ts';
import { beforeOf, summaryNow } from './conversation-before.ts';
import type { Desk } from './desk.ts';
import { actorOfMerge } from './merge-conversations.ts';
import { refuseMissing, standingOf } from './move-conversation.ts';
import { newKey } from './save-arrivals.ts';

export type Split = {
  readonly id: string; readonly conversation: string; readonly from: string; readonly messages: readonly string[];
  /** Absent: whoever wrote what is taken out. */
  readonly contact?: string;
  /** Absent: as the conversation it comes from. */
  readonly subject?: string | null;
};

/** The same ids twice are one split. */
export async function splitConversation(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, wanted: Split): Promise<void> {
  await change(desk, who, async (within) => {
    // Contacts before conversations, as everywhere: who gets the new one must not be joined to another meanwhile.
    const people = await lockPeople(within, wanted);
    const [from] = await lockConversations(within.db, within.workspace, [wanted.from]);
    if (await findMerge(within.db, within.workspace, wanted.id)) return;
    if (!from) return refuseMissing(within, wanted.from);
    if ((await findNamed(within.db, within.workspace, [wanted.conversation])).size > 0) throw new Refusal('input-wrong', { conversation: 'Another conversation has this id already. Nothing was changed; give the new one an id of its own.' });
    const messages = await chosenOf(within, from, wanted.messages);
    await divide(within, wanted, { from, messages, ...contactOf(people, messages, from.contact, wanted.contact) });
  });
}

/** Who wrote the messages, each with who that is now. */
async function lockPeople(within: Change, wanted: Split): Promise<ReadonlyMap<string, string>> {
  const authors = (await findWritten(within.db, within.workspace, wanted.messages)).flatMap((message) => (message.author_kind === 'contact' ? [message.author] : []));
  const contacts = await lockContacts(within.db, within.workspace, authors);
  const joined = contacts.flatMap((one) => one.merged_into ?? []);
  if (joined.length > 0) await lockContacts(within.db, within.workspace, joined);
  return new Map(contacts.map((one) => [one.id, one.merged_into ?? one.id]));
}

async function chosenOf(within: Change, from: MergeableConversation, ids: readonly string[]): Promise<readonly WrittenRow[]> {
  const messages = (await findWritten(within.db, within.workspace, ids)).filter((message) => message.conversation === from.id);
  if (messages.length < new Set(ids).size) throw new Refusal('changed-meanwhile');
  if (messages.every((message) => message.direction === 'note')) throw new Refusal('input-wrong', { messages: 'A conversation of notes alone would have nobody in it. Choose a message too.' });
  if (messages.length === from.message_count) throw new Refusal('input-wrong', { messages: 'All messages are chosen, so nothing would be left. Leave at least one.' });
  return messages;
}

/** Who may have it: the present contact, and whoever wrote one of the messages. `people`: who each author is now. */
export function contactsOf(people: ReadonlyMap<string, string>, messages: readonly Pick<WrittenRow, 'direction' | 'author' | 'author_kind'>[], present: string): { readonly allowed: readonly string[]; readonly likely: string } {
  const authors = [...new Set(messages.flatMap((message) => (message.direction === 'in' && message.author_kind === 'contact' ? [people.get(message.author) ?? message.author] : [])))];
  return { allowed: [...new Set([present, ...authors])], likely: authors.length === 1 ? authors[0]! : present };
}

type Owner = { readonly contact: string; /** Whose it would be if no contacts had been joined, where that is somebody else. */ readonly own: string | null };

function contactOf(people: ReadonlyMap<string, string>, messages: readonly WrittenRow[], present: string, wanted: string | undefined): Owner {
  const { allowed, likely } = contactsOf(people, messages, present);
  if (wanted !== undefined && !allowed.includes(wanted)) throw new Refusal('input-wrong', { contact: 'Only who wrote one of these messages, or whose the conversation is, can have it.' });
  const contact = wanted ?? likely;
  const author = messages.find((message) => message.direction === 'in' && people.get(message.author) === contact)?.author;
  return { contact, own: author === undefined || author === contact ? null : author };
}

async function divide(within: Change, wanted: Split, { from, messages, contact, own }: Owner & { readonly from: MergeableConversation; readonly messages: readonly WrittenRow[] }): Promise<void> {
  const { db, workspace } = within;
  const before = await beforeOf(within, from);
  const subject = wanted.subject === undefined ? from.subject : wanted.subject === null ? null : storable(wanted.subject).replace(/\s+/gu, ' ').trim() || null;
  await saveConversations(db, workspace, within.now, [{ id: wanted.conversation, key: newKey(), contact, own_contact: own, inbox: messages.find((message) => message.inbox !== null)?.inbox ?? from.inbox, subject, team: from.team }]);
  await saveSplitFrom(db, workspace, wanted.conversation, from.split_from ?? from.id);
  const ids = messages.map((message) => message.id);
  await moveMessages(db, workspace, from.id, wanted.conversation, ids);
  await copyParticipants(db, workspace, from.id, wanted.conversation, [...messages.flatMap(addressesOf), ...await listIdentityAddresses(db, workspace, [contact])]);
  await settleHalf(within, wanted.conversation, { ...before, newest: null, spoken: null, subject, tags: [] }, true);
  await settleHalf(within, from.id, before, from.state !== 'closed');
  const standings = await findStandings(within, [from.id, wanted.conversation]);
  const number = (await findNamed(db, workspace, [wanted.conversation])).get(wanted.conversation)!.number;
  await saveMerge(db, workspace, within.now, {
    id: wanted.id, kind: 'split', survivor: from.id, before, after: { standing: standings.get(from.id) }, actor: actorOfMerge(within.actor),
    parts: [{ part: wanted.conversation, before: { standing: standings.get(wanted.conversation) } }],
  });
  const commitments = await listCommitmentIds(db, workspace, [wanted.conversation]);
  const data = { merge: wanted.id, split: wanted.conversation, number, count: ids.length };
  within.record('conversation-split', { conversation: from.id, data: { ...data, taken: ids, commitments } });
  within.record('conversation-split', { conversation: wanted.conversation, data: { ...data, into: from.id, intoNumber: from.number, contact, commitments } });
}

/** Where an answer to them came from, or goes. */
function addressesOf({ recipients, sender }: WrittenRow): readonly string[] {
  const { to, copy } = recipients as { readonly to: readonly { readonly address: string }[]; readonly copy: readonly { readonly address: string }[] };
  const from = sender as { readonly address: string } | null;
  return [...to, ...copy, ...(from ? [from] : [])].map((one) => one.address.toLowerCase());
}

/** Each half waits for an answer if its own messages do. */
async function settleHalf(within: Change, id: string, before: ConversationBefore, open: boolean): Promise<void> {
  const { db, workspace } = within;
  await saveSummary(db, workspace, id, { ...(await summaryNow(within, id, [before], within.now)), assignee: before.assignee, team: before.team, subject: before.subject });
  const since = (await findUnansweredSince(db, workspace, id))?.toISOString() ?? null;
  if (open) await saveConversationUpdate(db, workspace, id, { waitingSince: since });
}

async function findStandings(within: Change, ids: readonly string[]): Promise<ReadonlyMap<string, ReturnType<typeof standingOf>>> {
  return new Map((await lockConversations(within.db, within.workspace, ids)).map((row) => [row.id, standingOf(row)]));
}

