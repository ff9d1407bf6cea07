// Puts the store, the live connection and presence together for one signed-in agent in this browser.
import type { SessionReply } from '../../contract/requests.ts';
import { Connection, type Socket, type Surroundings } from './connection.ts';
import { eventsSince, session, snapshot } from './desk-api.ts';
import { createPresence, type Presence } from './presence.ts';
import { Store } from './store.ts';

export type RunningDesk = { readonly store: Store; readonly connection: Connection; readonly presence: Presence; stop(): void };

const later: Surroundings['later'] = (milliseconds, then) => {
  const timer = setTimeout(then, milliseconds);
  return () => clearTimeout(timer);
};

/** A sleeping laptop wakes with a connection that looks alive and is not. */
const asleepAfter = 30_000;

export async function startDesk(signedIn: SessionReply): Promise<RunningDesk> {
  const store = new Store();
  const presence = createPresence(later);
  store.snapshot(await snapshot());
  store.take({ workspace: signedIn.workspace });
  const connection = new Connection(store, { openSocket, loadSnapshot: snapshot, later, chance: Math.random, refused: askWhoIsHere }, (message) =>
    presence.hear(message),
  );

  let hiddenSince = 0;
  const onVisible = () => {
    if (document.visibilityState === 'hidden') {
      hiddenSince = Date.now();
      return;
    }
    connection.hurry();
    if (Date.now() - hiddenSince > asleepAfter) void catchUp(store);
  };
  const hurry = () => connection.hurry();
  document.addEventListener('visibilitychange', onVisible);
  window.addEventListener('online', hurry);
  return {
    store,
    connection,
    presence,
    stop() {
      document.removeEventListener('visibilitychange', onVisible);
      window.removeEventListener('online', hurry);
      connection.stop();
    },
  };
}

/** Any answer but a session ends this page's desk, by the way that every request takes (request.ts). */
function askWhoIsHere(): void {
  void session.read().catch(() => undefined);
}

async function catchUp(store: Store) {
  try {
    const reply = await eventsSince(store.cursor());
    if (reply.snapshotNeeded) store.snapshot(await snapshot());
    else store.events(reply.events);
  } catch {
    // The live connection says that it is lost, and repairs the screen when it is back.
  }
}

function openSocket(cursor: number): Socket {
  const address = new URL(`/api/live?cursor=${cursor}`, location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(address);
}
