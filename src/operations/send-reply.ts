// The outbound flow, steps 3 to 5: an agent's reply is checked against what happened since, stored with its delivery and its
// promises, and shown at once. Sending itself is the worker's, after the time in which it can be undone.
import { automaticRepliesADay, mayAnswerAutomatically } from '../domain/conversation/automatic-reply.ts';
import { isWindowOpen } from '../domain/conversation/reply-window.ts';
import { Refusal } from '../domain/refusal.ts';
import type { RecipientsView } from '../contract/views.ts';
import { countAutomaticReply, isLastFromMachine } from '../store/automatic-reply.ts';
import { findContacts } from '../store/contact.ts';
import { findMessageBrief, listAnswerable, lockConversation } from '../store/conversation.ts';
import { findLastWritten } from '../store/identity.ts';
import { storable } from '../store/receive.ts';
import { listThirdParties } from '../store/third-party.ts';
import { findWorkspaceTime } from '../store/workspace-time.ts';
import type { Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import type { InboxAccount } from './inbox-account.ts';
import { getAccount } from './inbox-account.ts';
import { addressReply } from './address-reply.ts';
import { refuseMissing } from './move-conversation.ts';
import { isRepeated } from './repeated.ts';
import type { Renewal } from './settle-by-reply.ts';
import type { ReplyAuthor } from './store-reply.ts';
import { actorOf, storeReply } from './store-reply.ts';

export type Reply = {
  readonly id: string;
  readonly conversation: string;
  readonly author: ReplyAuthor;
  readonly text: string;
  readonly version: number;
  readonly anyway: boolean;
  readonly inbox?: string;
  readonly sender: string | null;
  readonly copy?: RecipientsView['copy'];
  readonly blindCopy: RecipientsView['blindCopy'];
  readonly attachments: readonly string[];
  readonly then: 'open' | 'waiting' | 'closed';
  /** Absent: every promise found is kept with its found due time. */
  readonly commitments?: readonly { readonly start: number; readonly end: number; readonly due: string | null }[];
  /** Promises that it keeps, and one that it asks more time for. */
  readonly keeps?: readonly string[];
  readonly renews?: Renewal | undefined;
  readonly undoSeconds?: number;
};

/** So far back is looked for whom to answer and who was copied in. */
const answered = 20;

/** The same id twice is one reply: the second call changes nothing. */
export async function sendReply(desk: Desk, workspace: string, reply: Reply): Promise<void> {
  desk.passing('out-2');
  checkRenewal(reply.renews, desk.now());
  await change(desk, { workspace, actor: actorOf(reply.author) }, (within) => replyWithin(desk, within, reply));
  desk.passing('out-5');
}

/** `sendAt`: when the customer reads it. */
export function checkRenewal(renews: Renewal | undefined, sendAt: string): void {
  if (renews && Date.parse(renews.due) <= Date.parse(sendAt)) throw new Refusal('input-wrong', { 'renews.due': 'The new time must lie ahead.' });
}

/** As part of a change that does more: a planned reply whose time has come is taken off the plan by the same one. */
export async function replyWithin(desk: Desk, within: Change, reply: Reply): Promise<void> {
  const { workspace } = within;
  const [conversation, stored, time] = await Promise.all([
    lockConversation(within.db, workspace, reply.conversation), findMessageBrief(within.db, workspace, reply.id), findWorkspaceTime(within.db, workspace),
  ]);
  if (!conversation) return refuseMissing(within, reply.conversation);
  if (isRepeated(stored, { conversation: reply.conversation, direction: 'out', author: reply.author.id, text: storable(reply.text) })) return;
  // Assigning or tagging does not make a reply outdated; words do.
  if (reply.version < conversation.words_version && !reply.anyway) {
    throw new Refusal('answered-meanwhile', { version: conversation.version });
  }
  const inbox = reply.inbox ?? conversation.inbox;
  const [{ contacts, identities }, messages, account, thirdParties] = await Promise.all([
    findContacts(within.db, workspace, [conversation.contact]), listAnswerable(within.db, workspace, conversation.id, inbox, answered), getAccount(desk, within.db, workspace, inbox),
    listThirdParties(within.db, workspace, conversation.id),
  ]);
  if (contacts[0]?.blocked_at) throw new Refusal('contact-blocked');
  if (account.row.archived_at) throw new Refusal('inbox-archived');
  const addressed = addressReply({ account, conversation, messages, identities, thirdParties }, reply);
  await refuseClosedWindow(within, account, conversation.contact, addressed.to);
  if (reply.author.kind === 'automation') await refuseLoop(within, conversation.id, account.row.id, addressed.to);
  desk.passing('out-3');
  await storeReply(desk, within, { conversation, account, addressed, time, reply });
  desk.passing('out-4');
}

/** The vendor would refuse it: said before it is stored, so that what was written stays with its author. */
async function refuseClosedWindow(within: Change, { row, channel }: InboxAccount, contact: string, to: string): Promise<void> {
  const { replyWindow } = channel.can;
  if (replyWindow === null) return;
  if (!isWindowOpen(replyWindow, await findLastWritten(within.db, within.workspace, contact, row.id, to), within.now)) throw new Refusal('channel-window-closed');
}

/** Two machines that greet each other never stop by themselves (RFC 3834 section 2). */
async function refuseLoop(within: Change, conversation: string, inbox: string, to: string): Promise<void> {
  const lastFromMachine = await isLastFromMachine(within.db, within.workspace, conversation);
  const answeredToday = (await countAutomaticReply(within.db, within.workspace, inbox, to.toLowerCase(), within.now.slice(0, 10))) - 1;
  if (!mayAnswerAutomatically({ lastFromMachine, answeredToday })) throw new Refusal('automatic-reply-loops', { most: automaticRepliesADay });
}
