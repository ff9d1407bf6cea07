// The workspace itself: name, language, time zone, working hours.
import { changeWorkspaceBody } from '../../contract/requests.ts';
import { workspaceView } from '../../contract/views.ts';
import { Refusal } from '../../domain/refusal.ts';
import { changeWorkspace } from '../../operations/change-workspace.ts';
import { findWorkspace } from '../../store/workspace.ts';
import { presentWorkspace } from '../present/people.ts';
import { route } from '../route.ts';

export const workspaceRoutes = [
  route({
    method: 'GET', path: '/api/workspace', noun: 'workspace', who: 'agent',
    summary: 'The workspace of whoever asks', reply: workspaceView,
    handle: async ({ desk, workspace }) => {
      const row = await findWorkspace(desk.db, workspace);
      if (!row) throw new Refusal('not-found');
      return presentWorkspace(row);
    },
  }),
  route({
    method: 'PATCH', path: '/api/workspace', noun: 'workspace', who: 'administrator',
    summary: 'Change name, language, time zone or working hours; mistakes in hours are named by day and interval (workingHours.monday.0)',
    body: changeWorkspaceBody, reply: workspaceView,
    handle: async ({ desk, body, workspace, actor }) => presentWorkspace(await changeWorkspace(desk, { workspace, actor }, body)),
  }),
];
