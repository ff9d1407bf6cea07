// The words for what can go wrong with inboxes, inputs, deliveries and settings, for screens that were given a code.
import { z } from 'zod';
import { problemLanguages, problems } from '../../channels/problems.ts';
import { route } from '../route.ts';

export const problemRoutes = [
  route({
    method: 'GET', path: '/api/problems', noun: 'languages', who: 'agent', summary: 'Every problem by its code, in one language: what happened and what to do',
    query: z.object({ language: z.enum(problemLanguages).default('en') }), reply: z.object({ problems: z.record(z.string(), z.object({ happened: z.string(), whatToDo: z.string() })) }),
    handle: async ({ query }) => ({ problems: Object.fromEntries(Object.entries(problems).map(([code, told]) => [code, told[query.language]])) }),
  }),
];
