// What the agent who asks should know.
import { z } from 'zod';
import { seenBody } from '../../contract/requests.ts';
import { notificationView } from '../../contract/views.ts';
import { seeNotifications } from '../../operations/see-notifications.ts';
import { listNotifications } from '../../store/notification.ts';
import { presentNotification } from '../present/conversation.ts';
import { route } from '../route.ts';

const mostListed = 100;

export const notificationRoutes = [
  route({
    method: 'GET', path: '/api/notifications', noun: 'notifications', who: 'agent', summary: `The newest ${mostListed} of one's own`, reply: z.object({ notifications: z.array(notificationView) }),
    handle: async ({ desk, workspace, viewer }) => ({ notifications: (await listNotifications(desk.db, workspace, viewer.id, mostListed)).map(presentNotification) }),
  }),
  route({
    method: 'POST', path: '/api/notifications/seen', noun: 'notifications', who: 'agent', summary: 'Mark notifications of one\'s own as seen', body: seenBody, reply: null,
    handle: async ({ desk, workspace, actor, body }) => seeNotifications(desk, { workspace, actor }, body.notifications),
  }),
];
