// The first visit: a workspace and its first administrator.
import { z } from 'zod';
import { sessionReply as sessionReplySchema, setupBody } from '../../contract/requests.ts';
import { Refusal } from '../../domain/refusal.ts';
import { createWorkspace } from '../../operations/create-workspace.ts';
import { keepEnvironmentToken } from '../../operations/keep-environment-token.ts';
import { findFirstWorkspace } from '../../store/workspace.ts';
import { route } from '../route.ts';
import type { SigningIn } from '../signing-in.ts';
import { hashNewPassword, sessionReply, signInWith } from '../signing-in.ts';

export function setupRoutes(parts: SigningIn) {
  return [
    route({
      method: 'GET', path: '/api/setup', noun: 'setup', who: 'anyone',
      summary: 'Whether this desk still waits for its first workspace',
      reply: z.object({ needed: z.boolean() }),
      handle: async ({ desk }) => ({ needed: (await findFirstWorkspace(desk.db)) === null }),
    }),
    route({
      method: 'POST', path: '/api/setup', noun: 'setup', who: 'anyone', limit: 20,
      summary: 'Make the first workspace and its administrator; possible once',
      body: setupBody, reply: sessionReplySchema, refuses: ['already-set-up', 'password-too-weak', 'foreign-page'],
      handle: async ({ desk, body, request, answer }) => {
        if (await findFirstWorkspace(desk.db)) throw new Refusal('already-set-up');
        const { name, email, password } = body.administrator;
        const passwordHash = await hashNewPassword(password, [name, email, body.workspace.name]);
        const { workspace, agent } = await createWorkspace(desk, { workspace: body.workspace, administrator: { name, email, passwordHash } }, { onlyAsFirst: true });
        if (parts.apiToken !== null) await keepEnvironmentToken(desk, parts.apiToken);
        await signInWith(parts, request, answer, email, password);
        if (body.demonstration) await parts.fillWithDemonstration(desk, workspace, agent);
        return sessionReply(desk, parts, workspace, agent);
      },
    }),
  ];
}
