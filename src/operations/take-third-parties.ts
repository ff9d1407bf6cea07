// Answers of third parties: stored in the conversation that they were asked about, as their own words and nobody else's. They are
// not read for feelings, make nobody a contact and leave the customer's clocks alone; they only bring the conversation back.
import type { IncomingMessage } from '../channels/channel.ts';
import type { Standing } from '../domain/conversation/transition.ts';
import { lastWords } from '../domain/conversation/summary.ts';
import { afterThirdParty, isFromThirdParty } from '../domain/conversation/third-party.ts';
import { localNow } from '../domain/time/local-now.ts';
import { lockConversation, saveConversationUpdate } from '../store/conversation.ts';
import { saveMessages, storable } from '../store/receive.ts';
import type { NewParticipant } from '../store/receive.ts';
import { findRelations } from '../store/third-party.ts';
import type { Change } from './change.ts';
import type { Desk } from './desk.ts';
import type { Interpreted } from './interpret-raw.ts';
import { standingOf } from './move-conversation.ts';
import { notifyAgent } from './notify-agent.ts';
import { placeByThread } from './place-arrivals.ts';
import { returnForwardsTo } from './return-plan.ts';
import type { Around } from './save-arrivals.ts';
import { saveRemote, storeAttachments } from './save-arrivals.ts';

type FromInput = { readonly source: Interpreted; readonly message: IncomingMessage };
/** One letter of a third party, with the id that it is stored under. */
export type Letter = FromInput & { readonly messageId: string };

/** Those of the messages that third parties wrote. Looked up before anybody is made a contact. */
export async function findThirdPartyLetters(within: Change, messages: readonly FromInput[]): Promise<ReadonlySet<FromInput>> {
  const named = messages.filter(({ source, message: { thread } }) => source.account.channel.can.copies && (thread.key !== null || thread.number !== null || thread.references.length > 0));
  const relations = await findRelations(within.db, within.workspace, named.map(({ source, message: { from, thread } }, place) => ({
    place, channel: source.account.channel.name, sender: from.externalId, key: thread.key, references: thread.references, number: thread.number,
  })));
  const byPlace = Map.groupBy(relations, (relation) => relation.place);
  return new Set(named.filter((_message, place) => isFromThirdParty(byPlace.get(place) ?? [])));
}

/** @returns the inputs whose letters were stored */
export async function takeThirdParties(desk: Desk, within: Change, letters: readonly Letter[], around: Pick<Around, 'candidates' | 'timeZone'>): Promise<readonly Interpreted[]> {
  for (const letter of letters) await takeOne(desk, within, letter, around);
  return letters.map((letter) => letter.source);
}

async function takeOne(desk: Desk, within: Change, letter: Letter, { candidates, timeZone }: Pick<Around, 'candidates' | 'timeZone'>): Promise<void> {
  const { source, message, messageId } = letter;
  const { db, workspace, now } = within;
  const place = placeByThread({ source, message }, candidates);
  const conversation = place && (await lockConversation(db, workspace, place.conversation));
  // What it names was taken away a moment ago: taken once more, it is looked at anew.
  if (!place || !conversation) throw new Error('The conversation of a third party\'s letter is gone.');
  const text = storable(message.content.text);
  const reading = desk.language.read(text, { now: localNow(message.sentAt, timeZone) });
  const attachments = await storeAttachments(desk, { arrival: letter });
  const name = message.from.name === null ? null : storable(message.from.name);
  within.alongside(saveMessages(db, workspace, now, {
    messages: [{
      id: messageId, conversation: conversation.id, home: place.home, inbox: source.row.inbox, direction: 'from third party', author_kind: 'third party', author: message.from.externalId,
      external_id: message.externalId, fingerprint: message.fingerprint, language: reading.language.code, subject: message.content.subject, text, html: message.content.html,
      recipients: message.recipients, sender: message.answerTo ?? { name, address: message.from.externalId }, machine_sent: message.machineSent, sent_at: message.sentAt,
      raw_input: source.row.id, against_version: null, notices: message.notices ?? [], own_words: reading.ownWords,
    }],
    readings: [], attachments, participants: participantsOf(letter, place.home ?? conversation.id),
  }));
  saveRemote(within, source.row.inbox, attachments);
  const before = standingOf(conversation);
  const after: Standing = afterThirdParty(before, message);
  within.alongside(saveConversationUpdate(db, workspace, conversation.id, {
    state: after.state, added: 1, words: true, last: { message: messageId, at: now, text: lastWords(text, reading.ownWords, 'from third party'), direction: 'from third party' },
  }));
  within.record('third-party-answered', { conversation: conversation.id, data: { message: messageId, channel: source.account.channel.name } });
  if (before.state.is !== 'open' && after.state.is === 'open') within.record('conversation-reopened', { conversation: conversation.id, data: { because: 'third-party-wrote' } });
  if (!message.machineSent) await returnForwardsTo(desk, within, conversation.id, new Set([message.from.externalId, message.answerTo?.address ?? message.from.externalId].map((one) => one.toLowerCase())));
  if (conversation.assignee !== null && !message.machineSent) {
    await notifyAgent(desk, within, { agent: conversation.assignee, kind: 'third-party-answered', conversation: conversation.id, message: messageId, data: { name: name ?? message.from.externalId } });
  }
}

/** Whoever they bring in is on their side, unless they are on the customer's already. */
function participantsOf({ source, message }: Letter, conversation: string): readonly NewParticipant[] {
  return [...new Set([message.from.externalId, ...message.thread.participants])].map((external) => ({
    conversation, channel: source.account.channel.name, external_id: external, name: external === message.from.externalId ? message.from.name : null, third_party: true,
  }));
}
