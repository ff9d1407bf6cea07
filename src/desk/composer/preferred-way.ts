import type { ContactView, ConversationView, InboxView, MessageView } from '../../contract/views.ts';

/** Who is writing here at this moment is answered here. */
const present = 600_000;

/** The way by which the customer would rather be answered, where there is one and it is another than this conversation's. */
export function preferredWay(conversation: Pick<ConversationView, 'channel'>, contact: Pick<ContactView, 'preferences'> | undefined, ways: readonly Pick<InboxView, 'id' | 'channel'>[], messages: readonly Pick<MessageView, 'direction' | 'sentAt'>[], now: number): string | null {
  const wanted = contact?.preferences.channel ?? null;
  if (wanted === null || wanted === conversation.channel) return null;
  const last = messages.findLast((message) => message.direction === 'in');
  if (last && now - Date.parse(last.sentAt) < present) return null;
  return ways.find((way) => way.channel === wanted)?.id ?? null;
}
