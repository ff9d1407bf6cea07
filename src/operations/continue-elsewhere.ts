// A visitor who left does not see the answer: when a message was accepted by a channel that tells of delivery and of reading, and
// nothing was delivered for a while, or it lies unseen on a page that was left open, it goes once more by a channel on which the
// contact can be written to at any time (their e-mail address).
import { findContacts } from '../store/contact.ts';
import { lockConversation } from '../store/conversation.ts';
import { listUndelivered, lockDeliveriesOfMessage, saveDelivery, saveNextLook } from '../store/delivery.ts';
import type { InboxRow } from '../store/inbox.ts';
import { listInboxes } from '../store/inbox.ts';
import { automation, change } from './change.ts';
import type { Desk } from './desk.ts';
import { openAccount } from './inbox-account.ts';

/** Long enough for a visitor who only changes the page, short enough for one who waits for an answer in their mail. */
export const patienceMinutes = 5;
/** Delivered is not seen: somebody who went for a coffee comes back, somebody who went home does not. */
export const unseenMinutes = 30;
const together = 50;

/** @returns how many messages were sent on another way */
export async function continueElsewhere(desk: Desk): Promise<number> {
  let continued = 0;
  for (const delivery of await listUndelivered(desk.db, desk.now(), together)) {
    await change(desk, { workspace: delivery.workspace, actor: automation }, async (within) => {
      const conversation = await lockConversation(within.db, within.workspace, delivery.conversation);
      const deliveries = await lockDeliveriesOfMessage(within.db, within.workspace, delivery.message);
      const still = deliveries.find((one) => one.id === delivery.id && (one.state === 'accepted' || one.state === 'delivered') && one.due_at !== null);
      if (!conversation || !still) return;
      await saveNextLook(within.db, within.workspace, still.id, null);
      const way = await findOtherWay(desk, within.db, within.workspace, conversation.contact, new Set(deliveries.map((one) => one.via)));
      if (!way) return;
      const id = desk.newId();
      await saveDelivery(within.db, within.workspace, within.now, {
        id, message: delivery.message, conversation: conversation.id, via: way.inbox.channel, inbox: way.inbox.id, recipient: way.address, step: deliveries.length, externalId: null, dueAt: within.now,
      });
      within.record('delivery-changed', { conversation: conversation.id, data: { message: delivery.message, delivery: id, state: 'queued', because: still.state === 'delivered' ? 'not-read' : 'not-delivered' } });
      within.wakeWorker('outgoing');
      continued += 1;
    });
  }
  return continued;
}

/** Never twice on one channel. */
async function findOtherWay(desk: Desk, db: Desk['db'], workspace: string, contact: string, used: ReadonlySet<string>): Promise<{ readonly inbox: InboxRow; readonly address: string } | null> {
  const { identities, contacts } = await findContacts(db, workspace, [contact]);
  if (contacts[0]?.blocked_at) return null;
  for (const inbox of await listOtherWays(desk, db, workspace, used)) {
    const identity = identities.find((one) => one.channel === inbox.channel);
    if (identity) return { inbox, address: identity.external_id };
  }
  return null;
}

/** Inboxes by which somebody can be written to at any time, and that can send at all. */
export async function listOtherWays(desk: Desk, db: Desk['db'], workspace: string, used: ReadonlySet<string>): Promise<readonly InboxRow[]> {
  return (await listInboxes(db, workspace)).filter((inbox) => inbox.archived_at === null && !used.has(inbox.channel) && canWrite(desk, inbox));
}

function canWrite(desk: Desk, inbox: InboxRow): boolean {
  const channel = desk.channels.get(inbox.channel);
  if (!channel?.can.startsConversations) return false;
  if (!channel.sends) return true;
  try {
    return channel.sends(openAccount(desk, inbox).config);
  } catch {
    // Settings that cannot be read are said on the inbox itself.
    return false;
  }
}
