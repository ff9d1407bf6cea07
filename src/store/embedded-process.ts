// The postmaster as a process: is one running on this cluster, start one, stop one.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { chown, mkdtemp, readdir, readFile, readlink, realpath, rm, stat, statfs } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Account } from './embedded-account.ts';
import type { Binaries } from './embedded-binaries.ts';
import { explainSpawnFailure } from './embedded-binaries.ts';
import { clusterPath, environment, lastLines } from './embedded-cluster.ts';
import { serverName, settings } from './embedded-settings.ts';
import { DatabaseProblem, codeOf } from './failure.ts';

export type Postmaster = { readonly pid: number; readonly socketFolder: string };

const socketName = '.s.PGSQL.5432';
// sockaddr_un has 108 bytes on Linux, 104 on macOS, one of them the closing zero.
const longestSocketPath = 103;

export async function socketFolderFor(folder: string, account: Account | null): Promise<string> {
  if (Buffer.byteLength(join(folder, socketName)) <= longestSocketPath) return folder;
  const own = await mkdtemp(join(tmpdir(), 'attune-'));
  if (account !== null) await chown(own, account.uid, account.gid);
  return own;
}

/** The postmaster of this cluster that answers on its socket, wherever it runs (another container included). */
export async function findPostmaster(folder: string): Promise<Postmaster | null> {
  const lines = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  if (lines === null) return null;
  // Lines: pid, data folder, start time, port, socket folder, address, shared memory key, state.
  const [pid, , , , socket] = lines.split('\n');
  const socketFolder = socket === undefined || socket === '' || socket === '.' ? folder : socket;
  return (await answers(join(socketFolder, socketName))) ? { pid: Number(pid), socketFolder } : null;
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2000, () => done(false));
    socket.on('connect', () => done(true));
    socket.on('error', () => done(false));
  });
}

/**
 * PostgreSQL removes a stale postmaster.pid itself, unless its number now belongs to a living process: usual in
 * containers, where every start hands out the same few numbers.
 */
export async function removeStalePidFile(folder: string): Promise<void> {
  if (process.platform !== 'linux' || !existsSync(join(folder, 'postmaster.pid'))) return;
  if ((await processesIn(folder)).length === 0) await rm(join(folder, 'postmaster.pid'), { force: true });
}

/** PostgreSQL processes working in this cluster; Linux only. */
export async function processesIn(folder: string): Promise<readonly number[]> {
  const real = await realpath(folder);
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const where = await readlink(`/proc/${name}/cwd`).catch(() => null);
    if (where === real) found.push(Number(name));
  }
  return found;
}

export type StartRequest = { readonly folder: string; readonly home: string; readonly socketFolder: string; readonly binaries: Binaries; readonly account: Account | null };

/** Name the server will carry, and the options that give it. */
export function startOptions(request: StartRequest): { readonly name: string; readonly options: readonly string[] } {
  const values = settings(request.socketFolder === request.folder ? '.' : request.socketFolder);
  const name = serverName(request.binaries.release, settings('.'));
  return { name, options: [...values, `cluster_name=${name}`].flatMap((value) => ['-c', value]) };
}

export type Started = { readonly state: 'started'; readonly postmaster: Postmaster } | { readonly state: 'another' };

/** `another`: someone else's postmaster holds the cluster, or its last processes are still leaving it. */
export async function startPostmaster(request: StartRequest): Promise<Started> {
  const { folder, home, account } = request;
  const logFile = join(home, 'start.log');
  const log = openSync(logFile, 'w', 0o600);
  const before = await sizesOfOwnLog(folder);
  // Detached: an interrupt typed in the terminal must not reach the database before the desk has finished with it.
  const child = spawn(request.binaries.postgres, ['-D', clusterPath(folder, account), ...startOptions(request).options], {
    cwd: folder,
    ...account,
    env: environment(),
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  child.unref();
  const ended = new Promise<DatabaseProblem | number | null>((resolve) => {
    child.on('error', (error) => resolve(explainSpawnFailure(error)));
    child.on('exit', (code) => resolve(code));
  });
  for (;;) {
    const outcome = await Promise.race([ended, pause(15, 'waiting' as const)]);
    if (outcome instanceof DatabaseProblem) throw outcome;
    if (outcome !== 'waiting') return explainExit(`${await readFile(logFile, 'utf8')}${await ownLogSince(folder, before)}`, folder, await isFull(folder));
    if (await isReady(folder, child.pid)) return { state: 'started', postmaster: { pid: child.pid ?? 0, socketFolder: request.socketFolder } };
  }
}

async function isReady(folder: string, pid: number | undefined): Promise<boolean> {
  const lines = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '');
  const all = lines.split('\n');
  return all[0] === String(pid) && all[7]?.trim() === 'ready';
}

/** PostgreSQL writes its log ahead in files of 16 MB. Where there is no room for one, its log of the failure may be missing too. */
const leastRoom = 16 * 1024 * 1024;

async function isFull(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < leastRoom;
}

/** Once it has begun, the server writes into files of its own (logging_collector): what stopped it stands there. */
async function ownLogSince(folder: string, before: ReadonlyMap<string, number>): Promise<string> {
  let text = '';
  for (const name of (await sizesOfOwnLog(folder)).keys()) {
    const bytes = await readFile(join(folder, 'log', name)).catch(() => Buffer.alloc(0));
    const known = before.get(name) ?? 0;
    text += bytes.subarray(known <= bytes.length ? known : 0).toString().slice(-2_000);
  }
  return text;
}

async function sizesOfOwnLog(folder: string): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (const name of await readdir(join(folder, 'log')).catch(() => [])) {
    const found = await stat(join(folder, 'log', name)).catch(() => null);
    if (found) sizes.set(name, found.size);
  }
  return sizes;
}

function explainExit(output: string, folder: string, full: boolean): Started {
  if (/lock file "[^"]*" already exists|pre-existing shared memory block/.test(output)) return { state: 'another' };
  if (full || /No space left on device|Disk quota exceeded|File too large/i.test(output)) {
    throw new DatabaseProblem('disk-full', `The disk that holds ${folder} is full, so the database cannot start. Nothing was lost. Make room and start again.`);
  }
  throw new DatabaseProblem('cannot-start', `The embedded database in ${folder} did not start: ${lastLines(output)}. Its own log is in ${join(folder, 'log')}.`);
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. True when it is gone. */
export async function stopPostmaster(postmaster: Postmaster, folder: string, patienceMs = 30_000): Promise<boolean> {
  for (const [signal, patience] of [['SIGINT', patienceMs], ['SIGQUIT', 5000]] as const) {
    if (!send(postmaster.pid, signal)) return true;
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      await pause(10);
      if (!existsSync(join(folder, 'postmaster.pid')) || !send(postmaster.pid, 0)) return true;
    }
  }
  return false;
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
    throw error;
  }
}
