// The line of moods of a conversation, for those of its messages that a screen does not hold.
import type { MoodsReply } from '../../contract/conversation-moods.ts';
import { moodsReply } from '../../contract/conversation-moods.ts';
import { listMoods } from '../../store/conversation-mood.ts';
import { route } from '../route.ts';

const most = 500;

export const moodRoutes = [
  route({
    method: 'GET', path: '/api/conversations/{conversation}/moods', noun: 'conversations', who: 'agent', sees: 'conversation', reply: moodsReply,
    summary: 'How the customer felt from message to message, and when we answered: the newest 500 of both',
    handle: async ({ desk, workspace, params }) => {
      const rows = await listMoods(desk.db, workspace, params['conversation']!, most);
      return { moments: rows.map((row): MoodsReply['moments'][number] => ({
        message: row.message, at: row.at.toISOString(), kind: row.direction === 'in' ? 'customer' : 'answer', mood: (row.mood ?? 'neutral') as 'neutral', intensity: row.intensity ?? 0,
      })) };
    },
  }),
];
