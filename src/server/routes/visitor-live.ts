// The live connection of a visitor: what happened since their cursor, then what happens, and whether somebody writes to them.
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { liveHello, type VisitorLive } from '../../contract/visitor.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Desk } from '../../operations/desk.ts';
import type { AccountBook } from '../../operations/inbox-account.ts';
import { findVisitorContact, listVisitorConversations } from '../../store/visitor.ts';
import type { Feed } from '../live/feed.ts';
import type { Hydrated } from '../live/hydrate.ts';
import type { Presence } from '../live/presence.ts';
import { findChat, knownVisitor, type KnownVisitor } from './visitor-account.ts';
import { presentEvents, visitorEventKinds, visitorEvents } from './visitor-events.ts';

export type VisitorLiveParts = { readonly desk: Desk; readonly accounts: AccountBook; readonly feed: Feed; readonly presence: Presence };

const helloWithin = 10_000;
/** The widget takes a minute of silence for a lost connection; browsers show it no ping. */
const frameEvery = 25_000;
const mostBuffered = 1_048_576;

export function addVisitorLive(app: FastifyInstance, parts: VisitorLiveParts): void {
  app.get('/chat/:inboxToken/live', { websocket: true, schema: { hide: true } }, (socket, upgrade) => {
    const { inboxToken } = upgrade.params as { inboxToken: string };
    const late = setTimeout(() => socket.close(4408, 'no hello'), helloWithin);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => clearTimeout(late));
    socket.once('message', (data: { toString(): string }) => {
      clearTimeout(late);
      enter(parts, socket, () => findChat(parts.accounts, inboxToken, upgrade), data.toString()).catch((error: unknown) => refuse(socket, error));
    });
  });
}

function refuse(socket: WebSocket, error: unknown): void {
  if (!(error instanceof Refusal)) return socket.close(1011);
  socket.send(JSON.stringify({ kind: 'refused', code: error.code } satisfies VisitorLive));
  socket.close(4401, error.code);
}

async function enter(parts: VisitorLiveParts, socket: WebSocket, chat: () => ReturnType<typeof findChat>, said: string): Promise<void> {
  const hello = liveHello.safeParse(parsed(said));
  if (!hello.success) throw new Refusal('input-wrong');
  const asker = knownVisitor(await chat(), hello.data.token);
  const send = (what: VisitorLive): void => {
    if (socket.readyState !== socket.OPEN) return;
    // A browser that does not read comes back with its cursor.
    if (socket.bufferedAmount > mostBuffered) socket.terminate();
    else socket.send(JSON.stringify(what));
  };
  const stop = await follow(parts, asker, hello.data.since, send, () => socket.close(1011));
  if (socket.readyState === socket.OPEN) socket.on('close', stop);
  else stop();
}

/** Subscribes first and replays after, one thing after another, so that nothing falls between and the cursor never runs ahead. */
async function follow({ desk, feed, presence }: VisitorLiveParts, asker: KnownVisitor, since: string | undefined, send: (what: VisitorLive) => void, onFault: () => void): Promise<() => void> {
  const { scope } = asker;
  const known = { contact: null as string | null, conversations: new Set<string>() };
  let cursor = since;
  const replay = async () => {
    for (let complete = false; !complete;) {
      const reply = await visitorEvents(desk, asker, cursor);
      ({ cursor, complete } = reply);
      send({ kind: 'events', ...reply });
    }
  };
  const pass = async (hydrated: Hydrated) => {
    const events = await concerning(desk, asker, known, hydrated);
    const last = hydrated.events.at(-1)!.number;
    if (last <= Number(cursor)) return;
    cursor = String(last);
    if (events.length > 0) send({ kind: 'events', events: await presentEvents(desk, asker, events), cursor, complete: true, fresh: false });
  };
  let queue = Promise.resolve();
  const after = (what: () => Promise<void>) => void (queue = queue.then(what).catch(onFault));
  const { stop } = await feed.subscribe(scope.workspace, (hydrated) => after(() => pass(hydrated)));
  after(async () => {
    await remember(desk, asker, known);
    await replay();
  });
  const stillHere = setInterval(() => send({ kind: 'still-here' }), frameEvery);
  const stopWriting = presence.onWriting((workspace, conversation, on) => {
    if (workspace === scope.workspace && known.conversations.has(conversation)) send({ kind: 'agent-typing', on, name: null });
  });
  return () => {
    stop();
    stopWriting();
    clearInterval(stillHere);
  };
}

type Known = { contact: string | null; conversations: Set<string> };

async function remember(desk: Desk, { scope }: KnownVisitor, known: Known): Promise<void> {
  known.contact = await findVisitorContact(desk.db, scope);
  known.conversations = new Set(await listVisitorConversations(desk.db, scope));
}

/** Most events of a workspace concern somebody else; that is found without asking the database. */
async function concerning(desk: Desk, asker: KnownVisitor, known: Known, { events, things }: Hydrated): Promise<Hydrated['events']> {
  const possible = events.filter((event) => event.conversation !== null && (visitorEventKinds as readonly string[]).includes(event.kind));
  if (possible.length > 0 && known.contact === null) await remember(desk, asker, known);
  return possible.filter((event) => {
    const mine = known.contact !== null && things.conversations.get(event.conversation!)?.contact.id === known.contact;
    if (mine) known.conversations.add(event.conversation!);
    return mine;
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
