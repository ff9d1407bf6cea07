import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { databaseKinds } from '../setup/clone.ts';
import type { PeopleDesk } from './people-desk.ts';
import { Browser } from '../setup/client.ts';
import { join, setUpDesk, startPeople, telling } from './people-desk.ts';

/** RFC 6238, with the usual 30 seconds and six digits. `step` 1 is the code that an app shows next. */
function codeOf(uri: string, step = 0): string {
  const bits = [...new URL(uri).searchParams.get('secret')!.replaceAll('=', '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + step));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = hash.at(-1)! & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

describe.each(databaseKinds())('the second factor on %s', (kind) => {
  let place: PeopleDesk;
  let administrator: Browser;
  let person: { readonly browser: Browser; readonly email: string; readonly password: string };
  let uri: string;
  let backupCodes: readonly string[];
  beforeAll(async () => {
    place = await startPeople(kind);
    administrator = await setUpDesk(place);
  });
  beforeEach(async () => {
    person = await join(administrator, place, 'agent');
    const { body } = await person.browser.post('/api/second-factor/begin', { password: person.password });
    uri = String(body['uri']);
    backupCodes = body['backupCodes'] as readonly string[];
  });
  afterAll(async () => place?.stop());

  const confirm = async (code = codeOf(uri)) => person.browser.post('/api/second-factor/confirm', { code });
  /** A browser that has given the right password and is asked for a code. */
  const asked = async (): Promise<Browser> => {
    const browser = new Browser(place.address);
    expect(await browser.post('/api/session', { email: person.email, password: person.password })).toMatchObject({ status: 401, body: { code: 'second-factor-wanted' } });
    return browser;
  };
  const give = async (browser: Browser, code: string) => {
    const { status, body } = await browser.post('/api/session/second-factor', { code });
    return status === 200 ? 'in' : body['code'];
  };
  const wrong = (): string => codeOf(uri, 500_000);

  test('begins with a secret for the app and ten backup codes, and asks for nothing until it is confirmed', async () => {
    expect(uri).toMatch(/^otpauth:\/\/totp\/Attune:person/);
    expect(new Set(backupCodes).size).toBe(10);
    expect((await new Browser(place.address).post('/api/session', { email: person.email, password: person.password })).status).toBe(200);
    const { rows } = await place.database.pool.query('SELECT secret, backup_codes FROM sign_in_second_factor');
    const stored = JSON.stringify(rows);
    expect(stored).not.toContain(new URL(uri).searchParams.get('secret'));
    expect(stored).not.toContain(backupCodes[0]);
  });

  test('from then on, sign-in wants a code; a password alone opens nothing', async () => {
    const before = person.browser.cookies.get('attune.session_token');
    expect((await confirm()).status).toBe(204);
    expect(person.browser.cookies.get('attune.session_token')).not.toBe(before);
    expect((await person.browser.get('/api/session')).body).toMatchObject({ agent: { secondFactor: true } });
    const browser = await asked();
    expect(browser.cookies.has('attune.session_token')).toBe(false);
    expect((await browser.get('/api/session')).status).toBe(401);
    const code = codeOf(uri, 1);
    expect(await give(browser, ` ${code.slice(0, 3)} ${code.slice(3)} `)).toBe('in');
    expect((await browser.get('/api/session')).body).toMatchObject({ agent: { email: person.email, secondFactor: true } });
  });

  test('a code opens once: not after the confirmation that used it, nor twice at the same moment', async () => {
    const [used, next] = [codeOf(uri), codeOf(uri, 1)];
    await confirm(used);
    expect(await give(await asked(), used)).toBe('second-factor-wrong');
    const [one, two] = [await asked(), await asked()];
    const given = await Promise.all([give(one, next), give(two, next)]);
    expect(given.toSorted()).toEqual(['in', 'second-factor-wrong']);
    const loser = given[0] === 'in' ? two : one;
    expect((await loser.get('/api/session')).status).toBe(401);
  });

  test('a backup code opens once', async () => {
    await confirm();
    expect(await give(await asked(), backupCodes[3]!)).toBe('in');
    expect(await give(await asked(), backupCodes[3]!)).toBe('second-factor-wrong');
    expect(await give(await asked(), backupCodes[4]!)).toBe('in');
  });

  test('five wrong codes end one sign-in, ten in a row lock the second factor, from wherever they come', async () => {
    await confirm();
    const first = await asked();
    for (let index = 0; index < 5; index += 1) expect(await give(first, wrong())).toBe('second-factor-wrong');
    expect(await give(first, codeOf(uri, 1))).toBe('not-signed-in');
    const second = await asked();
    for (let index = 0; index < 5; index += 1) expect(await give(second, 'nope-nope')).toBe('second-factor-wrong');
    const locked = await (await asked()).post('/api/session/second-factor', { code: codeOf(uri, 1) });
    expect(locked).toMatchObject({ status: 429, body: { code: 'too-many-attempts', values: { seconds: 900 } } });
    await place.database.pool.query(`UPDATE sign_in_second_factor SET locked_until = now() - interval '1 second'`);
    expect(await give(await asked(), codeOf(uri, 1))).toBe('in');
  });

  test('wrong codes at once count as often as one after the other', async () => {
    await confirm();
    const browser = await asked();
    const given = await Promise.all(Array.from({ length: 12 }, async () => give(browser, wrong())));
    expect(given.filter((answer) => answer === 'second-factor-wrong').length).toBeLessThanOrEqual(5);
    expect(given).not.toContain('in');
  });

  test('a code without a sign-in, or with somebody else\'s session beside it, opens nothing', async () => {
    await confirm();
    expect(await give(new Browser(place.address), codeOf(uri, 1))).toBe('not-signed-in');
    const other = await join(administrator, place, 'agent');
    expect(await give(other.browser, codeOf(uri, 1))).toBe('not-signed-in');
    const forged = new Browser(place.address);
    forged.cookies.set('attune.two_factor', 'x.y');
    expect(await give(forged, codeOf(uri, 1))).toBe('not-signed-in');
  });

  test('a session that is there is not what a code is compared with: the challenge is', async () => {
    await confirm();
    const other = await join(administrator, place, 'agent');
    const { uri: othersUri } = (await other.browser.post('/api/second-factor/begin', { password: other.password })).body;
    await other.browser.post('/api/session', { email: person.email, password: person.password });
    expect(await give(other.browser, codeOf(String(othersUri), 1))).toBe('second-factor-wrong');
    expect(await give(other.browser, codeOf(uri, 1))).toBe('in');
    expect((await other.browser.get('/api/session')).body).toMatchObject({ agent: { email: person.email } });
  });

  test('beginning and ending want the password; guesses are limited', async () => {
    const { browser } = await join(administrator, place, 'agent');
    expect(await browser.post('/api/second-factor/begin', { password: 'wrong' })).toMatchObject({ status: 400, body: { code: 'input-wrong', values: { password: expect.any(String) } } });
    await confirm();
    expect(await person.browser.post('/api/second-factor/begin', { password: person.password })).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } });
    const codes: unknown[] = [];
    for (let index = 0; index < 11; index += 1) codes.push((await person.browser.remove('/api/second-factor', { password: `guess ${index}` })).body['code']);
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 'input-wrong'), 'too-many-attempts']);
    expect((await person.browser.remove('/api/second-factor', { password: person.password })).status).toBe(429);
    place.advance(901_000);
    expect((await person.browser.remove('/api/second-factor', { password: person.password })).status).toBe(204);
    expect((await person.browser.get('/api/session')).body).toMatchObject({ agent: { secondFactor: false } });
    expect((await new Browser(place.address).post('/api/session', { email: person.email, password: person.password })).status).toBe(200);
  });

  test('is confirmed by a right code only', async () => {
    expect(await person.browser.post('/api/second-factor/confirm', { code: wrong() })).toMatchObject({ status: 401, body: { code: 'second-factor-wrong' } });
    expect(await person.browser.post('/api/second-factor/confirm', { code: '' })).toMatchObject({ status: 400, body: { code: 'input-wrong' } });
    expect((await person.browser.get('/api/session')).body).toMatchObject({ agent: { secondFactor: false } });
    const { browser } = await join(administrator, place, 'agent');
    expect(await browser.post('/api/second-factor/confirm', { code: '123456' })).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } });
  });

  test('somebody who lost app and codes is let in by an administrator, with the password alone, and can begin anew (remove-second-factor)', async () => {
    await confirm();
    const stranger = await join(administrator, place, 'lead');
    const { agent } = (await person.browser.get('/api/session')).body as { agent: { id: string } };
    expect((await stranger.browser.remove(`/api/agents/${agent.id}/second-factor`)).status).toBe(403);
    expect((await person.browser.remove(`/api/agents/${agent.id}/second-factor`)).status).toBe(403);
    const me = ((await administrator.get('/api/session')).body['agent'] as { id: string }).id;
    expect(await administrator.remove(`/api/agents/${me}/second-factor`)).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    expect((await person.browser.get('/api/agents/second-factors')).status).toBe(403);
    expect((await administrator.get('/api/agents/second-factors')).body).toMatchObject({ agents: expect.arrayContaining([agent.id]), mailed: false });
    await asked();

    expect((await telling(administrator, ['agent-changed'], async () => administrator.remove(`/api/agents/${agent.id}/second-factor`))).status).toBe(204);
    expect((await person.browser.get('/api/session')).status).toBe(401);
    const again = new Browser(place.address);
    expect((await again.post('/api/session', { email: person.email, password: person.password })).body).toMatchObject({ agent: { id: agent.id, secondFactor: false } });
    const begun = await again.post('/api/second-factor/begin', { password: person.password });
    expect(begun.status).toBe(200);
    expect((await again.post('/api/second-factor/confirm', { code: codeOf(String(begun.body['uri'])) })).status).toBe(204);
    // Once more, where there is one again; and where there is none, nothing is told.
    expect((await telling(administrator, ['agent-changed'], async () => administrator.remove(`/api/agents/${agent.id}/second-factor`))).status).toBe(204);
    expect((await telling(administrator, [], async () => administrator.remove(`/api/agents/${agent.id}/second-factor`))).status).toBe(204);
    expect((await administrator.remove('/api/agents/01935a00-0000-7000-8000-000000000001/second-factor')).status).toBe(404);
  });

  test('a machine has none', async () => {
    const { value } = (await administrator.post('/api/service-tokens', { name: 'shop', role: 'administrator' })).body;
    const machine = new Browser(place.address, { authorization: `Bearer ${String(value)}` });
    for (const [method, path, body] of [['POST', '/api/second-factor/begin', { password: 'x' }], ['POST', '/api/second-factor/confirm', { code: '123456' }], ['DELETE', '/api/second-factor', { password: 'x' }], ['POST', '/api/password', { current: 'x', next: 'tre limoni gialli' }], ['GET', '/api/session', undefined], ['PATCH', '/api/me', { name: 'Robot' }]] as const) {
      expect(['not-allowed', 'not-for-tokens'], path).toContain((await machine.ask(method, path, body)).body['code']);
    }
  });
});
