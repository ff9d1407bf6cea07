// Which chat the demonstration page (/demo) shows: the oldest chat inbox. Its token stands in every page that shows a chat.
import { z } from 'zod';
import { webChat } from '../../channels/registry.ts';
import { listInboxesOfChannels } from '../../store/inbox.ts';
import { route } from '../route.ts';

export const visitorDemoRoutes = [
  route({
    method: 'GET', path: '/demo/inbox', noun: 'visitor', who: 'anyone', limit: 120,
    summary: 'The chat inbox that the demonstration page shows; null where there is none.',
    reply: z.object({ inbox: z.string().nullable() }),
    handle: async ({ desk }) => ({ inbox: (await listInboxesOfChannels(desk.db, [webChat.name]))[0]?.token ?? null }),
  }),
];
