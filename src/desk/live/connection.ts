// Keeps this screen up to date: one live connection that comes back by itself, goes on where it stopped, and asks for
// a snapshot when the server says that it is too far behind.
import type { LiveMessage, LiveRequest } from '../../contract/event.ts';
import type { DeskState } from '../../contract/state.ts';
import type { Store } from './store.ts';

export type Status = 'connecting' | 'live' | 'lost';

export type Socket = {
  send(text: string): void;
  close(): void;
  addEventListener(kind: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(kind: 'close', listener: (event: { readonly code?: number }) => void): void;
};

export type Surroundings = {
  openSocket(cursor: number): Socket;
  loadSnapshot(): Promise<Partial<DeskState>>;
  later(milliseconds: number, then: () => void): () => void;
  /** The server does not know us any more; trying again would not help. */
  refused(): void;
  /** 0..1: spreads reconnections of a whole team. */
  chance(): number;
};

/** How the server closes a connection of somebody who is not signed in. */
const notSignedIn = 4401;
const firstWait = 500;
const longestWait = 20_000;

export function waitBefore(attempt: number, chance: number): number {
  return Math.min(firstWait * 2 ** attempt, longestWait) * (0.75 + chance / 2);
}

export class Connection {
  readonly #store: Store;
  readonly #around: Surroundings;
  readonly #heard: (message: LiveMessage) => void;
  readonly #listeners = new Set<() => void>();
  #status: Status = 'connecting';
  #socket: Socket | null = null;
  #attempt = 0;
  #stopped = false;
  #cancelWait: (() => void) | null = null;
  /** Said again after every reconnection; the server keeps presence for the life of a connection only. */
  #viewing: LiveRequest | null = null;

  constructor(store: Store, around: Surroundings, heard: (message: LiveMessage) => void) {
    this.#store = store;
    this.#around = around;
    this.#heard = heard;
    this.#begin();
  }

  readonly status = (): Status => this.#status;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  say(request: LiveRequest): void {
    if (request.kind === 'viewing') this.#viewing = request;
    if (this.#status === 'live') this.#socket?.send(JSON.stringify(request));
  }

  /** Tries at once instead of waiting for the next turn: the network came back, or the page was looked at again. */
  hurry(): void {
    if (this.#stopped || this.#cancelWait === null) return;
    this.#attempt = 0;
    this.#begin();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelWait?.();
    this.#socket?.close();
  }

  #become(next: Status): void {
    if (this.#status === next) return;
    this.#status = next;
    for (const listener of this.#listeners) listener();
  }

  #begin(): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
    if (this.#stopped) return;
    const old = this.#socket;
    const mine = this.#around.openSocket(this.#store.cursor());
    this.#socket = mine;
    old?.close();
    mine.addEventListener('message', ({ data }) => {
      if (this.#socket === mine) this.#take(JSON.parse(String(data)) as LiveMessage);
    });
    mine.addEventListener('close', ({ code }) => {
      if (this.#socket !== mine) return;
      this.#socket = null;
      if (code === notSignedIn) this.#around.refused();
      this.#retry();
    });
  }

  /** The first loss is mended in half a second and not worth a word; from the second on it is said. */
  #retry(): void {
    if (this.#stopped) return;
    this.#become(this.#attempt > 0 ? 'lost' : 'connecting');
    this.#cancelWait = this.#around.later(waitBefore(this.#attempt, this.#around.chance()), () => this.#begin());
    this.#attempt += 1;
  }

  #take(message: LiveMessage): void {
    if (message.kind === 'ready') {
      this.#attempt = 0;
      this.#become('live');
      if (this.#viewing) this.#socket?.send(JSON.stringify(this.#viewing));
    }
    if (message.kind === 'events') this.#store.events(message.events);
    if (message.kind === 'snapshot-needed') {
      const old = this.#socket;
      this.#socket = null;
      old?.close();
      void this.#afresh();
      return;
    }
    this.#heard(message);
  }

  async #afresh(): Promise<void> {
    try {
      this.#store.snapshot(await this.#around.loadSnapshot());
      this.#begin();
    } catch {
      this.#retry();
    }
  }
}
