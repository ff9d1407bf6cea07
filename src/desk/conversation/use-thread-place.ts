// Where one is in a thread. It opens at the newest message and stays there while others arrive, unless the agent is reading further up;
// what is read keeps its place when earlier messages come above it. Far messages are not drawn.
import type { Virtualizer } from '@tanstack/react-virtual';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { startTransition, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { keyOf, likelyHeight, type Item } from './history/timeline.ts';

const nearEnd = 120;
/** So many are all drawn once the newest stand: the browser's own search finds the words, and screen readers read on. */
const fewEnough = 100;

/** @param top what stands above the first item, in pixels */
export function useThreadPlace(items: readonly Item[], box: RefObject<HTMLDivElement | null>, top: number): Virtualizer<HTMLDivElement, Element> {
  const all = useAllSoon(items.length);
  const focused = useRef<number | null>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by React Compiler
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => likelyHeight(items[index]!, box.current?.clientWidth ?? 0),
    getItemKey: (index) => keyOf(items[index]!),
    // What has the focus stays, however far one scrolls: a key pressed then must not fall into nothing.
    rangeExtractor: (range) => (all ? items.map((_item, index) => index) : withFocused(defaultRangeExtractor(range), focused.current, items.length)),
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: nearEnd,
    overscan: 6,
    scrollMargin: top,
    paddingEnd: 64,
  });
  useFocused(box, focused);
  useStayAtEnd(virtual, box, items.length > 0);
  return virtual;
}

function useAllSoon(count: number): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    const drawRest = () => startTransition(() => setIdle(true));
    if (typeof requestIdleCallback === 'undefined') {
      const timer = setTimeout(drawRest, 200);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(drawRest, { timeout: 1_000 });
    return () => cancelIdleCallback(handle);
  }, []);
  return idle && count <= fewEnough;
}

function withFocused(indexes: number[], focused: number | null, count: number): number[] {
  if (focused === null || focused >= count || indexes.includes(focused)) return indexes;
  return [...indexes, focused].sort((one, other) => one - other);
}

function useFocused(box: RefObject<HTMLDivElement | null>, focused: RefObject<number | null>): void {
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const onFocus = ({ target }: FocusEvent) => {
      const index = (target as Element).closest('[data-index]')?.getAttribute('data-index') ?? null;
      focused.current = index === null ? null : Number(index);
    };
    const onBlur = () => {
      focused.current = null;
    };
    element.addEventListener('focusin', onFocus);
    element.addEventListener('focusout', onBlur);
    return () => {
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('focusout', onBlur);
    };
  }, [box, focused]);
}

function useStayAtEnd(virtual: Virtualizer<HTMLDivElement, Element>, box: RefObject<HTMLDivElement | null>, some: boolean): void {
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    if (some) virtual.scrollToEnd();
  }, [some, virtual]);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const onScroll = () => {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    // The composer grows and shrinks below: whoever reads the newest message goes on reading it.
    const watcher = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    watcher.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      watcher.disconnect();
    };
  }, [box]);
}
