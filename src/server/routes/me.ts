// What agents change about themselves.
import { keysView } from '../../contract/keys.ts';
import { changeMeBody, sessionReply as sessionReplySchema } from '../../contract/requests.ts';
import { changeKeys, readKeys } from '../../operations/change-keys.ts';
import { changeMe } from '../../operations/change-me.ts';
import { route } from '../route.ts';
import type { SigningIn } from '../signing-in.ts';
import { ownAgent, sessionReply } from '../signing-in.ts';

export function meRoutes(parts: SigningIn) {
  return [
    route({
      method: 'PATCH', path: '/api/me', noun: 'agents', who: 'agent',
      summary: 'Change one\'s own name, language or signature', body: changeMeBody, reply: sessionReplySchema,
      handle: async ({ desk, body, viewer, workspace, actor }) => {
        const agent = ownAgent(viewer);
        await changeMe(desk, { workspace, actor }, body);
        return sessionReply(desk, parts, workspace, agent);
      },
    }),
    route({
      method: 'GET', path: '/api/me/keys', noun: 'agents', who: 'agent', refuses: ['not-allowed'],
      summary: 'The keys that one gave one\'s own screens', reply: keysView,
      handle: async ({ desk, workspace, viewer }) => readKeys(desk.db, workspace, ownAgent(viewer)),
    }),
    route({
      method: 'PUT', path: '/api/me/keys', noun: 'agents', who: 'agent', refuses: ['not-allowed'],
      summary: 'Give one\'s own screens other keys; what is not named has the usual ones', body: keysView, reply: keysView,
      handle: async ({ desk, workspace, viewer, actor, body }) => {
        ownAgent(viewer);
        return changeKeys(desk, { workspace, actor }, body);
      },
    }),
  ];
}
