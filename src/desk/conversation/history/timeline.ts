// A conversation in the order of time: messages, and between them the quiet lines of what else happened.
import type { CommitmentView, EntryView, MessageView } from '../../../contract/views.ts';

export type Item =
  /** `page`: where the visitor wrote it, said only where it is another page than before. */
  | { readonly is: 'message'; readonly message: MessageView; readonly page: MessageView['page'] }
  | { readonly is: 'lines'; readonly entries: readonly EntryView[] };

/**
 * A line about something that is gone (the promise of an answer that was taken back) says nothing any more, and a warning
 * is over when the promise is settled.
 */
export function worthTelling(entries: readonly EntryView[], commitments: Readonly<Record<string, CommitmentView>>): EntryView[] {
  return entries.filter((entry) => {
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
