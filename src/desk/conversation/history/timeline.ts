// A conversation in the order of time: messages, and between them the quiet lines of what else happened.
import type { CommitmentView, EntryView, MessageView } from '../../../contract/views.ts';

export type Item =
  /** `page`: where the visitor wrote it, said only where it is another page than before. */
  | { readonly is: 'message'; readonly message: MessageView; readonly page: MessageView['page'] }
  | { readonly is: 'lines'; readonly entries: readonly EntryView[] };

/**
 * A line about something that is gone (the promise of an answer that was taken back) says nothing any more, and a warning
 * is over when the promise is settled. What an answer did beside itself (assigned, closed, kept a promise) goes with it into the one
 * line that says that it was taken back.
 */
export function worthTelling(entries: readonly EntryView[], commitments: Readonly<Record<string, CommitmentView>>): EntryView[] {
  const takenBack = new Set(entries.flatMap(({ kind, data }) => (kind === 'reply-undone' && data.message ? [data.message] : [])));
  return entries.filter((entry) => {
    if (entry.kind !== 'reply-undone' && takenBack.has(entry.data.message ?? '')) return false;
    if (entry.data.commitment === undefined) return true;
    const commitment = commitments[entry.data.commitment];
    return commitment !== undefined && (entry.kind !== 'commitment-due-soon' || commitment.state.is === 'open');
  });
}

/** @param earlier there are messages before the first one that is held: lines from before it wait for them */
export function timelineOf(messages: readonly MessageView[], entries: readonly EntryView[], earlier: boolean): Item[] {
  const first = earlier ? (messages[0]?.createdAt ?? '') : '';
  const lines = entries.filter((entry) => entry.at >= first).sort((one, other) => one.number - other.number);
  const items: Item[] = [];
  let next = 0;
  const takeUntil = (end: number) => {
    if (end > next) items.push({ is: 'lines', entries: lines.slice(next, end) });
    next = end;
  };
  let page: MessageView['page'] = null;
  for (const message of messages) {
    const after = lines.findIndex((line, index) => index >= next && line.at >= message.createdAt);
    takeUntil(after < 0 ? lines.length : after);
    items.push({ is: 'message', message, page: message.page?.url === page?.url ? null : message.page });
    page = message.page ?? page;
  }
  takeUntil(lines.length);
  return items;
}

/** The same for the same thing, wherever it stands. */
export function keyOf(item: Item): string {
  return item.is === 'message' ? item.message.id : `lines ${item.entries[0]!.number}`;
}

const lineHeight = 24;
const letterWidth = 8;
/** Name, date, margins, and what was read. */
const aroundWords = 110;

/** Before it is drawn: near enough that the bar at the side does not jump. @param width of the thread, in pixels; the result too */
export function likelyHeight(item: Item, width: number): number {
  if (item.is === 'lines') return 16 + item.entries.length * lineHeight;
  const perLine = Math.max(Math.min(width, 720) / letterWidth, 30);
  const lines = item.message.text.split('\n').reduce((sum, line) => sum + Math.max(Math.ceil(line.length / perLine), 1), 0);
  return aroundWords + Math.min(lines, 60) * lineHeight;
}
