// Somebody who was invited becomes an agent who can sign in.
import type { AgentId, WorkspaceId } from '../domain/identifier.ts';
import { Refusal } from '../domain/refusal.ts';
import { saveAgent } from '../store/agent.ts';
import { isUniqueViolation } from '../store/failure.ts';
import type { InvitationRow } from '../store/invitation.ts';
import { findInvitationByToken, lockInvitationByToken, saveInvitationAccepted } from '../store/invitation.ts';
import { hashToken } from '../store/service-token.ts';
import { saveSignIn } from '../store/sign-in.ts';
import { saveTeamsOfAgent } from '../store/team.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

/** The invitation that a link belongs to; refuses where it can no longer be accepted. */
export async function getOpenInvitation(desk: Desk, token: string): Promise<InvitationRow> {
  return checkOpen(await findInvitationByToken(desk.db, hashToken(token)), desk.now());
}

function checkOpen(invitation: InvitationRow | null, now: string): InvitationRow {
  if (!invitation) throw new Refusal('link-expired');
  if (invitation.accepted_at || invitation.withdrawn_at) throw new Refusal('invitation-used');
  if (invitation.expires_at.getTime() <= Date.parse(now)) throw new Refusal('link-expired');
  return invitation;
}

export async function acceptInvitation(desk: Desk, given: { readonly token: string; readonly name: string; readonly passwordHash: string }): Promise<{ readonly workspace: WorkspaceId; readonly agent: AgentId }> {
  const { workspace } = await getOpenInvitation(desk, given.token);
  const [agent, signIn] = [desk.newId(), desk.newId()];
  try {
    return await change(desk, { workspace, actor: { kind: 'agent', id: agent } }, async ({ db, now, record }) => {
      const invitation = checkOpen(await lockInvitationByToken(db, hashToken(given.token)), now);
      const { email, role, language } = invitation;
      await saveSignIn(db, { id: signIn, email, passwordHash: given.passwordHash, at: now });
      await saveAgent(db, workspace, { id: agent, sign_in: signIn, name: given.name, email, role, language, at: now });
      const teams = await saveTeamsOfAgent(db, workspace, agent, invitation.teams);
      await saveInvitationAccepted(db, workspace, invitation.id, now);
      record('agent-joined', { data: { agent, teams, invitation: invitation.id } });
      return { workspace, agent };
    });
  } catch (error) {
    if (isUniqueViolation(error, 'sign_in_user_email_key') || isUniqueViolation(error, 'agent_email')) throw new Refusal('address-taken');
    throw error;
  }
}
