// Tells whose conversation it is that the customer has answered, where they want to know. Once for what comes in quick succession.
import { findUnseenAbout, saveNotificationsSeen } from '../store/notification.ts';
import { listAwaiting } from '../store/awaiting.ts';
import type { Change } from './change.ts';
import type { Desk } from './desk.ts';
import { notifyAgent } from './notify-agent.ts';

const togetherMs = 300_000;

/** `messages`: the newest of each conversation. */
export async function tellAnswered(desk: Desk, within: Change, messages: ReadonlyMap<string, string>): Promise<void> {
  const { db, workspace, now } = within;
  for (const { conversation, agent, name } of await listAwaiting(db, workspace, [...messages.keys()])) {
    const told = await findUnseenAbout(db, workspace, agent, 'customer-answered', conversation);
    if (told && Date.parse(now) - told.created_at.getTime() < togetherMs) continue;
    if (told) {
      // The new one says more than the old one; two of a kind would only be a longer list.
      const seen = await saveNotificationsSeen(db, workspace, agent, [told.id], now);
      within.record('notification-seen', { onlyAgent: agent, data: { notifications: seen } });
    }
    await notifyAgent(desk, within, { agent, kind: 'customer-answered', conversation, message: messages.get(conversation)!, data: name === null ? {} : { name } });
  }
}
