// Tokens for machines that call the API.
import { z } from 'zod';
import { serviceTokenBody, serviceTokenView } from '../../contract/token.ts';
import { createServiceToken } from '../../operations/create-service-token.ts';
import { withdrawServiceToken } from '../../operations/withdraw-service-token.ts';
import { listServiceTokens } from '../../store/service-token.ts';
import { pathId } from '../path-id.ts';
import { presentServiceToken } from '../present/people.ts';
import { route } from '../route.ts';

export const serviceTokenRoutes = [
  route({
    method: 'GET', path: '/api/service-tokens', noun: 'service tokens', who: 'administrator',
    summary: 'All service tokens, withdrawn ones too; never their values', reply: z.object({ tokens: z.array(serviceTokenView) }),
    handle: async ({ desk, workspace }) => ({ tokens: (await listServiceTokens(desk.db, workspace)).map(presentServiceToken) }),
  }),
  route({
    method: 'POST', path: '/api/service-tokens', noun: 'service tokens', who: 'administrator',
    summary: 'Make a service token; its value is in this answer and nowhere else', body: serviceTokenBody, reply: serviceTokenView.extend({ value: z.string() }),
    refuses: ['expiry-in-the-past'],
    handle: async ({ desk, body, workspace, actor, token: asking }) => {
      const { token, value } = await createServiceToken(desk, { workspace, actor, holds: asking?.scopes ?? null }, body);
      return { ...presentServiceToken(token), value };
    },
  }),
  route({
    method: 'DELETE', path: '/api/service-tokens/{token}', noun: 'service tokens', who: 'administrator',
    summary: 'Withdraw a service token, from the next request on', reply: null, refuses: ['not-found'],
    handle: async ({ desk, params, workspace, actor }) => withdrawServiceToken(desk, { workspace, actor }, pathId(params, 'token')),
  }),
];
