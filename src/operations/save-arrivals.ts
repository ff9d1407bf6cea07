// Stores placed messages with their readings, and what they change about their conversations.
import { randomBytes } from 'node:crypto';
import type { IncomingAttachment } from '../channels/channel.ts';
import { sure } from '../domain/contact/written-language.ts';
import { lastWords } from '../domain/conversation/summary.ts';
import { localNow } from '../domain/time/local-now.ts';
import type { Reading } from '../language/reading/reading.ts';
import { listContactConversationIds, stateColumns } from '../store/conversation.ts';
import { saveMedia } from '../store/media.ts';
import type { CandidateRow, ConversationChange, NewAttachment, WrittenLanguage } from '../store/receive.ts';
import { saveConversationChanges, saveConversations, saveMergedActive, saveMessages, storable } from '../store/receive.ts';
import type { Change } from './change.ts';
import type { Desk } from './desk.ts';
import type { Placed, Standing } from './place-arrivals.ts';
import { returnPlansOf } from './return-plan.ts';
import { returnStartsTo } from './return-start.ts';
import { tellAnswered } from './tell-answered.ts';

type ReadPlaced = Placed & { readonly text: string; readonly reading: Reading; readonly attachments: readonly StoredAttachment[] };

export type Around = { readonly candidates: readonly CandidateRow[]; readonly timeZone: string; readonly plans: boolean };

export async function saveArrivals(desk: Desk, within: Change, placed: readonly Placed[], { candidates, timeZone, plans }: Around): Promise<void> {
  const all: ReadPlaced[] = [];
  for (const one of placed) {
    const text = storable(one.arrival.message.content.text);
    all.push({ ...one, text, reading: readingOf(desk, one, text, timeZone), attachments: await storeAttachments(desk, one) });
  }
  desk.passing('in-4');
  const languages = languagesOf(all);
  saveBegun(within, all);
  within.alongside(saveMessages(within.db, within.workspace, within.now, {
    messages: all.map((one) => ({
      id: one.arrival.messageId, conversation: one.standing.id, inbox: one.arrival.source.row.inbox, direction: 'in', author_kind: 'contact', author: one.arrival.own, home: one.home,
      external_id: one.arrival.message.externalId, fingerprint: one.arrival.message.fingerprint, language: one.reading.language.code, subject: one.arrival.message.content.subject,
      text: one.text, html: one.arrival.message.content.html, recipients: one.arrival.message.recipients, sender: senderOf(one), machine_sent: one.arrival.message.machineSent,
      sent_at: one.arrival.message.sentAt, raw_input: one.arrival.source.row.id, against_version: null, notices: one.arrival.message.notices ?? [], page: one.arrival.message.page ?? null,
    })),
    readings: all.map((one) => ({ message: one.arrival.messageId, value: one.reading, engine: `${one.reading.engine.version}/${one.reading.engine.pack}` })),
    attachments: all.flatMap((one) => one.attachments),
    participants: all.flatMap((one) => participantsOf(one)),
    languages,
  }));
  for (const one of all) saveRemote(within, one.arrival.source.row.inbox, one.attachments);
  within.alongside(saveMergedActive(within.db, within.workspace, all.flatMap((one) => (one.home === null ? [] : [{ id: one.home, at: one.arrival.message.sentAt }]))));
  desk.passing('in-6');
  within.alongside(saveConversationChanges(within.db, within.workspace, [...Map.groupBy(all, (one) => one.standing)].map(([standing, messages]) => changeOf(standing, messages, candidates))));
  const created = new Set(all.filter((one) => one.arrival.created).map((one) => one.arrival.contact));
  for (const { contact } of languages) if (!created.has(contact)) within.record('contact-changed', { data: { contact, conversations: await listContactConversationIds(within.db, within.workspace, contact) } });
  tell(within, all);
  // A machine's notice is not the customer.
  const answers = all.filter((one) => !one.standing.begun && !one.arrival.message.machineSent);
  if (plans) await returnStartsTo(desk, within, all.filter((one) => !one.arrival.message.machineSent).map(({ arrival: { message, source } }) => ({ channel: source.account.channel.name, externalId: message.from.externalId })));
  if (plans) await returnPlansOf(desk, within, [...new Set(answers.map((one) => one.standing.id))]);
  const heard = answers.filter((one) => !one.arrival.blocked && one.standing.state.is === 'open');
  // What nobody has in hand need not be asked about.
  const inHand = heard.filter((one) => candidates.some((candidate) => candidate.id === one.standing.id && candidate.assignee !== null));
  if (inHand.length > 0) await tellAnswered(desk, within, new Map(inHand.map((one) => [one.standing.id, one.arrival.messageId])));
}

/** What was written decides. What the channel says (a page's language) counts only where the words say nothing. */
function readingOf(desk: Desk, { arrival: { message } }: Placed, text: string, timeZone: string): Reading {
  const now = localNow(message.sentAt, timeZone);
  const reading = desk.language.read(text, { now });
  return reading.language.code === 'und' && message.from.language !== undefined ? desk.language.read(text, { now, language: message.from.language }) : reading;
}

/** In which contacts were seen to write, surely and for the first time; what a person set stays, and what a machine wrote in their name says nothing. */
function languagesOf(all: readonly ReadPlaced[]): readonly WrittenLanguage[] {
  const written = all.filter((one) => !one.arrival.message.machineSent && !one.arrival.languageSet && isSure(one.reading));
  const last = new Map(written.map((one) => [one.arrival.contact, one]));
  return [...last.values()].filter((one) => one.arrival.language !== one.reading.language.code).map((one) => ({ contact: one.arrival.contact, language: one.reading.language.code }));
}

function isSure({ language }: Reading): boolean {
  return language.code !== 'und' && language.confidence >= sure;
}

/** Where an answer goes: the address that was asked for, or the one it came from. */
function senderOf(one: Placed): { readonly name: string | null; readonly address: string } {
  const { from, answerTo } = one.arrival.message;
  return answerTo ?? { name: from.name, address: from.externalId };
}

/** Attachments lie in the blob store before any row speaks of them. */
export async function storeAttachments(desk: Desk, placed: { readonly arrival: Pick<Placed['arrival'], 'message' | 'messageId'> }): Promise<readonly StoredAttachment[]> {
  const stored: StoredAttachment[] = [];
  for (const attachment of placed.arrival.message.content.attachments) {
    stored.push({
      id: desk.newId(), message: placed.arrival.messageId, name: attachment.name.slice(0, 500) || 'attachment', media_type: attachment.mediaType, content_id: attachment.contentId,
      ...(await storeOne(desk, attachment)),
    });
  }
  return stored;
}

/** `remote`: what the vendor still holds, which is fetched later (fetch-media.ts). */
export type StoredAttachment = NewAttachment & { readonly remote?: string };

/** Media that are to be fetched, after the rows of their attachments. */
export function saveRemote(within: Change, inbox: string, attachments: readonly StoredAttachment[]): void {
  const media = attachments.flatMap(({ id, remote }) => (remote === undefined ? [] : [{ attachment: id, inbox, remote }]));
  if (media.length === 0) return;
  within.alongside(saveMedia(within.db, within.workspace, within.now, media));
  within.wakeWorker('media');
}

async function storeOne(desk: Desk, { content }: IncomingAttachment): Promise<Pick<StoredAttachment, 'hash' | 'bytes' | 'remote'>> {
  if (content instanceof Uint8Array) return desk.blobs.put(content);
  return 'remote' in content ? { hash: null, bytes: content.bytes ?? 0, remote: content.remote } : content;
}

function saveBegun(within: Change, all: readonly ReadPlaced[]): void {
  const begun = [...new Set(all.map((one) => one.standing))].filter((standing) => standing.begun);
  within.alongside(saveConversations(within.db, within.workspace, within.now, begun.map((standing) => ({
    id: standing.id, key: newKey(), contact: standing.contact, own_contact: standing.ownContact === standing.contact ? null : standing.ownContact, inbox: standing.inbox, subject: standing.subject === null ? null : storable(standing.subject).slice(0, 500), team: null,
  }))));
}

/** 80 random bits in letters and digits that survive any mail system: a reply that carries it belongs here. */
export function newKey(): string {
  return randomBytes(10).toString('hex');
}

function participantsOf(one: ReadPlaced): readonly { readonly conversation: string; readonly channel: string; readonly external_id: string; readonly name: string | null }[] {
  const channel = one.arrival.source.account.channel.name;
  const { from, thread } = one.arrival.message;
  return [...new Set([from.externalId, ...thread.participants])].map((external) => ({
    // Who is on a merged conversation stays with it, so that parting them again mixes nobody up.
    conversation: one.home ?? one.standing.id, channel, external_id: external, name: external === from.externalId ? from.name : null,
  }));
}

function changeOf(standing: Standing, messages: readonly ReadPlaced[], candidates: readonly CandidateRow[]): ConversationChange {
  const before = candidates.find((candidate) => candidate.id === standing.id);
  const newest = messages.reduce((one, other) => (other.arrival.message.sentAt >= one.arrival.message.sentAt ? other : one));
  const spoken = messages.filter((one) => !one.arrival.message.machineSent).at(-1)?.reading;
  return {
    id: standing.id,
    ...stateColumns(standing.state),
    waiting_since: standing.waitingSince,
    language: languageAfter(spoken, before?.language ?? null),
    last_message: newest.arrival.messageId,
    last_at: later(newest.arrival.message.sentAt, before?.last_at.toISOString()),
    last_text: lastWords(newest.text, newest.reading.ownWords, 'in'),
    last_direction: 'in',
    added: messages.length,
    mood: spoken?.mood ?? before?.mood ?? 'neutral',
    mood_intensity: spoken ? intensityOf(spoken) : (before?.mood_intensity ?? 0),
    urgency: spoken?.urgency.value ?? before?.urgency ?? 'none',
  };
}

function languageAfter(spoken: Reading | undefined, before: string | null): string | null {
  if (!spoken || spoken.language.code === 'und') return before;
  return before === null || isSure(spoken) ? spoken.language.code : before;
}

function intensityOf(reading: Reading): number {
  return reading.emotions.find((emotion) => emotion.value === reading.mood)?.intensity ?? 0;
}

function later(one: string, other: string | undefined): string {
  return other !== undefined && other > one ? other : one;
}

function tell(within: Change, all: readonly ReadPlaced[]): void {
  const told = new Set<string>();
  for (const { arrival, standing } of all) {
    const actor = { kind: 'contact', id: arrival.contact } as const;
    const first = !told.has(standing.id);
    told.add(standing.id);
    if (first && standing.begun) within.record('conversation-started', { conversation: standing.id, actor, data: { contact: arrival.contact } });
    within.record('message-received', { conversation: standing.id, actor, data: { message: arrival.messageId, channel: arrival.source.account.channel.name } });
    if (first && standing.reopened) within.record('conversation-reopened', { conversation: standing.id, actor, data: { because: 'customer-wrote' } });
  }
}
