// Selecting by keys: X, with Shift for a range, all that is loaded, and step by step while Shift is held.
import type { MouseEvent } from 'react';
import { useActionKeys } from '../keys/use-action-keys.ts';
import { isAnySelected, reaching, select, selectionNow, selectNone, stepped, toggled, useSelection, withAll } from './selection.ts';

type Rows = readonly { readonly id: string }[];

const focused = () => document.activeElement?.closest<HTMLElement>('[data-conversation]')?.dataset['conversation'] ?? null;

/** At once, since the next key may come before the next picture; the row beyond the last one that is drawn comes with it. */
function focus(conversation: string | null): void {
  document.querySelector<HTMLElement>(`[data-conversation="${conversation ?? ''}"]`)?.focus();
}

export function step(rows: Rows, chosen: string | null, by: 1 | -1): void {
  const at = focused() ?? (selectionNow().head === null ? chosen : null);
  select((now) => stepped(now, rows, at, by));
  focus(selectionNow().head);
}

/** With Shift, a click on a row selects everything up to it instead of opening it. */
export function reach(event: MouseEvent, rows: Rows, to: string, chosen: string | null): void {
  if (!event.shiftKey || (event.target as HTMLElement).closest('label')) return;
  event.preventDefault();
  event.stopPropagation();
  select((now) => reaching(now.anchor === null && chosen !== null ? { ...now, anchor: chosen } : now, rows, to));
}

export function useSelectionKeys(rows: Rows, chosen: string | null): void {
  const selection = useSelection();
  const here = () => focused() ?? chosen ?? rows[0]?.id ?? null;
  const at = (change: (id: string) => void) => {
    const id = here();
    if (id !== null) change(id);
  };
  const some = rows.length > 0;
  useActionKeys({
    select: some ? () => at((id) => select((now) => toggled(now, id))) : null,
    selectRange: some ? () => at((id) => select((now) => reaching(now, rows, id))) : null,
    selectNext: some ? () => step(rows, chosen, 1) : null,
    selectPrevious: some ? () => step(rows, chosen, -1) : null,
    selectAll: some ? () => select((now) => withAll(now, rows)) : null,
    selectNone: isAnySelected(selection) ? selectNone : null,
  });
}
