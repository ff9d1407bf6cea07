// Agents and teams who can be called in a note of a conversation, and whether they would see it.
import type { ColleaguesReply } from '../../contract/forward.ts';
import { maySeeConversation } from '../../domain/access/permission.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Desk } from '../../operations/desk.ts';
import { viewerOf } from '../../operations/mention-colleagues.ts';
import { listConversationAccess } from '../../store/access.ts';
import { listAgents } from '../../store/agent.ts';
import { readTogether } from '../../store/sent-ahead.ts';
import { listTeams } from '../../store/team.ts';

export async function listColleagues(desk: Desk, workspace: string, conversation: string): Promise<ColleaguesReply> {
  const [agents, teams, [access]] = await readTogether(desk.db, (db) => Promise.all([listAgents(db, workspace), listTeams(db, workspace), listConversationAccess(db, workspace, [conversation])]));
  if (!access) throw new Refusal('not-found');
  const active = agents.filter((agent) => agent.active);
  const seeing = new Set(active.filter((agent) => maySeeConversation(viewerOf(agent), access)).map((agent) => agent.id));
  return {
    agents: active.map((agent) => ({ id: agent.id, sees: seeing.has(agent.id) })),
    teams: teams.map((team) => ({ id: team.id, sees: team.members.some((member) => seeing.has(member)) })),
  };
}
