// Who may see and do what. Roles: an administrator runs the workspace; a lead sees every conversation of it;
// an agent sees what their teams and assignments open to them.
import type { AgentId, TeamId } from '../identifier.ts';

export type Role = 'administrator' | 'lead' | 'agent';

/** Who asks. Service tokens act with a role and see the whole workspace. */
export type Viewer = { readonly id: AgentId; readonly kind: 'agent' | 'service'; readonly role: Role; readonly teams: readonly TeamId[] };

const rank: Readonly<Record<Role, number>> = { agent: 0, lead: 1, administrator: 2 };

export function hasRole(viewer: Viewer, least: Role): boolean {
  return rank[viewer.role] >= rank[least];
}

/** `inboxTeams` empty: the inbox is open to every agent of the workspace. */
export function maySeeConversation(
  viewer: Viewer,
  conversation: { readonly assignee: AgentId | null; readonly team: TeamId | null; readonly inboxTeams: readonly TeamId[] },
): boolean {
  if (hasRole(viewer, 'lead') || viewer.kind === 'service') return true;
  if (conversation.assignee === viewer.id) return true;
  if (conversation.team !== null && viewer.teams.includes(conversation.team)) return true;
  return maySeeInbox(viewer, conversation.inboxTeams);
}

export function maySeeInbox(viewer: Viewer, inboxTeams: readonly TeamId[]): boolean {
  if (hasRole(viewer, 'lead') || viewer.kind === 'service') return true;
  return inboxTeams.length === 0 || inboxTeams.some((team) => viewer.teams.includes(team));
}

/** Whether a change would leave a workspace that nobody can run. `administrators`: the active ones now. */
export function isLastAdministrator(administrators: readonly AgentId[], agent: AgentId, changed: { readonly role?: Role | undefined; readonly active?: boolean | undefined }): boolean {
  const steps = changed.active === false || (changed.role !== undefined && changed.role !== 'administrator');
  return steps && administrators.length === 1 && administrators[0] === agent;
}
