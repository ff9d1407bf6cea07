// Shows on this device what the desk sends to it, also while no page of it is open, and leads there. It keeps nothing and answers
// no requests of pages: a service worker of its own, apart from the screens' bundle.
import type { PushPayload } from '../../domain/notification/push-payload.ts';

type Waiting = Event & { waitUntil(work: Promise<unknown>): void };
type Pushed = Waiting & { readonly data: { json(): unknown } | null };
type Clicked = Waiting & { readonly notification: Notification & { readonly data: unknown } };
type Page = { readonly focused: boolean; readonly url: string; focus(): Promise<unknown>; navigate(url: string): Promise<unknown> };

/** The part of a service worker's surroundings that is used here; the screens' own types are those of a window. */
type Surroundings = {
  readonly registration: ServiceWorkerRegistration;
  readonly location: Location;
  readonly clients: { matchAll(which: object): Promise<readonly Page[]>; openWindow(url: string): Promise<unknown>; claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'push', listener: (event: Pushed) => void): void;
  addEventListener(kind: 'notificationclick', listener: (event: Clicked) => void): void;
  addEventListener(kind: 'install' | 'activate', listener: (event: Waiting) => void): void;
};

const here = globalThis as unknown as Surroundings;
const pages = () => here.clients.matchAll({ type: 'window', includeUncontrolled: true });

here.addEventListener('install', (event) => event.waitUntil(here.skipWaiting()));
here.addEventListener('activate', (event) => event.waitUntil(here.clients.claim()));
here.addEventListener('push', (event) => event.waitUntil(show(read(event.data))));
here.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(lead(String(event.notification.data)));
});

function read(data: Pushed['data']): PushPayload | null {
  try {
    return data === null ? null : (data.json() as PushPayload);
  } catch {
    return null;
  }
}

/** Whoever looks at the desk is told by the desk. What is newer about the same place takes the older one's. */
async function show(payload: PushPayload | null): Promise<void> {
  if (payload === null || (payload.notification !== 'trial' && (await pages()).some((page) => page.focused))) return;
  await here.registration.showNotification(payload.title, { body: payload.body, tag: payload.path, data: payload.path });
}

async function lead(path: string): Promise<void> {
  const address = new URL(path, here.location.origin).href;
  const [page] = await pages();
  if (!page) return void (await here.clients.openWindow(address));
  // A browser may refuse it where no finger was on the notice; the page goes there all the same.
  await page.focus().catch(() => undefined);
  await page.navigate(address);
}
