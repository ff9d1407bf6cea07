// Whether a conversation still is as somebody here has made it: otherwise there is nothing to take back.
import type { ConversationView } from '../../contract/views.ts';
import type { Stands } from '../kit/notices.ts';

export type StillSo = {
  readonly stands: Stands;
  /** The server has answered. An event that was under way meanwhile may show it as it was before, for a moment. */
  answered(conversation: ConversationView): void;
};

export function stillSo(conversation: string, isSo: (held: ConversationView) => boolean): StillSo {
  let least = 0;
  return {
    stands: ({ state: { conversations: { [conversation]: held } }, event }) => {
      if (held === undefined) return event?.gone.conversations?.includes(conversation) !== true;
      return held.version < least || isSo(held);
    },
    answered: ({ version }) => {
      least = version;
    },
  };
}

/** Whenever it came to be so. */
export function isSameState(one: ConversationView['state'], other: ConversationView['state']): boolean {
  if (one.is === 'snoozed' && other.is === 'snoozed') return Date.parse(one.until) === Date.parse(other.until);
  if (one.is === 'waiting' && other.is === 'waiting') return one.for === other.for;
  if (one.is === 'closed' && other.is === 'closed') return one.because === other.because;
  return one.is === other.is;
}
