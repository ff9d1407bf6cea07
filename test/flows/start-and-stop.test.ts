// A start that cannot be is refused with a sentence, and a stop ends whatever is under way.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Clone } from '../setup/clone.ts';
import { cloneDatabase, databaseKinds } from '../setup/clone.ts';
import { administrator } from '../setup/desk.ts';
import { freePort } from '../setup/free-port.ts';
import type { DeskProcess } from '../setup/process.ts';
import { runCommand, spawnDesk } from '../setup/process.ts';

const token = 'a service token of forty-two characters, x'.replaceAll(' ', '-');
const [kind] = databaseKinds();

let data: string;
let clone: Clone;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'attune-test-'));
  clone = await cloneDatabase(kind!);
});
afterAll(async () => {
  await clone.drop();
  await rm(data, { recursive: true, force: true });
});

const environment = (more: Readonly<Record<string, string>> = {}) => ({
  ATTUNE_DATA: data, DATABASE_URL: clone.url, DATABASE_POOL: '4', ATTUNE_KEY: '5f'.repeat(32), ATTUNE_ADMIN_EMAIL: administrator.email, ATTUNE_ADMIN_PASSWORD: administrator.password, ATTUNE_API_TOKEN: token, ...more,
});

describe('a start that cannot be', () => {
  test.each([
    ['settings that are wrong', ['start'], { PORT: 'x', ATTUNE_ADMIN_PASSWORD: 'aaaaaaaaaa', ATTUNE_KEY: 'short' }, ['PORT is "x"', 'ATTUNE_ADMIN_PASSWORD', 'ATTUNE_KEY']],
    ['an address of another machine', ['start'], { PORT: '0', HOST: '203.0.113.7' }, ['HOST is "203.0.113.7"']],
    ['a name that nobody has', ['start'], { PORT: '0', HOST: 'nowhere.invalid' }, ['HOST is "nowhere.invalid"']],
    ['an option that is not one', ['start', '--role=web'], { PORT: '0' }, ['"--role=web"']],
    ['a word too many', ['start', 'please'], { PORT: '0' }, ['"please"']],
    ['a command that is not one', ['sart'], { PORT: '0' }, ['"sart"', 'doctor']],
  ])('says why: %s', { timeout: 120_000 }, async (_what, args, given, words) => {
    const { code, output } = await runCommand(environment(given), args);
    for (const word of words) expect(output).toContain(word);
    expect(output).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
  });

  test('a port that another program has', { timeout: 120_000 }, async () => {
    const other = createServer();
    await new Promise<void>((resolve) => void other.listen(0, 'localhost', resolve));
    try {
      const { port } = other.address() as AddressInfo;
      const { code, output } = await runCommand(environment({ PORT: String(port) }), ['start']);
      expect([code, output]).toEqual([1, expect.stringContaining(`PORT is ${port}, but another program uses that port already`)]);
      expect(output).not.toMatch(/^\s+at /m);
    } finally {
      other.close();
    }
  });

  test('a second one on the same data folder, which leaves the first as it is', { timeout: 120_000 }, async () => {
    const own = await mkdtemp(join(tmpdir(), 'attune-test-'));
    const first = await spawnDesk({ ATTUNE_DATA: own, PORT: String(await freePort()) });
    try {
      const { code, output } = await runCommand({ ATTUNE_DATA: own, PORT: String(await freePort()) }, ['start']);
      expect([code, output]).toEqual([1, expect.stringContaining('already in use by another running Attune')]);
      expect((await fetch(`${first.address}/health`)).status).toBe(200);
    } finally {
      await first.stop();
      await rm(own, { recursive: true, force: true });
    }
  });
});

describe('a stop', () => {
  test('ends although an upload never does, keeps nothing half, and the next start is well', { timeout: 120_000 }, async () => {
    const desk = await spawnDesk(environment({ PORT: String(await freePort()) }));
    const upload = endlessUpload(desk);
    const kept = async () => (await readdir(join(data, 'blobs'), { recursive: true, withFileTypes: true }).catch(() => [])).filter((entry) => entry.isFile());
    await expect.poll(async () => (await kept()).length, { timeout: 45_000 }).toBe(1);
    await desk.stop();
    expect([desk.process.exitCode, desk.process.signalCode]).toEqual([0, null]);
    expect(await upload).toBe('cut off');
    // What was coming is cleared away at once or, where the process was quicker, later; it never had a name.
    expect((await kept()).filter((entry) => !entry.parentPath.endsWith('coming'))).toEqual([]);
    const again = await spawnDesk(environment({ PORT: String(await freePort()) }));
    expect((await fetch(`${again.address}/health`)).status).toBe(200);
    await again.stop();
    expect(again.process.exitCode).toBe(0);
  });
});

async function endlessUpload(desk: DeskProcess): Promise<string> {
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      controller.enqueue(new Uint8Array(1_000));
      await new Promise((resolve) => void setTimeout(resolve, 20));
    },
  });
  return fetch(`${desk.address}/api/attachments`, { method: 'POST', body, duplex: 'half', headers: { authorization: `Bearer ${token}`, 'x-file-name': 'endless.bin' } }).then((answer) => `answered ${answer.status}`, () => 'cut off');
}
