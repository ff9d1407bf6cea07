// Tokens with which programs act as the agent who makes them. A token cannot make, see or withdraw any: only the person can.
import { z } from 'zod';
import { personalTokenBody, personalTokenView } from '../../contract/token.ts';
import { createPersonalToken } from '../../operations/create-personal-token.ts';
import { withdrawPersonalToken } from '../../operations/withdraw-personal-token.ts';
import { listPersonalTokens } from '../../store/personal-token.ts';
import { pathId } from '../path-id.ts';
import { presentPersonalToken } from '../present/people.ts';
import { route } from '../route.ts';
import { ownAgent } from '../signing-in.ts';

export const personalTokenRoutes = [
  route({
    method: 'GET', path: '/api/personal-tokens', noun: 'personal tokens', who: 'agent',
    summary: 'One\'s own tokens, withdrawn ones too; never their values', reply: z.object({ tokens: z.array(personalTokenView) }),
    handle: async ({ desk, workspace, viewer }) => ({ tokens: (await listPersonalTokens(desk.db, workspace, ownAgent(viewer))).map(presentPersonalToken) }),
  }),
  route({
    method: 'POST', path: '/api/personal-tokens', noun: 'personal tokens', who: 'agent',
    summary: 'Make a token that acts as oneself; its value is in this answer and nowhere else', body: personalTokenBody, reply: personalTokenView.extend({ value: z.string() }),
    refuses: ['expiry-in-the-past'],
    handle: async ({ desk, body, workspace, actor, viewer }) => {
      const { token, value } = await createPersonalToken(desk, { workspace, actor }, ownAgent(viewer), body);
      return { ...presentPersonalToken(token), value };
    },
  }),
  route({
    method: 'DELETE', path: '/api/personal-tokens/{personalToken}', noun: 'personal tokens', who: 'agent',
    summary: 'Withdraw a token of one\'s own, from the next request on', reply: null, refuses: ['not-found'],
    handle: async ({ desk, params, workspace, actor, viewer }) => withdrawPersonalToken(desk, { workspace, actor }, ownAgent(viewer), pathId(params, 'personalToken')),
  }),
];
