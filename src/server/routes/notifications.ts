// What the agent who asks should know.
import { z } from 'zod';
import { seenBody } from '../../contract/requests.ts';
import { notificationView } from '../../contract/views.ts';
import { seeNotifications } from '../../operations/see-notifications.ts';
import { listNotifications } from '../../store/notification.ts';
import { pageFields, pageOf, readCursor } from '../page-cursor.ts';
import { presentNotification } from '../present/conversation.ts';
import { route } from '../route.ts';

export const notificationRoutes = [
  route({
    method: 'GET', path: '/api/notifications', noun: 'notifications', who: 'agent', summary: 'One\'s own, the newest first',
    query: z.object(pageFields), reply: z.object({ notifications: z.array(notificationView), next: z.string().nullable() }),
    handle: async ({ desk, workspace, viewer, query }) => {
      const rows = await listNotifications(desk.db, workspace, viewer.id, query.limit + 1, readCursor(query.cursor, 'cursor'));
      const { page, next } = pageOf(rows, query.limit, (row) => ({ at: row.created_at, id: row.id }));
      return { notifications: page.map(presentNotification), next };
    },
  }),
  route({
    method: 'POST', path: '/api/notifications/seen', noun: 'notifications', who: 'agent', summary: 'Mark notifications of one\'s own as seen', body: seenBody, reply: null,
    handle: async ({ desk, workspace, actor, body }) => seeNotifications(desk, { workspace, actor }, body.notifications),
  }),
];
