// Workers are ended by SIGKILL, one after the other, while an address is told of a stream of events. Nothing is lost, what comes
// twice comes under the same id, and the order holds.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../setup/client.ts';
import type { Clone } from '../setup/clone.ts';
import { cloneDatabase, databaseKinds } from '../setup/clone.ts';
import { freePort } from '../setup/free-port.ts';
import type { DeskProcess } from '../setup/process.ts';
import { spawnDesk } from '../setup/process.ts';
import type { Receiver } from '../setup/receiver.ts';
import { startReceiver } from '../setup/receiver.ts';

const who = { email: 'anna@example.test', password: 'three yellow lemons' };
const events = 300;

describe.each(databaseKinds())('outgoing webhooks, killed in the middle, on %s', (kind) => {
  let clone: Clone;
  let data: string;
  let receiver: Receiver;
  let web: DeskProcess;
  let workers: DeskProcess[];
  let env: Record<string, string>;
  beforeAll(async () => {
    [clone, data, receiver] = await Promise.all([cloneDatabase(kind), mkdtemp(join(tmpdir(), 'attune-webhooks-')), startReceiver()]);
    env = {
      PORT: String(await freePort()), HOST: '127.0.0.1', ATTUNE_DATA: data, DATABASE_URL: clone.url, DATABASE_POOL: '4', ATTUNE_KEY: 'ab'.repeat(32),
      ATTUNE_ADMIN_EMAIL: who.email, ATTUNE_ADMIN_PASSWORD: who.password, ATTUNE_PRIVATE_WEBHOOKS: 'yes',
    };
    web = await spawnDesk(env, ['--roles=web']);
    workers = await Promise.all([0, 1].map(() => spawnDesk(env, ['--roles=worker'])));
  });
  afterAll(async () => {
    await Promise.all([web, ...workers].map((one) => one.kill()));
    await receiver.stop();
    await clone.drop();
    await rm(data, { recursive: true, force: true });
  });

  test('every event arrives, in order, and repeats are known by their id', async () => {
    const browser = new Browser(web.address);
    expect((await browser.post('/api/session', who)).status).toBe(200);
    const { body } = await browser.post('/api/webhooks', { name: 'Shop', address: receiver.address, groups: ['people'] });
    receiver.secret = String(body['secret']);
    // Slow enough that a worker is always in the middle of a request when it dies.
    receiver.answer = (_body, response) => {
      setTimeout(() => response.writeHead(200).end(), 20);
      return null;
    };
    const making = (async () => {
      for (let one = 0; one < events; one += 1) await browser.post('/api/teams', { name: `Team ${one}` });
    })();
    for (const round of [0, 1, 0]) {
      const before = receiver.received.length;
      // A dead worker's webhook is free when its lease has run out.
      for (let waited = 0; receiver.received.length <= before + 5 && waited < 300; waited += 1) await pause(100);
      expect(receiver.received.length).toBeGreaterThan(before + 5);
      await workers[round]!.kill();
      workers[round] = await spawnDesk(env, ['--roles=worker']);
    }
    await making;
    const heard = () => new Set(receiver.received.map(({ body: event }) => event.number));
    for (let waited = 0; heard().size < events && waited < 120; waited += 1) await pause(1_000);
    expect(heard().size).toBe(events);
    const firsts = [...heard()] as number[];
    expect(firsts, 'in order').toEqual([...firsts].sort((one, other) => one - other));
    const ids = Map.groupBy(receiver.received, ({ body: event }) => event.number);
    for (const [number, all] of ids) expect(new Set(all.map(({ id }) => id)).size, `event ${number}`).toBe(1);
    expect(receiver.received.every(({ signed }) => signed)).toBe(true);
    // A few were repeated: what was on its way when its worker died. Never more than one for each death.
    expect(receiver.received.length - events).toBeLessThanOrEqual(3);
  }, 300_000);
});
