// A conversation and others than its customer and its agent: third parties whom it is forwarded to, colleagues who are called or
// who take it over.
import { colleaguesReply, forwardBody, handOverBody } from '../../contract/forward.ts';
import { conversationView, messageView } from '../../contract/views.ts';
import { forwardConversation } from '../../operations/forward-conversation.ts';
import { handOver } from '../../operations/hand-over.ts';
import { listColleagues } from '../present/colleagues.ts';
import { showConversation, showMessage } from '../present/open-conversation.ts';
import { route } from '../route.ts';
import { authorOf, refuseUnseenInbox } from './conversations.ts';

export const togetherRoutes = [
  route({
    method: 'POST', path: '/api/conversations/{conversation}/forwards', noun: 'conversations', who: 'agent', sees: 'conversation', scope: 'send',
    summary: 'Write to somebody who is not the customer, with what is passed on of the conversation. The answer comes back into it as theirs. The same id twice is one letter.',
    body: forwardBody, reply: messageView,
    refuses: ['answered-meanwhile', 'message-empty', 'inbox-archived', 'recipient-wrong', 'forward-to-customer', 'forward-to-ourselves', 'mail-not-configured', 'attachment-missing', 'attachment-too-large', 'attachment-type-refused'],
    handle: async ({ desk, workspace, viewer, params, body }) => {
      if (body.inbox !== undefined) await refuseUnseenInbox(desk, { workspace, viewer }, body.inbox);
      const { inbox, undoSeconds, ...forward } = body;
      await forwardConversation(desk, workspace, {
        ...forward, conversation: params['conversation']!, author: authorOf(viewer), ...(inbox === undefined ? {} : { inbox }), ...(undoSeconds === undefined ? {} : { undoSeconds }),
      });
      return showMessage(desk, workspace, body.id);
    },
  }),
  route({
    method: 'POST', path: '/api/conversations/{conversation}/hand-over', noun: 'conversations', who: 'agent', sees: 'conversation',
    summary: 'Give it to a colleague together with the story so far, as a note that they are told of, and with its open promises. The same id twice is one hand-over.',
    body: handOverBody, reply: conversationView,
    handle: async ({ desk, workspace, actor, params, body }) => {
      await handOver(desk, { workspace, actor }, { ...body, conversation: params['conversation']! });
      return showConversation(desk, workspace, params['conversation']!);
    },
  }),
  route({
    method: 'GET', path: '/api/conversations/{conversation}/colleagues', noun: 'conversations', who: 'agent', sees: 'conversation',
    summary: 'Who can be called in a note, and whether they see this conversation', reply: colleaguesReply,
    handle: async ({ desk, workspace, params }) => listColleagues(desk, workspace, params['conversation']!),
  }),
];
