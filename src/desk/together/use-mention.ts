// Calling a colleague while a note is written: when the list is open, what is looked for, and who is chosen.
import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { editArea } from '../composer/edit-area.ts';
import type { WritingProps } from '../composer/writing-area.tsx';
import { callBegun, type Callable } from '../../domain/conversation/mention.ts';

export type MentionHandle = { move(step: number): void; choose(): boolean };
export type MentionSearch = ReturnType<typeof useMention>;

export const mentionList = 'mention-picker';

export function useMention(area: RefObject<HTMLTextAreaElement | null>, text: string) {
  const [open, setOpen] = useState<{ readonly start: number; readonly caret: number; readonly words: string } | null>(null);
  const [active, setActive] = useState<string | null>(null);
  const handle = useRef<MentionHandle | null>(null);
  /** The @ for which it is done with, by choice or by Escape: it does not open again there. */
  const left = useRef<number | null>(null);
  const close = () => {
    setOpen(null);
    setActive(null);
  };
  const look = (next: string, caret: number) => {
    const begun = callBegun(next, caret);
    if (begun === null || begun.start === left.current) close();
    else setOpen({ ...begun, caret });
  };
  return {
    open: open !== null,
    words: open?.words ?? '',
    active,
    setActive,
    handle,
    close,
    list: mentionList,
    typed: (next: string, caret: number) => {
      if (left.current !== null && next[left.current] !== '@') left.current = null;
      look(next, caret);
    },
    moved: (caret: number) => {
      if (open && caret !== open.caret) look(area.current?.value ?? text, caret);
    },
    insert: ({ name }: Callable) => {
      if (!open || !area.current) return;
      // This one is called: the list stays closed for the rest of the sentence.
      left.current = open.start;
      const follows = area.current.value[open.caret] === ' ' ? 1 : 0;
      editArea(area.current, open.start, open.caret + follows, `@${name} `);
      close();
    },
    /** @returns whether the key is spent */
    key: (event: KeyboardEvent<HTMLTextAreaElement>, composing: boolean): boolean => {
      if (!open || composing || event.ctrlKey || event.metaKey || event.altKey) return false;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        handle.current?.move(event.key === 'ArrowDown' ? 1 : -1);
        return true;
      }
      if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) return handle.current?.choose() === true;
      if (event.key !== 'Escape') return false;
      left.current = open.start;
      close();
      return true;
    },
  };
}

type Search = NonNullable<WritingProps['search']>;

/** In a note both can be begun; whichever list is open has the keys. */
export function eitherSearch(mention: MentionSearch, templates: Search): Search {
  const shown = mention.open ? { list: mention.list, active: mention.active } : { list: templates.list, active: templates.active };
  return {
    list: shown.list,
    active: shown.active === null ? null : `${shown.list}-${shown.active}`,
    open: mention.open || templates.open,
    key: (event, composing) => mention.key(event, composing) || templates.key(event, composing),
    typed: (text, caret) => {
      mention.typed(text, caret);
      templates.typed(text, caret);
    },
    moved: (caret) => {
      mention.moved(caret);
      templates.moved(caret);
    },
    close: () => {
      mention.close();
      templates.close();
    },
  };
}
