// The list in which something is selected: one of the inbox's views, or what was found.
import type { ConversationView } from '../../contract/views.ts';
import type { ViewName } from '../inbox/views.ts';

export type Scope = {
  /** A selection belongs to the list in which it was made, and ends with it. */
  readonly key: string;
  /** By what the list is made, as the server is asked for it; `view` alone: a view of the inbox. */
  readonly conditions: Readonly<Record<string, string>> & { readonly view: ViewName };
  /** What was found: nobody keeps its number. */
  readonly found: boolean;
  /** There is more of it than what is loaded. */
  readonly more: boolean;
  readonly rows: readonly ConversationView[];
};

export const scopeOfView = (view: ViewName, rows: Scope['rows'], more: boolean): Scope => ({ key: view, conditions: { view }, found: false, more, rows });

/** The order in which things are shown is no part of what is meant. */
export function scopeOfFound({ sort: _sort, ...query }: Readonly<Record<string, string>>, rows: Scope['rows'], more: boolean): Scope {
  return { key: JSON.stringify(query), conditions: { ...query, view: 'all' }, found: true, more, rows };
}
