// What agents change about themselves.
import { changeMeBody, sessionReply as sessionReplySchema } from '../../contract/requests.ts';
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
  ];
}
