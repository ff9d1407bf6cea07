import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace } from '../../src/operations/create-workspace.ts';
import { hashNewPassword } from '../../src/server/signing-in.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { PeopleDesk } from './people-desk.ts';
import { Browser, statuses } from '../setup/client.ts';
import { join, setUpDesk, startPeople, telling } from './people-desk.ts';

describe.each(databaseKinds())('teams on %s (create-team, change-team, remove-team)', (kind) => {
  let place: PeopleDesk;
  let administrator: Browser;
  let lead: Awaited<ReturnType<typeof join>>;
  let agent: Awaited<ReturnType<typeof join>>;
  let stranger: Browser;
  beforeAll(async () => {
    place = await startPeople(kind);
    administrator = await setUpDesk(place);
    lead = await join(administrator, place, 'lead');
    agent = await join(administrator, place, 'agent');
    const password = 'sette pesche rosse';
    await createWorkspace(place.desk, { workspace: { name: 'Other', language: 'en', timeZone: 'UTC' }, administrator: { name: 'Other', email: 'other@other.example', passwordHash: await hashNewPassword(password, []) } }, { onlyAsFirst: false });
    stranger = new Browser(place.address);
    await stranger.post('/api/session', { email: 'other@other.example', password });
  });
  afterAll(async () => place?.stop());

  const form = async (name: string, members: readonly string[] = []): Promise<string> => {
    const { status, body } = await lead.browser.post('/api/teams', { name, members });
    expect(status).toBe(200);
    return String(body['id']);
  };
  const teamsOf = async (id: string): Promise<unknown> => ((await administrator.get('/api/agents')).body as { readonly agents: readonly { readonly id: string; readonly teams: readonly string[] }[] }).agents.find((one) => one.id === id)?.teams;

  test('a lead forms a team, renames it, says anew who is in it, and dissolves it; every screen is told', async () => {
    const { body } = await telling(administrator, ['team-created'], async () => lead.browser.post('/api/teams', { name: 'Rückgaben 退货', members: [agent.id, agent.id] }));
    const id = String(body['id']);
    expect(body).toEqual({ id, name: 'Rückgaben 退货', members: [agent.id] });
    expect(await teamsOf(agent.id)).toEqual([id]);
    expect((await telling(administrator, ['team-changed'], async () => lead.browser.patch(`/api/teams/${id}`, { name: 'Returns' }))).body).toEqual({ id, name: 'Returns', members: [agent.id] });
    const { body: moved } = await telling(administrator, ['team-changed'], async () => lead.browser.patch(`/api/teams/${id}`, { members: [lead.id] }));
    expect(moved).toEqual({ id, name: 'Returns', members: [lead.id] });
    expect([await teamsOf(agent.id), await teamsOf(lead.id)]).toEqual([[], [id]]);
    expect((await telling(administrator, [], async () => lead.browser.patch(`/api/teams/${id}`, { name: 'Returns', members: [lead.id] }))).status).toBe(200);
    expect((await telling(administrator, ['team-removed'], async () => lead.browser.remove(`/api/teams/${id}`))).status).toBe(204);
    expect(await teamsOf(lead.id)).toEqual([]);
    expect(await lead.browser.remove(`/api/teams/${id}`)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  test('what a member may see follows the team from the next request on', async () => {
    const id = await form('Seeing', [agent.id]);
    expect((await agent.browser.get('/api/session')).body).toMatchObject({ agent: { teams: [id] } });
    await lead.browser.patch(`/api/teams/${id}`, { members: [] });
    expect((await agent.browser.get('/api/session')).body).toMatchObject({ agent: { teams: [] } });
  });

  test('a name is there once, whatever its capitals; changes that meet do not double it', async () => {
    await form('Billing');
    expect(await lead.browser.post('/api/teams', { name: ' BILLING ' })).toMatchObject({ status: 409, body: { code: 'name-taken' } });
    const other = await form('Sales');
    expect(await lead.browser.patch(`/api/teams/${other}`, { name: 'billing' })).toMatchObject({ status: 409, body: { code: 'name-taken' } });
    const answers = await Promise.all([1, 2, 3].map(async () => lead.browser.post('/api/teams', { name: 'At once' })));
    expect(statuses(answers)).toEqual([200, 409, 409]);
  });

  test('two who change the members at once leave what one of them wanted', async () => {
    const id = await form('Contested');
    await Promise.all([lead.browser.patch(`/api/teams/${id}`, { members: [agent.id] }), lead.browser.patch(`/api/teams/${id}`, { members: [lead.id] })]);
    const { teams } = (await administrator.get('/api/teams')).body as { readonly teams: readonly { readonly id: string; readonly members: readonly string[] }[] };
    expect([[agent.id], [lead.id]]).toContainEqual(teams.find((team) => team.id === id)?.members);
  });

  describe('a team with inboxes and conversations', () => {
    const inboxOf = async (workspace: string, name: string, teams: readonly string[]): Promise<string> => {
      const inbox = randomUUID();
      const { pool } = place.database;
      await pool.query(`INSERT INTO inbox (workspace, id, channel, name, token, created_at) VALUES ($1, $2, 'web-chat', $3, $4, now())`, [workspace, inbox, name, inbox]);
      for (const team of teams) await pool.query('INSERT INTO inbox_team (workspace, inbox, team) VALUES ($1, $2, $3)', [workspace, inbox, team]);
      return inbox;
    };
    const workspaceOf = async (): Promise<string> => ((await administrator.get('/api/workspace')).body as { readonly id: string }).id;

    test('is not dissolved while an inbox would become everybody\'s by it', async () => {
      const id = await form('Confidential');
      const workspace = await workspaceOf();
      const inbox = await inboxOf(workspace, 'Personnel', [id]);
      expect(await lead.browser.remove(`/api/teams/${id}`)).toMatchObject({ status: 409, body: { code: 'team-holds-inbox', values: { inbox: 'Personnel' }, message: 'This team is the only one that sees the inbox Personnel.' } });
      const second = await form('Second');
      await place.database.pool.query('INSERT INTO inbox_team (workspace, inbox, team) VALUES ($1, $2, $3)', [workspace, inbox, second]);
      expect((await lead.browser.remove(`/api/teams/${id}`)).status).toBe(204);
      const { rows } = await place.database.pool.query('SELECT team FROM inbox_team WHERE inbox = $1', [inbox]);
      expect(rows).toEqual([{ team: second }]);
      await place.database.pool.query('UPDATE inbox SET archived_at = now() WHERE id = $1', [inbox]);
      expect((await lead.browser.remove(`/api/teams/${second}`)).status).toBe(204);
    });

    test('leaves its conversations without a team, each told of', async () => {
      const id = await form('Leaving');
      const workspace = await workspaceOf();
      const inbox = await inboxOf(workspace, 'Shop', []);
      const [contact, conversation] = [randomUUID(), randomUUID()];
      const { pool } = place.database;
      await pool.query('INSERT INTO contact (workspace, id, created_at) VALUES ($1, $2, now())', [workspace, contact]);
      await pool.query(`INSERT INTO conversation (workspace, id, number, key, contact, inbox, state, team, last_at, created_at) VALUES ($1, $2, 1, 'k', $3, $4, 'open', $5, now(), now())`, [workspace, conversation, contact, inbox, id]);
      const since = ((await administrator.get('/api/snapshot')).body as { readonly cursor: number }).cursor;
      expect((await lead.browser.remove(`/api/teams/${id}`)).status).toBe(204);
      expect((await pool.query('SELECT team, version FROM conversation WHERE id = $1', [conversation])).rows).toEqual([{ team: null, version: 2 }]);
      const { rows } = await pool.query('SELECT kind, conversation FROM event WHERE workspace = $1 AND number > $2 ORDER BY number', [workspace, since]);
      expect(rows).toEqual([{ kind: 'conversation-assigned', conversation }, { kind: 'team-removed', conversation: null }]);
    });
  });

  test.each([
    ['no name', {}], ['a name of spaces', { name: '  ' }], ['a name of 201 characters', { name: 'x'.repeat(201) }], ['a name with U+0000', { name: 'a\u0000b' }],
    ['a member that is no id', { name: 'A', members: ['anna'] }], ['a member that is nobody', { name: 'B', members: ['01935a00-0000-7000-8000-000000000001'] }], ['members that are no list', { name: 'C', members: 'all' }],
  ])('%s is bad input', async (_what, body) => expect(await lead.browser.post('/api/teams', body)).toMatchObject({ status: 400, body: { code: 'input-wrong' } }));

  test('a name of 200 characters of any alphabet is fine', async () => expect(await form('ё'.repeat(199) + '队')).toBeTruthy());

  test('agents look, leads decide, and another workspace does neither', async () => {
    const id = await form('Fenced', [agent.id]);
    expect((await agent.browser.get('/api/teams')).status).toBe(200);
    expect((await agent.browser.post('/api/teams', { name: 'Mine' })).status).toBe(403);
    expect((await agent.browser.patch(`/api/teams/${id}`, { name: 'Mine' })).status).toBe(403);
    expect((await agent.browser.remove(`/api/teams/${id}`)).status).toBe(403);
    expect((await stranger.get('/api/teams')).body).toEqual({ teams: [] });
    expect((await stranger.patch(`/api/teams/${id}`, { name: 'Ours' })).status).toBe(404);
    expect((await stranger.remove(`/api/teams/${id}`)).status).toBe(404);
    expect(await stranger.post('/api/teams', { name: 'Ours', members: [agent.id] })).toMatchObject({ status: 400, body: { code: 'input-wrong', values: { members: expect.any(String) } } });
    expect(await stranger.post('/api/invitations', { email: 'x@other.example', role: 'agent', teams: [id] })).toMatchObject({ status: 400 });
    expect((await lead.browser.patch('/api/teams/not-an-id', { name: 'x' })).status).toBe(404);
    expect((await new Browser(place.address).get('/api/teams')).status).toBe(401);
  });
});
