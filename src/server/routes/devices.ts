// What the agent who asks wants to be told of, and the devices that may ring for them.
import { devicesReply, deviceView, notificationChoiceBody, notificationChoiceView, pushSubscriptionBody } from '../../contract/notifying.ts';
import type { DeviceView } from '../../contract/notifying.ts';
import { Refusal } from '../../domain/refusal.ts';
import { chooseNotifications, readChoice } from '../../operations/choose-notifications.ts';
import { ensurePushKey } from '../../operations/push-key.ts';
import { subscribeDevice } from '../../operations/subscribe-device.ts';
import type { SubscriptionRow } from '../../store/push.ts';
import { findSubscription, listSubscriptions, removeSubscription } from '../../store/push.ts';
import { pathId } from '../path-id.ts';
import { iso, isoOrNull } from '../present/conversation.ts';
import { route } from '../route.ts';
import { ownAgent } from '../signing-in.ts';

const devices = { noun: 'devices', who: 'agent' } as const;

export const deviceRoutes = [
  route({
    method: 'GET', path: '/api/me/notifications', noun: 'notifications', who: 'agent', refuses: ['not-allowed'],
    summary: 'What one is told of and where: nowhere, in the bell, or on one\'s devices too; and one\'s quiet hours', reply: notificationChoiceView,
    handle: async ({ desk, workspace, viewer }) => readChoice(desk.db, workspace, ownAgent(viewer)),
  }),
  route({
    method: 'PATCH', path: '/api/me/notifications', noun: 'notifications', who: 'agent', refuses: ['not-allowed'],
    summary: 'Choose it. What is left out stays.', body: notificationChoiceBody, reply: notificationChoiceView,
    handle: async ({ desk, workspace, viewer, body }) => chooseNotifications(desk, workspace, ownAgent(viewer), body),
  }),
  route({
    method: 'GET', path: '/api/me/devices', ...devices, refuses: ['not-allowed'],
    summary: 'One\'s devices that may ring, and the key that a browser subscribes with (RFC 8292)', reply: devicesReply,
    handle: async ({ desk, workspace, viewer }) => {
      const agent = ownAgent(viewer);
      const { publicKey } = await ensurePushKey(desk, workspace);
      return { devices: (await listSubscriptions(desk.db, workspace, agent)).map(presentDevice), publicKey };
    },
  }),
  route({
    method: 'POST', path: '/api/me/devices', ...devices, refuses: ['not-allowed'],
    summary: 'This browser may be sent notifications; it gives what its PushSubscription says', body: pushSubscriptionBody, reply: deviceView,
    handle: async ({ desk, workspace, viewer, body }) => presentDevice(await subscribeDevice(desk, workspace, ownAgent(viewer), body)),
  }),
  route({
    method: 'DELETE', path: '/api/me/devices/{device}', ...devices, refuses: ['not-found', 'not-allowed'], summary: 'It may not ring any more', reply: null,
    handle: async ({ desk, workspace, viewer, params }) => {
      if (!(await removeSubscription(desk.db, workspace, pathId(params, 'device'), ownAgent(viewer)))) throw new Refusal('not-found');
    },
  }),
  route({
    method: 'POST', path: '/api/me/devices/{device}/try', ...devices, refuses: ['not-found', 'not-allowed'], summary: 'Let it ring once, to see whether it does', reply: null, limit: 10,
    handle: async ({ desk, workspace, viewer, params }) => {
      const found = await findSubscription(desk.db, workspace, pathId(params, 'device'));
      if (!found || found.agent !== ownAgent(viewer)) throw new Refusal('not-found');
      await desk.jobs.add(desk.db, 'send-push', { workspace, device: found.id, notification: null });
    },
  }),
];

function presentDevice(row: SubscriptionRow): DeviceView {
  return { id: row.id, device: row.device, createdAt: iso(row.created_at), usedAt: isoOrNull(row.used_at) };
}
