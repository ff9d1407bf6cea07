// A disk that is really full, and then is not: a small file system in memory where this user may mount one, otherwise the kernel's
// limit on the size of files for the processes concerned (util-linux' prlimit), at which a write fails as it does on a full disk.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTemporary } from './temporary.ts';

export type SmallDisk = {
  readonly folder: string;
  readonly way: 'tmpfs' | 'limit';
  /** From now on no more than about `left` bytes can be written, by these processes or (in memory) by anybody. */
  fill(processes: readonly number[], left?: number): Promise<void>;
  free(processes: readonly number[]): void;
  stop(): void;
};

const megabyte = 1024 * 1024;

/** ATTUNE_TEST_SMALL_DISK=limit shows on any machine how it goes where nothing may be mounted. */
export function makeSmallDisk(megabytes: number): SmallDisk {
  const temporary = makeTemporary('small-disk');
  const folder = join(temporary.folder, 'disk');
  mkdirSync(folder, { mode: 0o755 });
  if (process.env['ATTUNE_TEST_SMALL_DISK'] !== 'limit' && process.getuid?.() === 0 && run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder])) return inMemory(folder, temporary.remove);
  return limited(folder, temporary.remove);
}

function inMemory(folder: string, remove: () => void): SmallDisk {
  const ballast = join(folder, 'ballast');
  return {
    folder, way: 'tmpfs',
    fill: async (_processes, left = 0) => {
      // Shrunk to what is used, so that the ballast itself need not fill the machine's memory.
      const { blocks, bavail, bsize } = statfsSync(folder);
      if (!run('mount', ['-o', `remount,size=${(blocks - bavail) * bsize + megabyte + left}`, folder])) throw new Error('the small disk could not be made smaller');
      writeFileSync(ballast, '');
      await fillUp(ballast, folder, left);
    },
    free: () => {
      if (!run('mount', ['-o', 'remount,size=600m', folder])) throw new Error('the small disk could not be made larger');
      rmSync(ballast, { force: true });
    },
    stop: remove,
  };
}

async function fillUp(ballast: string, folder: string, left: number): Promise<void> {
  for (;;) {
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize <= left) return;
    await appendFile(ballast, Buffer.alloc(Math.min(bavail * bsize - left, 64 * 1024)));
  }
}

function limited(folder: string, remove: () => void): SmallDisk {
  const set = (processes: readonly number[], limit: string): void => {
    for (const pid of processes) {
      if (!existsSync(`/proc/${pid}`)) continue;
      // Only the owner of a process may set its limits; root without that right takes on the owner's account.
      const { uid, gid } = statSync(`/proc/${pid}`);
      if (!run('prlimit', ['--pid', String(pid), `--fsize=${limit}:`], process.getuid?.() === 0 ? { uid, gid } : {}) && existsSync(`/proc/${pid}`)) throw new Error(`prlimit could not limit process ${pid}`);
    }
  };
  chmodSync(folder, 0o755);
  return {
    folder, way: 'limit',
    fill: async (processes, left = 0) => set(processes, String(Math.max(left, 8_192))),
    free: (processes) => set(processes, 'unlimited'),
    stop: remove,
  };
}

function run(program: string, options: readonly string[], as: { readonly uid?: number; readonly gid?: number } = {}): boolean {
  return spawnSync(program, options, { stdio: 'ignore', ...as }).status === 0;
}
