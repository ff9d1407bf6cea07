// Temporary folders of the tests, each knowing the process that made it, so that a later run can clear what a crash left.
import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join, sep } from 'node:path';

const prefix = 'attune-test-';
const ownerFile = 'owner';
const gigabyte = 1024 ** 3;
const memory = '/dev/shm';

export type Temporary = { readonly folder: string; remove(): void };

/** Servers that root hands over to another account must be able to walk into it, so it is open for walking, not listing. */
export function makeTemporary(purpose: string, within: string = tmpdir()): Temporary {
  const folder = mkdtempSync(join(within, `${prefix}${purpose}-`));
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, ownerFile), `${process.pid} ${startOf(process.pid) ?? ''}`);
  return { folder, remove: () => remove(folder) };
}

/**
 * For databases that end with the run. They write through with every commit, as they do for people, and a disk takes its two
 * milliseconds each time; memory takes none. Where there is little of it (containers give 64 MB), the disk it is.
 */
export function quickPlace(): string {
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > 3 * gigabyte && freemem() > 6 * gigabyte ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** A file system that was mounted inside would keep the folder for ever. */
function remove(folder: string): void {
  if (existsSync('/proc/mounts')) {
    const mounted = readFileSync('/proc/mounts', 'utf8').split('\n').map((line) => line.split(' ')[1] ?? '').filter((place) => place.startsWith(folder + sep));
    for (const place of mounted) spawnSync('umount', ['-l', place], { stdio: 'ignore' });
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Ends the processes that work in folders whose owner is gone, and removes the folders. */
export function clearLeftovers(): void {
  for (const folder of [tmpdir(), memory].flatMap(leftIn)) {
    if (isOurs(folder) && !ownerLives(folder)) {
      endProcessesIn(folder);
      remove(folder);
    }
  }
}

function leftIn(place: string): readonly string[] {
  return existsSync(place) ? readdirSync(place).filter((name) => name.startsWith(prefix)).map((name) => join(place, name)) : [];
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Ends every process whose working directory lies in the folder: servers started by tests work there. */
export function endProcessesIn(folder: string): void {
  if (!existsSync('/proc/self') || !existsSync(folder)) return;
  const real = realpathSync(folder) + sep;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (`${readlinkSync(`/proc/${pid}/cwd`)}${sep}`.startsWith(real)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended by itself, or belongs to another user.
    }
  }
}

function isOurs(folder: string): boolean {
  try {
    return statSync(folder).uid === process.getuid?.();
  } catch {
    return false;
  }
}

function ownerLives(folder: string): boolean {
  try {
    const [pid, start] = readFileSync(join(folder, ownerFile), 'utf8').split(' ');
    return isAlive(Number(pid)) && (startOf(Number(pid)) ?? '') === start;
  } catch {
    // Never signed: made by a test itself, perhaps by one that runs right now beside this one.
    return Date.now() - statSync(folder).mtimeMs < 86_400_000;
  }
}

// Process numbers are reused; the moment a process began is not.
function startOf(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
