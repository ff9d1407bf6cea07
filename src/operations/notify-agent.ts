// Tells one agent of something: in the bell, and on their devices where they want that. What they chose not to be told is not told.
import type { NotificationView } from '../contract/views.ts';
import { knownChoice, tellingOf } from '../domain/notification/places.ts';
import { findAbout, saveNotification } from '../store/notification.ts';
import { findChoice, listSubscriptionIds } from '../store/push.ts';
import type { Change } from './change.ts';
import type { Desk } from './desk.ts';

export type ToTell = {
  readonly agent: string; readonly kind: NotificationView['kind']; readonly conversation: string | null; readonly message: string | null;
  readonly data: Readonly<Record<string, string>>;
};

export async function notifyAgent(desk: Desk, within: Change, what: ToTell): Promise<void> {
  const { db, workspace, now } = within;
  const [chosen, devices, about] = await Promise.all([
    findChoice(db, workspace, what.agent), listSubscriptionIds(db, workspace, what.agent), what.conversation === null ? {} : findAbout(db, workspace, what.conversation),
  ]);
  const { told, loud } = tellingOf(what.kind, knownChoice(chosen), devices.length > 0, now);
  if (!told) return;
  const id = desk.newId();
  // Whose it is and what about, for whoever has the conversation not at hand.
  await saveNotification(db, workspace, { id, ...what, data: { ...about, ...what.data }, loud, at: now });
  within.record('notification-added', { ...(what.conversation === null ? {} : { conversation: what.conversation }), onlyAgent: what.agent, data: { notification: id } });
  // Added in this transaction: a device rings when, and only when, what it tells of has happened.
  if (loud) for (const device of devices) await desk.jobs.add(db, 'send-push', { workspace, device, notification: id });
}
