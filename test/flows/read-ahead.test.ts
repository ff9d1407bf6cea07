// What is read while it is still looked up who asks (server/read-ahead.ts): a guess opens nothing. Whoever signed out, was switched
// off, left a team or has another role is answered as who they are at this moment, however often they asked before.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { joinAs, list, refused, startAgentsDesk, well } from './agents-desk.ts';

describe.each(databaseKinds())('reading ahead on %s', (kind) => {
  let desk: AgentsDesk;
  let conversation: string;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    conversation = await desk.write('Where is my parcel?');
  });
  afterAll(() => desk?.stop());

  const paths = (): readonly string[] => [
    '/api/conversations?view=all', '/api/counts', `/api/conversations/${conversation}`, `/api/conversations/${conversation}/messages`, `/api/conversations/${conversation}/history`, '/api/search?q=parcel',
  ];
  const allAnswer = async (browser: Browser, status: number, code?: string): Promise<void> => {
    for (const path of paths()) {
      const answer = await browser.get(path);
      expect([answer.status, answer.body['code']], path).toEqual([status, code]);
    }
  };
  /** A copy of the cookies, as a stolen one would be: signing out takes the browser's own away. */
  const copyOf = (browser: Browser): Browser => {
    const copy = new Browser(desk.address);
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
    return copy;
  };
  const teamWith = async (members: readonly string[]): Promise<string> => (await well(desk.anna.post('/api/teams', { name: `Team ${randomUUID()}`, members })))['id'] as string;

  test('a session that was ended opens nothing any more, and wrong input is not spoken of', async () => {
    const { browser } = await joinAs(desk, 'agent');
    const copy = copyOf(browser);
    await allAnswer(copy, 200);
    await allAnswer(copy, 200);
    expect((await browser.remove('/api/session')).status).toBeLessThan(300);
    await allAnswer(copy, 401, 'not-signed-in');
    await refused(copy.get('/api/conversations?view=nonsense'), 401, 'not-signed-in');
  });

  test('so does one that was only asked wrongly before', async () => {
    const { browser } = await joinAs(desk, 'agent');
    const copy = copyOf(browser);
    await refused(copy.get('/api/conversations?view=nonsense'), 400, 'input-wrong', 'view');
    await refused(copy.get('/api/conversations?limit=0'), 400, 'input-wrong', 'limit');
    await refused(copy.get(`/api/conversations/${conversation}/history?earlier=x`), 400, 'input-wrong', 'earlier');
    await browser.remove('/api/session');
    await refused(copy.get('/api/conversations?limit=0'), 401, 'not-signed-in');
  });

  test('an agent who is switched off is nobody', async () => {
    const { browser, id } = await joinAs(desk, 'agent');
    const copy = copyOf(browser);
    await allAnswer(copy, 200);
    await well(desk.anna.patch(`/api/agents/${id}`, { active: false }));
    await allAnswer(copy, 401, 'not-signed-in');
  });

  test('whoever leaves a team or loses a role sees at once what they may see then', async () => {
    const { browser, id } = await joinAs(desk, 'agent');
    const team = await teamWith([id]);
    const inbox = await well(desk.anna.post('/api/inboxes', { channel: 'web-chat', name: 'For a few', config: { teamName: 'Lumen' }, teams: [team] }));
    const hidden = await desk.write('For a few alone', randomUUID(), inbox['id'] as string);
    const seen = async (): Promise<boolean> => (await list(browser, { view: 'all' })).some((one) => one.id === hidden);
    expect([await seen(), await seen(), (await browser.get(`/api/conversations/${hidden}`)).status]).toEqual([true, true, 200]);
    await well(desk.anna.patch(`/api/teams/${team}`, { members: [] }));
    expect([await seen(), await seen()]).toEqual([false, false]);
    await refused(browser.get(`/api/conversations/${hidden}`), 404, 'not-found');
    await well(desk.anna.patch(`/api/agents/${id}`, { role: 'lead' }));
    expect([await seen(), (await browser.get(`/api/conversations/${hidden}`)).status]).toEqual([true, 200]);
    await well(desk.anna.patch(`/api/agents/${id}`, { role: 'agent' }));
    expect([await seen(), (await browser.get(`/api/conversations/${hidden}`)).status]).toEqual([false, 404]);
  });

  test('a conversation that goes out of sight is gone with the next question', async () => {
    const { browser, id } = await joinAs(desk, 'agent');
    const inbox = await well(desk.anna.post('/api/inboxes', { channel: 'web-chat', name: 'For nobody', config: { teamName: 'Lumen' }, teams: [await teamWith([])] }));
    const lent = await desk.write('Lent for a while', randomUUID(), inbox['id'] as string);
    await refused(browser.get(`/api/conversations/${lent}`), 404, 'not-found');
    await well(desk.anna.post(`/api/conversations/${lent}/assign`, { agent: id }));
    expect((await browser.get(`/api/conversations/${lent}`)).status).toBe(200);
    await well(desk.anna.post(`/api/conversations/${lent}/assign`, { agent: null }));
    await refused(browser.get(`/api/conversations/${lent}`), 404, 'not-found');
    await refused(browser.get(`/api/conversations/${lent}/messages`), 404, 'not-found');
  });

  test('a token that was withdrawn opens nothing with the next question', async () => {
    const made = await well(desk.anna.post('/api/personal-tokens', { name: 'Program', scopes: ['read'] }));
    const program = new Browser(desk.address, { authorization: `Bearer ${made['value'] as string}` });
    await allAnswer(program, 200);
    await allAnswer(program, 200);
    await well(desk.anna.remove(`/api/personal-tokens/${made['id'] as string}`));
    await allAnswer(program, 401, 'not-signed-in');
  });

  test('more at once than there are connections are all answered, each with what is theirs', async () => {
    const { browser } = await joinAs(desk, 'agent');
    const ids: string[] = [];
    for (const words of ['One', 'Two', 'Three', 'Four']) ids.push(await desk.write(words));
    const asked = Array.from({ length: 80 }, (_nothing, place) => ids[place % ids.length]!);
    const answers = await Promise.all(asked.map((id, place) => (place % 2 === 0 ? browser : desk.anna).get(`/api/conversations/${id}`)));
    expect(answers.map(({ body }) => (body['conversation'] as { readonly id: string }).id)).toEqual(asked);
  });
});
