import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace } from '../../src/operations/create-workspace.ts';
import { hashNewPassword } from '../../src/server/signing-in.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { PeopleDesk } from './people-desk.ts';
import { Browser, statuses } from '../setup/client.ts';
import { anna, join, setUpDesk, startPeople, telling } from './people-desk.ts';

describe.each(databaseKinds())('people and their workspace on %s', (kind) => {
  let place: PeopleDesk;
  let administrator: Browser;
  let me: string;
  beforeAll(async () => {
    place = await startPeople(kind);
    administrator = await setUpDesk(place);
    me = ((await administrator.get('/api/session')).body['agent'] as { readonly id: string }).id;
  });
  afterAll(async () => place?.stop());
  const otherWorkspace = async (email: string) => {
    const password = 'sette pesche rosse';
    const made = await createWorkspace(place.desk, { workspace: { name: 'Other', language: 'en', timeZone: 'UTC' }, administrator: { name: 'Other', email, passwordHash: await hashNewPassword(password, []) } }, { onlyAsFirst: false });
    const browser = new Browser(place.address);
    await browser.post('/api/session', { email, password });
    return { browser, ...made };
  };

  describe('agents (change-agent)', () => {
    test('an administrator changes role and name; every screen is told, and the next request knows it', async () => {
      const person = await join(administrator, place, 'agent');
      expect((await person.browser.get('/api/invitations')).status).toBe(403);
      const { body } = await telling(administrator, ['agent-changed'], async () => administrator.patch(`/api/agents/${person.id}`, { role: 'administrator', name: 'Élise 🌻' }));
      expect(body).toMatchObject({ id: person.id, role: 'administrator', name: 'Élise 🌻', active: true });
      expect((await person.browser.get('/api/invitations')).status).toBe(200);
      expect((await telling(administrator, [], async () => administrator.patch(`/api/agents/${person.id}`, { role: 'administrator' }))).status).toBe(200);
      expect((await telling(administrator, ['agent-changed'], async () => administrator.patch(`/api/agents/${person.id}`, { role: 'agent' }))).status).toBe(200);
      expect((await person.browser.get('/api/invitations')).status).toBe(403);
    });

    test('who is switched off is nobody at once, cannot come back in, and is everybody again when switched on', async () => {
      const person = await join(administrator, place, 'agent');
      const elsewhere = new Browser(place.address);
      await elsewhere.post('/api/session', person);
      await telling(administrator, ['agent-changed'], async () => administrator.patch(`/api/agents/${person.id}`, { active: false }));
      expect([(await person.browser.get('/api/session')).status, (await elsewhere.get('/api/agents')).status]).toEqual([401, 401]);
      const refused = await new Browser(place.address).post('/api/session', { email: person.email, password: person.password });
      expect([refused.status, refused.body['code'], refused.headers.getSetCookie().some((cookie) => /session_token=[^;]/.test(cookie))]).toEqual([401, 'sign-in-refused', false]);
      expect((await place.database.pool.query('SELECT 1 FROM sign_in_session JOIN agent ON sign_in = user_id WHERE agent.id = $1', [person.id])).rows).toEqual([]);
      expect((await administrator.get('/api/agents')).body).toMatchObject({ agents: expect.arrayContaining([expect.objectContaining({ id: person.id, active: false })]) });
      await administrator.patch(`/api/agents/${person.id}`, { active: true });
      expect((await person.browser.get('/api/session')).status).toBe(401);
      expect((await person.browser.post('/api/session', { email: person.email, password: person.password })).status).toBe(200);
    });

    test('the last administrator cannot be taken away, by nobody and not by two at once', async () => {
      for (const change of [{ role: 'lead' }, { role: 'agent' }, { active: false }]) {
        expect(await telling(administrator, [], async () => administrator.patch(`/api/agents/${me}`, change))).toMatchObject({ status: 409, body: { code: 'last-administrator' } });
      }
      const second = await join(administrator, place, 'administrator');
      const answers = await Promise.all([administrator.patch(`/api/agents/${second.id}`, { role: 'agent' }), second.browser.patch(`/api/agents/${me}`, { role: 'agent' })]);
      expect(statuses(answers)).not.toEqual([200, 200]);
      const { rows } = await place.database.pool.query<{ id: string }>(`SELECT id FROM agent WHERE role = 'administrator' AND active`);
      expect(rows).toHaveLength(1);
      // Back to how the other tests know it.
      if (rows[0]!.id !== me) await second.browser.patch(`/api/agents/${me}`, { role: 'administrator' });
      await administrator.patch(`/api/agents/${second.id}`, { active: false });
      expect(await administrator.patch(`/api/agents/${me}`, { active: false })).toMatchObject({ status: 409, body: { code: 'last-administrator' } });
    });

    test('not by agents or leads, not from another workspace, not by a made-up id', async () => {
      const [lead, agent] = [await join(administrator, place, 'lead'), await join(administrator, place, 'agent')];
      for (const { browser } of [lead, agent]) expect((await browser.patch(`/api/agents/${agent.id}`, { role: 'administrator' })).status).toBe(403);
      const stranger = await otherWorkspace('stranger@other.example');
      expect((await stranger.browser.patch(`/api/agents/${agent.id}`, { active: false })).status).toBe(404);
      expect((await stranger.browser.get('/api/agents')).body).toMatchObject({ agents: [{ id: stranger.agent }] });
      expect((await administrator.patch('/api/agents/01935a00-0000-7000-8000-000000000001', { name: 'x' })).status).toBe(404);
      expect((await administrator.patch('/api/agents/anna', { name: 'x' })).status).toBe(404);
      expect(await administrator.patch(`/api/agents/${agent.id}`, { role: 'owner' })).toMatchObject({ status: 400, body: { code: 'input-wrong' } });
      expect(await administrator.patch(`/api/agents/${agent.id}`, { name: '  ' })).toMatchObject({ status: 400, body: { code: 'input-wrong' } });
    });
  });

  describe('oneself (change-me)', () => {
    test('name, language and signature', async () => {
      const { body } = await telling(administrator, ['agent-changed'], async () => administrator.patch('/api/me', { name: '安娜 Ferri', language: 'zh', signature: 'Anna\n— Bottega Verde 🌿' }));
      expect(body).toMatchObject({ agent: { name: '安娜 Ferri', language: 'zh', signature: 'Anna\n— Bottega Verde 🌿', role: 'administrator' } });
      expect((await telling(administrator, ['agent-changed'], async () => administrator.patch('/api/me', { signature: '', name: anna.name }))).body).toMatchObject({ agent: { signature: '', language: 'zh' } });
      expect((await telling(administrator, [], async () => administrator.patch('/api/me', {}))).status).toBe(200);
    });

    test.each([['a role', { role: 'administrator' }], ['another\'s id', { id: 'x' }], ['being active', { active: false }], ['an address', { email: 'x@y.example' }]])('not %s', async (_what, wanted) => {
      const { browser } = await join(administrator, place, 'agent');
      const before = (await browser.get('/api/session')).body;
      await browser.patch('/api/me', wanted);
      expect((await browser.get('/api/session')).body).toEqual(before);
    });

    test.each([['an empty name', { name: '' }], ['a long name', { name: 'x'.repeat(201) }], ['a long signature', { signature: 'x'.repeat(5_001) }], ['a language that is none', { language: 'tlh' }]])('%s is bad input', async (_what, wanted) =>
      expect(await administrator.patch('/api/me', wanted)).toMatchObject({ status: 400, body: { code: 'input-wrong' } }));
  });

  describe('the workspace (change-workspace)', () => {
    test('name, language, time zone, and hours with a break', async () => {
      const hours = { monday: [['09:00', '13:00'], ['14:00', '18:30']], saturday: [['00:00', '24:00']], sunday: [] };
      const { body } = await telling(administrator, ['workspace-changed'], async () => administrator.patch('/api/workspace', { name: '客服 Verde', language: 'ru', timeZone: 'Asia/Shanghai', workingHours: hours }));
      expect(body).toMatchObject({ name: '客服 Verde', language: 'ru', timeZone: 'Asia/Shanghai', workingHours: hours });
      expect((await administrator.get('/api/workspace')).body).toEqual(body);
      expect((await telling(administrator, ['workspace-changed'], async () => administrator.patch('/api/workspace', { name: 'Bottega Verde' }))).body).toMatchObject({ timeZone: 'Asia/Shanghai', workingHours: hours });
    });

    test('every mistake in the hours is named by day and interval, and nothing is changed', async () => {
      const answer = await telling(administrator, [], async () => administrator.patch('/api/workspace', { name: 'Changed', workingHours: { monday: [['09:00', '13:00'], ['12:00', '18:00']], tuesday: [['18:00', '09:00']], someday: [] } }));
      expect(answer).toMatchObject({ status: 400, body: { code: 'input-wrong' } });
      expect(Object.keys(answer.body['values'] as object)).toEqual(['workingHours.monday.1', 'workingHours.tuesday.0', 'workingHours.someday']);
      expect((await administrator.get('/api/workspace')).body).toMatchObject({ name: 'Bottega Verde' });
    });

    test.each([
      ['a time zone that is none', { timeZone: 'Rome' }], ['an offset for a time zone', { timeZone: '+03:00' }], ['a name of spaces', { name: ' ' }], ['hours that are no list', { workingHours: { monday: '9-18' } }],
      ['three times in an interval', { workingHours: { monday: [['09:00', '10:00', '11:00']] } }], ['a language that is none', { language: 'tlh' }],
    ])('%s is bad input', async (_what, wanted) => expect(await administrator.patch('/api/workspace', wanted)).toMatchObject({ status: 400, body: { code: 'input-wrong' } }));

    test('only administrators change it; another workspace sees its own', async () => {
      for (const role of ['lead', 'agent'] as const) {
        const { browser } = await join(administrator, place, role);
        expect([(await browser.get('/api/workspace')).status, (await browser.patch('/api/workspace', { name: 'Mine' })).status]).toEqual([200, 403]);
      }
      const stranger = await otherWorkspace('second@other.example');
      expect((await stranger.browser.get('/api/workspace')).body).toMatchObject({ id: stranger.workspace, name: 'Other' });
    });
  });

  describe('service tokens (create-service-token, withdraw-service-token)', () => {
    const make = async (role: string) => (await administrator.post('/api/service-tokens', { name: `Shop ${role}`, role })).body as unknown as { readonly id: string; readonly value: string };
    const machine = (value: string): Browser => new Browser(place.address, { authorization: `Bearer ${value}`, 'sec-fetch-site': '' });

    test('a value is shown once, acts with its role, and its use is noted', async () => {
      const { body } = await telling(administrator, ['service-token-created'], async () => administrator.post('/api/service-tokens', { name: '商店 🛒', role: 'lead' }));
      const value = String(body['value']);
      expect(body).toMatchObject({ name: '商店 🛒', role: 'lead', lastUsedAt: null, withdrawnAt: null });
      expect(value).toMatch(/^attune_[\w-]{43}$/);
      expect((await machine(value).post('/api/teams', { name: 'By machine' })).status).toBe(200);
      expect((await machine(value).get('/api/service-tokens')).status).toBe(403);
      const { tokens } = (await administrator.get('/api/service-tokens')).body as { readonly tokens: readonly { readonly id: string; readonly lastUsedAt: string | null }[] };
      expect(tokens.find(({ id }) => id === body['id'])?.lastUsedAt).toMatch(/^\d{4}-/);
      expect(JSON.stringify(tokens)).not.toContain(value);
      expect(JSON.stringify((await place.database.pool.query('SELECT * FROM service_token')).rows)).not.toContain(value);
      const { rows } = await place.database.pool.query(`SELECT actor_kind, actor FROM event WHERE kind = 'team-created'`);
      expect(rows).toEqual([{ actor_kind: 'service', actor: body['id'] }]);
    });

    test('one that was withdrawn opens nothing from the next request on', async () => {
      const { id, value } = await make('administrator');
      expect((await machine(value).get('/api/agents')).status).toBe(200);
      expect((await telling(administrator, ['service-token-withdrawn'], async () => administrator.remove(`/api/service-tokens/${id}`))).status).toBe(204);
      expect((await machine(value).get('/api/agents')).status).toBe(401);
      expect((await telling(administrator, [], async () => administrator.remove(`/api/service-tokens/${id}`))).status).toBe(204);
    });

    test('a wrong one beside a good cookie opens nothing: who says who they are is believed in that alone', async () => {
      for (const authorization of ['Bearer nonsense', 'Bearer ', 'Basic YTpi', 'bearer', `Bearer ${'x'.repeat(600)}`, 'Bearer a b']) {
        expect([authorization, (await administrator.ask('GET', '/api/agents', undefined, { authorization })).status]).toEqual([authorization, 401]);
      }
    });

    test('only administrators make, see and withdraw them; nobody of another workspace', async () => {
      const { id, value } = await make('agent');
      for (const role of ['lead', 'agent'] as const) {
        const { browser } = await join(administrator, place, role);
        expect([(await browser.get('/api/service-tokens')).status, (await browser.post('/api/service-tokens', { name: 'x', role: 'agent' })).status, (await browser.remove(`/api/service-tokens/${id}`)).status]).toEqual([403, 403, 403]);
      }
      const stranger = await otherWorkspace('fourth@other.example');
      expect((await stranger.browser.remove(`/api/service-tokens/${id}`)).status).toBe(404);
      expect((await stranger.browser.get('/api/service-tokens')).body).toEqual({ tokens: [] });
      expect((await administrator.remove('/api/service-tokens/nonsense')).status).toBe(404);
      expect((await machine(value).get('/api/teams')).status).toBe(200);
      expect(await administrator.post('/api/service-tokens', { name: '', role: 'agent' })).toMatchObject({ status: 400 });
      expect(await administrator.post('/api/service-tokens', { name: 'x', role: 'owner' })).toMatchObject({ status: 400 });
    });
  });
});
