// The channels by which an inbox can be connected, with what an administrator is asked for, in the words of one language.
import { z } from 'zod';
import { problemLanguages } from '../../channels/problems.ts';
import type { Form, Words } from '../../channels/form.ts';
import { channelsReply } from '../../contract/requests.ts';
import { route } from '../route.ts';

export const channelRoutes = [
  route({
    method: 'GET', path: '/api/channels', noun: 'inboxes', who: 'administrator', summary: 'The channels that there are, each with the form of its settings',
    query: z.object({ language: z.enum(problemLanguages).default('en') }), reply: channelsReply,
    handle: async ({ desk, query }) => ({
      channels: [...desk.channels.values()].map(({ name, form, check }) => ({ name, checks: check !== undefined, form: form ? worded(form, query.language) : null })),
    }),
  }),
];

function worded({ before, fields, after }: Form, language: keyof Words): z.input<typeof channelsReply>['channels'][number]['form'] {
  return {
    before: before.map((words) => words[language]), after: after.map((words) => words[language]),
    fields: fields.map(({ label, hint, choices, example, usual, optional, more, path, kind }) => ({
      path, kind, label: label[language], hint: hint?.[language] ?? null, example: example ?? null, usual: usual ?? null,
      choices: (choices ?? []).map((choice) => ({ value: choice.value, label: choice.label[language] })), optional: optional === true, more: more === true,
    })),
  };
}
