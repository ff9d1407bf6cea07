// An agent writes first: the contact is found or made, the conversation begins, and its first message goes the way of every reply.
import type { RecipientsView } from '../contract/views.ts';
import { lastWords } from '../domain/conversation/summary.ts';
import { Refusal } from '../domain/refusal.ts';
import { findMessageBrief, lockConversation, saveConversationUpdate } from '../store/conversation.ts';
import { removeSentDraft } from '../store/draft.ts';
import { ensureIdentities, saveConversations, storable } from '../store/receive.ts';
import { findWorkspaceTime } from '../store/workspace-time.ts';
import { chooseSender } from './address-reply.ts';
import type { Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import type { InboxAccount } from './inbox-account.ts';
import { getAccount } from './inbox-account.ts';
import { isRepeated } from './repeated.ts';
import { newKey } from './save-arrivals.ts';
import type { ReplyAuthor } from './store-reply.ts';
import { actorOf, storeReply } from './store-reply.ts';

export type Start = {
  readonly id: string; readonly message: string; readonly author: ReplyAuthor; readonly inbox: string; readonly to: { readonly name: string | null; readonly address: string };
  readonly copy: RecipientsView['copy']; readonly blindCopy: RecipientsView['blindCopy']; readonly subject: string | null; readonly text: string; readonly sender: string | null;
  readonly attachments: readonly string[]; readonly undoSeconds?: number;
};

/** The same ids twice are one conversation. */
export async function startConversation(desk: Desk, workspace: string, start: Start): Promise<void> {
  await change(desk, { workspace, actor: actorOf(start.author) }, (within) => startWithin(desk, within, start));
}

/** As part of a change that does more: a planned letter whose time has come is taken off the plan by the same one. */
export async function startWithin(desk: Desk, within: Change, start: Start): Promise<void> {
  const { workspace } = within;
  const text = storable(start.text);
  const subject = start.subject === null ? null : storable(start.subject);
  const contactName = start.to.name === null ? null : storable(start.to.name);
  const wanted = { conversation: start.id, direction: 'out', author: start.author.id, text } as const;
  const [stored, account, time] = await Promise.all([
    findMessageBrief(within.db, workspace, start.message), getAccount(desk, within.db, workspace, start.inbox), findWorkspaceTime(within.db, workspace),
  ]);
  if (isRepeated(stored, wanted, 'message')) return;
  const { name } = account.channel;
  const address = refuseUnreachable(account, start);
  const { identities, created } = await ensureIdentities(within.db, workspace, within.now, [
    { channel: name, externalId: address.toLowerCase(), name: contactName, verified: false, language: null, newContact: desk.newId() },
  ]);
  const { contact, blocked, own } = identities[0]!;
  // Looked again now that the contact is locked: the same request may have come twice at once.
  if (isRepeated(await findMessageBrief(within.db, workspace, start.message), wanted, 'message')) return;
  if (await lockConversation(within.db, workspace, start.id)) throw new Refusal('input-wrong', { id: 'Another conversation has this id already. Nothing was written; give this one an id of its own.' });
  if (blocked) throw new Refusal('contact-blocked');
  for (const one of created) within.record('contact-created', { data: { contact: one } });
  await saveConversations(within.db, workspace, within.now, [{ id: start.id, key: newKey(), contact, own_contact: own, inbox: start.inbox, subject, team: null }]);
  await saveConversationUpdate(within.db, workspace, start.id, { last: { message: start.message, at: within.now, text: lastWords(text, [], 'out'), direction: 'out' } });
  if (start.author.kind === 'agent') within.alongside(removeSentDraft(within.db, workspace, null, start.author.id, start.message));
  within.record('conversation-started', { conversation: start.id, data: { contact } });
  const conversation = await lockConversation(within.db, workspace, start.id);
  const participants = [{ address, name: contactName }, ...start.copy].map((one) => ({ channel: name, external_id: one.address.toLowerCase(), name: one.name }));
  await storeReply(desk, within, {
    conversation: conversation!, account, time,
    addressed: { to: address, recipients: { to: [{ name: contactName, address }], copy: [...start.copy], blindCopy: [...start.blindCopy] }, sender: chooseSender(account, start.sender, []), subject, participants },
    reply: { id: start.message, author: start.author, text, version: 1, attachments: start.attachments, then: 'waiting', ...(start.undoSeconds === undefined ? {} : { undoSeconds: start.undoSeconds }) },
  });
}

/** What stands against writing to somebody there, as far as it can be known before. @returns their address */
export function refuseUnreachable(account: InboxAccount, start: Pick<Start, 'to' | 'copy' | 'blindCopy'>): string {
  const { can } = account.channel;
  if (account.row.archived_at) throw new Refusal('inbox-archived');
  if (!can.startsConversations) throw new Refusal('channel-cannot-start');
  if (!can.copies && start.copy.length + start.blindCopy.length > 0) throw new Refusal('channel-cannot-copy');
  const address = start.to.address.trim();
  if (account.channel.canReach && !account.channel.canReach(address)) throw new Refusal('recipient-wrong', { address });
  return address;
}
