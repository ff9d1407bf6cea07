// What a batch does to each of its conversations: the same operations by which people do it to one, and how each is taken back.
import type { DecidedAction } from '../contract/batch.ts';
import type { Viewer } from '../domain/access/permission.ts';
import type { Decided, Deciding } from '../domain/conversation/taking-back.ts';
import { standingOfDecided, tagsBetween } from '../domain/conversation/taking-back.ts';
import type { Outcome } from '../store/batch-item.ts';
import { findTags } from '../store/tag.ts';
import { assignConversation } from './assign-conversation.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import { closeConversation } from './close-conversation.ts';
import type { Desk } from './desk.ts';
import { markSpam } from './mark-spam.ts';
import { getLocked } from './move-conversation.ts';
import { reopenConversation } from './reopen-conversation.ts';
import { restoreStanding } from './restore-standing.ts';
import type { MacroSaid } from './run-macro.ts';
import { macroWithin } from './run-macro.ts';
import { snoozeConversation } from './snooze-conversation.ts';
import { tagConversation } from './tag-conversation.ts';
import { waitConversation } from './wait-conversation.ts';

type Kind = DecidedAction['do'];
type Who = { readonly workspace: string; readonly actor: Actor };
type Given<One extends Kind> = {
  readonly desk: Desk; readonly who: Who; readonly conversation: string; readonly action: Extract<DecidedAction, { do: One }>;
  /** Whoever is given conversations is told once, of all. */
  readonly quietly: boolean;
  readonly viewer: Viewer;
  /** What the macro said; null: the action is none. */
  readonly macro: MacroSaid | null;
  /** An id for what this step leaves behind. */
  readonly run: string;
  /** It is done, but for something. */
  but(reason: string): void;
};

type Step<One extends Kind> = {
  /** What of a conversation it decides about. `run`: it keeps that itself. */
  readonly decides: Deciding | 'run';
  /** Puts it out of sight: not where a customer has written meanwhile. */
  hides(macro: MacroSaid | null): boolean;
  run(given: Given<One>): Promise<void>;
};

/** Why a conversation is left as it is; ends its step's transaction. */
export class Left extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    super(outcome.reason ?? outcome.state);
    this.outcome = outcome;
  }
}

const hiding = () => true;
const keeping = () => false;

const steps: { readonly [One in Kind]: Step<One> } = {
  assign: { decides: 'assignment', hides: keeping, run: ({ desk, who, conversation, action: { agent, team }, quietly }) => assignConversation(desk, who, conversation, { agent, team, quietly }) },
  tag: { decides: 'tags', hides: keeping, run: ({ desk, who, conversation, action }) => tagConversation(desk, who, conversation, action) },
  close: { decides: 'standing', hides: hiding, run: ({ desk, who, conversation, action }) => closeConversation(desk, who, conversation, action.because) },
  snooze: { decides: 'standing', hides: hiding, run: ({ desk, who, conversation, action }) => snoozeConversation(desk, who, conversation, action.until) },
  wait: { decides: 'standing', hides: keeping, run: ({ desk, who, conversation, action }) => waitConversation(desk, who, conversation, action.for) },
  reopen: { decides: 'standing', hides: keeping, run: ({ desk, who, conversation }) => reopenConversation(desk, who, conversation) },
  spam: { decides: 'standing', hides: hiding, run: ({ desk, who, conversation }) => markSpam(desk, who, conversation) },
  macro: { decides: 'run', hides: (macro) => macro?.actions.some((step) => step.do === 'close' || step.do === 'snooze') ?? false, run: runOne },
};

export function stepOf<One extends Kind>(action: { readonly do: One }): Step<One> {
  return steps[action.do];
}

/** Words for the customer become the author's draft where they have written nothing yet. */
async function runOne({ desk, who, conversation, macro, viewer, run, quietly, but }: Given<'macro'>): Promise<void> {
  await change(desk, who, async (within) => {
    const { words, draft, unchanged } = await macroWithin(desk, within, viewer, await getLocked(within, conversation), { macro: macro!, run, words: 'first draft', quietly });
    if (unchanged) throw new Left({ state: 'skipped', reason: 'unchanged' });
    if (words !== null && draft === null) but('own-draft');
  });
}

/** Each goes back to what it was before: nobody has changed it since. */
export async function takeBack(desk: Desk, who: Who, conversation: string, decides: Deciding, decided: { readonly before: Decided; readonly after: Decided }): Promise<void> {
  const { before, after } = decided;
  switch (decides) {
    case 'assignment':
      return assignConversation(desk, who, conversation, {
        ...(before.assignee === after.assignee ? {} : { agent: before.assignee }), ...(before.team === after.team ? {} : { team: before.team }), quietly: true,
      });
    case 'tags': {
      const { added, removed } = tagsBetween(before, after);
      const tags = await findTags(desk.db, who.workspace, [...added, ...removed]);
      const names = (ids: readonly string[]) => tags.filter((tag) => ids.includes(tag.id)).map((tag) => tag.name);
      return tagConversation(desk, who, conversation, { add: names(removed), remove: names(added) });
    }
    case 'standing':
      return restoreStanding(desk, who, conversation, standingOfDecided(before));
  }
}
