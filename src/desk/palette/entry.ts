// What the palette offers. A source is a hook that gives entries for what was typed; sources/all.ts lists them.
import type { ActionId } from '../keys/action-table.ts';
import type { Names } from './match.ts';

export const entryGroups = ['actions', 'macros', 'places', 'views', 'templates', 'agents', 'teams', 'tags', 'times', 'contacts', 'conversations'] as const;
export type EntryGroup = (typeof entryGroups)[number];

export type Entry = Names & {
  /** The same wherever and whenever it is offered: what was used lately is remembered by it. */
  readonly id: string;
  readonly group: EntryGroup;
  /** Its key is shown. */
  readonly action?: ActionId;
  /** It is so already. */
  readonly chosen?: boolean;
  /** What it does; or what is to be chosen next. */
  readonly run: (() => void) | Step;
};

export type Offered = {
  readonly entries: readonly Entry[];
  /** These are found already: they are not matched again, and stand behind the others in their order. */
  readonly found?: readonly Entry[];
  readonly waiting?: boolean;
  readonly failed?: boolean;
};

export type Source = (typed: string) => Offered;

export type Step = { readonly id: string; readonly title: string; readonly source: Source };
