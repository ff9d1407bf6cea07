// The people of a workspace, and the workspace itself, as the contract shows them.
import type { AgentView, TeamView, WorkspaceView } from '../../contract/views.ts';
import type { AgentRow } from '../../store/agent.ts';
import type { TeamRow } from '../../store/team.ts';
import type { WorkspaceRow } from '../../store/workspace.ts';

export function presentAgent(row: AgentRow): AgentView {
  return { id: row.id, name: row.name, email: row.email, role: row.role, language: row.language, active: row.active, teams: [...row.teams] };
}

export function presentTeam(row: TeamRow): TeamView {
  return { id: row.id, name: row.name, members: [...row.members] };
}

export function presentWorkspace(row: WorkspaceRow): WorkspaceView {
  return { id: row.id, name: row.name, language: row.language, timeZone: row.time_zone, workingHours: structuredClone(row.working_hours) as WorkspaceView['workingHours'] };
}
