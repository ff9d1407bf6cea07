import type { DeviceView, NotificationChoiceBody, NotificationChoiceView, PushSubscriptionBody, devicesReply } from '../../contract/notifying.ts';
import { inTurn } from '../live/in-turn.ts';
import { request } from '../live/request.ts';

export type Devices = (typeof devicesReply)['_output'];

export const notifying = {
  choice: () => request<NotificationChoiceView>('GET', '/me/notifications'),
  choose: (body: NotificationChoiceBody) => inTurn('notifications', () => request<NotificationChoiceView>('PATCH', '/me/notifications', body)),
  devices: () => request<Devices>('GET', '/me/devices'),
  add: (body: PushSubscriptionBody) => request<DeviceView>('POST', '/me/devices', body),
  remove: (device: string) => request<void>('DELETE', `/me/devices/${device}`),
  try: (device: string) => request<void>('POST', `/me/devices/${device}/try`, {}),
};
