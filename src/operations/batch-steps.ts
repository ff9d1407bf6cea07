// What a batch does to each of its conversations: the same operations by which people do it to one, and how each is taken back.
import type { BatchAction } from '../contract/batch.ts';
import type { Decided, Deciding } from '../domain/conversation/taking-back.ts';
import { standingOfDecided, tagsBetween } from '../domain/conversation/taking-back.ts';
import { findTags } from '../store/tag.ts';
import { assignConversation } from './assign-conversation.ts';
import type { Actor } from './change.ts';
import { closeConversation } from './close-conversation.ts';
import type { Desk } from './desk.ts';
import { markSpam } from './mark-spam.ts';
import { reopenConversation } from './reopen-conversation.ts';
import { restoreStanding } from './restore-standing.ts';
import { snoozeConversation } from './snooze-conversation.ts';
import { tagConversation } from './tag-conversation.ts';
import { waitConversation } from './wait-conversation.ts';

type Who = { readonly workspace: string; readonly actor: Actor };
/** `quietly`: whoever is given conversations is told once, of all. */
type Given<Kind extends BatchAction['do']> = { readonly desk: Desk; readonly who: Who; readonly conversation: string; readonly action: Extract<BatchAction, { do: Kind }>; readonly quietly: boolean };

type Step<Kind extends BatchAction['do']> = {
  /** What of a conversation it decides about. */
  readonly decides: Deciding;
  /** Puts it out of sight: not where a customer has written meanwhile. */
  readonly hides: boolean;
  run(given: Given<Kind>): Promise<void>;
};

const steps: { readonly [Kind in BatchAction['do']]: Step<Kind> } = {
  assign: { decides: 'assignment', hides: false, run: ({ desk, who, conversation, action: { agent, team }, quietly }) => assignConversation(desk, who, conversation, { agent, team, quietly }) },
  tag: { decides: 'tags', hides: false, run: ({ desk, who, conversation, action }) => tagConversation(desk, who, conversation, action) },
  close: { decides: 'standing', hides: true, run: ({ desk, who, conversation, action }) => closeConversation(desk, who, conversation, action.because) },
  snooze: { decides: 'standing', hides: true, run: ({ desk, who, conversation, action }) => snoozeConversation(desk, who, conversation, action.until) },
  wait: { decides: 'standing', hides: false, run: ({ desk, who, conversation, action }) => waitConversation(desk, who, conversation, action.for) },
  reopen: { decides: 'standing', hides: false, run: ({ desk, who, conversation }) => reopenConversation(desk, who, conversation) },
  spam: { decides: 'standing', hides: true, run: ({ desk, who, conversation }) => markSpam(desk, who, conversation) },
};

export function stepOf<Kind extends BatchAction['do']>(action: { readonly do: Kind }): Step<Kind> {
  return steps[action.do];
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
