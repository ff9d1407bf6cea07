// Invitations: made by an administrator, opened and accepted by somebody who is not signed in yet.
import { z } from 'zod';
import { acceptInvitationBody, invitationBody, invitationView, sessionReply as sessionReplySchema } from '../../contract/requests.ts';
import { role } from '../../contract/views.ts';
import { acceptInvitation, getOpenInvitation } from '../../operations/accept-invitation.ts';
import { inviteAgent } from '../../operations/invite-agent.ts';
import { withdrawInvitation } from '../../operations/withdraw-invitation.ts';
import { findAgent } from '../../store/agent.ts';
import { listInvitations } from '../../store/invitation.ts';
import { findWorkspace } from '../../store/workspace.ts';
import { pathId } from '../path-id.ts';
import { presentInvitation } from '../present/people.ts';
import { route } from '../route.ts';
import type { SigningIn } from '../signing-in.ts';
import { hashNewPassword, sessionReply, signInWith } from '../signing-in.ts';

export function invitationRoutes(parts: SigningIn) {
  return [
    route({
      method: 'GET', path: '/api/invitations', noun: 'invitations', who: 'administrator',
      summary: 'Invitations, newest first; accepted and withdrawn ones too', reply: z.object({ invitations: z.array(invitationView) }),
      handle: async ({ desk, workspace }) => ({ invitations: (await listInvitations(desk.db, workspace)).map(presentInvitation) }),
    }),
    route({
      method: 'POST', path: '/api/invitations', noun: 'invitations', who: 'administrator',
      summary: 'Invite somebody; an open invitation to the same address is withdrawn. The link is in this answer only; `mailed` tells whether it is sent as well',
      body: invitationBody, reply: invitationView.extend({ link: z.string(), mailed: z.boolean() }), refuses: ['address-taken', 'changed-meanwhile'],
      handle: async ({ desk, body, workspace, actor }) => {
        const mailed = await parts.mailReady(workspace);
        const { invitation, link } = await inviteAgent(desk, { workspace, actor }, body, mailed);
        return { ...presentInvitation(invitation), link, mailed };
      },
    }),
    route({
      method: 'DELETE', path: '/api/invitations/{invitation}', noun: 'invitations', who: 'administrator',
      summary: 'Withdraw an invitation', reply: null, refuses: ['not-found', 'invitation-used'],
      handle: async ({ desk, params, workspace, actor }) => withdrawInvitation(desk, { workspace, actor }, pathId(params, 'invitation')),
    }),
    ...openRoutes(parts),
  ];
}

function openRoutes(parts: SigningIn) {
  return [
    route({
      method: 'GET', path: '/api/invitations/open/{token}', noun: 'invitations', who: 'anyone', limit: 60,
      summary: 'What an invitation\'s link opens', refuses: ['link-expired', 'invitation-used'],
      reply: z.object({ email: z.string(), role, language: z.string(), workspace: z.string(), invitedBy: z.string().nullable() }),
      handle: async ({ desk, params }) => {
        const { email, role: as, language, workspace, invited_by } = await getOpenInvitation(desk, params['token'] ?? '');
        const inviter = invited_by === null ? null : await findAgent(desk.db, workspace, invited_by);
        return { email, role: as, language, workspace: (await findWorkspace(desk.db, workspace))?.name ?? '', invitedBy: inviter?.name ?? null };
      },
    }),
    route({
      method: 'POST', path: '/api/invitations/accept', noun: 'invitations', who: 'anyone', limit: 60,
      summary: 'Accept an invitation: choose name and password, and be signed in', body: acceptInvitationBody, reply: sessionReplySchema,
      refuses: ['link-expired', 'invitation-used', 'password-too-weak', 'address-taken', 'foreign-page'],
      handle: async ({ desk, body, request, answer }) => {
        const { token, name, password } = body;
        const { email } = await getOpenInvitation(desk, token);
        const { workspace, agent } = await acceptInvitation(desk, { token, name, passwordHash: await hashNewPassword(password, [email, name]) });
        await signInWith(parts, request, answer, email, password);
        return sessionReply(desk, parts, workspace, agent);
      },
    }),
  ];
}
