// A promise is kept by somebody else from now on; they are told. Whoever gave it to them is not asked for it any more.
import { maySeeConversation } from '../domain/access/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { listConversationAccess } from '../store/access.ts';
import { findAgent } from '../store/agent.ts';
import { saveCommitmentState } from '../store/commitment.ts';
import type { Actor, Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { notifyAgent } from './notify-agent.ts';
import { getUnsettled } from './settle-commitment.ts';

export async function handOverCommitment(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, commitment: string, agent: string): Promise<void> {
  await change(desk, who, (within) => handOverWithin(desk, within, commitment, agent));
}

/** As part of a change that does more: a whole matter that is given to somebody with its promises. */
export async function handOverWithin(desk: Desk, within: Change, commitment: string, agent: string): Promise<void> {
  const { db, workspace, actor } = within;
  const found = await getUnsettled(within, commitment);
  const keeper = await findAgent(db, workspace, agent);
  if (!keeper?.active) throw new Refusal('input-wrong', { agent: 'There is no such agent, or they are switched off.' });
  if (found.agent === agent) return;
  const [access] = await listConversationAccess(db, workspace, [found.conversation]);
  const viewer = { id: keeper.id, kind: 'agent', role: keeper.role, teams: keeper.teams } as const;
  if (!access || !maySeeConversation(viewer, access)) throw new Refusal('input-wrong', { agent: 'They cannot see this conversation. Give it to them or to their team first.' });
  // Whoever has it now is warned in good time as well, although the one before was warned already.
  await saveCommitmentState(db, workspace, commitment, { agent, warned_at: null });
  within.record('commitment-handed-over', { conversation: found.conversation, data: { commitment, keeper: agent, before: found.agent } });
  if (agent === actor.id) return;
  await notifyAgent(desk, within, {
    agent, kind: 'commitment-handed-over', conversation: found.conversation, message: found.message,
    data: { commitment, promise: found.promise.slice(0, 200), by: actor.id, ...(found.due_at === null ? {} : { due: found.due_at.toISOString() }) },
  });
}
