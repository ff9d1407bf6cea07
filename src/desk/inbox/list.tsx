// The list of one view. Only the rows in sight are drawn; arrows move through it, and the next page comes before it is needed.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { SelectBox } from '../many/select-box.tsx';
import { isAnySelected, isSelected, useSelection } from '../many/selection.ts';
import { reach, step } from '../many/use-selection-keys.ts';
import { EmptyView } from './empty-view.tsx';
import { Row } from './row.tsx';
import type { ListState } from './use-list.ts';
import type { ViewName } from './views.ts';
import { useTranslation } from '../wording/use-translation.ts';

const heights = { comfortable: 80, compact: 64 } as const;
const ahead = 15;

type ListProps = { readonly view: ViewName; readonly list: ListState; readonly chosen: string | null; onChoose(conversation: string): void };

export function List({ view, list, chosen, onChoose }: ListProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { rows, more } = list;
  const height = document.documentElement.dataset['density'] === 'compact' ? heights.compact : heights.comfortable;
  const chosenIndex = rows.findIndex((conversation) => conversation.id === chosen);
  const virtual = useScrolling(list, chosenIndex, box, height);
  const selection = useSelection();
  const selecting = isAnySelected(selection);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      step(rows, chosen, event.key === 'ArrowDown' ? 1 : -1);
      return;
    }
    const target = targetOf(event, rows);
    if (target === null) return;
    event.preventDefault();
    onChoose(target);
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-conversation="${target}"]`)?.focus());
  };

  if (list.failed && !list.loaded)
    return (
      <div className="p-3">
        <Trouble error={list.failed} onRetry={list.retry} />
      </div>
    );
  if (!list.loaded) return <ListSkeleton height={height} />;
  if (rows.length === 0) return <EmptyView view={view} />;
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-y-auto overscroll-contain" onKeyDown={onKeyDown}>
      <ul aria-label={t(`view.${view}`)} className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const conversation = rows[item.index]!;
          return (
            <li
              key={item.key}
              aria-setsize={more ? -1 : rows.length}
              aria-posinset={item.index + 1}
              className="group/row absolute inset-x-0 border-b border-line"
              style={{ top: item.start, height: item.size }}
              onClickCapture={(event) => reach(event, rows, conversation.id, chosen)}
            >
              <SelectBox conversation={conversation} rows={rows} selected={isSelected(selection, conversation.id)} shown={selecting} />
              <Row
                conversation={conversation}
                view={view}
                chosen={conversation.id === chosen}
                selected={isSelected(selection, conversation.id)}
                roving={chosenIndex >= 0 ? item.index === chosenIndex : item.index === 0}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Draws what is in sight, keeps the chosen row there, and asks for the next page before its end is reached. */
function useScrolling({ rows, more, loadMore }: ListState, chosenIndex: number, box: RefObject<HTMLDivElement | null>, height: number) {
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by React Compiler
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 8,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= rows.length - ahead) loadMore();
  }, [last, loadMore, more, rows.length]);
  useEffect(() => {
    if (chosenIndex >= 0) virtual.scrollToIndex(chosenIndex, { align: 'auto' });
  }, [chosenIndex, virtual]);
  return virtual;
}

/** Where an arrow leads from the row that has the focus. */
function targetOf({ key }: KeyboardEvent, rows: ListState['rows']): string | null {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, Home: -rows.length, End: rows.length };
  const step = steps[key];
  if (step === undefined || rows.length === 0) return null;
  const focused = document.activeElement?.closest<HTMLElement>('[data-conversation]')?.dataset['conversation'];
  const from = rows.findIndex((conversation) => conversation.id === focused);
  return rows[Math.min(Math.max((from < 0 ? 0 : from) + step, 0), rows.length - 1)]!.id;
}

function ListSkeleton({ height }: { readonly height: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: 9 }, (_, index) => (
        <div key={index} className="flex flex-col justify-center gap-2 border-b border-line px-4" style={{ height }}>
          <div className="flex justify-between">
            <Skeleton className="h-3.5 w-32" />
            <Skeleton className="h-3 w-12" />
          </div>
          <Skeleton className="h-3 w-11/12" />
          <Skeleton className="h-2.5 w-24" />
        </div>
      ))}
    </div>
  );
}
