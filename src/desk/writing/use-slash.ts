// The search for a template while writing: when it is open, what is looked for, and which one is chosen.
import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { gapsIn, type Filled } from '../../domain/template/fill.ts';
import { inserted, slashBegun, wordsAfter, type Slash } from './slash.ts';

export type PickerHandle = { move(step: number): void; choose(): boolean };

export type SlashSearch = ReturnType<typeof useSlash>;

export function useSlash(area: RefObject<HTMLTextAreaElement | null>, text: string, write: (text: string) => void) {
  const [open, setOpen] = useState<{ readonly slash: Slash; readonly caret: number; readonly words: string } | null>(null);
  const [active, setActive] = useState<string | null>(null);
  const handle = useRef<PickerHandle | null>(null);
  const code = useRef('');

  const close = () => {
    setOpen(null);
    setActive(null);
  };
  const look = (next: string, caret: number, slash: Slash) => {
    const words = wordsAfter(next, caret, slash);
    if (words === null) close();
    else setOpen({ slash, caret, words });
  };
  const select = (start: number, end: number) =>
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(start, end);
    });

  return {
    open: open !== null,
    words: open?.words ?? '',
    active,
    setActive,
    handle,
    close,
    /** By a button: what is typed from here on is what is looked for. */
    begin: () => {
      const caret = area.current?.selectionStart ?? text.length;
      setOpen({ slash: { start: caret, from: caret }, caret, words: '' });
      select(caret, caret);
    },
    typed: (next: string, caret: number) => {
      const slash = open?.slash ?? slashBegun(next, caret, code.current, next.length > text.length);
      if (slash) look(next, caret, slash);
    },
    moved: (caret: number) => {
      if (open && caret !== open.caret) look(area.current?.value ?? text, caret, open.slash);
    },
    insert: (filled: Filled) => {
      const caret = open?.caret ?? area.current?.selectionStart ?? text.length;
      const next = inserted(text, caret, open?.slash ?? { start: caret, from: caret }, filled.text);
      write(next.text);
      close();
      const gap = filled.gaps[0];
      select(gap ? next.start + gap.start : next.end, gap ? next.start + gap.end : next.end);
    },
    /** @returns whether the key is spent; keys that an input method is still using are only noted */
    key: (event: KeyboardEvent<HTMLTextAreaElement>, composing: boolean): boolean => {
      code.current = event.shiftKey && event.code === 'Slash' ? '' : event.code;
      if (composing || event.ctrlKey || event.metaKey || event.altKey) return false;
      return open ? searchKey(event, handle.current, close) : gapKey(event, text);
    },
  };
}

function searchKey(event: KeyboardEvent<HTMLTextAreaElement>, handle: PickerHandle | null, close: () => void): boolean {
  switch (event.key) {
    case 'ArrowDown':
      handle?.move(1);
      return true;
    case 'ArrowUp':
      handle?.move(-1);
      return true;
    case 'Enter':
    case 'Tab':
      if (event.shiftKey || handle?.choose() !== true) {
        close();
        return false;
      }
      return true;
    case 'Escape':
      close();
      return true;
    default:
      return false;
  }
}

/** With a gap selected, the Tab key goes on to the next one. */
function gapKey(event: KeyboardEvent<HTMLTextAreaElement>, text: string): boolean {
  if (event.key !== 'Tab' || event.shiftKey) return false;
  const area = event.currentTarget;
  const gaps = gapsIn(text);
  if (gaps.length === 0) return false;
  const next = gaps.find((gap) => gap.start >= area.selectionEnd) ?? gaps.find((gap) => gap.end <= area.selectionStart);
  if (!next) return false;
  area.setSelectionRange(next.start, next.end);
  return true;
}
