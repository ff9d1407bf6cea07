// Debian packages that tests need: installed for root, downloaded and unpacked into a cache for everyone else.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './temporary.ts';

/** `prefix` is '' when the packages lie in the system itself; run programs from `${prefix}/usr/…` with `environment`. */
export type Packages = { readonly prefix: string; readonly environment: Readonly<Record<string, string>> };

const attempts = 3;

export async function ensureDebianPackages(names: readonly string[]): Promise<Packages> {
  if (missing(names).length === 0) return { prefix: '', environment: {} };
  if (!existsSync('/usr/bin/apt-get')) {
    throw new Error(`The tests need the Debian packages ${names.join(', ')}, and this system has no apt-get. Install them by hand, or leave those tests out (ATTUNE_TEST_DATABASES=embedded).`);
  }
  const cache = cacheFolder();
  mkdirSync(cache, { recursive: true });
  return withLock(join(cache, 'lock'), async () => {
    const wanted = missing(names);
    if (wanted.length === 0) return { prefix: '', environment: {} };
    return process.getuid?.() === 0 ? install(wanted) : unpack(names, cache);
  });
}

/** The repository's ignored cache/debian; where that cannot be written, the user's own cache. */
function cacheFolder(): string {
  const inside = resolve(import.meta.dirname, '../../cache/debian');
  try {
    mkdirSync(inside, { recursive: true });
    writeFileSync(join(inside, 'writable'), '');
    return inside;
  } catch {
    return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'attune/debian');
  }
}

function missing(names: readonly string[]): readonly string[] {
  return names.filter((name) => {
    const { status, stdout } = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' });
    return status !== 0 || !stdout.startsWith('install ok installed');
  });
}

async function install(names: readonly string[]): Promise<Packages> {
  // Services must not start: the tests run their own, with their own settings.
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await patiently(`install ${names.join(' ')}`, [
      ['apt-get', ['update']],
      ['apt-get', ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...names]],
    ]);
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
  return { prefix: '', environment: {} };
}

async function unpack(names: readonly string[], cache: string): Promise<Packages> {
  const prefix = join(cache, `unpacked-${[...names].sort().join('+')}`);
  if (!existsSync(prefix)) {
    const archives = `${prefix}.archives`;
    const lists = join(cache, 'lists');
    for (const folder of [archives, lists]) mkdirSync(join(folder, 'partial'), { recursive: true });
    const own = ['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache::archives=${archives}`, '-o', `Dir::Cache::pkgcache=`, '-o', 'Dir::Cache::srcpkgcache=', '-o', 'Debug::NoLocking=1', '-o', 'APT::Sandbox::User='];
    await patiently(`download ${names.join(' ')}`, [
      ['apt-get', [...own, 'update']],
      ['apt-get', [...own, 'install', '--download-only', '--reinstall', '-y', '--no-install-recommends', ...names]],
    ]);
    const partial = `${prefix}.${process.pid}`;
    for (const file of readdirSync(archives).filter((file) => file.endsWith('.deb'))) must('dpkg', ['-x', join(archives, file), partial]);
    renameSync(partial, prefix);
    rmSync(archives, { recursive: true, force: true });
  }
  return {
    prefix,
    environment: { LD_LIBRARY_PATH: libraryFolders(prefix).join(':'), PATH: `${prefix}/usr/sbin:${prefix}/usr/bin:${process.env['PATH'] ?? ''}` },
  };
}

/** usr/lib, its folder for this architecture, and folders of one program's own libraries (usr/lib/dovecot). */
function libraryFolders(prefix: string): readonly string[] {
  return ['usr/lib', 'lib'].flatMap((name) => {
    const folder = join(prefix, name);
    if (!existsSync(folder)) return [];
    const inside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
    return [folder, ...inside].filter((path) => readdirSync(path).some((file) => /^lib.*\.so/.test(file)));
  });
}

type Step = readonly [program: string, options: readonly string[]];

// The first step (update) may fail for a repository that has nothing to do with us; the last one decides.
async function patiently(what: string, steps: readonly Step[]): Promise<void> {
  let output = '';
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const results = steps.map(([program, options]) => run(program, options));
    const last = results.at(-1);
    if (last?.status === 0) return;
    output = results.map((result) => result.output).join('\n');
    if (attempt < attempts) await pause(3000 * attempt);
  }
  throw new Error(`Could not ${what} (tried ${attempts} times):\n${output.slice(-2000)}`);
}

function run(program: string, options: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(program, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' } });
  return { status, output: stdout + stderr };
}

function must(program: string, options: readonly string[]): void {
  const { status, output } = run(program, options);
  if (status !== 0) throw new Error(`${program} ${options.join(' ')} failed: ${output.slice(-1000)}`);
}

/** One process at a time; a lock left by a process that died is taken over. */
async function withLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      const lock = openSync(file, 'wx');
      writeFileSync(lock, String(process.pid));
      closeSync(lock);
      break;
    } catch {
      const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
      if (holder > 0 && !isAlive(holder)) rmSync(file, { force: true });
      await pause(200);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
