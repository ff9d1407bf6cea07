// Temporary folders of the tests, each knowing the process that made it, so that a later run can clear what a crash left.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';

const prefix = 'attune-test-';
const ownerFile = 'owner';

export type Temporary = { readonly folder: string; remove(): void };

/** Servers that root hands over to another account must be able to walk into it, so it is open for walking, not listing. */
export function makeTemporary(purpose: string): Temporary {
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${purpose}-`));
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, ownerFile), `${process.pid} ${startOf(process.pid) ?? ''}`);
  return { folder, remove: () => remove(folder) };
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
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    if (isOurs(folder) && !ownerLives(folder)) {
      endProcessesIn(folder);
      remove(folder);
    }
  }
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
