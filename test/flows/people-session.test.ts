import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { passwordFrom } from '../../src/server/sign-in-limit.ts';
import { countAttempt } from '../../src/store/sign-in-attempt.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { PeopleDesk } from './people-desk.ts';
import { Browser } from '../setup/client.ts';
import { anna, join, setUp, setUpDesk, startPeople } from './people-desk.ts';

const right = { email: anna.email, password: anna.password };
const cookieName = 'attune.session_token';
let neighbour = 0;
/** An address of its own, so that one test's mistakes do not count against another. */
const elsewhere = (): Record<string, string> => ({ 'x-forwarded-for': `198.51.100.${(neighbour += 1)}` });

describe.each(databaseKinds())('sign-in on %s', (kind) => {
  let place: PeopleDesk;
  let browser: Browser;
  beforeAll(async () => {
    place = await startPeople(kind);
    browser = await setUpDesk(place);
  });
  afterAll(async () => place?.stop());
  const visitor = (): Browser => new Browser(place.address, elsewhere());
  const sessions = async (): Promise<number> => Number((await place.database.pool.query('SELECT count(*) FROM sign_in_session')).rows[0].count);

  test('opens with address and password, whatever the capitals of the address', async () => {
    const other = visitor();
    expect(await other.get('/api/session')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    const { status, body, headers } = await other.post('/api/session', { email: 'ANNA@Bottega.Example', password: anna.password });
    expect([status, body]).toMatchObject([200, { agent: { email: anna.email }, workspace: { name: setUp.workspace.name }, version: '0.0.0' }]);
    expect(headers.get('cache-control')).toBe('no-store');
    const line = headers.getSetCookie().find((cookie) => cookie.startsWith(`${cookieName}=`))!;
    expect(line).toMatch(/HttpOnly/i);
    expect(line).toMatch(/SameSite=Lax/i);
    expect(line).toMatch(/Path=\//);
    expect(line).not.toMatch(/Secure|Domain/i);
    expect((await other.get('/api/session')).body).toEqual(body);
  });

  test('the cookie is for TLS only where the public address has it', async () => {
    const safe = await startPeople(kind, { beside: place, publicAddress: 'https://desk.example.test' });
    const { headers, status } = await new Browser(safe.address, elsewhere()).post('/api/session', right);
    expect(status).toBe(200);
    const line = headers.getSetCookie().find((cookie) => cookie.startsWith(`__Secure-${cookieName}=`))!;
    expect(line).toMatch(/; Secure/);
    const other = new Browser(safe.address);
    other.cookies.set(`__Secure-${cookieName}`, line.slice(line.indexOf('=') + 1, line.indexOf(';')));
    expect((await other.get('/api/agents')).status).toBe(200);
    await safe.stop();
  });

  test('a stranger, a wrong password and a wrong address get the same answer', async () => {
    const answers = await Promise.all([
      visitor().post('/api/session', { ...right, password: 'not the password' }),
      visitor().post('/api/session', { email: 'nobody@bottega.example', password: anna.password }),
      visitor().post('/api/session', { email: 'anna@bottega.example\'--@x.example', password: anna.password }),
    ]);
    expect(answers.slice(0, 2).map(({ status, body }) => [status, body['code']])).toEqual([[401, 'sign-in-refused'], [401, 'sign-in-refused']]);
    expect(answers[0].body).toEqual(answers[1].body);
    expect(answers[0].headers.getSetCookie()).toEqual([]);
    expect(answers[2]).toMatchObject({ status: 400, body: { code: 'input-wrong' } });
  });

  test('whoever asks is found by one query', async () => {
    let queries = 0;
    const count = (): void => {
      queries += 1;
    };
    place.database.pool.on('acquire', count);
    const found = await place.people.signIn.findByCookie(`other=1; ${cookieName}=${browser.cookies.get(cookieName)}`);
    place.database.pool.off('acquire', count);
    expect(found).toMatchObject({ viewer: { kind: 'agent', role: 'administrator', teams: [] }, actor: { kind: 'agent' } });
    expect(queries).toBe(1);
    expect([await place.people.signIn.findByCookie(undefined), await place.people.signIn.findByCookie(''), await place.people.signIn.findByCookie(`${cookieName}=`)]).toEqual([null, null, null]);
  });

  test('a cookie that was forged, cut, signed by another key or invented opens nothing', async () => {
    const value = browser.cookies.get(cookieName)!;
    const [token = '', signature = ''] = decodeURIComponent(value).split('.');
    const otherKey = await startPeople(kind, { beside: place, key: Buffer.alloc(32, 9) });
    for (const forged of [token, `${token}.`, `.${signature}`, `${token}x.${signature}`, `${token}.${signature.slice(0, -2)}`, `${token}.AAAA`, 'x'.repeat(3_000), '%', '%E0%A4%A', '"']) {
      const other = new Browser(place.address);
      other.cookies.set(cookieName, encodeURIComponent(forged));
      expect([forged, (await other.get('/api/agents')).status]).toEqual([forged, 401]);
      other.cookies.set(cookieName, forged);
      expect([forged, (await other.get('/api/agents')).status]).toEqual([forged, 401]);
    }
    const elsewhereKept = new Browser(otherKey.address);
    elsewhereKept.cookies.set(cookieName, value);
    expect((await elsewhereKept.get('/api/agents')).status).toBe(401);
    await otherKey.stop();
  });

  test('a session that was planted before does not become the one after signing in', async () => {
    const planted = visitor();
    await planted.post('/api/session', right);
    const before = planted.cookies.get(cookieName)!;
    const count = await sessions();
    expect((await planted.post('/api/session', right)).status).toBe(200);
    expect(planted.cookies.get(cookieName)).not.toBe(before);
    expect(await sessions()).toBe(count);
    const thief = visitor();
    thief.cookies.set(cookieName, before);
    expect((await thief.get('/api/session')).status).toBe(401);
  });

  test('signing out ends the session for whoever kept its cookie', async () => {
    const other = visitor();
    await other.post('/api/session', right);
    const kept = other.cookies.get(cookieName)!;
    expect((await other.remove('/api/session')).status).toBe(204);
    expect(other.cookies.has(cookieName)).toBe(false);
    other.cookies.set(cookieName, kept);
    expect((await other.get('/api/session')).status).toBe(401);
    expect((await visitor().remove('/api/session')).status).toBe(204);
  });

  test('a session lives on while it is used, and ends thirty days after its last use', async () => {
    const other = visitor();
    await other.post('/api/session', right);
    const token = decodeURIComponent(other.cookies.get(cookieName)!).split('.')[0];
    const age = async (days: number) => place.database.pool.query(`UPDATE sign_in_session SET expires_at = now() + (30 - $2::int) * interval '1 day', updated_at = now() - $2::int * interval '1 day' WHERE token = $1`, [token, days]);
    const left = async () => Number((await place.database.pool.query(`SELECT extract(day FROM expires_at - now()) AS days FROM sign_in_session WHERE token = $1`, [token])).rows[0]?.days);
    await age(20);
    expect(await left()).toBeLessThanOrEqual(10);
    expect((await other.get('/api/session')).headers.getSetCookie().join()).toMatch(/Max-Age=2592000/);
    expect(await left()).toBeGreaterThanOrEqual(29);
    await age(30);
    expect((await other.get('/api/agents')).status).toBe(401);
    expect((await other.get('/api/session')).status).toBe(401);
  });

  describe('requests from other pages', () => {
    const patch = async (headers: Record<string, string>) => {
      const { status, body } = await browser.ask('PATCH', '/api/me', { signature: 'Anna' }, { 'sec-fetch-site': '', ...headers });
      return [status, body['code'] ?? null];
    };
    test.each([
      [{ 'sec-fetch-site': 'cross-site' }], [{ 'sec-fetch-site': 'same-site' }], [{ 'sec-fetch-site': 'none' }],
      [{ 'sec-fetch-site': 'cross-site', origin: 'http://desk.example.test' }],
    ])('%j changes nothing', async (headers) => expect(await patch(headers)).toEqual([403, 'foreign-page']));

    test('an older browser is known by its Origin', async () => {
      const ask = async (origin: string | null) => {
        const response = await fetch(`${place.address}/api/me`, {
          method: 'PATCH', body: '{"signature":"Anna"}',
          headers: { 'content-type': 'application/json', cookie: `${cookieName}=${browser.cookies.get(cookieName)}`, ...(origin === null ? {} : { origin }) },
        });
        return response.status;
      };
      expect(await ask('http://desk.example.test')).toBe(200);
      expect(await ask(place.address)).toBe(200);
      expect(await Promise.all(['https://desk.example.test', 'http://desk.example.test.evil.example', 'http://evil.example', 'null'].map(ask))).toEqual([403, 403, 403, 403]);
      expect(await ask(null)).toBe(403);
    });

    test('reading is not hindered, nor is a machine with a token', async () => {
      expect((await browser.ask('GET', '/api/session', undefined, { 'sec-fetch-site': 'cross-site' })).status).toBe(200);
      const { value } = (await browser.post('/api/service-tokens', { name: 'shop', role: 'administrator' })).body;
      expect((await new Browser(place.address, { 'sec-fetch-site': '' }).ask('POST', '/api/teams', { name: 'Machines' }, { authorization: `Bearer ${String(value)}`, 'sec-fetch-site': 'cross-site' })).status).toBe(200);
    });
  });

  describe('guessing', () => {
    test('ten wrong passwords lock an account for a quarter of an hour, in every process, for the right one too', async () => {
      const { email, password } = await join(browser, place, 'agent');
      const beside = await startPeople(kind, { beside: place });
      const attempt = async (index: number, guess: string) => new Browser((index % 2 ? place : beside).address, elsewhere()).post('/api/session', { email, password: guess });
      const answers = await Promise.all(Array.from({ length: 14 }, async (_none, index) => attempt(index, `guess number ${index}`)));
      expect(answers.map((answer) => String(answer.body['code'])).toSorted((one, other) => one.localeCompare(other))).toEqual([...Array.from({ length: 10 }, () => 'sign-in-refused'), ...Array.from({ length: 4 }, () => 'too-many-attempts')]);
      const locked = await attempt(1, password);
      expect(locked).toMatchObject({ status: 429, body: { code: 'too-many-attempts' } });
      const { seconds } = locked.body['values'] as { readonly seconds: number };
      expect(seconds).toBeGreaterThan(600);
      expect(seconds).toBeLessThanOrEqual(900);
      expect(locked.headers.get('retry-after')).toBe(String(seconds));
      expect((await visitor().post('/api/session', right)).status).toBe(200);
      place.advance(901_000);
      expect((await attempt(1, password)).status).toBe(200);
      await beside.stop();
    });

    const guessedFrom = async (address: string, times: number): Promise<void> => {
      const { subject, seconds } = passwordFrom(address);
      for (let index = 0; index < times; index += 1) await countAttempt(place.desk.db, subject, place.desk.now(), seconds);
    };
    const guessFrom = async (address: string, email: string) => (await new Browser(place.address, { 'x-forwarded-for': address }).post('/api/session', { email, password: 'a guess' })).body['code'];

    test('an address that guesses through many accounts is stopped', async () => {
      await guessedFrom('203.0.113.9', 29);
      expect([await guessFrom('203.0.113.9', 'one@bottega.example'), await guessFrom('203.0.113.9', 'two@bottega.example')]).toEqual(['sign-in-refused', 'too-many-attempts']);
      expect((await new Browser(place.address, { 'x-forwarded-for': '203.0.113.9' }).post('/api/session', right)).status).toBe(429);
      expect(await guessFrom('203.0.113.10', 'two@bottega.example')).toBe('sign-in-refused');
    });

    test('so is one that changes within its IPv6 network', async () => {
      await guessedFrom('2001:db8:1:2::7', 29);
      expect([await guessFrom('2001:db8:1:2:a:b:c:d', 'three@bottega.example'), await guessFrom('2001:0db8:0001:0002::1', 'four@bottega.example')]).toEqual(['sign-in-refused', 'too-many-attempts']);
      expect(await guessFrom('2001:db8:1:3::1', 'four@bottega.example')).toBe('sign-in-refused');
    });

    test('right passwords do not count: a whole office signs in from one address', async () => {
      await guessedFrom('192.0.2.77', 29);
      for (let index = 0; index < 3; index += 1) expect((await new Browser(place.address, { 'x-forwarded-for': '192.0.2.77' }).post('/api/session', right)).status).toBe(200);
      expect([await guessFrom('192.0.2.77', 'five@bottega.example'), await guessFrom('192.0.2.77', 'six@bottega.example')]).toEqual(['sign-in-refused', 'too-many-attempts']);
    });

    test('what is kept of attempts names nobody', async () => {
      await visitor().post('/api/session', { email: 'mario@bottega.example', password: 'a guess' });
      const { rows } = await place.database.pool.query<{ subject: string }>('SELECT subject FROM sign_in_attempt');
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.every(({ subject }) => /^[\w-]{43}$/.test(subject))).toBe(true);
    });
  });

  test('the database holds no password, and hashes the same one differently', async () => {
    await join(browser, place, 'agent');
    const { rows } = await place.database.pool.query<{ password: string }>('SELECT password FROM sign_in_account');
    expect(new Set(rows.map((row) => row.password)).size).toBe(rows.length);
    expect(rows.every((row) => /^[0-9a-f]{32}:[0-9a-f]{128}$/.test(row.password))).toBe(true);
  });

  test.each([
    ['an empty body', {}], ['no password', { email: anna.email }], ['an empty password', { email: anna.email, password: '' }], ['a password of 201 characters', { email: anna.email, password: 'x'.repeat(201) }],
    ['an object for a password', { email: anna.email, password: { $ne: null } }], ['a list', [right]], ['text', 'hello'], ['an address that is none', { email: 'anna', password: anna.password }],
  ])('%s is bad input', async (_what, body) => expect(await visitor().post('/api/session', body)).toMatchObject({ status: 400, body: { code: 'input-wrong' } }));

  test('a body that is no JSON, or of another kind, is bad input', async () => {
    const send = async (type: string, body: string) => (await fetch(`${place.address}/api/session`, { method: 'POST', headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' }, body })).status;
    expect(await send('application/json', '{"email":')).toBe(400);
    expect(await send('application/x-www-form-urlencoded', `email=${anna.email}&password=x`)).toBe(400);
    expect(await send('text/plain', JSON.stringify(right))).toBe(400);
  });
});
