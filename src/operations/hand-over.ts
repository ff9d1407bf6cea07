// Gives a conversation to a colleague together with the story so far: one change, so that nobody gets a matter without knowing what
// it is about, or a story without the matter.
import type { Mention } from '../domain/conversation/mention.ts';
import { findMessageBrief } from '../store/conversation.ts';
import { listConversationCommitments, saveCommitmentState } from '../store/commitment.ts';
import { storable } from '../store/receive.ts';
import { noteWithin } from './add-note.ts';
import { assignWithin } from './assign-conversation.ts';
import type { Actor, Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { checkMentions, tellMentioned } from './mention-colleagues.ts';
import { getLocked } from './move-conversation.ts';
import { notifyAgent } from './notify-agent.ts';
import { isRepeated } from './repeated.ts';

export type HandOver = {
  /** Of the note that tells the story. */
  readonly id: string;
  readonly conversation: string; readonly agent: string; readonly text: string; readonly mentions: readonly Mention[];
  /** Open promises become theirs too. */
  readonly promises: boolean;
};

/** The same id twice is one hand-over. */
export async function handOver(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, wanted: HandOver): Promise<void> {
  await change(desk, who, async (within) => {
    const { id, conversation, agent } = wanted;
    const found = await getLocked(within, conversation);
    const text = storable(wanted.text);
    if (isRepeated(await findMessageBrief(within.db, within.workspace, id), { conversation, direction: 'note', author: within.actor.id, text })) return;
    await assignWithin(desk, within, found, { agent, quietly: true });
    // Asked after the assignment: whoever has the conversation sees it.
    const told = await checkMentions(within, { conversation, note: id, text, mentions: wanted.mentions, anyway: true });
    await noteWithin(within, { id, conversation, text, attachments: [], mentions: wanted.mentions });
    // Once, and of what it is: not that somebody named them in a note.
    if (agent !== within.actor.id) await notifyAgent(desk, within, { agent, kind: 'conversation-assigned', conversation, message: id, data: { by: within.actor.id } });
    await tellMentioned(desk, within, { conversation, note: id }, told.filter((one) => one !== agent));
    if (wanted.promises) await givePromises(within, conversation, agent);
  });
}

async function givePromises(within: Change, conversation: string, agent: string): Promise<void> {
  for (const promise of await listConversationCommitments(within.db, within.workspace, conversation)) {
    if (promise.settled_at !== null || promise.agent === agent) continue;
    // Whoever has it now is warned in good time as well.
    await saveCommitmentState(within.db, within.workspace, promise.id, { agent, warned_at: null });
    within.record('commitment-handed-over', { conversation, data: { commitment: promise.id, keeper: agent, before: promise.agent } });
  }
}
