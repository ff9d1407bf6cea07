// Takes a run of a macro back: what stood there before stands there again, except where somebody has decided anew since.
import { isSameStanding, woken } from '../domain/conversation/by-hand.ts';
import { lastWords } from '../domain/conversation/summary.ts';
import type { Standing } from '../domain/conversation/transition.ts';
import type { EventKind } from '../contract/event.ts';
import { hasRole } from '../domain/access/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { LockedConversation } from '../store/conversation.ts';
import { findLastSaid, findMessageBrief, removeMessage, saveConversationUpdate } from '../store/conversation.ts';
import type { RunRow } from '../store/macro.ts';
import { findRun, saveRunUndone } from '../store/macro.ts';
import { findTags, listConversationTagIds, removeConversationTags, saveConversationTags } from '../store/tag.ts';
import { takeFromDraft } from './add-to-draft.ts';
import type { Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import type { MacroAfter, MacroBefore } from './macro-traces.ts';
import { getLocked, moveConversation, standingOf } from './move-conversation.ts';
import type { Owning } from './owned.ts';

/** Undone twice is undone once. Whoever ran it may, and leads. */
export async function undoMacro(desk: Desk, who: Owning, conversation: string, run: string): Promise<void> {
  await change(desk, who, async (within) => {
    const found = await getLocked(within, conversation);
    const ran = await findRun(within.db, within.workspace, run);
    if (!ran || ran.conversation !== conversation) throw new Refusal('not-found');
    if (ran.actor !== who.actor.id && !hasRole(who.viewer, 'lead')) throw new Refusal('not-allowed');
    if (ran.undone_at !== null) return;
    await takeRunBack(within, found, ran);
  });
}

/** As part of a change that does more. @returns whether all of it was as the macro had left it, and is as it was before */
export async function takeRunBack(within: Change, found: LockedConversation, ran: RunRow): Promise<boolean> {
  const conversation = found.id;
  const [before, after] = [ran.before as MacroBefore, ran.after as MacroAfter];
  const tags = await listConversationTagIds(within.db, within.workspace, conversation);
  const note = await takeNote(within, conversation, after.note);
  within.record('macro-undone', { conversation, data: { run: ran.id, name: ran.name, ...(note === null ? {} : { removedMessages: [note] }) } });
  await giveOwnersBack(within, found, before, after);
  await giveTagsBack(within, conversation, before, after);
  await giveStandingBack(within, found, before.standing, after.standing);
  const draft = !after.draft || (await takeFromDraft(within, conversation, after.draft));
  await saveRunUndone(within.db, within.workspace, ran.id, within.now);
  return draft && note === after.note && isAsLeft(found, tags, after);
}

/** Nobody has decided anew since. */
function isAsLeft(found: LockedConversation, tags: readonly string[], { assignee = found.assignee, team = found.team, standing, added, removed }: MacroAfter): boolean {
  return found.assignee === assignee && found.team === team && (standing === null || isSameStanding(standingOf(found), standing)) && added.every((tag) => tags.includes(tag)) && !removed.some((tag) => tags.includes(tag));
}

async function takeNote(within: Change, conversation: string, note: string | null): Promise<string | null> {
  const brief = note === null ? null : await findMessageBrief(within.db, within.workspace, note);
  // Merged or split since, it lies elsewhere and stays there.
  if (brief?.conversation !== conversation) return null;
  await removeMessage(within.db, within.workspace, brief.id);
  const last = await findLastSaid(within.db, within.workspace, conversation);
  await saveConversationUpdate(within.db, within.workspace, conversation, { added: -1, ...(last ? { last: { message: last.message, direction: last.direction, at: last.at.toISOString(), text: lastWords(last.text, last.own, last.direction) } } : {}) });
  return brief.id;
}

async function giveOwnersBack(within: Change, found: LockedConversation, before: MacroBefore, after: MacroAfter): Promise<void> {
  const changed = {
    ...(after.assignee === undefined || found.assignee !== after.assignee || before.assignee === after.assignee ? {} : { assignee: before.assignee }),
    ...(after.team === undefined || found.team !== after.team || before.team === after.team ? {} : { team: before.team }),
  };
  if (Object.keys(changed).length === 0) return;
  await saveConversationUpdate(within.db, within.workspace, found.id, changed);
  within.record('conversation-assigned', { conversation: found.id, data: changed });
}

async function giveTagsBack(within: Change, conversation: string, before: MacroBefore, after: MacroAfter): Promise<void> {
  const tags = await findTags(within.db, within.workspace, [...after.added, ...after.removed]);
  const there = (ids: readonly string[]) => ids.filter((id) => tags.some((tag) => tag.id === id));
  const removed = await removeConversationTags(within.db, within.workspace, conversation, there(after.added.filter((id) => !before.tags.includes(id))));
  const added = await saveConversationTags(within.db, within.workspace, conversation, there(after.removed));
  if (added.length + removed.length === 0) return;
  const names = (ids: readonly string[]) => tags.filter((tag) => ids.includes(tag.id)).map((tag) => tag.name);
  await saveConversationUpdate(within.db, within.workspace, conversation, {});
  within.record('conversation-tagged', { conversation, data: { added: names(added), removed: names(removed) } });
}

/** A time that has passed meanwhile cannot be waited for again. */
async function giveStandingBack(within: Change, found: LockedConversation, before: Standing, after: Standing | null): Promise<void> {
  if (after === null || !isSameStanding(standingOf(found), after)) return;
  const standing = woken(before, within.now);
  await moveConversation(within, found, standing, ...toldAs(standing));
}

function toldAs({ state }: Standing): readonly [EventKind, Readonly<Record<string, unknown>>] {
  switch (state.is) {
    case 'open':
      return ['conversation-reopened', { because: 'by-hand' }];
    case 'waiting':
      return ['conversation-waiting', { for: state.for }];
    case 'snoozed':
      return ['conversation-snoozed', { until: state.until }];
    case 'closed':
      return ['conversation-closed', { because: state.because }];
  }
}
