// An agent has seen what they should know; on their other screens it is seen too.
import { saveNotificationsSeen } from '../store/notification.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export async function seeNotifications(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, notifications: readonly string[]): Promise<void> {
  await change(desk, who, async (within) => {
    const seen = await saveNotificationsSeen(within.db, within.workspace, who.actor.id, notifications, within.now);
    if (seen.length > 0) within.record('notification-seen', { onlyAgent: who.actor.id, data: { notifications: seen } });
  });
}
