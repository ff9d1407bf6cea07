// Who looks at a conversation and who writes in it. Kept in memory only, an on/off bit each; nothing of it is stored.
import type { LiveMessage } from '../../contract/event.ts';

type Seat = { readonly workspace: string; readonly agent: string; viewing: string | null; writing: string | null; readonly tell: (message: LiveMessage) => void };

export interface Presence {
  join(workspace: string, agent: string, tell: (message: LiveMessage) => void): Seated;
  /** The customer is typing: said to whoever has the conversation open. */
  customerTyping(workspace: string, conversation: string): void;
  /** Whether an agent writes in this conversation at this moment: the visitor's "is writing" mark. */
  onWriting(listener: (workspace: string, conversation: string, on: boolean) => void): () => void;
}

export interface Seated {
  view(conversation: string | null): void;
  write(conversation: string, on: boolean): void;
  leave(): void;
}

export function openPresence(): Presence {
  const seats = new Set<Seat>();
  const watchers = new Set<(workspace: string, conversation: string, on: boolean) => void>();

  const tell = (workspace: string, conversation: string): void => {
    const here = [...seats].filter((seat) => seat.workspace === workspace);
    const message: LiveMessage = {
      kind: 'presence', conversation,
      viewing: [...new Set(here.filter((seat) => seat.viewing === conversation).map((seat) => seat.agent))],
      writing: [...new Set(here.filter((seat) => seat.writing === conversation).map((seat) => seat.agent))],
    };
    for (const seat of here) if (seat.viewing === conversation) seat.tell(message);
  };

  const set = (seat: Seat, viewing: string | null, writing: string | null): void => {
    const before = [seat.viewing, seat.writing];
    seat.viewing = viewing;
    if (seat.writing !== writing) {
      if (seat.writing !== null) for (const watcher of watchers) watcher(seat.workspace, seat.writing, false);
      if (writing !== null) for (const watcher of watchers) watcher(seat.workspace, writing, true);
      seat.writing = writing;
    }
    for (const conversation of new Set([...before, viewing, writing])) if (conversation !== null) tell(seat.workspace, conversation);
  };

  return {
    join: (workspace, agent, tellSeat) => {
      const seat: Seat = { workspace, agent, viewing: null, writing: null, tell: tellSeat };
      seats.add(seat);
      return {
        view: (conversation) => set(seat, conversation, seat.writing !== null && seat.writing !== conversation ? null : seat.writing),
        write: (conversation, on) => set(seat, seat.viewing, on ? conversation : seat.writing === conversation ? null : seat.writing),
        leave: () => {
          set(seat, null, null);
          seats.delete(seat);
        },
      };
    },
    customerTyping: (workspace, conversation) => {
      for (const seat of seats) if (seat.workspace === workspace && seat.viewing === conversation) seat.tell({ kind: 'customer-typing', conversation });
    },
    onWriting: (listener) => {
      watchers.add(listener);
      return () => void watchers.delete(listener);
    },
  };
}
