// Idempotency-Key: the same request twice is done once, whatever happened to the first; a key is good for one request of one caller.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { joinAs, refused, startAgentsDesk, well } from './agents-desk.ts';

describe.each(databaseKinds())('requests with a key on %s', (kind) => {
  let desk: AgentsDesk;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
  });
  afterAll(() => desk.stop());

  let keys = 0;
  const newKey = () => `key-${(keys += 1)}`;
  const send = (key: string, method: string, path: string, body?: unknown, browser = desk.anna) => browser.ask(method, path, body, { 'idempotency-key': key });
  const teams = async () => ((await well(desk.anna.get('/api/teams')))['teams'] as { name: string }[]).map(({ name }) => name);
  const sql = async (text: string, ...values: unknown[]) => (await desk.database.pool.query(text, values)).rows as Record<string, unknown>[];

  test('a request that is repeated is done once and answered alike', async () => {
    const key = newKey();
    const first = await send(key, 'POST', '/api/teams', { name: 'Once' });
    const again = await send(key, 'POST', '/api/teams', { name: 'Once' });
    expect(first).toMatchObject({ status: 200, body: { name: 'Once' } });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([null, 'true']);
    expect((await teams()).filter((name) => name === 'Once')).toHaveLength(1);
    const removing = newKey();
    for (let round = 0; round < 2; round += 1) expect(await send(removing, 'DELETE', `/api/teams/${String(first.body['id'])}`)).toMatchObject({ status: 204 });
    expect((await send(newKey(), 'DELETE', `/api/teams/${String(first.body['id'])}`)).status, 'without the key it is not there').toBe(404);
  });

  test('the same key for something else is refused; another caller may use it too', async () => {
    const key = newKey();
    await well(send(key, 'POST', '/api/teams', { name: 'Mine' }));
    await refused(send(key, 'POST', '/api/teams', { name: 'Another' }), 422, 'key-reused');
    await refused(send(key, 'PATCH', '/api/me', { name: 'Anna' }), 422, 'key-reused');
    const lead = await joinAs(desk, 'lead');
    expect((await send(key, 'POST', '/api/teams', { name: 'Another' }, lead.browser)).body).toMatchObject({ name: 'Another' });
    const { value } = await well(desk.anna.post('/api/personal-tokens', { name: 'x', scopes: ['administer'] }));
    const script = new Browser(desk.address, { authorization: `Bearer ${String(value)}` });
    expect((await send(key, 'POST', '/api/teams', { name: 'A third' }, script)).body).toMatchObject({ name: 'A third' });
  });

  test('sent many times at once, it is done once; the others get its answer or are told when to come again', async () => {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 12 }, async () => send(key, 'POST', '/api/teams', { name: 'Crowd' })));
    expect((await teams()).filter((name) => name === 'Crowd')).toHaveLength(1);
    for (const { status, body, headers } of answers) {
      if (status === 200) continue;
      expect([status, body['code'], headers.get('retry-after')]).toEqual([409, 'request-running', '1']);
    }
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect((await send(key, 'POST', '/api/teams', { name: 'Crowd' })).status).toBe(200);
  });

  test('a refused request leaves its key free', async () => {
    const key = newKey();
    await refused(send(key, 'POST', '/api/teams', { name: '' }), 400, 'input-wrong', 'name');
    await refused(send(key, 'DELETE', `/api/teams/${crypto.randomUUID()}`), 404, 'not-found');
    expect((await send(key, 'POST', '/api/teams', { name: 'Right now' })).status).toBe(200);
    await refused(send('a b', 'POST', '/api/teams', { name: 'x' }), 400, 'input-wrong');
    await refused(send('x'.repeat(201), 'POST', '/api/teams', { name: 'x' }), 400, 'input-wrong', 'idempotency-key');
  });

  test('its process died before the change: it is done when it is repeated', async () => {
    const key = newKey();
    await sql(`insert into repeatable_request (workspace, caller, key, fingerprint, state, leased_until, created_at) values ($1, $2, $3, 'of another body', 'running', $4, $4)`, desk.workspace, `agent ${desk.annaId}`, key, desk.now());
    desk.advance(1_000);
    expect((await send(key, 'POST', '/api/teams', { name: 'After the crash' })).status).toBe(200);
    expect(await teams()).toContain('After the crash');
  });

  test('it died between the change and the answer: it is not done again, and that is told', async () => {
    const key = newKey();
    await sql(`create function refuse_answer() returns trigger language plpgsql as $$ begin if new.state = 'answered' then raise exception 'the process died here'; end if; return new; end $$`);
    await sql('create trigger refuse_answer before update on repeatable_request for each row execute function refuse_answer()');
    await well(send(key, 'POST', '/api/teams', { name: 'Half told' }));
    await sql('drop trigger refuse_answer on repeatable_request');
    expect(await sql('select state from repeatable_request where key = $1', key)).toEqual([{ state: 'changed' }]);
    await refused(send(key, 'POST', '/api/teams', { name: 'Half told' }), 409, 'request-running');
    desk.advance(31_000);
    await refused(send(key, 'POST', '/api/teams', { name: 'Half told' }), 409, 'answer-lost');
    expect((await teams()).filter((name) => name === 'Half told')).toHaveLength(1);
  });

  test('answers are sealed: one that holds a secret is told again to its caller, and read by nobody else', async () => {
    const key = newKey();
    const body = { name: 'shop', role: 'agent' };
    const first = await well(send(key, 'POST', '/api/service-tokens', body));
    expect(await well(send(key, 'POST', '/api/service-tokens', body))).toEqual(first);
    expect(JSON.stringify(await sql(`select *, encode(answer, 'escape') as shown from repeatable_request`))).not.toContain(String(first['value']));
  });

  test('after a day a key may be used anew', async () => {
    const key = newKey();
    await well(send(key, 'POST', '/api/teams', { name: 'Yesterday' }));
    desk.advance(86_401_000);
    await well(send(key, 'POST', '/api/teams', { name: 'Today' }));
    expect(await teams()).toEqual(expect.arrayContaining(['Yesterday', 'Today']));
  });

  test('an upload that is repeated is one file', async () => {
    const key = newKey();
    const upload = async (size: number) => {
      const cookie = [...desk.anna.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(`${desk.address}/api/attachments`, { method: 'POST', body: 'x'.repeat(size), headers: { 'content-type': 'text/plain', 'x-file-name': 'a.txt', 'sec-fetch-site': 'same-origin', cookie, 'idempotency-key': key } });
      return [answer.status, ((await answer.json()) as { id?: string; code?: string })] as const;
    };
    const [, first] = await upload(5);
    expect(await upload(5)).toEqual([200, first]);
    expect(await upload(6)).toMatchObject([422, { code: 'key-reused' }]);
  });
});
