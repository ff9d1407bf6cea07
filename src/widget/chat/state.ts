// What the chat knows at one moment, what it needs from outside, and the one place where it changes.
import type { HelloReply, SignedIdentity } from '../../contract/visitor.ts';
import type { Desk } from './desk.ts';
import type { Keeping } from './keeping.ts';
import type { LinkState } from './link.ts';
import { restored, type Outbox } from './outbox.ts';
import { emptyTimeline, type Timeline } from './timeline.ts';

export type ChatState = {
  readonly hello: HelloReply | null;
  /** Why nothing can be written at all: a code of the desk's refusals. */
  readonly problem: string | null;
  readonly link: 'none' | LinkState;
  /** A conversation is known to exist and has not come yet. */
  readonly loading: boolean;
  readonly timeline: Timeline;
  readonly outbox: Outbox;
  readonly typing: { readonly name: string | null } | null;
  /** null: not asked yet; an empty text: asked, and not wanted. */
  readonly email: string | null;
};

export type ChatIo = {
  readonly desk: Desk;
  readonly keeping: Keeping;
  readonly identity: SignedIdentity | null;
  readonly language: string;
  /** What the page wishes, without its `#`; empty: nothing. */
  readonly colour: string;
  readonly page: () => { readonly url: string; readonly title: string };
  readonly openSocket: (address: string) => WebSocket;
  readonly newId: () => string;
  readonly now: () => number;
  readonly random: () => number;
  readonly onChange: (state: ChatState) => void;
};

export type Held = { state: ChatState; change(change: Partial<ChatState>): void };

export function hold({ keeping, identity, onChange }: ChatIo): Held {
  const held: Held = {
    state: {
      hello: null, problem: null, link: 'none', loading: false, timeline: emptyTimeline,
      outbox: restored(keeping.outbox()), typing: null, email: identity?.email ?? keeping.answeredEmail(),
    },
    change(change) {
      held.state = { ...held.state, ...change };
      onChange(held.state);
    },
  };
  return held;
}
