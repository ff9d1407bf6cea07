// Does what a macro says to one conversation, all of it or nothing. Words for the customer go where somebody writes, never out.
import { closedByHand, reopenedByHand, snoozedByHand, waitingByHand } from '../domain/conversation/by-hand.ts';
import type { Standing } from '../domain/conversation/transition.ts';
import type { Viewer } from '../domain/access/permission.ts';
import { maySeeOwned } from '../domain/access/own-or-shared.ts';
import type { EventKind } from '../contract/event.ts';
import type { Effect } from '../domain/macro/forecast.ts';
import { forecast, obstacleIn } from '../domain/macro/forecast.ts';
import type { Step } from '../domain/macro/macro.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Filled } from '../domain/template/fill.ts';
import type { LockedConversation } from '../store/conversation.ts';
import type { MacroRow } from '../store/macro.ts';
import { findMacro, findRun, saveRun } from '../store/macro.ts';
import { noteWithin } from './add-note.ts';
import { addToDraft } from './add-to-draft.ts';
import { assignWithin } from './assign-conversation.ts';
import type { Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { fillWords } from './fill-words.ts';
import { macroSituation, wordsOf } from './macro-situation.ts';
import type { DraftTrace, MacroAfter, MacroBefore } from './macro-traces.ts';
import { getLocked, moveConversation, standingOf, unansweredSince } from './move-conversation.ts';
import type { Owning } from './owned.ts';
import { tagWithin } from './tag-conversation.ts';

export type MacroRun = {
  readonly macro: string; readonly conversation: string;
  /** Made by the caller: the same run twice is one. */
  readonly run: string;
  /** `return`: the words are answered, to be put where somebody writes. `draft`: they are added to the agent's draft of this conversation. */
  readonly words: 'return' | 'draft';
};

/** @returns the words for the customer, with their places filled; null: it has none */
export async function runMacro(desk: Desk, who: Owning, asked: MacroRun): Promise<Filled | null> {
  return change(desk, who, async (within) => {
    const conversation = await getLocked(within, asked.conversation);
    const [macro, repeated] = await Promise.all([findMacro(within.db, within.workspace, asked.macro), findRun(within.db, within.workspace, asked.run)]);
    if (repeated) {
      if (repeated.conversation !== asked.conversation || repeated.macro !== asked.macro || repeated.actor !== who.actor.id) throw new Refusal('input-wrong', { run: 'Another run has this id already. Nothing was done; give this one an id of its own.' });
      return (repeated.after as MacroAfter).words;
    }
    if (!macro || !maySeeOwned(who.viewer, macro.owner)) throw new Refusal('not-found');
    return (await macroWithin(desk, within, who.viewer, conversation, { macro, run: asked.run, words: asked.words })).words;
  });
}

export type MacroSaid = Pick<MacroRow, 'id' | 'name' | 'actions'>;
type Running = {
  readonly macro: MacroSaid; readonly run: string;
  /** `first draft`: where the agent has written nothing yet. */
  readonly words: MacroRun['words'] | 'first draft';
  /** Whoever is given conversations is told once, of all. */
  readonly quietly?: boolean;
};
export type MacroRan = { readonly words: Filled | null; readonly draft: DraftTrace | null; /** It was all so already. */ readonly unchanged: boolean };

/** As part of a change that does more. */
export async function macroWithin(desk: Desk, within: Change, viewer: Viewer, conversation: LockedConversation, { macro, run, words: wanted, quietly = false }: Running): Promise<MacroRan> {
  const { situation, templates, tagIds } = await macroSituation(within.db, within.workspace, conversation, macro.actions, { viewer, now: within.now });
  const effects = forecast(macro.actions, situation);
  const obstacle = obstacleIn(effects);
  if (obstacle) throw new Refusal(obstacle.code, obstacle.values);
  const parts = wordsOf(macro.actions, templates);
  const whom = { conversation: conversation.id, agent: situation.me };
  const words = parts.length === 0 ? null : await fillWords(desk, within.db, within.workspace, whom, parts);
  within.record('macro-run', { conversation: conversation.id, data: { run, name: macro.name } });
  const before: MacroBefore = { standing: standingOf(conversation), assignee: conversation.assignee, team: conversation.team, tags: tagIds };
  const draft = words !== null && wanted !== 'return' && situation.me !== null ? await addToDraft(desk, within, conversation, situation.me, words.text, wanted === 'first draft') : null;
  const done = await perform(desk, within, conversation, { steps: macro.actions, effects, me: situation.me, quietly });
  const after: MacroAfter = { ...done, words, draft };
  await saveRun(within.db, within.workspace, within.now, { id: run, macro: macro.id, name: macro.name, conversation: conversation.id, actor_kind: within.actor.kind === 'agent' ? 'agent' : 'service', actor: within.actor.id, before, after });
  return { words, draft, unchanged: effects.every((effect) => effect.already) };
}

type Doing = { readonly steps: readonly Step[]; readonly effects: readonly Effect[]; readonly me: string | null; readonly quietly: boolean };

/** Words and owners first, the state last: a note must not open what was just closed. */
async function perform(desk: Desk, within: Change, conversation: LockedConversation, { steps, effects, me, quietly }: Doing): Promise<Omit<MacroAfter, 'words' | 'draft'>> {
  const tags = (kind: 'add-tags' | 'remove-tags') => steps.flatMap((step) => (step.do === kind ? step.tags : []));
  const tagged = await tagWithin(desk, within, conversation.id, { add: tags('add-tags'), remove: tags('remove-tags') });
  const agent = steps.find((step) => step.do === 'assign');
  const team = steps.find((step) => step.do === 'assign-team');
  const to = { ...(agent ? { agent: agent.agent === 'me' ? me : agent.agent } : {}), ...(team ? { team: team.team } : {}) };
  await assignWithin(desk, within, conversation, { ...to, quietly });
  const note = steps.find((step) => step.do === 'note');
  const noteId = note ? desk.newId() : null;
  if (note && noteId !== null) {
    const { text } = await fillWords(desk, within.db, within.workspace, { conversation: conversation.id, agent: me }, [{ language: null, text: note.text }]);
    await noteWithin(within, { id: noteId, conversation: conversation.id, text, attachments: [] });
  }
  const standing = await decide(within, conversation, steps, effects);
  return { standing, ...('agent' in to ? { assignee: to.agent ?? null } : {}), ...('team' in to ? { team: to.team ?? null } : {}), added: tagged.added, removed: tagged.removed, note: noteId };
}

/** @returns how it stands now; null: no step decides that */
async function decide(within: Change, conversation: LockedConversation, steps: readonly Step[], effects: readonly Effect[]): Promise<Standing | null> {
  const move = async (after: Standing, kind: EventKind, data: Readonly<Record<string, unknown>>) => {
    await moveConversation(within, conversation, after, kind, data);
    return after;
  };
  const now = standingOf(conversation);
  for (const [index, step] of steps.entries()) {
    if (step.do === 'close') return move(closedByHand(now, within.now, step.because), 'conversation-closed', { because: step.because });
    if (step.do === 'open') return move(reopenedByHand(now, await unansweredSince(within, conversation)), 'conversation-reopened', { because: 'by-hand' });
    if (step.do === 'wait') return move(waitingByHand(now, step.for, await unansweredSince(within, conversation)), 'conversation-waiting', { for: step.for });
    const until = effects[index]?.until;
    if (step.do !== 'snooze' || until === undefined) continue;
    const after = snoozedByHand(now, until, within.now, await unansweredSince(within, conversation));
    if (after === null) throw new Refusal('snooze-in-the-past');
    return move(after, 'conversation-snoozed', { until });
  }
  return null;
}
