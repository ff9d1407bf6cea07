// Tokens: what they may (their scopes), for how long (their end), as whom (the workspace or one agent), and that none becomes more than its owner.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { joinAs, startAgentsDesk, well } from './agents-desk.ts';

type Made = { readonly id: string; readonly value: string; readonly scopes: readonly string[]; readonly expiresAt: string | null };

const dayMs = 86_400_000;

describe.each(databaseKinds())('tokens (create-personal-token, withdraw-personal-token) on %s', (kind) => {
  let desk: AgentsDesk;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
  });
  afterAll(() => desk.stop());

  const holding = (value: string) => new Browser(desk.address, { authorization: `Bearer ${value}` });
  const service = async (body: object, browser = desk.anna) => (await well(browser.post('/api/service-tokens', { name: 'shop', role: 'administrator', ...body }))) as unknown as Made;
  const personal = async (body: object, browser = desk.anna) => (await well(browser.post('/api/personal-tokens', { name: 'script', scopes: ['read'], ...body }))) as unknown as Made;

  test('a scope opens its routes and no others', async () => {
    const conversation = await desk.write('When do you open?');
    const reader = holding((await service({ scopes: ['read'] })).value);
    expect((await reader.get(`/api/conversations/${conversation}`)).status).toBe(200);
    expect(await reader.post(`/api/conversations/${conversation}/tags`, { add: ['hours'] })).toMatchObject({ status: 403, body: { code: 'scope-missing', values: { scope: 'write' } } });
    const writer = holding((await service({ scopes: ['write'] })).value);
    expect((await writer.post(`/api/conversations/${conversation}/tags`, { add: ['hours'] })).status).toBe(200);
    expect(await writer.get(`/api/conversations/${conversation}`)).toMatchObject({ status: 403, body: { code: 'scope-missing', values: { scope: 'read' } } });
    expect(await writer.post(`/api/conversations/${conversation}/replies`, { id: crypto.randomUUID(), text: 'At nine.', version: 1 })).toMatchObject({ status: 403, body: { values: { scope: 'send' } } });
  });

  test('without scopes in the request a service token has all that its role allows', async () => {
    const made = await service({ role: 'agent' });
    expect(made.scopes).toEqual(['read', 'write', 'send', 'administer', 'webhooks']);
    expect(await holding(made.value).get('/api/invitations')).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  });

  test('an end that has come is told as such; one in the past cannot be chosen', async () => {
    const made = await service({ expiresAt: new Date(Date.parse(desk.now()) + dayMs).toISOString() });
    expect((await holding(made.value).get('/api/tags')).status).toBe(200);
    const mine = await personal({ expiresAt: new Date(Date.parse(desk.now()) + dayMs).toISOString() });
    desk.advance(dayMs);
    for (const { value } of [made, mine]) expect(await holding(value).get('/api/tags')).toMatchObject({ status: 401, body: { code: 'token-expired' } });
    for (const path of ['/api/service-tokens', '/api/personal-tokens']) {
      expect(await desk.anna.post(path, { name: 'x', role: 'agent', scopes: ['read'], expiresAt: '2020-01-01T00:00:00Z' })).toMatchObject({ status: 400, body: { code: 'expiry-in-the-past' } });
      expect(await desk.anna.post(path, { name: 'x', role: 'agent', scopes: ['fly'] })).toMatchObject({ status: 400, body: { code: 'input-wrong' } });
      expect(await desk.anna.post(path, { name: 'x', role: 'agent', scopes: [] })).toMatchObject({ status: 400, body: { code: 'input-wrong' } });
    }
  });

  test('a token hands on no more than it holds', async () => {
    const administers = holding((await service({ scopes: ['administer', 'read'] })).value);
    expect((await service({ scopes: ['read'] }, administers)).scopes).toEqual(['read']);
    expect(await administers.post('/api/service-tokens', { name: 'more', role: 'administrator', scopes: ['read', 'send'] })).toMatchObject({ status: 403, body: { code: 'scope-missing', values: { scope: 'send' } } });
    expect(await administers.post('/api/service-tokens', { name: 'all', role: 'administrator' })).toMatchObject({ status: 403, body: { code: 'scope-missing' } });
    const mine = holding((await personal({ scopes: ['read', 'write', 'send', 'administer', 'webhooks'] })).value);
    for (const [method, path, body] of [['POST', '/api/personal-tokens', { name: 'x', scopes: ['read'] }], ['GET', '/api/personal-tokens'], ['POST', '/api/password', { current: 'x', next: 'xxxxxxxxxxxx' }], ['POST', '/api/second-factor/begin', { password: 'x' }]] as const) {
      expect(await mine.ask(method, path, body), path).toMatchObject({ status: 403, body: { code: 'not-for-tokens' } });
    }
  });

  test('a personal token acts as its agent, with what they may at that moment', async () => {
    const olga = await joinAs(desk, 'agent');
    const { value, id: token } = await personal({ scopes: ['read', 'write', 'administer'] }, olga.browser);
    const script = holding(value);
    expect((await script.get('/api/session')).body).toMatchObject({ agent: { id: olga.id } });
    expect(await script.post('/api/teams', { name: 'Mine' })).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    await well(desk.anna.patch(`/api/agents/${olga.id}`, { role: 'lead' }));
    expect((await script.post('/api/teams', { name: 'Mine' })).status).toBe(200);
    const { events } = (await desk.anna.get('/api/events?since=0')).body as { events: { kind: string; actor: unknown }[] };
    expect(events.findLast(({ kind: what }) => what === 'team-created')?.actor).toEqual({ kind: 'agent', id: olga.id });
    expect(JSON.stringify(events), 'a colleague is not told of it').not.toContain(token);
    await well(desk.anna.patch(`/api/agents/${olga.id}`, { active: false }));
    expect((await script.get('/api/session')).status).toBe(401);
    await well(desk.anna.patch(`/api/agents/${olga.id}`, { active: true }));
    expect((await script.get('/api/session')).status).toBe(200);
  });

  test('each sees and withdraws their own; a value is told once; a withdrawn one opens nothing', async () => {
    const igor = await joinAs(desk, 'agent');
    const made = await personal({}, igor.browser);
    expect(made.value).toMatch(/^attune_personal_[\w-]{43}$/);
    expect((await igor.browser.get('/api/personal-tokens')).body).toMatchObject({ tokens: [{ id: made.id, lastUsedAt: null, withdrawnAt: null }] });
    expect((await holding(made.value).get('/api/tags')).status).toBe(200);
    const { tokens } = (await igor.browser.get('/api/personal-tokens')).body as { tokens: { lastUsedAt: string }[] };
    expect(tokens[0]!.lastUsedAt).toMatch(/^\d{4}-/);
    expect(JSON.stringify(tokens)).not.toContain(made.value);
    expect(JSON.stringify((await desk.database.pool.query('select * from personal_token')).rows)).not.toContain(made.value);
    expect(JSON.stringify((await desk.anna.get('/api/personal-tokens')).body)).not.toContain(made.id);
    expect((await desk.anna.remove(`/api/personal-tokens/${made.id}`)).status).toBe(404);
    expect((await igor.browser.remove(`/api/personal-tokens/${made.id}`)).status).toBe(204);
    expect((await igor.browser.remove(`/api/personal-tokens/${made.id}`)).status, 'twice is once').toBe(204);
    expect((await holding(made.value).get('/api/tags')).status).toBe(401);
  });
});
