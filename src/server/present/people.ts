// The people of a workspace, and the workspace itself, as the contract shows them.
import type { z } from 'zod';
import type { invitationView } from '../../contract/requests.ts';
import type { PersonalTokenView, ServiceTokenView } from '../../contract/token.ts';
import type { AgentView, TeamView, WorkspaceView } from '../../contract/views.ts';
import type { AgentRow } from '../../store/agent.ts';
import type { InvitationRow } from '../../store/invitation.ts';
import type { PersonalTokenRow } from '../../store/personal-token.ts';
import type { ServiceTokenRow } from '../../store/service-token.ts';
import type { TeamRow } from '../../store/team.ts';
import type { WorkspaceRow } from '../../store/workspace.ts';
import { iso, isoOrNull } from './conversation.ts';

export function presentAgent(row: AgentRow): AgentView {
  return { id: row.id, name: row.name, email: row.email, role: row.role, language: row.language, active: row.active, teams: [...row.teams] };
}

export function presentTeam(row: TeamRow): TeamView {
  return { id: row.id, name: row.name, members: [...row.members] };
}

export function presentWorkspace(row: WorkspaceRow): WorkspaceView {
  return { id: row.id, name: row.name, language: row.language, timeZone: row.time_zone, workingHours: structuredClone(row.working_hours) as WorkspaceView['workingHours'], pushText: row.push_text };
}

export function presentInvitation(row: InvitationRow): z.infer<typeof invitationView> {
  return {
    id: row.id, email: row.email, role: row.role, teams: [...row.teams], language: row.language, createdAt: iso(row.created_at), expiresAt: iso(row.expires_at),
    acceptedAt: isoOrNull(row.accepted_at), withdrawnAt: isoOrNull(row.withdrawn_at),
  };
}

export function presentServiceToken(row: ServiceTokenRow): ServiceTokenView {
  return { ...presentPersonalToken(row), role: row.role };
}

export function presentPersonalToken(row: Omit<PersonalTokenRow, 'agent'>): PersonalTokenView {
  return {
    id: row.id, name: row.name, scopes: [...row.scopes], createdAt: iso(row.created_at), expiresAt: isoOrNull(row.expires_at),
    lastUsedAt: isoOrNull(row.last_used_at), withdrawnAt: isoOrNull(row.withdrawn_at),
  };
}
