import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds } from '../setup/clone.ts';
import type { PeopleDesk } from './people-desk.ts';
import { anna, Browser, setUp, setUpDesk, startPeople } from './people-desk.ts';

describe.each(databaseKinds())('sign-in on %s', (kind) => {
  let place: PeopleDesk;
  let browser: Browser;
  beforeAll(async () => {
    place = await startPeople(kind);
    browser = await setUpDesk(place);
  });
  afterAll(async () => place?.stop());

  test('set-up signs in and can be done once', async () => {
    expect((await browser.get('/api/session')).body).toMatchObject({ agent: { name: anna.name, role: 'administrator', secondFactor: false }, workspace: { name: setUp.workspace.name, timeZone: 'Europe/Rome' } });
    expect(await new Browser(place.address).post('/api/setup', setUp)).toMatchObject({ status: 409, body: { code: 'already-set-up' } });
  });

  test('signs in', async () => {
    const other = new Browser(place.address);
    expect(await other.get('/api/session')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    expect(await other.post('/api/session', { email: anna.email, password: anna.password })).toMatchObject({ status: 200 });
    expect(await other.get('/api/agents')).toMatchObject({ status: 200 });
  });
});
