// What a conversation comes down to: made when it is asked for, from what was read and promised.
import { keyPointsReply } from '../../contract/key-points.ts';
import { keyPointsOf } from '../../domain/key-points/key-points.ts';
import { pointsForCustomer } from '../../domain/key-points/words.ts';
import { formsOf } from '../../domain/template/library.ts';
import { findWorkspaceTime } from '../../store/workspace-time.ts';
import { openConversation } from '../present/open-conversation.ts';
import { route } from '../route.ts';

export const keyPointRoutes = [
  route({
    method: 'GET', path: '/api/conversations/{conversation}/key-points', noun: 'conversations', who: 'agent', sees: 'conversation',
    summary: 'What the customer asked, told and feels, and what was promised: each point with the message it comes from, and as words for the customer', reply: keyPointsReply,
    handle: async ({ desk, workspace, params }) => {
      const [opened, time] = await Promise.all([openConversation(desk, workspace, params['conversation']!), findWorkspaceTime(desk.db, workspace)]);
      const points = keyPointsOf(opened);
      const { forms } = desk.writing;
      const wanted = opened.conversation.language ?? opened.contact.language ?? time.language;
      const language = forms[wanted] ? wanted : forms[time.language] ? time.language : 'en';
      const text = pointsForCustomer(points, new Set(), { forms: formsOf(forms, language), now: desk.now(), timeZone: opened.contact.timeZone ?? time.timeZone });
      return { ...points, asks: [...points.asks], facts: [...points.facts], promises: [...points.promises], thirdParties: [...points.thirdParties], words: { language, text } };
    },
  }),
];
