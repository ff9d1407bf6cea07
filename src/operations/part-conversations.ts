// Conversations that were merged are parted again. What is at home in a merged one goes back with it, and so does a reply that
// answered only that one; what was decided meanwhile was decided about the survivor and stays there.
import type { Meanwhile, WrittenMeanwhile } from '../domain/conversation/merging.ts';
import { homesOfReplies, parted, restored } from '../domain/conversation/merging.ts';
import type { State } from '../domain/conversation/message.ts';
import type { Standing } from '../domain/conversation/transition.ts';
import { saveConversationUpdate } from '../store/conversation.ts';
import type { FoundMerge } from '../store/merge.ts';
import { listLaterMerges } from '../store/merge.ts';
import type { MeanwhileRow, MergeableConversation, WrittenRow } from '../store/merge-conversations.ts';
import { copyParticipants, findConversations, findNamed, findWritten, listCommitmentIds, listMeanwhile, moveHome, moveWritings, saveSummary, saveUnmerged } from '../store/merge-conversations.ts';
import { removeConversationTags } from '../store/tag.ts';
import type { Change } from './change.ts';
import type { ConversationBefore, Kept } from './conversation-before.ts';
import { summaryNow } from './conversation-before.ts';

type Part = { readonly id: string; readonly before: ConversationBefore };
type After = Kept & { readonly added: readonly string[] };

export async function partConversations(within: Change, { merge, parts: rows }: FoundMerge): Promise<void> {
  const { db, workspace } = within;
  const parts: readonly Part[] = rows.map((row) => ({ id: row.part, before: row.before as ConversationBefore }));
  const survivor: Part = { id: merge.survivor, before: merge.before as ConversationBefore };
  const [row] = await findConversations(db, workspace, [survivor.id]);
  const since = await writtenSince(within, merge, survivor.id);
  const homeOf = homeAmong(survivor, parts);
  const waiting = [survivor, ...parts].filter((one) => one.before.standing.waitingSince !== null).map((one) => one.id);
  const replies = homesOfReplies(survivor.id, waiting, since.written.map((message): WrittenMeanwhile => ({ ...asWritten(message), home: homeOf(message.home) })));
  const placeOf = (message: WrittenRow) => replies.get(message.id) ?? homeOf(message.home);
  const before = new Map([survivor, ...parts].map((one) => [one.id, one.before.standing] as const));
  const standings = parted(before, meanwhileOf(since, survivor.id, placeOf));
  const named = await findNamed(db, workspace, [survivor.id, ...parts.map((part) => part.id)]);

  for (const part of parts) {
    const back = since.written.filter((message) => message.direction === 'out' && message.home === null && placeOf(message) === part.id);
    await bringBack(within, survivor.id, part, back);
    await settle(within, part, { assignee: part.before.assignee, team: part.before.team, subject: part.before.subject }, standings.get(part.id)!, merge.created_at);
    const commitments = await listCommitmentIds(db, workspace, [part.id]);
    const data = { merge: merge.id, merged: part.id, number: named.get(part.id)!.number };
    within.record('merge-undone', { conversation: survivor.id, data: { ...data, homes: [part.id, ...part.before.family], back: back.map((message) => message.id), commitments } });
    within.record('merge-undone', { conversation: part.id, data: { ...data, into: survivor.id, intoNumber: named.get(survivor.id)!.number, contact: named.get(part.id)!.contact, commitments } });
  }
  await restoreSurvivor(within, survivor, merge.after as After, row!, standings.get(survivor.id)!, merge.created_at);
}

function homeAmong(survivor: Part, parts: readonly Part[]): (home: string | null) => string {
  return (home) => parts.find((part) => home === part.id || (home !== null && part.before.family.includes(home)))?.id ?? survivor.id;
}

function asWritten(message: WrittenRow): Omit<WrittenMeanwhile, 'home'> {
  return { id: message.id, direction: message.direction, byPerson: message.author_kind === 'agent', machineSent: message.machine_sent };
}

/** `messages`: all that something happened to; `written`: those that are new. */
type Since = { readonly events: readonly MeanwhileRow[]; readonly messages: readonly WrittenRow[]; readonly written: readonly WrittenRow[] };

const kinds = ['message-received', 'third-party-answered', 'reply-sent', 'forward-sent', 'note-added', 'delivery-changed', 'conversation-closed', 'conversation-reopened', 'conversation-snoozed', 'conversation-woken', 'conversation-waiting'];

/**
 * What happened to the survivor since, wherever it lay meanwhile: while it was itself merged into another, its messages were told of
 * there. Only messages that lie in it now are its own.
 */
async function writtenSince(within: Change, merge: FoundMerge['merge'], survivor: string): Promise<Since> {
  const { db, workspace } = within;
  const places = new Set([survivor]);
  for (let before = 0; before < places.size;) {
    before = places.size;
    for (const later of await listLaterMerges(db, workspace, merge.place, [...places])) {
      if (later.kind === 'conversations' && later.parts.some((part) => places.has(part))) places.add(later.survivor);
      if (later.kind === 'split' && places.has(later.survivor)) for (const part of later.parts) places.add(part);
    }
  }
  const events = await listMeanwhile(db, workspace, [...places], kinds, merge.cursor);
  const named = (of: readonly MeanwhileRow[]) => of.flatMap((event) => (typeof event.data['message'] === 'string' ? [event.data['message']] : []));
  const written = new Set(named(events.filter((event) => event.kind !== 'delivery-changed')));
  const messages = (await findWritten(db, workspace, named(events))).filter((message) => message.conversation === survivor);
  return { events, messages, written: messages.filter((message) => written.has(message.id)) };
}

function meanwhileOf({ events, messages: all }: Since, survivor: string, placeOf: (message: WrittenRow) => string): readonly Meanwhile[] {
  const messages = new Map(all.map((message) => [message.id, message]));
  return events.flatMap((event): Meanwhile[] => {
    const message = messages.get(String(event.data['message']));
    switch (event.kind) {
      case 'message-received':
        return message ? [{ is: 'incoming', of: placeOf(message), at: message.sent_at.toISOString(), machineSent: message.machine_sent }] : [];
      case 'third-party-answered':
        return message ? [{ is: 'third party', of: placeOf(message), machineSent: message.machine_sent }] : [];
      case 'forward-sent':
        return [];
      case 'reply-sent':
        return message ? [{ is: 'reply', of: placeOf(message), at: event.at.toISOString(), byPerson: message.author_kind === 'agent', then: thenOf(event) }] : [];
      case 'delivery-changed':
        return message && ['failed', 'unknown'].includes(String(event.data['state'])) ? [{ is: 'failed', of: placeOf(message), sentAt: message.direction === 'out' ? message.sent_at.toISOString() : null }] : [];
      default:
        return event.conversation === survivor ? [...decisionOf(event, events)] : [];
    }
  });
}

/** Replies of older versions did not note what became of the conversation: most wait for the customer. */
function thenOf(event: MeanwhileRow): 'open' | 'waiting' | 'closed' {
  const then = event.data['then'];
  return then === 'open' || then === 'closed' ? then : 'waiting';
}

function decisionOf(event: MeanwhileRow, events: readonly MeanwhileRow[]): readonly Meanwhile[] {
  const state = stateOf(event);
  // Closing with a reply, and reopening by a message or a failure, follow from what is told besides.
  const follows = event.kind === 'conversation-closed' ? events.some((one) => one.kind === 'reply-sent' && one.at.getTime() === event.at.getTime() && thenOf(one) === 'closed')
    : event.kind === 'conversation-reopened' && ['customer-wrote', 'third-party-wrote', 'delivery-failed'].includes(String(event.data['because']));
  return state === null || follows ? [] : [{ is: 'decided', of: event.conversation, state }];
}

function stateOf({ kind, at, data }: MeanwhileRow): State | null {
  switch (kind) {
    case 'conversation-closed':
      return { is: 'closed', at: at.toISOString(), because: data['because'] === 'spam' || data['because'] === 'no answer' ? data['because'] : 'solved' };
    case 'conversation-reopened':
    case 'conversation-woken':
      return { is: 'open' };
    case 'conversation-snoozed':
      return { is: 'snoozed', until: String(data['until']) };
    case 'conversation-waiting':
      return { is: 'waiting', for: data['for'] === 'third party' ? 'third party' : 'customer' };
    default:
      return null;
  }
}

async function bringBack(within: Change, survivor: string, part: Part, replies: readonly WrittenRow[]): Promise<void> {
  const { db, workspace } = within;
  await saveUnmerged(db, workspace, part.id);
  await moveHome(db, workspace, survivor, part.id, part.before.family, replies.map((message) => message.id));
  await moveWritings(db, workspace, survivor, part.id, part.before.writings);
  const addresses = [...new Set(replies.flatMap(addressesOf))];
  await copyParticipants(db, workspace, survivor, part.id, addresses);
}

/** To whom a reply went: those who may answer it later. */
function addressesOf({ recipients }: WrittenRow): readonly string[] {
  const { to, copy } = recipients as { readonly to: readonly { readonly address: string }[]; readonly copy: readonly { readonly address: string }[] };
  return [...to, ...copy].map((one) => one.address.toLowerCase());
}

async function settle(within: Change, part: Part, kept: Omit<Kept, 'standing'>, standing: Standing, since: Date): Promise<void> {
  const { db, workspace } = within;
  await saveSummary(db, workspace, part.id, { ...(await summaryNow(within, part.id, [part.before], since.toISOString())), ...kept });
  await saveConversationUpdate(db, workspace, part.id, { state: standing.state, waitingSince: standing.waitingSince });
}

async function restoreSurvivor(within: Change, survivor: Part, after: After, now: MergeableConversation, standing: Standing, since: Date): Promise<void> {
  const { before } = survivor;
  await removeConversationTags(within.db, within.workspace, survivor.id, after.added);
  const kept = { assignee: restored(before.assignee, after.assignee, now.assignee), team: restored(before.team, after.team, now.team), subject: restored(before.subject, after.subject, now.subject) };
  await settle(within, survivor, kept, standing, since);
}
