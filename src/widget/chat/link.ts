// The connection over which the desk speaks: a WebSocket that comes back by itself, and plain requests where none gets through.
// It always asks for what happened since the last cursor, so it does not matter how long it was away.
import type { EventsReply, LiveHello, VisitorLive } from '../../contract/visitor.ts';
import type { Answer } from './desk.ts';
import { pause } from './pause.ts';

export type LinkState = 'connecting' | 'connected' | 'lost';

export type LinkIo = {
  readonly openSocket: () => WebSocket;
  readonly hello: () => LiveHello;
  readonly poll: () => Promise<Answer<EventsReply>>;
  readonly onLive: (said: VisitorLive) => void;
  readonly onState: (state: LinkState) => void;
  readonly random: () => number;
  readonly now: () => number;
};

export type Link = {
  /** The browser is online again, or the page was brought back: do not wait any longer. */
  poke(): void;
  stop(): void;
};

/** The desk says something every 25 seconds; after this long the connection is dead, though nobody told us. */
const silence = 60_000;
const longestOpening = 15_000;
/** A page that was asleep cannot have noticed; older news than this is not trusted when it wakes. */
const freshNews = 30_000;
const soon = 500;
const betweenPolls = 5_000;

export function keepLink(io: LinkIo): Link {
  let current: { leave(): void; heardAt: number } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  /** Sockets in a row over which nothing was ever heard. */
  let deaf = 0;
  let stopped = false;
  const after = (milliseconds: number, what: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(what, milliseconds);
  };

  function attempt() {
    clearTimeout(timer);
    // Where a proxy lets no socket through, one is tried again now and then only.
    if (deaf >= 3 && deaf % 12) return left(false);
    const socket = overSocket(io, { after, onHeard: () => (failures = deaf = 0), onLeft: left });
    if (socket) current = socket;
    else left(false);
    return undefined;
  }

  function left(heard: boolean) {
    current = null;
    if (stopped) return;
    if (heard) {
      io.onState('connecting');
      after(soon * io.random(), attempt);
    } else {
      deaf += 1;
      void io.poll().then(fallenBack);
    }
  }

  function fallenBack(answer: Answer<EventsReply>) {
    if (stopped || current) return;
    if (answer.is === 'done') {
      failures = 0;
      io.onState('connected');
      io.onLive({ kind: 'events', ...answer.value });
      after(answer.value.complete ? betweenPolls : 0, attempt);
    } else if (answer.is === 'refused') {
      io.onLive({ kind: 'refused', code: answer.code });
    } else {
      failures += 1;
      io.onState('lost');
      after(pause(failures, io.random, answer.afterSeconds), attempt);
    }
  }

  io.onState('connecting');
  attempt();
  return {
    poke() {
      if (stopped) return;
      if (!current) attempt();
      else if (current.heardAt && io.now() - current.heardAt > freshNews) current.leave();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      current?.leave();
    },
  };
}

type SocketEvents = { readonly after: (milliseconds: number, what: () => void) => void; readonly onHeard: () => void; readonly onLeft: (heard: boolean) => void };

/** null: the browser does not even let one be tried. */
function overSocket(io: LinkIo, { after, onHeard, onLeft }: SocketEvents) {
  let socket: WebSocket;
  try {
    socket = io.openSocket();
  } catch {
    return null;
  }
  let gone = false;
  const held = {
    heardAt: 0,
    /** A half-open socket may take minutes to close; it is left behind at once. */
    leave() {
      if (gone) return;
      gone = true;
      socket.close();
      onLeft(held.heardAt > 0);
    },
  };
  after(longestOpening, held.leave);
  socket.addEventListener('open', () => socket.send(JSON.stringify(io.hello())));
  socket.addEventListener('close', held.leave);
  socket.addEventListener('message', ({ data }) => {
    if (gone) return;
    held.heardAt = io.now();
    onHeard();
    after(silence, held.leave);
    io.onState('connected');
    io.onLive(JSON.parse(String(data)) as VisitorLive);
  });
  return held;
}
