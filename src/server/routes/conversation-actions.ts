// What agents decide about a conversation. Each answers with the conversation as it is now.
import type { z } from 'zod';
import { assignBody, closeBody, snoozeBody, subjectBody, tagBody, waitBody } from '../../contract/requests.ts';
import { conversationView } from '../../contract/views.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import { assignConversation } from '../../operations/assign-conversation.ts';
import type { Actor } from '../../operations/change.ts';
import { closeConversation } from '../../operations/close-conversation.ts';
import type { Desk } from '../../operations/desk.ts';
import { markSpam } from '../../operations/mark-spam.ts';
import { renameConversation } from '../../operations/rename-conversation.ts';
import { reopenConversation } from '../../operations/reopen-conversation.ts';
import { snoozeConversation } from '../../operations/snooze-conversation.ts';
import { tagConversation } from '../../operations/tag-conversation.ts';
import { waitConversation } from '../../operations/wait-conversation.ts';
import { showConversation } from '../present/open-conversation.ts';
import { route } from '../route.ts';

type Decide<Body> = (desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, conversation: string, body: Body) => Promise<void>;

function action<const Verb extends string, Body extends z.ZodType>(verb: Verb, summary: string, body: Body, decide: Decide<z.output<Body>>, refuses: readonly RefusalCode[] = []) {
  return route({
    method: 'POST', path: `/api/conversations/{conversation}/${verb}`, noun: 'conversations', who: 'agent', sees: 'conversation', summary, body, reply: conversationView, refuses,
    handle: async ({ desk, workspace, actor, params, body: given }) => {
      await decide(desk, { workspace, actor }, params['conversation']!, given as z.output<Body>);
      return showConversation(desk, workspace, params['conversation']!);
    },
  });
}

function plainAction<const Verb extends string>(verb: Verb, summary: string, decide: (...given: Parameters<Decide<undefined>>) => Promise<void>) {
  return route({
    method: 'POST', path: `/api/conversations/{conversation}/${verb}`, noun: 'conversations', who: 'agent', sees: 'conversation', summary, reply: conversationView,
    handle: async ({ desk, workspace, actor, params }) => {
      await decide(desk, { workspace, actor }, params['conversation']!, undefined);
      return showConversation(desk, workspace, params['conversation']!);
    },
  });
}

export const conversationActionRoutes = [
  action('assign', 'Give it to an agent, to a team, or to nobody (null). What is left out stays.', assignBody, assignConversation),
  action('tags', 'Add and remove tags by name; a tag that does not exist yet is made', tagBody, tagConversation),
  action('close', 'Close it', closeBody, (desk, who, conversation, { because, ...looked }) => closeConversation(desk, who, conversation, because, looked), ['answered-meanwhile']),
  plainAction('reopen', 'Open it again, whatever it was', (desk, who, conversation) => reopenConversation(desk, who, conversation)),
  action('snooze', 'Put it out of sight until a time, or until the customer writes', snoozeBody, (desk, who, conversation, { until }) => snoozeConversation(desk, who, conversation, until), ['snooze-in-the-past']),
  action('wait', 'Say that somebody outside the team has to move', waitBody, (desk, who, conversation, body) => waitConversation(desk, who, conversation, body.for)),
  plainAction('spam', 'Close it as spam; reopening takes it back', (desk, who, conversation) => markSpam(desk, who, conversation)),
  action('subject', 'Call the matter something else', subjectBody, (desk, who, conversation, { subject }) => renameConversation(desk, who, conversation, subject)),
];
