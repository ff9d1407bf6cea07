// PostgreSQL refuses to run as root: which account runs it instead, and what that account can reach.
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseProblem, codeOf } from './failure.ts';

export type Account = { readonly uid: number; readonly gid: number };

const nobody: Account = { uid: 65534, gid: 65534 };

/** null: as ourselves. For root: whoever owns the cluster or the data folder, else "nobody" (no user need be created). */
export async function chooseAccount(cluster: string, dataFolder: string): Promise<Account | null> {
  const own = process.getuid?.();
  const clusterOwner = await ownerOf(cluster);
  if (own !== 0) {
    if (clusterOwner !== null && clusterOwner.uid !== own) {
      throw new DatabaseProblem(
        'not-ours',
        `The database in ${cluster} belongs to another user of this machine (number ${clusterOwner.uid}). Start Attune as that user or as root, or choose another data folder with ATTUNE_DATA.`,
      );
    }
    return null;
  }
  const folderOwner = await ownerOf(dataFolder);
  return [clusterOwner, folderOwner].find((owner) => owner !== null && owner.uid !== 0) ?? nobody;
}

/** Can this account walk to the path and read it? Looks at modes only: called for folders that hold programs. */
export async function accountReaches(path: string, account: Account): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    const info = await stat(at);
    const shift = info.uid === account.uid ? 6 : info.gid === account.gid ? 3 : 0;
    const needed = at === path ? 0o5 : 0o1;
    if (((info.mode >> shift) & needed) !== needed) return false;
    if (dirname(at) === at) return true;
  }
}

async function ownerOf(path: string): Promise<Account | null> {
  try {
    const info = await stat(path);
    return { uid: info.uid, gid: info.gid };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new DatabaseProblem('not-ours', `Attune may not look into ${dirname(path)} (${codeOf(error) ?? 'unknown'}). Start it as the user who owns that folder, or choose another data folder with ATTUNE_DATA.`, error);
  }
}
