// What a run of a macro leaves behind, by which it is taken back.
import type { Standing } from '../domain/conversation/transition.ts';
import type { Filled } from '../domain/template/fill.ts';

export type MacroBefore = { readonly standing: Standing; readonly assignee: string | null; readonly team: string | null; readonly tags: readonly string[] };

/** What is absent was not touched. */
export type MacroAfter = {
  readonly standing: Standing | null;
  readonly assignee?: string | null;
  readonly team?: string | null;
  /** Ids of tags. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** The note's message. */
  readonly note: string | null;
  readonly words: Filled | null;
  readonly draft: DraftTrace | null;
};

/** The draft's words after the macro; before it `text`, or null where none was begun. */
export type DraftTrace = { readonly agent: string; readonly before: string | null; readonly text: string };
