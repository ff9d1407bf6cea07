// Keys that agents give their own screens (change-keys): kept on the server, told to the agent's other screens and to nobody else.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds } from '../setup/clone.ts';
import type { Browser } from '../setup/client.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { joinAs, refused, silent, startAgentsDesk, well } from './agents-desk.ts';

describe.each(databaseKinds())('own keys on %s', (kind) => {
  let desk: AgentsDesk;
  let agent: Browser;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    agent = (await joinAs(desk, 'agent')).browser;
  });
  afterAll(() => desk?.stop());

  const told = async (browser: Browser, work: () => Promise<unknown>) => {
    const { cursor } = await well(browser.get('/api/snapshot'));
    await work();
    return ((await well(browser.get(`/api/events?since=${String(cursor)}`)))['events'] as readonly { readonly kind: string }[]).map((event) => event.kind);
  };
  const usual = { singleKeys: true, changed: {} };
  const own = { singleKeys: false, changed: { reply: ['KeyQ', 'mod+alt+shift+Enter'], goMine: ['KeyG KeyT'], tag: [] } };

  test('are the usual ones until they are changed, and come with the session', async () => {
    expect(await well(agent.get('/api/me/keys'))).toEqual(usual);
    expect((await well(agent.get('/api/session')))['keys']).toEqual(usual);
    expect(await told(agent, () => well(agent.ask('PUT', '/api/me/keys', own)))).toEqual(['keys-changed']);
    expect(await well(agent.get('/api/me/keys'))).toEqual(own);
    expect((await well(agent.get('/api/session')))['keys']).toEqual(own);
    expect((await well(agent.patch('/api/me', {})))['keys']).toEqual(own);
  });

  test('are nobody else\'s, and nobody else is told', async () => {
    expect(await well(desk.anna.get('/api/me/keys'))).toEqual(usual);
    expect(await told(desk.anna, () => well(agent.ask('PUT', '/api/me/keys', { singleKeys: true, changed: { close: ['KeyD'] } })))).toEqual([]);
    expect(await well(desk.anna.get('/api/me/keys'))).toEqual(usual);
  });

  test('that are the same tell nothing, in whatever order they are named', async () => {
    await well(agent.ask('PUT', '/api/me/keys', { singleKeys: true, changed: { reply: ['KeyQ'], close: ['KeyD'] } }));
    await silent(agent, () => well(agent.ask('PUT', '/api/me/keys', { changed: { close: ['KeyD'], reply: ['KeyQ'] }, singleKeys: true })));
    expect(await told(agent, () => well(agent.ask('PUT', '/api/me/keys', usual)))).toEqual(['keys-changed']);
  });

  test.each<[object, string]>([
    [{}, 'singleKeys'],
    [{ singleKeys: 'no', changed: {} }, 'singleKeys'],
    [{ singleKeys: true, changed: [] }, 'changed'],
    [{ singleKeys: true, changed: { reply: 'KeyQ' } }, 'changed.reply'],
    [{ singleKeys: true, changed: { reply: ['q'] } }, 'changed.reply.0'],
    [{ singleKeys: true, changed: { reply: ['shift+alt+KeyQ'] } }, 'changed.reply.0'],
    [{ singleKeys: true, changed: { reply: ['KeyG KeyG KeyG KeyG'] } }, 'changed.reply.0'],
    [{ singleKeys: true, changed: { reply: ['KeyA', 'KeyB', 'KeyC', 'KeyD', 'KeyE'] } }, 'changed.reply'],
    [{ singleKeys: true, changed: Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`a${index}`, []])) }, 'changed'],
    [{ singleKeys: true, changed: { '__proto__ x': ['KeyQ'] } }, 'changed.__proto__ x'],
  ])('that cannot be are refused by name: %#', async (wrong, field) => {
    await refused(agent.ask('PUT', '/api/me/keys', wrong), 400, 'input-wrong', field);
    expect(await well(agent.get('/api/me/keys'))).toEqual(usual);
  });

  test('a machine has none', async () => {
    const { value } = (await well(desk.anna.post('/api/service-tokens', { name: 'Robot', role: 'administrator', scopes: ['read', 'write'] }))) as { readonly value: string };
    const asked = await fetch(`${desk.address}/api/me/keys`, { headers: { authorization: `Bearer ${value}` } });
    expect([asked.status, ((await asked.json()) as { readonly code: string }).code]).toEqual([403, 'not-allowed']);
  });
});
