// Who is writing at this moment, in both directions: one bit, never the words.
import type { ChatIo, ChatState, Held } from './state.ts';
import type { Visitor } from './visitor.ts';

const lasts = 6_000;
const saidEvery = 3_000;

export type Typing = ReturnType<typeof typingFor>;

export function typingFor({ desk, now }: ChatIo, held: Held, visitor: Visitor) {
  let saidAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    /** Only in a conversation that exists: before the first message nobody is told anything. */
    say(on: boolean) {
      if (!visitor.token || held.state.link !== 'connected' || (on ? now() - saidAt < saidEvery : !saidAt)) return;
      saidAt = on ? now() : 0;
      void desk.typing(visitor.token, on);
    },
    /** null: nobody is. Without news it is over after a while. */
    show(typing: ChatState['typing']) {
      clearTimeout(timer);
      if (typing || held.state.typing) held.change({ typing });
      if (typing) timer = setTimeout(() => held.change({ typing: null }), lasts);
    },
    stop: () => clearTimeout(timer),
  };
}
