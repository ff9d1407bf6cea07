// Teams: who works together, and sees the inboxes and conversations given to the team.
import { z } from 'zod';
import { teamBody } from '../../contract/requests.ts';
import { teamView } from '../../contract/views.ts';
import { changeTeam } from '../../operations/change-team.ts';
import { createTeam } from '../../operations/create-team.ts';
import { removeTeam } from '../../operations/remove-team.ts';
import { listTeams } from '../../store/team.ts';
import { pathId } from '../path-id.ts';
import { presentTeam } from '../present/people.ts';
import { route } from '../route.ts';

/** Without the defaults: what is absent stays as it is. */
const changeTeamBody = z.object({ name: teamBody.shape.name.optional(), members: teamBody.shape.members.unwrap().optional() });

export const teamRoutes = [
  route({
    method: 'GET', path: '/api/teams', noun: 'teams', who: 'agent',
    summary: 'All teams and who is in them', reply: z.object({ teams: z.array(teamView) }),
    handle: async ({ desk, workspace }) => ({ teams: (await listTeams(desk.db, workspace)).map(presentTeam) }),
  }),
  route({
    method: 'POST', path: '/api/teams', noun: 'teams', who: 'lead',
    summary: 'Form a team', body: teamBody, reply: teamView, refuses: ['name-taken'],
    handle: async ({ desk, body, workspace, actor }) => presentTeam(await createTeam(desk, { workspace, actor }, body)),
  }),
  route({
    method: 'PATCH', path: '/api/teams/{team}', noun: 'teams', who: 'lead',
    summary: 'Rename a team or say anew who is in it', body: changeTeamBody, reply: teamView, refuses: ['not-found', 'name-taken'],
    handle: async ({ desk, params, body, workspace, actor }) => presentTeam(await changeTeam(desk, { workspace, actor }, pathId(params, 'team'), body)),
  }),
  route({
    method: 'DELETE', path: '/api/teams/{team}', noun: 'teams', who: 'lead',
    summary: 'Dissolve a team; its conversations stay, without a team', reply: null, refuses: ['not-found', 'team-holds-inbox'],
    handle: async ({ desk, params, workspace, actor }) => removeTeam(desk, { workspace, actor }, pathId(params, 'team')),
  }),
];
