// The data folder and the key in it. The key is made once, readable by its owner only; losing it means that the passwords of
// channels must be entered again.
import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const keyForm = /^[0-9a-f]{64}$/i;

/** What stands in the way of using this folder, as far as looking tells; null: nothing. */
export function folderProblem(data: string, keyGiven: boolean): string | null {
  try {
    const there = nearest(data);
    if (!statSync(there).isDirectory()) return there === data ? `ATTUNE_DATA is "${data}", but that is a file, not a folder.` : `ATTUNE_DATA is "${data}", but ${there} is a file, not a folder.`;
    accessSync(there, constants.W_OK | constants.X_OK);
    const file = join(data, 'key');
    if (!keyGiven && existsSync(file) && !keyForm.test(readFileSync(file, 'utf8').trim())) return `The key file in ${data} is damaged; restore it from where you keep it, or set ATTUNE_KEY.`;
    return null;
  } catch (error) {
    return closed(data, error);
  }
}

/** The folder itself, or the nearest one above it that is there. */
function nearest(folder: string): string {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

/** @returns the key, or a sentence that says why the folder cannot be used */
export function openDataFolder(data: string, given: string | null): Buffer | string {
  try {
    makeFolder(data);
    const problem = folderProblem(data, given !== null);
    return problem ?? Buffer.from(given ?? keyIn(data), 'hex');
  } catch (error) {
    return closed(data, error);
  }
}

// Not `recursive`: where the system answers ENOENT although the folder above is there (below /proc), Node 24 then never returns.
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process of this desk may have been quicker.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** Complete before it has its name: several processes may start at once on one folder. */
function keyIn(data: string): string {
  const file = join(data, 'key');
  if (!existsSync(file)) {
    const unnamed = join(data, `key-${randomBytes(6).toString('hex')}`);
    writeFileSync(unnamed, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
    try {
      linkSync(unnamed, file);
    } catch (error) {
      // File systems without hard links (exFAT, some shares): the name is given all the same, only not exclusively.
      if (codeOf(error) !== 'EEXIST') renameSync(unnamed, file);
    } finally {
      rmSync(unnamed, { force: true });
    }
  }
  return readFileSync(file, 'utf8').trim();
}

function closed(data: string, error: unknown): string {
  return `ATTUNE_DATA is "${data}", but that folder cannot be used by this user (${codeOf(error) ?? 'unknown reason'}): start Attune as the user who owns it, or choose another folder.`;
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
