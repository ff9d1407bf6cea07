// The conversation as the desk tells it: events in, an ordered list out. Pure. Repeats and overlaps change nothing.
import type { EventsReply, VisitorEvent, VisitorMessage } from '../../contract/visitor.ts';

export type Line = { readonly is: 'message'; readonly id: string; readonly message: VisitorMessage } | { readonly is: 'closed'; readonly id: string; readonly at: string };

export type Timeline = { readonly cursor: string | undefined; readonly lines: readonly Line[] };

export const emptyTimeline: Timeline = { cursor: undefined, lines: [] };

export function take(timeline: Timeline, reply: Pick<EventsReply, 'events' | 'cursor' | 'fresh'>): Timeline {
  return { cursor: reply.cursor, lines: reply.events.reduce(applied, reply.fresh ? [] : timeline.lines) };
}

const states = ['accepted', 'delivered', 'read'] as const;

function applied(lines: readonly Line[], event: VisitorEvent): readonly Line[] {
  if ('message' in event) return withMessage(lines, event.message);
  if (event.kind === 'message-removed') return lines.filter((line) => line.id !== event.id);
  if (event.kind === 'receipt') return lines.map((line) => (line.is === 'message' && line.id === event.id ? { ...line, message: raised(line.message, event.state) } : line));
  if (event.kind === 'conversation-closed' && !lines.some((line) => line.id === event.cursor)) return [...lines, { is: 'closed', id: event.cursor, at: event.at }];
  // Also an event of a newer desk: what it means is unknown here, and the rest is still right.
  return lines;
}

function withMessage(lines: readonly Line[], message: VisitorMessage): readonly Line[] {
  const at = lines.findIndex((line) => line.id === message.id);
  const held = lines[at];
  if (held?.is !== 'message') {
    // An answer that closed the conversation arrives after the news of the closing.
    const end = lines.findLastIndex((line) => line.is === 'message' || line.at < message.at) + 1;
    return lines.toSpliced(end, 0, { is: 'message', id: message.id, message });
  }
  return lines.with(at, { ...held, message: raised(message, held.message.state) });
}

/** Receipts come late and twice: a message that was read stays read. */
function raised(message: VisitorMessage, state: VisitorMessage['state']): VisitorMessage {
  return states.indexOf(state) > states.indexOf(message.state) ? { ...message, state } : message;
}

/** Messages of the desk that the visitor has not seen. */
export function unread(timeline: Timeline): readonly VisitorMessage[] {
  return timeline.lines.flatMap((line) => (line.is === 'message' && line.message.author.kind !== 'visitor' && line.message.state !== 'read' ? [line.message] : []));
}
