// Whether this browser may ring: asked for by a click, kept by the browser, and remembered on this device.
import type { DeviceView } from '../../contract/notifying.ts';
import { deviceName } from './device-name.ts';
import { notifying as api } from './notifying-api.ts';

const remembered = 'attune.push';
const windowed = 'attune.window-notices';

/** What this browser can do at all. Outside of https (and localhost) browsers have no service workers. */
export type Able = 'yes' | 'needsHttps' | 'impossible';

export function ableToRing(): Able {
  if (!('Notification' in globalThis)) return globalThis.isSecureContext ? 'impossible' : 'needsHttps';
  if (!('serviceWorker' in navigator)) return globalThis.isSecureContext ? 'impossible' : 'needsHttps';
  return 'PushManager' in globalThis ? 'yes' : 'impossible';
}

/** The id under which the server knows this browser; null: it does not ring. */
export const ringsAs = (): string | null => localStorage.getItem(remembered);

export const showsInWindow = (): boolean => localStorage.getItem(windowed) === 'on' && 'Notification' in globalThis && Notification.permission === 'granted';

/** Asked only after a click: browsers punish pages that ask by themselves. */
export async function allowInWindow(): Promise<boolean> {
  const allowed = (await Notification.requestPermission()) === 'granted';
  if (allowed) localStorage.setItem(windowed, 'on');
  return allowed;
}

/** @returns null where the browser was told not to */
export async function letRing(publicKey: string): Promise<DeviceView | null> {
  if (!(await allowInWindow())) return null;
  const registration = await navigator.serviceWorker.register('/push-worker.js');
  await navigator.serviceWorker.ready;
  const old = await registration.pushManager.getSubscription();
  // One that was made with another key of the desk can never be sent anything again.
  if (old && keyOf(old) !== publicKey) await old.unsubscribe();
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const { endpoint, keys } = subscription.toJSON();
  const device = await api.add({ endpoint: endpoint ?? '', keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' }, device: deviceName(navigator.userAgent) });
  localStorage.setItem(remembered, device.id);
  return device;
}

export async function stopRinging(): Promise<void> {
  const device = ringsAs();
  localStorage.removeItem(remembered);
  const registration = await navigator.serviceWorker?.getRegistration('/push-worker.js');
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
  if (device) await api.remove(device).catch(() => undefined);
}

/** A browser that rang and that the server does not know any more (a new key, a restored desk) subscribes again; nobody is asked anew. */
export async function keepRinging(): Promise<void> {
  const device = ringsAs();
  if (device === null || ableToRing() !== 'yes' || Notification.permission !== 'granted') return;
  const { devices, publicKey } = await api.devices();
  if (!devices.some((one) => one.id === device)) await letRing(publicKey);
}

function keyOf(subscription: PushSubscription): string | null {
  const bytes = subscription.options.applicationServerKey;
  if (!bytes) return null;
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
