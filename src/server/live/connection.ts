// The live connection of a screen: events after its cursor, then everything new, and who else is there.
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { DeskEvent, LiveMessage } from '../../contract/event.ts';
import type { Viewer } from '../../domain/access/permission.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Desk } from '../../operations/desk.ts';
import { getCursor, listEvents } from '../../store/event.ts';
import { isOwnPage } from '../sign-in-origin.ts';
import type { SignIn } from '../sign-in.ts';
import type { SignedIn } from '../route.ts';
import type { Feed } from './feed.ts';
import { mostReplayed } from './feed.ts';
import type { Hydrated } from './hydrate.ts';
import { hydrate } from './hydrate.ts';
import type { Presence } from './presence.ts';
import { show } from './show.ts';

const request = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('viewing'), conversation: z.uuid().nullable() }),
  z.object({ kind: z.literal('writing'), conversation: z.uuid(), on: z.boolean() }),
]);

/** Proxies close silent connections after a minute; RFC 6455 section 5.5.2 pings keep them. */
const pingMs = 25_000;
/** A screen that does not read is cut off rather than kept in memory; it comes back with its cursor. */
const mostBuffered = 8 * 1_048_576;

const nobody = { view: () => undefined, write: () => undefined, leave: () => undefined };

export type LiveParts = { readonly desk: Desk; readonly signIn: SignIn; readonly feed: Feed; readonly presence: Presence };

export function addLiveConnection(app: FastifyInstance, parts: LiveParts): void {
  app.get('/api/live', { websocket: true, schema: { hide: true } }, (socket, upgrade) => {
    const bearer = bearerIn(upgrade.headers['sec-websocket-protocol']);
    // A page of somebody else may open a socket with our cookie: browsers do not hold it back as they do a request.
    if (bearer === null && !isOwnPage(upgrade, parts.desk.publicAddress)) return socket.close(4403, 'foreign-page');
    const since = Number((upgrade.query as { cursor?: string }).cursor ?? Number.NaN);
    void serve(parts, socket, Number.isSafeInteger(since) && since >= 0 ? since : null, () => (bearer === null ? parts.signIn.find(upgrade) : parts.signIn.findByToken(bearer))).catch(() => socket.close(1011));
  });
}

/** A browser's WebSocket takes no header: a token comes as the name of a protocol beside `attune`, which is the one that is spoken. */
function bearerIn(protocols: string | undefined): string | null {
  const [, coded] = /(?:^|,)\s*bearer\.([\w-]{1,700})\s*(?:,|$)/.exec(protocols ?? '') ?? [];
  return coded === undefined ? null : Buffer.from(coded, 'base64url').toString('utf8');
}

/** A token may be withdrawn, or run out, while it listens. */
function watchToken({ token }: SignedIn, find: () => Promise<SignedIn | null>, close: () => void): void {
  if (token !== null) void find().then((now) => (now === null ? close() : undefined), (error: unknown) => (error instanceof Refusal ? close() : undefined));
}

async function serve(parts: LiveParts, socket: WebSocket, since: number | null, find: () => Promise<SignedIn | null>): Promise<void> {
  const waiting: string[] = [];
  const early = (data: { toString(): string }) => void waiting.push(data.toString());
  socket.on('message', early);
  const signedIn = await find().catch((error: unknown) => {
    if (error instanceof Refusal) return null;
    throw error;
  });
  if (!signedIn) return socket.close(4401, 'not-signed-in');
  if (signedIn.token !== null && !signedIn.token.scopes.includes('read')) return socket.close(4403, 'scope-missing');
  const send = (message: LiveMessage): void => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > mostBuffered) return socket.terminate();
    socket.send(JSON.stringify(message));
  };
  const stop = await follow(parts, signedIn, since, send, () => socket.close(4401, 'not-signed-in'));
  // A machine is nobody's colleague.
  const seat = signedIn.viewer.kind === 'agent' ? parts.presence.join(signedIn.workspace, signedIn.viewer.id, send) : nobody;
  const take = (data: { toString(): string }) => takeRequest(parts.desk, data.toString(), seat);
  socket.off('message', early);
  socket.on('message', take);
  for (const data of waiting) takeRequest(parts.desk, data, seat);
  const ping = setInterval(() => {
    socket.ping();
    watchToken(signedIn, find, () => socket.close(4401, 'not-signed-in'));
  }, pingMs);
  socket.on('close', () => {
    clearInterval(ping);
    stop();
    seat.leave();
  });
}

function takeRequest(desk: Desk, data: string, seat: { view(conversation: string | null): void; write(conversation: string, on: boolean): void }): void {
  let asked: unknown;
  try {
    asked = JSON.parse(data);
  } catch {
    return;
  }
  const parsed = request.safeParse(asked);
  if (!parsed.success) return;
  if (parsed.data.kind === 'viewing') seat.view(parsed.data.conversation);
  else {
    desk.passing('out-1');
    seat.write(parsed.data.conversation, parsed.data.on);
  }
}

/** Subscribes first and replays after, so that nothing falls between; what comes twice the screen passes over by its number. */
async function follow({ desk, feed }: LiveParts, signedIn: SignedIn, since: number | null, send: (message: LiveMessage) => void, close: () => void): Promise<() => void> {
  const held: Hydrated[] = [];
  let ready = false;
  let viewer = signedIn.viewer;
  const pass = (hydrated: Hydrated): void => {
    if (hydrated.things.agents.get(viewer.id)?.active === false) return close();
    viewer = withNewTeams(viewer, hydrated);
    // Who may see an inbox has changed: what is now in sight was never sent, so the screen loads afresh.
    if (hydrated.events.some((event) => event.kind === 'inbox-changed' && event.data['access'] === true)) send({ kind: 'snapshot-needed', cursor: hydrated.events.at(-1)!.number });
    const events = show(hydrated, viewer);
    if (events.length > 0) send({ kind: 'events', events });
  };
  const { cursor, stop } = await feed.subscribe(signedIn.workspace, (hydrated) => void (ready ? pass(hydrated) : held.push(hydrated)));
  if (since === null || since > cursor || cursor - since > mostReplayed) send({ kind: since === null ? 'ready' : 'snapshot-needed', cursor });
  else {
    const events = await replay(desk, signedIn, since, cursor);
    if (events.length > 0) send({ kind: 'events', events });
    send({ kind: 'ready', cursor });
  }
  ready = true;
  for (const hydrated of held) pass(hydrated);
  return stop;
}

/** Somebody's teams or role may change while they are connected. */
function withNewTeams(viewer: Viewer, hydrated: Hydrated): Viewer {
  const agent = hydrated.things.agents.get(viewer.id);
  return agent ? { ...viewer, role: agent.role, teams: agent.teams } : viewer;
}

export async function replay(desk: Desk, signedIn: SignedIn, since: number, until: number): Promise<DeskEvent[]> {
  const events: DeskEvent[] = [];
  for (let cursor = since; cursor < until; ) {
    const rows = await listEvents(desk.db, signedIn.workspace, cursor, 500);
    if (rows.length === 0) break;
    events.push(...show(await hydrate(desk, signedIn.workspace, rows), signedIn.viewer));
    cursor = rows.at(-1)!.number;
  }
  return events;
}

export async function eventsSince(desk: Desk, signedIn: SignedIn, since: number): Promise<{ readonly events: DeskEvent[]; readonly cursor: number; readonly snapshotNeeded: boolean }> {
  const cursor = await getCursor(desk.db, signedIn.workspace);
  if (since > cursor || cursor - since > mostReplayed) return { events: [], cursor, snapshotNeeded: true };
  return { events: await replay(desk, signedIn, since, cursor), cursor, snapshotNeeded: false };
}
