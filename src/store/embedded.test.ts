import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventuallyHolds } from '../../test/setup/eventually.ts';
import { databaseKinds } from '../../test/setup/clone.ts';
import type { Temporary } from '../../test/setup/temporary.ts';
import { endProcessesIn, makeTemporary } from '../../test/setup/temporary.ts';
import { silentLog } from './connection.ts';
import { chooseAccount } from './embedded-account.ts';
import { prepareBinaries } from './embedded-binaries.ts';
import { processesIn, startPostmaster } from './embedded-process.ts';
import type { Embedded } from './embedded.ts';
import { attachEmbedded, openEmbedded } from './embedded.ts';

describe.runIf(databaseKinds().includes('embedded'))('the embedded database', () => {
  let temporary: Temporary;
  let folder: string;
  let cluster: string;
  const opened: Embedded[] = [];
  const open = async (where = folder): Promise<Embedded> => {
    const embedded = await openEmbedded({ folder: where, log: silentLog });
    opened.push(embedded);
    return embedded;
  };
  beforeEach(() => {
    temporary = makeTemporary('store');
    folder = join(temporary.folder, 'data');
    cluster = join(folder, 'postgres/cluster');
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((embedded) => embedded.stop()));
    endProcessesIn(temporary.folder);
    temporary.remove();
  });

  test('keeps what was committed, admits one owner, and lets a tool attach', async () => {
    const first = await open();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS value');
    await expect(open()).rejects.toMatchObject({ reason: 'in-use', message: expect.stringMatching(new RegExp(`process ${process.pid}.*ATTUNE_DATA`)) });
    const attached = await attachEmbedded({ folder });
    expect(await query(attached?.url ?? '', 'SELECT value FROM kept')).toEqual([{ value: 42 }]);
    await first.stop();
    expect(await attachEmbedded({ folder })).toBeNull();
    const second = await open();
    expect(second.adopted).toBe(false);
    expect(await query(second.url, 'SELECT value FROM kept')).toEqual([{ value: 42 }]);
  });

  test('works as an ordinary role, on a private socket, without a network port or a word of data in its log', async () => {
    const { url } = await open();
    expect(await query(url, `SELECT rolsuper AS super, current_setting('listen_addresses') AS port, current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS waits FROM pg_roles WHERE rolname = current_user`)).toEqual([{ super: false, port: '', fsync: 'on', waits: 'on' }]);
    expect(statSync(join(folder, 'postgres/password')).mode & 0o777).toBe(0o600);
    expect(statSync(cluster).mode & 0o777).toBe(0o700);
    await query(url, 'CREATE TABLE once (word text PRIMARY KEY)');
    for (let times = 0; times < 2; times++) await query(url, `INSERT INTO once VALUES ('секретное слово')`).catch(() => null);
    await query(url, 'SELECT $1::int', ['секретное слово']).catch(() => null);
    const logs = readdirSync(join(cluster, 'log')).map((name) => readFileSync(join(cluster, 'log', name), 'utf8'));
    expect(logs.join('')).toContain('ready to accept connections');
    expect(logs.join('')).not.toContain('секретное');
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  test('letters of every language are letters: case, order and trigrams', async () => {
    const { url } = await open();
    await query(url, 'CREATE EXTENSION pg_trgm');
    expect(await query(url, `SELECT upper('ёжик è') AS upper, 'ЖУК' ILIKE 'жук' AS alike, show_trgm('Жук') <> '{}' AS trigrams, similarity('возврат', 'возвраты') > 0.5 AS near, similarity('退款申请', '退款') > 0 AS chinese`)).toEqual([
      { upper: 'ЁЖИК È', alike: true, trigrams: true, near: true, chinese: true },
    ]);
  });

  test('adopts the server that a killed desk left running, with everything in it', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', `
      import { openEmbedded } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)};
      import { silentLog } from ${JSON.stringify(new URL('./connection.ts', import.meta.url).href)};
      const embedded = await openEmbedded({ folder: ${JSON.stringify(folder)}, log: silentLog });
      console.log(embedded.url);
      setInterval(() => {}, 1000);`], { stdio: ['ignore', 'pipe', 'inherit'] });
    const url = await new Promise<string>((resolve) => child.stdout.on('data', (data: Buffer) => resolve(String(data).trim())));
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS value');
    const [before] = await query(url, 'SELECT pg_postmaster_start_time()::text AS began');
    child.kill('SIGKILL');
    const adopted = await open();
    expect(adopted.adopted).toBe(true);
    expect(await query(adopted.url, 'SELECT value FROM kept')).toEqual([{ value: 42 }]);
    expect((await query(adopted.url, 'SELECT pg_postmaster_start_time()::text AS began'))[0]).toEqual(before);
    await adopted.stop();
    // Nobody waits for the last word of processes whose parent was killed: they are gone a moment later.
    await expect.poll(() => processesIn(cluster)).toEqual([]);
  });

  test('a server left by another version is restarted, not adopted', async () => {
    await (await open()).stop();
    const account = await chooseAccount(cluster, folder);
    const binaries = await prepareBinaries(account);
    await startPostmaster({ folder: cluster, home: join(folder, 'postgres'), socketFolder: cluster, binaries: { ...binaries, release: '18.0.0' }, account });
    const next = await open();
    expect(next.adopted).toBe(false);
    expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('comes back by itself when it is killed under a running desk', async () => {
    const { url } = await open();
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS value');
    for (const pid of await processesIn(cluster)) process.kill(pid, 'SIGKILL');
    await eventuallyHolds(async () => expect(await query(url, 'SELECT value FROM kept')).toEqual([{ value: 42 }]));
  });

  test('a postmaster.pid whose number now belongs to another process does not stop the start', async () => {
    await (await open()).stop();
    // A process of the database's own account, which PostgreSQL by itself would take for its predecessor.
    const account = await chooseAccount(cluster, folder);
    const bystander = spawn('sleep', ['60'], { ...account, stdio: 'ignore' });
    writeFileSync(join(cluster, 'postmaster.pid'), `${bystander.pid}\n${cluster}\n1\n5432\n.\n\n1 1\nready   \n`);
    expect((await open()).adopted).toBe(false);
    bystander.kill();
  });

  test('two first starts at once: one owner, one refusal, one cluster', async () => {
    const results = await Promise.allSettled([open(), open()]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { reason: 'in-use' } });
    expect(readdirSync(join(folder, 'postgres')).sort()).toEqual(['cluster', 'password', 'start.log']);
  });

  test('what a start killed in the middle of making the cluster left is cleared', async () => {
    mkdirSync(join(folder, 'postgres/new-0123456789ab/base'), { recursive: true });
    writeFileSync(join(folder, 'postgres/new-0123456789ab.password'), 'x');
    await open();
    expect(existsSync(join(folder, 'postgres/new-0123456789ab'))).toBe(false);
    expect(existsSync(join(folder, 'postgres/new-0123456789ab.password'))).toBe(false);
  });

  test('lives in a folder that only its maker may enter, and at the end of a very long path', async () => {
    const long = join(temporary.folder, 'closed', 'a-very-long-name-'.repeat(8));
    mkdirSync(long, { recursive: true });
    chmodSync(join(temporary.folder, 'closed'), 0o700);
    const { url, stop } = await open(long);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const elsewhere = new URL(url).searchParams.get('host') ?? '';
    expect(elsewhere).not.toContain('a-very-long-name');
    await stop();
    expect(existsSync(elsewhere)).toBe(false);
  });

  test('says what is wrong and what to do: other version, lost password, unusable folder', async () => {
    await (await open()).stop();
    renameSync(join(folder, 'postgres/password'), join(folder, 'aside'));
    await expect(open()).rejects.toMatchObject({ reason: 'not-ours', message: expect.stringMatching(/password.*cannot be read.*Put the file back/s) });
    writeFileSync(join(folder, 'postgres/password'), 'guess\n');
    await expect(open()).rejects.toMatchObject({ reason: 'not-ours', message: expect.stringContaining('does not accept the password') });
    rmSync(join(folder, 'postgres/password'));
    renameSync(join(folder, 'aside'), join(folder, 'postgres/password'));
    writeFileSync(join(cluster, 'PG_VERSION'), '17\n');
    await expect(open()).rejects.toMatchObject({ reason: 'other-version', message: expect.stringMatching(/PostgreSQL 17.*carries PostgreSQL 18.*npm run restore/s) });
    writeFileSync(join(temporary.folder, 'file'), '');
    await expect(open(join(temporary.folder, 'file'))).rejects.toMatchObject({ reason: 'not-ours', message: expect.stringContaining('ATTUNE_DATA') });
  });
});

async function query(url: string, text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
