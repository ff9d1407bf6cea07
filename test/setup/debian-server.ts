// A PostgreSQL server of Debian's on loopback, of one's own: it may be crashed, kept away and started again.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { ensureDebianPackages } from './debian-packages.ts';
import { freePort } from './free-port.ts';
import { endProcessesIn, makeTemporary } from './temporary.ts';

export type DebianServer = {
  readonly kind: 'server';
  readonly superuserUrl: string;
  /** The role `attune` and its database of that name, which the caller makes. */
  readonly roleUrl: string;
  /** Where its files and processes are. */
  readonly cluster: string;
  /** What `pg_ctl stop -m immediate` does: every connection is cut, nothing is written any more, recovery follows at the next start. */
  crash(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

const release = 15;

/** `place`: an existing folder that holds the cluster instead of a temporary one; `within`: where the temporary one is made. */
export async function startDebianServer({ place, within }: { readonly place?: string; readonly within?: string } = {}): Promise<DebianServer> {
  const packages = await ensureDebianPackages([`postgresql-${release}`]);
  const programs = `${packages.prefix}/usr/lib/postgresql/${release}/bin`;
  const temporary = makeTemporary('server', within);
  const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null;
  const cluster = join(place ?? temporary.folder, 'cluster');
  const password = randomBytes(18).toString('base64url');
  const options = { cwd: cluster, env: { ...process.env, ...packages.environment, LC_ALL: 'C' }, ...account };
  mkdirSync(cluster, { mode: 0o700 });
  writeFileSync(join(temporary.folder, 'password'), password);
  if (account) chownSync(cluster, account.uid, account.gid);
  const made = spawnSync(join(programs, 'initdb'), ['-D', cluster, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${join(temporary.folder, 'password')}`, '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], { ...options, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb of PostgreSQL ${release} failed: ${made.error?.message ?? made.stderr}`);
  const port = await freePort();
  const superuserUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const launch = async (): Promise<Running> => {
    const log = openSync(join(temporary.folder, 'log'), 'a');
    const child = spawn(join(programs, 'postgres'), ['-D', cluster, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'jit=off', '-c', 'max_connections=100', '-c', 'log_min_messages=log'], { ...options, stdio: ['ignore', log, log], detached: true });
    closeSync(log);
    child.unref();
    const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
    await untilReady(cluster, () => child.exitCode, () => readFileSync(join(temporary.folder, 'log'), 'utf8'));
    return { signal: (name) => void child.kill(name), ended };
  };
  let running = await launch();
  await makeRole(superuserUrl, password);
  return {
    kind: 'server', superuserUrl, cluster,
    roleUrl: `postgres://attune:${password}@127.0.0.1:${port}/attune`,
    crash: async () => {
      running.signal('SIGQUIT');
      await running.ended;
    },
    start: async () => {
      // The last line of a crashed server's file says "ready" for ever.
      rmSync(join(cluster, 'postmaster.pid'), { force: true });
      running = await launch();
    },
    stop: async () => {
      running.signal('SIGINT');
      await Promise.race([running.ended, pause(15_000, undefined, { ref: false }).then(() => endProcessesIn(cluster))]);
      temporary.remove();
    },
  };
}

type Running = { readonly signal: (name: NodeJS.Signals) => void; readonly ended: Promise<void> };

async function untilReady(cluster: string, exitCode: () => number | null, log: () => string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  while (!existsSync(file) || readFileSync(file, 'utf8').split('\n')[7]?.trim() !== 'ready') {
    if (exitCode() !== null) throw new Error(`PostgreSQL ${release} did not start: ${log().slice(-1000)}`);
    await pause(20);
  }
}

async function makeRole(superuserUrl: string, password: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`CREATE ROLE attune LOGIN PASSWORD '${password}'`);
  } finally {
    await client.end();
  }
}
