// The command of whoever runs the machine (recover-agent): beside a running desk, for somebody nobody else can let in.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseKinds } from '../setup/clone.ts';
import { Browser } from '../setup/client.ts';
import type { TestDesk } from '../setup/desk.ts';
import { administrator, startDesk } from '../setup/desk.ts';
import { runCommand } from '../setup/process.ts';

describe.each(databaseKinds())('recover on %s', (kind) => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startDesk(kind);
  });
  afterAll(() => desk?.stop());

  const recover = (...names: readonly string[]) => runCommand({ ATTUNE_DATA: desk.data, DATABASE_URL: desk.databaseUrl, ATTUNE_KEY: '5f'.repeat(32) }, ['recover', ...names]);

  test('gives the only administrator a new password, and ends what the old one opened', { timeout: 180_000 }, async () => {
    const anna = new Browser(desk.address);
    expect((await anna.post('/api/session', { email: administrator.email, password: administrator.password })).status).toBe(200);
    // Locked by somebody's guesses as well.
    for (let guess = 0; guess < 11; guess += 1) await new Browser(desk.address).post('/api/session', { email: administrator.email, password: `wrong ${guess}` });
    const { code, output } = await recover(administrator.email.toUpperCase());
    expect([code, output]).toEqual([0, expect.stringContaining('administrator')]);
    const password = /^ {2}(\S{20})$/m.exec(output)?.[1];
    expect((await anna.get('/api/session')).status).toBe(401);
    expect((await new Browser(desk.address).post('/api/session', { email: administrator.email, password: administrator.password })).status).toBe(401);
    expect((await new Browser(desk.address).post('/api/session', { email: administrator.email, password })).status).toBe(200);
  });

  test('changes nothing for nobody, and says how it is asked', { timeout: 180_000 }, async () => {
    expect(await recover('nobody@example.test')).toMatchObject({ code: 1, output: expect.stringContaining('Nobody who is switched on signs in as nobody@example.test') });
    expect(await recover()).toMatchObject({ code: 1, output: expect.stringContaining('recover anna@example.com') });
  });
});
