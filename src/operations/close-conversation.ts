// The matter is done, or nobody answers any more.
import { closedByHand } from '../domain/conversation/by-hand.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getLocked, moveConversation, standingOf } from './move-conversation.ts';

/** The version that whoever closes it has looked at; absent: it is closed whatever was written. */
export type Looked = { readonly version?: number | undefined; readonly anyway?: boolean };

export async function closeConversation(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, conversation: string, because: 'solved' | 'no answer', looked: Looked = {}): Promise<void> {
  await change(desk, who, async (within) => {
    const found = await getLocked(within, conversation);
    if (looked.version !== undefined && looked.version < found.words_version && !looked.anyway) throw new Refusal('answered-meanwhile', { version: found.version });
    await moveConversation(within, found, closedByHand(standingOf(found), within.now, because), 'conversation-closed', { because });
  });
}
