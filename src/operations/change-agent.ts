// What an administrator changes about an agent: role, name, whether they can sign in at all.
import { isLastAdministrator } from '../domain/access/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { AgentRow } from '../store/agent.ts';
import { findAgent, lockAdministrators, saveAgentChange } from '../store/agent.ts';
import { giveBackConversations } from '../store/conversation.ts';
import { endSessions } from '../store/sign-in.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export type AgentChange = { readonly role?: AgentRow['role'] | undefined; readonly active?: boolean | undefined; readonly name?: string | undefined };

/**
 * Switching an agent off ends their sessions at once, and what they have in hand is nobody's again: among the unassigned it is
 * found, as somebody's own it would be overlooked. What is closed keeps the name of who closed it.
 */
export async function changeAgent(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, id: string, wanted: AgentChange): Promise<AgentRow> {
  return change(desk, who, async ({ db, workspace, record }) => {
    const administrators = await lockAdministrators(db, workspace);
    const agent = await findAgent(db, workspace, id);
    if (!agent) throw new Refusal('not-found');
    if (isLastAdministrator(administrators, id, wanted)) throw new Refusal('last-administrator');
    const changed = {
      ...(wanted.role === undefined || wanted.role === agent.role ? {} : { role: wanted.role }),
      ...(wanted.active === undefined || wanted.active === agent.active ? {} : { active: wanted.active }),
      ...(wanted.name === undefined || wanted.name === agent.name ? {} : { name: wanted.name }),
    };
    if (Object.keys(changed).length === 0) return agent;
    await saveAgentChange(db, workspace, id, changed);
    if (changed.active === false) {
      if (agent.sign_in !== null) await endSessions(db, agent.sign_in);
      for (const conversation of await giveBackConversations(db, workspace, id)) record('conversation-assigned', { conversation, data: { assignee: null } });
    }
    record('agent-changed', { data: { agent: id } });
    return { ...agent, ...changed };
  });
}
