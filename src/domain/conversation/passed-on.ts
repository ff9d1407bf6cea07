// What a third party is shown of a conversation: the words that were exchanged, with who said them and when. Without addresses,
// quoted history and signatures; whoever forwards it may change and cut it.
import type { Direction } from './message.ts';
import type { WithOwnWords } from './own-text.ts';
import { ownText } from './own-text.ts';
import { withoutMarks } from './summary.ts';

export type PassedMessage = WithOwnWords & { readonly id: string; readonly direction: Direction; readonly removedAt: string | null };

const shown: ReadonlySet<Direction> = new Set(['in', 'out']);

/** @param only one message, of whatever kind but a note; otherwise all that the customer and we have said. @param head `Giulia, 22 November:` */
export function passedOn<Message extends PassedMessage>(messages: readonly Message[], only: string | null, head: (message: Message) => string): string {
  return messages
    .filter((message) => message.removedAt === null && (only === null ? shown.has(message.direction) : message.id === only && message.direction !== 'note'))
    .map((message) => `${head(message)}\n${quoted(withoutMarks(ownText(message), message.direction))}`)
    .join('\n\n');
}

function quoted(text: string): string {
  return text.trim().split(/\r?\n/u).map((line) => `> ${line}`.trimEnd()).join('\n');
}
