// The files of the embedded database: made once, whole or not at all, with a password nobody chose.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, link, mkdir, readdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './embedded-account.ts';
import type { Binaries } from './embedded-binaries.ts';
import { explainSpawnFailure } from './embedded-binaries.ts';
import { DatabaseProblem, codeOf } from './failure.ts';

export type Cluster = { readonly folder: string; readonly password: string };

const roomNeeded = 200 * 1024 * 1024;

/** `home` holds the cluster, its password and the start log. */
export async function ensureCluster(home: string, binaries: Binaries, account: Account | null): Promise<Cluster> {
  const folder = join(home, 'cluster');
  await mkdir(home, { recursive: true });
  // The account walks from the cluster to its parent by "..", never by the full path, which may be closed to it.
  await chmod(home, account === null ? 0o700 : 0o711);
  const major = await majorOf(folder);
  if (major === null) await create(home, folder, binaries, account);
  else if (major !== binaries.major) {
    throw new DatabaseProblem(
      'other-version',
      `The database in ${folder} was made by PostgreSQL ${major}; this Attune carries PostgreSQL ${binaries.major}. Nothing was changed. With the Attune that made it run "npm run backup -- desk.tar", then start this one with an empty data folder and run "npm run restore -- desk.tar".`,
    );
  }
  return { folder, password: await readPassword(home) };
}

export async function majorOf(folder: string): Promise<number | null> {
  const text = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : Number.parseInt(text, 10);
}

export async function readPassword(home: string): Promise<string> {
  const file = join(home, 'password');
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new DatabaseProblem('not-ours', `The password of the embedded database cannot be read from ${file} (${codeOf(error) ?? 'unknown'}). Put the file back from your copy of the data folder, or restore a backup into an empty one.`, error);
  }
}

async function create(home: string, folder: string, binaries: Binaries, account: Account | null): Promise<void> {
  const space = await statfs(home);
  if (space.bavail * space.bsize < roomNeeded) throw noRoom(home);
  await makePassword(home);
  const partial = join(home, `new-${randomBytes(6).toString('hex')}`);
  const passwordCopy = `${partial}.password`;
  try {
    await mkdir(partial, { mode: 0o700 });
    await writeFile(passwordCopy, await readPassword(home), { mode: 0o600 });
    if (account !== null) {
      await chown(partial, account.uid, account.gid);
      await chown(passwordCopy, account.uid, account.gid);
    }
    await runInitdb(partial, `../${passwordCopy.slice(home.length + 1)}`, binaries, account);
    await rename(partial, folder);
  } catch (error) {
    // Another process that started at the same moment may have made the cluster first, with the same password.
    if ((await majorOf(folder)) === null) throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
    await rm(passwordCopy, { force: true });
  }
}

// Linked into place, so that two first starts at once agree on one whole password.
async function makePassword(home: string): Promise<void> {
  const partial = join(home, `password-${randomBytes(6).toString('hex')}`);
  await writeFile(partial, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  await link(partial, join(home, 'password')).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
  await rm(partial);
}

async function runInitdb(folder: string, passwordFile: string, binaries: Binaries, account: Account | null): Promise<void> {
  const options = [
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--lc-collate=C',
    // pg_trgm asks the C library what a letter is; macOS has no C.UTF-8.
    `--lc-ctype=${process.platform === 'darwin' ? 'UTF-8' : 'C.UTF-8'}`,
    '--lc-messages=C',
    '--no-instructions',
  ];
  const { code, output } = await runProgram(binaries.initdb, ['-D', clusterPath(folder, account), ...options], folder, account);
  if (code === 0) return;
  if (/No space left on device|could not extend/i.test(output)) throw noRoom(folder);
  throw new DatabaseProblem('cannot-start', `The embedded database could not be made in ${folder}: ${lastLines(output)}. Nothing was kept; mend this and start again.`);
}

/**
 * When root hands over to an account that may not walk to the folder (/root, a private temporary folder), the kernel's
 * own link to the working directory still leads there: every PostgreSQL process works inside its cluster.
 */
export function clusterPath(folder: string, account: Account | null): string {
  return account !== null && process.platform === 'linux' ? '/proc/self/cwd' : folder;
}

export function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
}

export function lastLines(output: string): string {
  const lines = output.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return lines.slice(-3).join(' / ') || 'no reason given';
}

function runProgram(program: string, options: readonly string[], cwd: string, account: Account | null): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, { cwd, ...account, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    child.on('error', (error) => reject(explainSpawnFailure(error)));
    child.on('close', (code) => resolve({ code, output }));
  });
}

function noRoom(place: string): DatabaseProblem {
  return new DatabaseProblem('disk-full', `There is not enough room for a database in ${place}: about ${roomNeeded / 1024 / 1024} MB are needed to begin. Make room, or choose another data folder with ATTUNE_DATA, and start again.`);
}

/** Leftovers of a start that was killed while it made the cluster. */
export async function removeLeftovers(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (/^(new|password)-[0-9a-f]{12}(\.password)?$/.test(name)) await rm(join(home, name), { recursive: true, force: true });
  }
}
