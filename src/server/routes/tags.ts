// Tags: made by using them (POST /api/conversations/{conversation}/tags).
import { z } from 'zod';
import { tagView } from '../../contract/views.ts';
import { listTags } from '../../store/tag.ts';
import { route } from '../route.ts';

export const tagRoutes = [
  route({
    method: 'GET', path: '/api/tags', noun: 'tags', who: 'agent', summary: 'Every tag of the workspace', reply: z.object({ tags: z.array(tagView) }),
    handle: async ({ desk, workspace }) => ({ tags: [...(await listTags(desk.db, workspace))] }),
  }),
];
