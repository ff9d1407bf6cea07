// A real pooler in transaction mode (Debian's pgbouncer) in front of a test database, with its strictest defaults.
import { spawn } from 'node:child_process';
import { chownSync, closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureDebianPackages } from './debian-packages.ts';
import { freePort } from './postgres.ts';
import { makeTemporary } from './temporary.ts';

export type Pooler = { readonly url: string; stop(): Promise<void> };

export async function startPooler(databaseUrl: string): Promise<Pooler> {
  const { prefix, environment } = await ensureDebianPackages(['pgbouncer']);
  const target = new URL(databaseUrl);
  const temporary = makeTemporary('pooler');
  const port = await freePort();
  const file = (name: string): string => join(temporary.folder, name);
  writeFileSync(file('users'), `"${target.username}" "${target.password}"\n`);
  writeFileSync(file('pooler.ini'), `[databases]
* = host=${target.searchParams.get('host') ?? target.hostname} port=${target.port || 5432}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${file('users')}
pool_mode = transaction
default_pool_size = 3
`);
  const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null;
  if (account) for (const name of ['users', 'pooler.ini']) chownSync(file(name), account.uid, account.gid);
  const log = openSync(file('log'), 'w');
  const child = spawn(`${prefix}/usr/sbin/pgbouncer`, [file('pooler.ini')], { cwd: temporary.folder, ...account, env: { ...process.env, ...environment }, stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => resolve());
    child.on('error', () => resolve());
  });
  while (!(await accepts(port))) {
    if (child.exitCode !== null || child.pid === undefined) throw new Error(`pgbouncer did not start: ${readFileSync(file('log'), 'utf8')}`);
    await pause(20);
  }
  const url = new URL(databaseUrl);
  url.search = '';
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      temporary.remove();
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
