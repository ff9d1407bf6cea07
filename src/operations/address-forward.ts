// To whom a letter about a conversation goes, and by which inbox. Never to its customer: they are written to by a reply.
import type { RecipientsView } from '../contract/views.ts';
import { Refusal } from '../domain/refusal.ts';
import { findContacts } from '../store/contact.ts';
import type { LockedConversation } from '../store/conversation.ts';
import type { InboxRow } from '../store/inbox.ts';
import { listInboxes } from '../store/inbox.ts';
import type { Change } from './change.ts';
import { listOtherWays } from './continue-elsewhere.ts';
import type { Desk } from './desk.ts';
import type { InboxAccount } from './inbox-account.ts';
import { getAccount } from './inbox-account.ts';

type Wanted = Pick<RecipientsView, 'to' | 'copy' | 'blindCopy'> & { readonly inbox?: string };

export async function findRecipients(desk: Desk, within: Change, conversation: LockedConversation, wanted: Wanted): Promise<{ readonly account: InboxAccount; readonly recipients: RecipientsView }> {
  const account = await chooseAccount(desk, within, conversation, wanted.inbox);
  const recipients: RecipientsView = { to: [...wanted.to], copy: [...wanted.copy], blindCopy: [...wanted.blindCopy] };
  const addresses = [...recipients.to, ...recipients.copy, ...recipients.blindCopy].map((one) => one.address);
  for (const address of addresses) if (account.channel.canReach && !account.channel.canReach(address)) throw new Refusal('recipient-wrong', { address });
  const [{ identities }, inboxes] = await Promise.all([findContacts(within.db, within.workspace, [conversation.contact]), listInboxes(within.db, within.workspace)]);
  const customers = new Set(identities.filter((one) => one.channel === account.channel.name).map((one) => one.external_id.toLowerCase()));
  const ours = new Set(inboxes.flatMap((inbox) => inbox.senders.map((sender) => sender.address.toLowerCase())));
  for (const address of addresses) {
    if (customers.has(address.toLowerCase())) throw new Refusal('forward-to-customer', { address });
    if (ours.has(address.toLowerCase())) throw new Refusal('forward-to-ourselves', { address });
  }
  return { account, recipients };
}

/** A letter needs an inbox that can write to anybody; a chat's matter goes by another. */
async function chooseAccount(desk: Desk, within: Change, conversation: LockedConversation, wanted: string | undefined): Promise<InboxAccount> {
  const own = await getAccount(desk, within.db, within.workspace, wanted ?? conversation.inbox);
  if (carries(own)) {
    if (own.row.archived_at) throw new Refusal('inbox-archived');
    return own;
  }
  if (wanted !== undefined) throw new Refusal('input-wrong', { inbox: 'This inbox cannot write to others. Choose an e-mail inbox.' });
  const other = (await listOtherWays(desk, within.db, within.workspace, new Set())).find((inbox: InboxRow) => desk.channels.get(inbox.channel)?.can.copies === true);
  if (!other) throw new Refusal('mail-not-configured');
  return getAccount(desk, within.db, within.workspace, other.id);
}

function carries({ channel }: InboxAccount): boolean {
  return channel.can.copies && channel.can.startsConversations;
}
