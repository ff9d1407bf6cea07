// Who else looks at a conversation or writes in it, as the live connection says. Kept for this moment only.
import type { LiveMessage } from '../../contract/event.ts';

export type Here = { readonly viewing: readonly string[]; readonly writing: readonly string[]; readonly customerTyping: boolean };
export type Presence = ReturnType<typeof createPresence>;

const nobody: Here = { viewing: [], writing: [], customerTyping: false };
/** A customer who stops typing sends nothing, so the mark fades by itself. */
const typingFades = 6_000;

export function createPresence(later: (milliseconds: number, then: () => void) => () => void) {
  const held = new Map<string, Here>();
  const fading = new Map<string, () => void>();
  const listeners = new Set<() => void>();

  function put(conversation: string, here: Here) {
    held.set(conversation, here);
    for (const listener of listeners) listener();
  }

  return {
    of: (conversation: string): Here => held.get(conversation) ?? nobody,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    hear(message: LiveMessage) {
      if (message.kind === 'presence') {
        const { conversation, viewing, writing } = message;
        put(conversation, { ...(held.get(conversation) ?? nobody), viewing, writing });
      }
      if (message.kind === 'customer-typing') {
        const { conversation } = message;
        fading.get(conversation)?.();
        put(conversation, { ...(held.get(conversation) ?? nobody), customerTyping: true });
        fading.set(
          conversation,
          later(typingFades, () => put(conversation, { ...(held.get(conversation) ?? nobody), customerTyping: false })),
        );
      }
      // After a reconnection everybody present is said anew.
      if (message.kind === 'ready') {
        held.clear();
        for (const listener of listeners) listener();
      }
    },
  };
}
