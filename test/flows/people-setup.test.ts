import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { Refusal } from '../../src/domain/refusal.ts';
import { setUpFromEnvironment } from '../../src/server/set-up-from-environment.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { PeopleDesk, PeopleWanted } from './people-desk.ts';
import { Browser, statuses } from '../setup/client.ts';
import { anna, setUp, setUpDesk, startPeople } from './people-desk.ts';

describe.each(databaseKinds())('the first visit on %s (create-workspace, keep-environment-token)', (kind) => {
  const open: PeopleDesk[] = [];
  const start = async (wanted: PeopleWanted = {}): Promise<PeopleDesk> => {
    const place = await startPeople(kind, wanted);
    open.unshift(place);
    return place;
  };
  afterEach(async () => {
    for (const place of open.splice(0)) await place.stop();
  });
  const count = async (place: PeopleDesk, table: string): Promise<number> => Number((await place.database.pool.query(`SELECT count(*) FROM ${table}`)).rows[0].count);

  test('makes workspace and administrator, and signs in', async () => {
    const place = await start();
    const browser = new Browser(place.address);
    expect((await browser.get('/api/setup')).body).toEqual({ needed: true });
    const { status, body } = await browser.post('/api/setup', setUp);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      agent: { name: anna.name, email: anna.email, role: 'administrator', active: true, language: 'it', secondFactor: false, signature: '', teams: [] },
      workspace: { name: 'Bottega Verde', language: 'it', timeZone: 'Europe/Rome', workingHours: { monday: [['09:00', '18:00']] } },
    });
    expect((await browser.get('/api/setup')).body).toEqual({ needed: false });
    expect((await browser.get('/api/events?since=0')).body).toMatchObject({ events: [{ number: 1, kind: 'workspace-created' }, { number: 2, kind: 'agent-joined' }] });
    expect(await new Browser(place.address).post('/api/setup', setUp)).toMatchObject({ status: 409, body: { code: 'already-set-up' } });
  });

  test('of many who set up at once in two processes, one succeeds and the others leave nothing behind', async () => {
    const one = await start();
    const two = await start({ beside: one });
    const answers = await Promise.all(Array.from({ length: 8 }, async (_none, index) =>
      new Browser((index % 2 ? one : two).address).post('/api/setup', { ...setUp, administrator: { ...anna, email: `anna${index}@bottega.example` } })));
    expect(statuses(answers)).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
    for (const table of ['workspace', 'agent', 'sign_in_user', 'sign_in_account', 'sign_in_session']) expect([table, await count(one, table)]).toEqual([table, 1]);
  });

  test('answers when the demonstration data is there, and asks for none unless wanted', async () => {
    const filled: unknown[] = [];
    const fillWithDemonstration = async (...given: readonly unknown[]): Promise<void> => {
      await pause(200);
      filled.push(given.slice(1));
    };
    const place = await start({ fillWithDemonstration });
    const { body } = await new Browser(place.address).post('/api/setup', { ...setUp, demonstration: true });
    const { agent, workspace } = body as { readonly agent: { readonly id: string }; readonly workspace: { readonly id: string } };
    expect(filled).toEqual([[workspace.id, agent.id]]);
    const other = await start({ fillWithDemonstration });
    await setUpDesk(other);
    expect(filled).toHaveLength(1);
  });

  test('names of every alphabet and of 200 characters are kept as they are', async () => {
    const place = await start();
    const names = { workspace: '客服中心 «Ёлка» 🎄'.padEnd(200, 'ь'), administrator: 'Μαρία-José O\'Neil ‏مريم'.padEnd(200, 'ё') };
    const { body } = await new Browser(place.address).post('/api/setup', { ...setUp, workspace: { ...setUp.workspace, name: names.workspace }, administrator: { ...anna, name: names.administrator } });
    expect(body).toMatchObject({ agent: { name: names.administrator }, workspace: { name: names.workspace } });
  });

  const wrong: readonly (readonly [string, object, string, string | null])[] = [
    ['no password', { administrator: { ...anna, password: '' } }, 'input-wrong', 'administrator.password'],
    ['a short password', { administrator: { ...anna, password: 'zwölf neun' .slice(0, 9) } }, 'input-wrong', 'administrator.password'],
    ['a password of 201 characters', { administrator: { ...anna, password: 'aB3$-'.repeat(41).slice(0, 201) } }, 'input-wrong', 'administrator.password'],
    ['an easy password', { administrator: { ...anna, password: 'password1234' } }, 'password-too-weak', null],
    ['one\'s own name as password', { administrator: { ...anna, password: 'annaferri2026' } }, 'password-too-weak', null],
    ['the workspace\'s name as password', { administrator: { ...anna, password: 'BottegaVerde!' } }, 'password-too-weak', null],
    ['an address that is none', { administrator: { ...anna, email: 'anna at home' } }, 'input-wrong', 'administrator.email'],
    ['a name of spaces', { administrator: { ...anna, name: '   ' } }, 'input-wrong', 'administrator.name'],
    ['a name of 201 characters', { administrator: { ...anna, name: 'x'.repeat(201) } }, 'input-wrong', 'administrator.name'],
    ['a name with U+0000', { administrator: { ...anna, name: 'An\u0000na' } }, 'input-wrong', 'body'],
    ['a language that is not there', { workspace: { ...setUp.workspace, language: 'tlh' } }, 'input-wrong', 'workspace.language'],
    ['a time zone that is none', { workspace: { ...setUp.workspace, timeZone: 'Europe/Atlantis' } }, 'input-wrong', 'workspace.timeZone'],
    ['no workspace', { workspace: undefined }, 'input-wrong', 'workspace'],
  ];
  test('bad input is named and leaves nothing behind', async () => {
    const place = await start();
    for (const [what, change, code, path] of wrong) {
      const { status, body } = await new Browser(place.address).post('/api/setup', { ...setUp, ...change });
      expect([what, status, body['code']]).toEqual([what, 400, code]);
      if (path !== null) expect([what, Object.keys(body['values'] as object)]).toEqual([what, [path]]);
    }
    for (const table of ['workspace', 'agent', 'sign_in_user', 'sign_in_account']) expect(await count(place, table)).toBe(0);
    expect(await new Browser(place.address).ask('POST', '/api/setup', setUp, { 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403, body: { code: 'foreign-page' } });
    expect(await new Browser(place.address).post('/api/setup', setUp)).toMatchObject({ status: 200 });
  });

  test('the environment makes workspace and administrator once, whoever starts first', async () => {
    const one = await start();
    const two = await start({ beside: one });
    const administrator = { email: 'Ops@bottega.example', password: 'tre limoni gialli' };
    const made = await Promise.all([one, two, one, two].map((place) => setUpFromEnvironment(place.desk, { administrator, apiToken: null })));
    expect(made.filter((workspace) => workspace !== null)).toHaveLength(1);
    expect(await setUpFromEnvironment(two.desk, { administrator: { ...administrator, email: 'other@bottega.example' }, apiToken: null })).toBeNull();
    expect(await count(one, 'agent')).toBe(1);
    const browser = new Browser(two.address);
    expect(await browser.post('/api/session', { email: 'ops@BOTTEGA.example', password: administrator.password })).toMatchObject({ status: 200, body: { agent: { name: 'Ops', email: 'Ops@bottega.example' } } });
  });

  test('the environment\'s administrator needs a password that is not easy', async () => {
    const place = await start();
    await expect(setUpFromEnvironment(place.desk, { administrator: { email: 'ops@bottega.example', password: 'qwertyuiop' }, apiToken: null })).rejects.toEqual(new Refusal('password-too-weak'));
    expect(await count(place, 'workspace')).toBe(0);
  });

  test('ATTUNE_API_TOKEN opens the API, is made once, replaced when it changes, and stays withdrawn when it was', async () => {
    const [first, second] = ['first-'.repeat(6), 'second-'.repeat(6)];
    const place = await start({ apiToken: first });
    const ask = async (token: string) => (await fetch(`${place.address}/api/agents`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await setUpFromEnvironment(place.desk, { administrator: null, apiToken: first })).toBeNull();
    expect(await ask(first)).toBe(401);
    const browser = await setUpDesk(place);
    expect(await ask(first)).toBe(200);
    await Promise.all([1, 2, 3].map(() => setUpFromEnvironment(place.desk, { administrator: null, apiToken: first })));
    expect(await count(place, 'service_token')).toBe(1);
    await Promise.all([1, 2, 3].map(() => setUpFromEnvironment(place.desk, { administrator: null, apiToken: second })));
    expect([await ask(first), await ask(second), await count(place, 'service_token')]).toEqual([401, 200, 2]);
    const { tokens } = (await browser.get('/api/service-tokens')).body as { readonly tokens: readonly { readonly id: string; readonly withdrawnAt: string | null }[] };
    await browser.remove(`/api/service-tokens/${tokens.find((token) => token.withdrawnAt === null)!.id}`);
    await setUpFromEnvironment(place.desk, { administrator: null, apiToken: second });
    expect(await ask(second)).toBe(401);
  });
});
