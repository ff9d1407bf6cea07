// Which conversations of the list are selected: some by hand, or everything that fits the view, but for those that were taken out.
import { useSyncExternalStore } from 'react';

export type Selection = {
  readonly ids: ReadonlySet<string>;
  /** All that the view holds, loaded or not; `seen`: the newest event that was known then. */
  readonly whole: { readonly except: ReadonlySet<string>; readonly seen: number } | null;
  /** From where a range reaches, and the row that was reached last. */
  readonly anchor: string | null;
  readonly head: string | null;
};
type Row = { readonly id: string };

export const nothing: Selection = { ids: new Set(), whole: null, anchor: null, head: null };

export function isSelected({ ids, whole }: Selection, id: string): boolean {
  return whole ? !whole.except.has(id) : ids.has(id);
}

export function isAnySelected({ ids, whole }: Selection): boolean {
  return ids.size > 0 || whole !== null;
}

export function toggled(selection: Selection, id: string): Selection {
  return { ...put(selection, [id], !isSelected(selection, id)), anchor: id, head: id };
}

/** Everything between the anchor and this row. */
export function reaching(selection: Selection, rows: readonly Row[], to: string): Selection {
  const from = rows.findIndex((row) => row.id === (selection.anchor ?? to));
  const end = rows.findIndex((row) => row.id === to);
  if (end < 0) return selection;
  const start = from < 0 ? end : from;
  const between = rows.slice(Math.min(start, end), Math.max(start, end) + 1).map((row) => row.id);
  return { ...put(selection, between, true), anchor: rows[start]!.id, head: to };
}

/** One row further, from the row that was reached last, or from `at`; going back lets go again. */
export function stepped(selection: Selection, rows: readonly Row[], at: string | null, by: 1 | -1): Selection {
  const head = rows.findIndex((row) => row.id === selection.head);
  const from = head >= 0 && (at === null || at === selection.head) ? head : rows.findIndex((row) => row.id === at);
  if (rows.length === 0) return selection;
  if (from < 0) return toggled(selection, rows[0]!.id);
  const here = rows[from]!.id;
  if (!isSelected(selection, here)) return { ...put(selection, [here], true), anchor: here, head: here };
  const next = rows[from + by]?.id;
  if (next === undefined) return selection;
  const anchor = rows.findIndex((row) => row.id === selection.anchor);
  const shrinks = anchor >= 0 && Math.abs(from + by - anchor) < Math.abs(from - anchor);
  return { ...put(selection, [shrinks ? here : next], !shrinks), head: next };
}

/** All rows that are loaded. */
export function withAll(selection: Selection, rows: readonly Row[]): Selection {
  return { ...selection, ids: new Set([...selection.ids, ...rows.map((row) => row.id)]), whole: null, anchor: rows[0]?.id ?? null, head: rows.at(-1)?.id ?? null };
}

export function wholeView(selection: Selection, seen: number): Selection {
  return { ...selection, whole: { except: new Set(), seen } };
}

function put(selection: Selection, ids: readonly string[], on: boolean): Selection {
  const { whole } = selection;
  const next = new Set(whole ? whole.except : selection.ids);
  for (const id of ids) {
    if (on === (whole === null)) next.add(id);
    else next.delete(id);
  }
  return whole ? { ...selection, whole: { ...whole, except: next } } : { ...selection, ids: next };
}

let selection = nothing;
const listeners = new Set<() => void>();

export function select(change: (now: Selection) => Selection): void {
  selection = change(selection);
  if (!isAnySelected(selection)) selection = nothing;
  for (const listener of listeners) listener();
}

export function selectNone(): void {
  if (selection !== nothing) select(() => nothing);
}

export const selectionNow = (): Selection => selection;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useSelection(): Selection {
  return useSyncExternalStore(subscribe, selectionNow);
}
