// Promises warn before they are due and are said to be missed when they were not kept in time. Any number of workers may watch at once.
import { watchCommitment } from '../domain/time/watch-commitment.ts';
import type { AgentRow } from '../store/agent.ts';
import { findAgents, listAgents } from '../store/agent.ts';
import type { CommitmentRow } from '../store/commitment.ts';
import { findCommitments, saveCommitmentState } from '../store/commitment.ts';
import type { WatchedCommitment } from '../store/commitment-watch.ts';
import { listCommitmentsToWatch } from '../store/commitment-watch.ts';
import type { LockedConversation } from '../store/conversation.ts';
import { lockConversation } from '../store/conversation.ts';
import type { Change } from './change.ts';
import { automation, change } from './change.ts';
import type { Desk } from './desk.ts';
import { notifyAgent } from './notify-agent.ts';
import { showNextDue } from './settle-commitment.ts';

const together = 200;
/** No promise warns earlier than this (domain/time/watch-commitment.ts). */
const earliestWarningMs = 240 * 60_000;

/** @returns how many warned or were missed */
export async function watchCommitments(desk: Desk): Promise<number> {
  const now = desk.now();
  const when = { dueBy: now, warnBy: new Date(Date.parse(now) + earliestWarningMs).toISOString() };
  let told = 0;
  for (let page = await listCommitmentsToWatch(desk.db, when, null, together); page.length > 0; page = await listCommitmentsToWatch(desk.db, when, page.at(-1)!, together)) {
    for (const watched of page) {
      if (stepFor(watched, now) === 'nothing') continue;
      desk.passing('out-10');
      told += await tellOf(desk, watched);
    }
    if (page.length < together) break;
  }
  return told;
}

function stepFor(watched: Pick<WatchedCommitment, 'created_at' | 'warned_at'> & { readonly due_at: Date | null }, now: string): 'nothing' | 'warn' | 'miss' {
  return watchCommitment({ madeAt: watched.created_at.toISOString(), due: watched.due_at?.toISOString() ?? null, warnedAt: watched.warned_at?.toISOString() ?? null }, now);
}

/** Looked at again under the conversation's lock: it may have been kept, moved or told of by another worker meanwhile. */
async function tellOf(desk: Desk, watched: WatchedCommitment): Promise<number> {
  return change(desk, { workspace: watched.workspace, actor: automation }, async (within) => {
    const conversation = await lockConversation(within.db, within.workspace, watched.conversation);
    const [found] = await findCommitments(within.db, within.workspace, [watched.id]);
    if (!conversation || !found || found.state !== 'open') return 0;
    const step = stepFor(found, within.now);
    if (step === 'nothing') return 0;
    const data = { commitment: found.id };
    if (step === 'warn') {
      await saveCommitmentState(within.db, within.workspace, found.id, { warned_at: within.now });
      within.record('commitment-due-soon', { conversation: conversation.id, data });
    } else {
      await saveCommitmentState(within.db, within.workspace, found.id, { state: 'missed', missed_at: found.due_at!.toISOString() });
      await showNextDue(within, conversation.id);
      within.record('commitment-missed', { conversation: conversation.id, data });
    }
    await notify(desk, within, conversation, found, step);
    return 1;
  });
}

/** Who gave the promise, and who has the matter now; where neither works here any more, those who lead. */
async function listConcerned(within: Change, wanted: readonly string[]): Promise<readonly AgentRow[]> {
  const own = (await findAgents(within.db, within.workspace, wanted)).filter(({ active }) => active);
  if (own.length > 0) return own;
  return (await listAgents(within.db, within.workspace)).filter(({ active, role }) => active && role !== 'agent');
}

async function notify(desk: Desk, within: Change, conversation: LockedConversation, commitment: CommitmentRow, step: 'warn' | 'miss'): Promise<void> {
  const wanted = [commitment.agent, ...(conversation.assignee === null ? [] : [conversation.assignee])];
  const kind = step === 'warn' ? 'commitment-due' : 'commitment-missed';
  for (const agent of await listConcerned(within, wanted)) {
    await notifyAgent(desk, within, {
      agent: agent.id, kind, conversation: conversation.id, message: commitment.message,
      data: { commitment: commitment.id, promise: commitment.promise.slice(0, 200), due: commitment.due_at!.toISOString() },
    });
  }
}
