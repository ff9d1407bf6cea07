// What an agent wants to be told of and where, and the devices that may ring for them.
import { z } from 'zod';
import { places, subjects } from '../domain/notification/places.ts';
import { id, instant, quietHours } from './views.ts';

const place = z.enum(places);

export const notificationChoiceView = z.object({
  /** As it is now for each subject, chosen or usual. */
  places: z.record(z.enum(subjects), place),
  /** Where it is not chosen, it is as usual. */
  chosen: z.array(z.enum(subjects)),
  /** Bell only in these hours. */
  quiet: quietHours.extend({ timeZone: z.string() }).nullable(),
}).meta({ id: 'NotificationChoice' });

/** What is left out stays; null is as usual again. */
export const notificationChoiceBody = z.object({
  places: z.partialRecord(z.enum(subjects), place.nullable()).optional(),
  quiet: quietHours.extend({ timeZone: z.string().min(1).max(100) }).nullable().optional(),
});

/** As browsers give it (https://www.w3.org/TR/push-api/#dom-pushsubscription-tojson). */
export const pushSubscriptionBody = z.object({
  endpoint: z.string().min(1).max(2_000),
  keys: z.object({ p256dh: z.string().min(1).max(200), auth: z.string().min(1).max(100) }),
  /** What people would call it: "Firefox on Windows". */
  device: z.string().trim().min(1).max(200),
});

export const deviceView = z.object({ id, device: z.string(), createdAt: instant, usedAt: instant.nullable() }).meta({ id: 'Device' });
export const devicesReply = z.object({
  devices: z.array(deviceView),
  /** The key that a browser is given when it subscribes (RFC 8292, base64url). */
  publicKey: z.string(),
});

export type NotificationChoiceView = z.infer<typeof notificationChoiceView>;
export type NotificationChoiceBody = z.infer<typeof notificationChoiceBody>;
export type PushSubscriptionBody = z.infer<typeof pushSubscriptionBody>;
export type DeviceView = z.infer<typeof deviceView>;
