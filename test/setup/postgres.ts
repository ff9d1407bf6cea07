// The databases the tests run on: the embedded PostgreSQL and Debian's, each with one migrated template to clone.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { silentLog } from '../../src/store/connection.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/open.ts';
import { ensureDebianPackages } from './debian-packages.ts';
import { endProcessesIn, makeTemporary } from './temporary.ts';

export type DatabaseKind = 'embedded' | 'server';
/** Where databases are made: the address of the superuser; `role` owns what is made. */
export type TestServer = { readonly kind: DatabaseKind; readonly superuserUrl: string; readonly roleUrl: string };
export type TestServers = { readonly servers: readonly TestServer[]; stop(): Promise<void> };

export const templateName = 'attune_template';
const debianRelease = 15;

export function wantedKinds(): readonly DatabaseKind[] {
  const text = process.env['ATTUNE_TEST_DATABASES'] ?? 'embedded,server';
  return text.split(',').map((name) => {
    if (name === 'embedded' || name === 'server') return name;
    throw new Error(`ATTUNE_TEST_DATABASES is "${text}"; it may name "embedded" and "server", separated by a comma.`);
  });
}

export async function startTestServers(kinds: readonly DatabaseKind[] = wantedKinds()): Promise<TestServers> {
  const started: (TestServer & { stop(): Promise<void> })[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.stop()));
  };
  try {
    const results = await Promise.allSettled(
      kinds.map(async (kind) => {
        const server = await (kind === 'embedded' ? startEmbedded() : startDebian());
        started.push(server);
        await makeTemplate(server);
      }),
    );
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  } catch (error) {
    await stop();
    throw error;
  }
  const inOrder = kinds.flatMap((kind) => started.filter((server) => server.kind === kind));
  return { servers: inOrder.map(({ kind, superuserUrl, roleUrl }) => ({ kind, superuserUrl, roleUrl })), stop };
}

async function startEmbedded(): Promise<TestServer & { stop(): Promise<void> }> {
  const temporary = makeTemporary('embedded');
  const embedded = await openEmbedded({ folder: temporary.folder, log: silentLog });
  const stop = async (): Promise<void> => {
    await embedded.stop();
    temporary.remove();
  };
  return { kind: 'embedded', superuserUrl: embedded.superuserUrl, roleUrl: embedded.url, stop };
}

async function startDebian(): Promise<TestServer & { stop(): Promise<void> }> {
  const packages = await ensureDebianPackages([`postgresql-${debianRelease}`]);
  const programs = `${packages.prefix}/usr/lib/postgresql/${debianRelease}/bin`;
  const temporary = makeTemporary('server');
  const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null;
  const cluster = join(temporary.folder, 'cluster');
  const password = randomBytes(18).toString('base64url');
  const options = { cwd: cluster, env: { ...process.env, ...packages.environment, LC_ALL: 'C' }, ...account };
  mkdirSync(cluster, { mode: 0o700 });
  writeFileSync(join(temporary.folder, 'password'), password);
  if (account) chownSync(cluster, account.uid, account.gid);
  const made = spawnSync(join(programs, 'initdb'), ['-D', cluster, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${join(temporary.folder, 'password')}`, '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], { ...options, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb of PostgreSQL ${debianRelease} failed: ${made.error?.message ?? made.stderr}`);
  const port = await freePort();
  const log = openSync(join(temporary.folder, 'log'), 'a');
  const child = spawn(join(programs, 'postgres'), ['-D', cluster, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'jit=off', '-c', 'max_connections=100', '-c', 'log_min_messages=log'], { ...options, stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  child.unref();
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const superuserUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    await Promise.race([ended, pause(15_000, undefined, { ref: false }).then(() => endProcessesIn(temporary.folder))]);
    temporary.remove();
  };
  await untilReady(cluster, () => child.exitCode, () => readFileSync(join(temporary.folder, 'log'), 'utf8'));
  await onServer(superuserUrl, [`CREATE ROLE attune LOGIN PASSWORD '${password}'`]);
  return { kind: 'server', superuserUrl, roleUrl: `postgres://attune:${password}@127.0.0.1:${port}/attune`, stop };
}

async function untilReady(cluster: string, exitCode: () => number | null, log: () => string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  while (!existsSync(file) || readFileSync(file, 'utf8').split('\n')[7]?.trim() !== 'ready') {
    if (exitCode() !== null) throw new Error(`PostgreSQL ${debianRelease} did not start: ${log().slice(-1000)}`);
    await pause(20);
  }
}

async function makeTemplate(server: TestServer): Promise<void> {
  await onServer(server.superuserUrl, [`CREATE DATABASE ${templateName} OWNER attune`]);
  const database = await openDatabase({ url: databaseUrl(server, templateName), poolSize: 1, applicationName: 'template' });
  try {
    await migrate(database.pool);
  } finally {
    await database.close();
  }
}

/** The address of another database on the same server, as the ordinary role. */
export function databaseUrl(server: TestServer, name: string): string {
  const url = new URL(server.roleUrl);
  url.pathname = `/${name}`;
  return url.href;
}

export async function onServer(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
