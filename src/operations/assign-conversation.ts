// Whose matter it is: an agent's, a team's, both, or nobody's. Who is given one is told, unless they took it themselves.
import { Refusal } from '../domain/refusal.ts';
import { findAgent } from '../store/agent.ts';
import type { LockedConversation } from '../store/conversation.ts';
import { saveConversationUpdate } from '../store/conversation.ts';
import { findTeams } from '../store/team.ts';
import type { Actor, Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getLocked } from './move-conversation.ts';
import { notifyAgent } from './notify-agent.ts';

/** Absent: stays as it is. null: nobody. `quietly`: whoever is given it is told in another way. */
export type Assignment = { readonly agent?: string | null | undefined; readonly team?: string | null | undefined; readonly quietly?: boolean };

export async function assignConversation(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, conversation: string, to: Assignment): Promise<void> {
  await change(desk, who, async (within) => assignWithin(desk, within, await getLocked(within, conversation), to));
}

/** As part of a change that does more. */
export async function assignWithin(desk: Desk, within: Change, found: Pick<LockedConversation, 'id' | 'assignee' | 'team'>, to: Assignment): Promise<void> {
  const changed = {
    ...(to.agent === undefined || to.agent === found.assignee ? {} : { assignee: to.agent }),
    ...(to.team === undefined || to.team === found.team ? {} : { team: to.team }),
  };
  if (Object.keys(changed).length === 0) return;
  await refuseUnknown(within, to);
  await saveConversationUpdate(within.db, within.workspace, found.id, changed);
  within.record('conversation-assigned', { conversation: found.id, data: changed });
  if (changed.assignee && changed.assignee !== within.actor.id && !to.quietly) await tell(desk, within, found.id, changed.assignee);
}

export async function refuseUnknown(within: Pick<Change, 'db' | 'workspace'>, { agent, team }: Assignment): Promise<void> {
  const mistakes: Record<string, string> = {};
  if (agent && !(await findAgent(within.db, within.workspace, agent))?.active) mistakes['agent'] = 'There is no such agent, or they are switched off.';
  if (team && (await findTeams(within.db, within.workspace, [team])).length === 0) mistakes['team'] = 'There is no such team.';
  if (Object.keys(mistakes).length > 0) throw new Refusal('input-wrong', mistakes);
}

async function tell(desk: Desk, within: Change, conversation: string, agent: string): Promise<void> {
  await notifyAgent(desk, within, { agent, kind: 'conversation-assigned', conversation, message: null, data: { by: within.actor.id } });
}
