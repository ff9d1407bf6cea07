// Invites somebody by e-mail address: the link in the mail, or copied from the screen, lets them choose name and password.
import { randomBytes } from 'node:crypto';
import { Refusal } from '../domain/refusal.ts';
import { findAgentByEmail, findAgent } from '../store/agent.ts';
import { isUniqueViolation } from '../store/failure.ts';
import type { InvitationRow } from '../store/invitation.ts';
import { lockInvitation, saveInvitation, withdrawInvitationsTo } from '../store/invitation.ts';
import { hashToken } from '../store/service-token.ts';
import { findTeams } from '../store/team.ts';
import { findWorkspace } from '../store/workspace.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { sendNotice } from './send-notice.ts';

export type InvitationWanted = { readonly email: string; readonly role: InvitationRow['role']; readonly teams: readonly string[]; readonly language: string };

const validMs = 7 * 86_400_000;

/** A new invitation to an address takes the place of an open one. With `mailed`, the link is sent to it as well. */
export async function inviteAgent(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, wanted: InvitationWanted, mailed: boolean): Promise<{ readonly invitation: InvitationRow; readonly link: string }> {
  const id = desk.newId();
  // Behind the sign of fragment, which browsers keep to themselves: the link's secret is in no server's log.
  const token = randomBytes(32).toString('base64url');
  const link = `${desk.publicAddress}/invitation#${token}`;
  try {
    return await change(desk, who, async ({ db, workspace, now, record }) => {
      if (await findAgentByEmail(db, workspace, wanted.email)) throw new Refusal('address-taken');
      const teams = [...new Set(wanted.teams)];
      if ((await findTeams(db, workspace, teams)).length !== teams.length) throw new Refusal('input-wrong', { teams: 'One of these teams does not exist.' });
      for (const invitation of await withdrawInvitationsTo(db, workspace, wanted.email, now)) record('invitation-withdrawn', { data: { invitation } });
      const inviter = who.actor.kind === 'agent' ? await findAgent(db, workspace, who.actor.id) : null;
      const expiresAt = new Date(Date.parse(now) + validMs).toISOString();
      await saveInvitation(db, workspace, { id, ...wanted, teams, invited_by: inviter?.id ?? null, hash: hashToken(token), at: now, expiresAt });
      record('agent-invited', { data: { invitation: id } });
      if (mailed) {
        const name = (await findWorkspace(db, workspace))?.name ?? '';
        await sendNotice(desk, db, workspace, { kind: 'invitation', to: wanted.email, language: wanted.language, workspace: name, invitedBy: inviter?.name ?? null, link, expiresAt });
      }
      return { invitation: (await lockInvitation(db, workspace, id))!, link };
    });
  } catch (error) {
    if (isUniqueViolation(error, 'invitation_open')) throw new Refusal('changed-meanwhile');
    throw error;
  }
}
