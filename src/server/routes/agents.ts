// The people of the workspace.
import { z } from 'zod';
import { changeAgentBody } from '../../contract/requests.ts';
import { agentView, id } from '../../contract/views.ts';
import { changeAgent } from '../../operations/change-agent.ts';
import { removeSecondFactor } from '../../operations/remove-second-factor.ts';
import { listAgents } from '../../store/agent.ts';
import { listSecondFactors } from '../../store/sign-in.ts';
import { pathId } from '../path-id.ts';
import { presentAgent } from '../present/people.ts';
import { route } from '../route.ts';
import type { SigningIn } from '../signing-in.ts';

export function agentRoutes(parts: Pick<SigningIn, 'mailReady'>) {
  return [
    route({
      method: 'GET', path: '/api/agents', noun: 'agents', who: 'agent',
      summary: 'Everybody who works here, also those who are switched off', reply: z.object({ agents: z.array(agentView) }),
      handle: async ({ desk, workspace }) => ({ agents: (await listAgents(desk.db, workspace)).map(presentAgent) }),
    }),
    route({
      method: 'PATCH', path: '/api/agents/{agent}', noun: 'agents', who: 'administrator',
      summary: 'Change an agent\'s role or name, or switch them off or on', body: changeAgentBody, reply: agentView, refuses: ['not-found', 'last-administrator'],
      handle: async ({ desk, params, body, workspace, actor }) => presentAgent(await changeAgent(desk, { workspace, actor }, pathId(params, 'agent'), body)),
    }),
    route({
      method: 'GET', path: '/api/agents/second-factors', noun: 'second factor', who: 'administrator',
      summary: 'Who signs in with a second factor. `mailed`: this desk can send mail, so whoever loses theirs by an administrator is told', reply: z.object({ agents: z.array(id), mailed: z.boolean() }),
      handle: async ({ desk, workspace }) => ({ agents: [...(await listSecondFactors(desk.db, workspace))], mailed: await parts.mailReady(workspace) }),
    }),
    route({
      method: 'DELETE', path: '/api/agents/{agent}/second-factor', noun: 'second factor', who: 'administrator',
      summary: 'Switch off the second factor of somebody who lost it; their sessions end, they are told by mail, and their password is enough until they set up a new one', reply: null, refuses: ['not-found'],
      handle: async ({ desk, params, workspace, actor }) => removeSecondFactor(desk, { workspace, actor }, pathId(params, 'agent'), await parts.mailReady(workspace)),
    }),
  ];
}
