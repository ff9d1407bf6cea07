// What this screen knows, in one place: the server's state by events and answers, and on top of it the changes that
// were made here and are not confirmed yet. Components read it through use-desk.ts.
import type { DeskEvent, Views } from '../../contract/event.ts';
import type { EntryView } from '../../contract/views.ts';
import { apply, emptyState, hold, open, type Brought, type DeskState } from '../../contract/state.ts';

export type Change = (state: DeskState) => DeskState;
export type Underway = {
  /** The server said yes; its views replace the guess. */ settle(views?: Views, asked?: number): void;
  /** Takes the guess back. */ undo(): void;
};

/** Enough to bridge the time between a request and its answer. */
const keptEvents = 500;

export class Store {
  #server: DeskState = emptyState;
  #changes: readonly Change[] = [];
  #shown: DeskState = emptyState;
  #recent: readonly DeskEvent[] = [];
  #generation = 0;
  readonly #listeners = new Set<() => void>();
  readonly #hearing = new Set<(event: DeskEvent) => void>();

  readonly state = (): DeskState => this.#shown;
  readonly cursor = (): number => this.#server.cursor;
  /** Grows when everything held must be looked at afresh: after a snapshot, lists and conversations load again. */
  readonly generation = (): number => this.#generation;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Events as they come, for what is not part of the state. */
  readonly hear = (listener: (event: DeskEvent) => void): (() => void) => {
    this.#hearing.add(listener);
    return () => {
      this.#hearing.delete(listener);
    };
  };

  events(events: readonly DeskEvent[]): void {
    const fresh = events.filter((event) => event.number > this.#server.cursor);
    if (fresh.length === 0) return;
    this.#server = fresh.reduce(apply, this.#server);
    this.#recent = [...this.#recent, ...fresh].slice(-keptEvents);
    this.#show();
    for (const event of fresh) for (const listener of this.#hearing) listener(event);
  }

  take(views: Brought, asked: number = this.cursor()): void {
    this.replace((state) => hold(state, views), asked);
  }

  /** An answer that also says what is no longer there. */
  replace(change: Change, asked: number): void {
    this.#takeAnswer(change, asked);
    this.#show();
  }

  /** Everything but conversations and messages is new; those stay on the screen until they are loaded again. */
  snapshot(state: Partial<DeskState>): void {
    const { conversations, messages, history, contacts, opened } = this.#server;
    this.#server = { ...emptyState, ...state, conversations, messages, history, opened, contacts: { ...contacts, ...state.contacts } };
    this.#recent = [];
    this.#generation += 1;
    this.#show();
  }

  /** Shows a change before the server has agreed to it. */
  begin(change: Change): Underway {
    this.#changes = [...this.#changes, change];
    this.#show();
    const drop = () => {
      this.#changes = this.#changes.filter((one) => one !== change);
    };
    return {
      settle: (views = {}, asked = this.cursor()) => {
        drop();
        this.take(views, asked);
      },
      undo: () => {
        drop();
        this.#show();
      },
    };
  }

  #show(): void {
    this.#shown = this.#changes.reduce((state, change) => change(state), this.#server);
    for (const listener of this.#listeners) listener();
  }

  /**
   * Takes an answer that is at least as new as event `asked`. Events that came while the answer was under way are
   * applied once more on top, so that an old answer never hides a newer event.
   */
  #takeAnswer(change: Change, asked: number): void {
    const newest = this.#server.cursor;
    this.#server = change(this.#server);
    const since = this.#recent.filter((event) => event.number > asked);
    if (since.length > 0) this.#server = { ...since.reduce(apply, { ...this.#server, cursor: asked }), cursor: newest };
  }
}

type Opened = {
  readonly conversation: { readonly id: string };
  readonly messages: readonly { readonly id: string; readonly createdAt: string }[];
  readonly earlier: string | null;
  readonly history: { readonly entries: readonly EntryView[] };
};

/**
 * A conversation as it was just loaded: messages that are not in the answer are gone, unless they are older than its first.
 * Of its history only the answer stays: what is older is asked for again where it is needed, so that no gap is left.
 */
export function withOpened(state: DeskState, reply: Opened, views: Views): DeskState {
  const first = reply.messages[0]?.createdAt ?? '';
  const inside = new Set(reply.messages.map((message) => message.id));
  const stays = Object.entries(state.messages).filter(
    ([id, message]) => message.conversation !== reply.conversation.id || inside.has(id) || (reply.earlier !== null && message.createdAt < first),
  );
  const others = Object.entries(state.history).filter(([, entry]) => entry.conversation !== reply.conversation.id);
  const without = { ...state, messages: Object.fromEntries(stays), history: Object.fromEntries(others) };
  return hold(open(without, [reply.conversation.id]), { ...views, history: reply.history.entries });
}
