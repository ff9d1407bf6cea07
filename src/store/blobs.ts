// Bytes that are too large for rows: attachments and big raw inputs, in files named by the SHA-256 of what they hold.
// The same bytes are stored once; a file is complete and on the disk before its name is used in any row.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

export type Stored = { readonly hash: string; readonly bytes: number };

export interface Blobs {
  /** Stores the bytes; throws {@link TooLarge} as soon as more than `most` have come, keeping nothing. */
  put(content: Uint8Array | AsyncIterable<Uint8Array>, most?: number): Promise<Stored>;
  open(hash: string): Promise<Readable>;
  read(hash: string): Promise<Uint8Array>;
  /** With `putBefore`, only bytes that were last put before that moment: somebody may be storing the same ones again just now. */
  remove(hash: string, putBefore?: Date): Promise<void>;
  has(hash: string): Promise<boolean>;
  /** Clears away what was begun before that moment and never finished: its process was killed. */
  removeUnfinished(begunBefore: Date): Promise<void>;
}

export class TooLarge extends Error {
  readonly most: number;
  constructor(most: number) {
    super(`more than ${most} bytes`);
    this.name = 'TooLarge';
    this.most = most;
  }
}

export function folderBlobs(data: string): Blobs {
  const root = join(data, 'blobs');
  const place = (hash: string) => {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a blob name');
    return join(root, hash.slice(0, 2), hash.slice(2, 4), hash);
  };
  return {
    put: (content, most = Number.POSITIVE_INFINITY) => put(root, place, content, most),
    open: async (hash) => {
      await stat(place(hash));
      return createReadStream(place(hash));
    },
    read: async (hash) => {
      const file = await open(place(hash));
      try {
        return await file.readFile();
      } finally {
        await file.close();
      }
    },
    remove: (hash, putBefore) => (putBefore ? removeOlder(root, place(hash), putBefore) : rm(place(hash), { force: true })),
    has: (hash) => stat(place(hash)).then(() => true, () => false),
    removeUnfinished: (begunBefore) => removeUnfinished(join(root, 'coming'), begunBefore),
  };
}

async function put(root: string, place: (hash: string) => string, content: Uint8Array | AsyncIterable<Uint8Array>, most: number): Promise<Stored> {
  const coming = join(root, 'coming', randomUUID());
  await mkdir(dirname(coming), { recursive: true });
  const digest = createHash('sha256');
  let bytes = 0;
  const file = await open(coming, 'wx', 0o600);
  try {
    for await (const piece of content instanceof Uint8Array ? [content] : content) {
      bytes += piece.byteLength;
      if (bytes > most) throw new TooLarge(most);
      digest.update(piece);
      // Unlike write(), it goes on after the system took only a part, as it does with the last bytes that a disk has room for.
      await file.writeFile(piece);
    }
    await file.datasync();
    await file.close();
  } catch (error) {
    // Where the disk is full, closing may fail as well; what was begun must not take up room that others need.
    await file.close().catch(() => undefined);
    await rm(coming, { force: true });
    throw error;
  }
  const hash = digest.digest('hex');
  await mkdir(dirname(place(hash)), { recursive: true });
  await rename(coming, place(hash));
  await syncFolder(dirname(place(hash)));
  return { hash, bytes };
}

/** Taken out of the way first and looked at there, since between looking and removing a newer file could take the name. */
async function removeOlder(root: string, path: string, putBefore: Date): Promise<void> {
  const aside = join(root, 'coming', randomUUID());
  await mkdir(dirname(aside), { recursive: true });
  const found = await rename(path, aside).then(() => true, (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return false;
    throw error;
  });
  if (!found) return;
  const { mtime } = await stat(aside);
  if (mtime < putBefore) await rm(aside, { force: true });
  else await rename(aside, path);
}

async function removeUnfinished(folder: string, begunBefore: Date): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found && found.mtime < begunBefore) await rm(join(folder, name), { force: true });
  }
}

/** Without it, the new name itself could be lost with the power. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch {
    // Windows cannot sync a folder; its file system journals names by itself.
  } finally {
    await handle.close();
  }
}
