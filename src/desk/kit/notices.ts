// The one line at the bottom of the page: what was just done, with its undo; or what could not be done.
export type Notice = {
  readonly id: number;
  readonly text: string;
  /** To think about for as long as the line stands. */
  readonly question?: string;
  readonly trouble?: unknown;
  /** Takes it back; the line counts down to `until`. */
  readonly undo?: () => void | Promise<void>;
  readonly until: number;
  readonly counts?: boolean;
  /** What it is about: when that is settled another way, the line goes too. */
  readonly about?: string;
  /** The conversation where it can be looked at. */
  readonly conversation?: string;
};

type NoticeInput = Omit<Notice, 'id' | 'until'> & { readonly until?: number };

export const usualStay = 8_000;
const listeners = new Set<() => void>();
let shown: Notice | null = null;
let number = 0;

function put(notice: Notice | null) {
  shown = notice;
  for (const listener of listeners) listener();
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export const current = (): Notice | null => shown;

export function tell(notice: NoticeInput): number {
  number += 1;
  put({ ...notice, id: number, until: notice.until ?? Date.now() + usualStay });
  return number;
}

/** Something that happened elsewhere: it waits in its own place, so it never takes the room of what can still be taken back. */
export function tellInPassing(notice: NoticeInput): void {
  const holds = shown !== null && shown.until > Date.now() && (shown.undo !== undefined || shown.trouble !== undefined);
  if (!holds) tell(notice);
}

export function withdraw(id: number): void {
  if (shown?.id === id) put(null);
}

export function withdrawAbout(about: string): void {
  if (shown?.about === about) put(null);
}

/** What the undo key does: takes back the last thing that can be taken back. */
export function undoLast(): boolean {
  const undo = shown?.undo;
  if (!undo || (shown && shown.until < Date.now())) return false;
  put(null);
  void undo();
  return true;
}
