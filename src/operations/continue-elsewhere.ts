// A visitor who left does not see the answer: when a message was accepted by a channel whose customers leave, and
// nothing was delivered for a while, or it lies unseen on a page that was left open, it goes once more by a channel on which the
// contact can be written to at any time (their e-mail address). Several of them go in one letter, in their order.
import { findContacts } from '../store/contact.ts';
import { lockConversation } from '../store/conversation.ts';
import type { Unseen } from '../store/delivery.ts';
import { listUndelivered, lockUnseen, saveDelivery, saveNextLook } from '../store/delivery.ts';
import type { InboxRow } from '../store/inbox.ts';
import { listInboxes } from '../store/inbox.ts';
import type { Change } from './change.ts';
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
  for (const late of await listUndelivered(desk.db, desk.now(), together)) {
    continued += await change(desk, { workspace: late.workspace, actor: automation }, async (within) => {
      const conversation = await lockConversation(within.db, within.workspace, late.conversation);
      const unseen = conversation ? await lockUnseen(within.db, within.workspace, conversation.id, late.inbox) : [];
      const first = unseen.find((one) => one.delivery === late.id);
      if (!conversation || !first) return 0;
      const way = await findOtherWay(desk, within.db, within.workspace, conversation.contact, new Set(first.ways));
      if (!way) {
        await saveNextLook(within.db, within.workspace, first.delivery, null);
        return 0;
      }
      return sendTogether(desk, within, { conversation: conversation.id, way, letters: fitting(desk, way.inbox, unseen) });
    });
  }
  return continued;
}

type Way = { readonly inbox: InboxRow; readonly address: string };

/** Whoever has not seen one of them has not seen what was written after it either. As many as one letter can carry; the rest is still late, and goes after it. */
function fitting(desk: Desk, inbox: InboxRow, unseen: readonly Unseen[]): readonly Unseen[] {
  const can = desk.channels.get(inbox.channel)?.can.attachments ?? false;
  const letters = unseen.filter((one) => !one.ways.includes(inbox.channel));
  let bytes = 0;
  const end = letters.findIndex((one, place) => {
    bytes += one.bytes;
    return place > 0 && can !== false && bytes > can.maxBytes;
  });
  return end < 0 ? letters : letters.slice(0, end);
}

/** In one letter: the first of them carries the others, and what becomes of it becomes of each. */
async function sendTogether(desk: Desk, within: Change, { conversation, way, letters }: { readonly conversation: string; readonly way: Way; readonly letters: readonly Unseen[] }): Promise<number> {
  const carrying = desk.newId();
  for (const [place, { delivery: seen, message, state, ways }] of letters.entries()) {
    const id = place === 0 ? carrying : desk.newId();
    await saveNextLook(within.db, within.workspace, seen, null);
    await saveDelivery(within.db, within.workspace, within.now, {
      id, message, conversation, via: way.inbox.channel, inbox: way.inbox.id, recipient: way.address, step: ways.length, externalId: null, dueAt: within.now, ...(place === 0 ? {} : { alongWith: carrying }),
    });
    within.record('delivery-changed', { conversation, data: { message, delivery: id, state: 'queued', because: state === 'delivered' ? 'not-read' : 'not-delivered' } });
  }
  desk.passing('out-9');
  within.wakeWorker('outgoing');
  return letters.length;
}

/** Never twice on one channel. */
async function findOtherWay(desk: Desk, db: Desk['db'], workspace: string, contact: string, used: ReadonlySet<string>): Promise<Way | null> {
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
  // A letter holds several answers and costs nothing.
  if (!channel?.can.startsConversations || !channel.can.copies) return false;
  if (!channel.sends) return true;
  try {
    return channel.sends(openAccount(desk, inbox).config);
  } catch {
    // Settings that cannot be read are said on the inbox itself.
    return false;
  }
}
