// The data folder: can it be written, is there room, is the key that opens channel passwords there.
import { randomBytes } from 'node:crypto';
import { readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderProblem } from '../config/data-folder.ts';
import type { Finding } from './finding.ts';
import { careful, reasonOf, well, wrong } from './finding.ts';

const scarce = 2_000_000_000;
const tooLittle = 200_000_000;
/** A full disk still takes a few bytes at times. */
const trialBytes = 256 * 1024;

export async function folderExists(folder: string): Promise<boolean> {
  return stat(folder).then((found) => found.isDirectory(), () => false);
}

export async function examineDataFolder(folder: string): Promise<readonly Finding[]> {
  const problem = folderProblem(folder, true);
  if (problem !== null) return [wrong(problem, 'Start Attune, and this examination, as the user who owns that folder, or set ATTUNE_DATA to another one.')];
  const found = await stat(folder).catch(() => null);
  if (!found) return [careful(`The data folder ${folder} does not exist yet.`, 'The first "npm start" makes it. If there should be one, set ATTUNE_DATA to where it is.')];
  return [await writing(folder), await room(folder)];
}

async function writing(folder: string): Promise<Finding> {
  const trial = join(folder, `.doctor-${randomBytes(6).toString('hex')}`);
  try {
    await writeFile(trial, Buffer.alloc(trialBytes), { flag: 'wx' });
    return well(`The data folder ${folder} can be written`);
  } catch (error) {
    return wrong(`The data folder ${folder} cannot be written: ${reasonOf(error)}`, 'Start Attune as the user who owns that folder, give this user the right to write there, or make room on its disk.');
  } finally {
    await rm(trial, { force: true }).catch(() => undefined);
  }
}

async function room(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const said = `${(free / 1e9).toFixed(1)} GB free on the disk of the data folder`;
  if (free < tooLittle) return wrong(said, 'Incoming mail waits on its server until there is room. Make room, or move the data folder to a larger disk.');
  return free < scarce ? careful(said, 'Make room before it runs out.') : well(said);
}

export type Key = { readonly key: Buffer | null; readonly findings: readonly Finding[] };

/** @param given the value of ATTUNE_KEY where it is set */
export async function examineKey(folder: string, given: string | undefined): Promise<Key> {
  if (given?.trim()) return { key: Buffer.from(given.trim(), 'hex'), findings: [well('The key is set by ATTUNE_KEY')] };
  const file = join(folder, 'key');
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (content instanceof Error && content.code === 'EACCES') return { key: null, findings: [wrong(`The key file ${file} may not be read by this user.`, 'Start Attune, and this examination, as the user who owns it.')] };
  if (content instanceof Error) return { key: null, findings: [careful(`There is no key file ${file} yet.`, 'The first start makes one. If this desk had one, put it back before you start: without it the passwords of all channels must be typed again.')] };
  if (!/^[0-9a-f]{64}$/i.test(content.trim())) return { key: null, findings: [wrong(`The key file ${file} is damaged.`, 'Put it back from where you keep it. Without it the passwords of all channels must be typed again: delete the file, start, and enter them.')] };
  return { key: Buffer.from(content.trim(), 'hex'), findings: [await openToOthers(file)] };
}

async function openToOthers(file: string): Promise<Finding> {
  const { mode } = await stat(file);
  if ((mode & 0o077) === 0) return well(`The key lies in ${file}, readable by its owner only`);
  return careful(`Other users of this machine may read the key file ${file}.`, `Close it: chmod 600 ${file}`);
}
