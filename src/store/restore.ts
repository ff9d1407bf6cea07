// A backup back into an empty database: all or nothing in one transaction, compared row by row with what was saved.
import { createReadStream } from 'node:fs';
import type { Client } from 'pg';
import type { Head, Progress, Tail } from './backup-format.ts';
import { headName, readHead, readTail, sameTextEverywhere, tailName } from './backup-format.ts';
import type { TarEntry } from './backup-tar.ts';
import { bytesOf, damaged, readTar } from './backup-tar.ts';
import type { Blobs } from './blobs.ts';
import type { Log } from './connection.ts';
import { clientConfig, connectClient } from './connection.ts';
import { DatabaseProblem, codeOf, messageOf } from './failure.ts';
import type { Migration } from './migrate.ts';
import { migrate, readMigrations } from './migrate.ts';
import type { Database } from './open.ts';
import { openDatabase } from './open.ts';
import { holdOutgoing } from './restore-hold.ts';
import { openLoader } from './restore-load.ts';
import type { Besides } from './restore-target.ts';
import { makeReady, refuseUnlessEmpty, restoreSequences, takeBesides, verify } from './restore-target.ts';

export type RestoreRequest = {
  readonly url: string;
  readonly file: string;
  readonly blobs: Blobs;
  readonly keyMark: string;
  /** Tables of other schemas: what makes them, and which saved rows still fit them. */
  readonly besides?: Besides;
  readonly migrations?: readonly Migration[];
  readonly onProgress?: (progress: Progress) => void;
  readonly log?: Log;
};

export type RestoreResult = {
  readonly rows: number;
  readonly blobs: number;
  readonly missing: readonly string[];
  readonly migrated: readonly number[];
  /** Saved under another key: channel passwords cannot be read with this one. */
  readonly otherKey: boolean;
  /** Waiting jobs that this version does not know. */
  readonly leftOut: number;
  /** Replies that were still to be sent, and wait for a person's word. */
  readonly held: number;
};

export async function restore(request: RestoreRequest): Promise<RestoreResult> {
  const migrations = request.migrations ?? (await readMigrations());
  const entries = readTar(open(request.file));
  const head = await readFirst(entries);
  if (head.migration > migrations.length) {
    throw new DatabaseProblem('newer-database', `This backup stands at migration ${head.migration} (Attune ${head.product}); this Attune knows only ${migrations.length}. Nothing was restored; use that version or a newer one.`);
  }
  const database = await openDatabase({ url: request.url, poolSize: 2, applicationName: 'attune restore' });
  try {
    await refuseUnlessEmpty(database.pool, migrations, head.migration);
    request.log?.info({ migration: head.migration, product: head.product, at: head.at }, 'Restoring a backup.');
    await migrate(database.pool, { migrations, upTo: head.migration });
    if (head.tables.some(({ name }) => name.includes('.'))) await request.besides?.prepare();
    const result = await inTransaction(request, (client) => fill(client, head, entries, request));
    const migrated = await finish(database, migrations, request);
    return { ...result, migrated, otherKey: head.keyMark !== request.keyMark };
  } finally {
    await database.close();
  }
}

async function* open(file: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(file, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') throw new DatabaseProblem('bad-backup', `There is no file ${file}. Nothing was restored.`, error);
    if (code === 'EISDIR' || code === 'EACCES' || code === 'EPERM') throw new DatabaseProblem('bad-backup', `${file} ${code === 'EISDIR' ? 'is a folder, not a backup' : 'may not be read by this user'}. Nothing was restored.`, error);
    throw error;
  }
}

async function readFirst(entries: AsyncGenerator<TarEntry>): Promise<Head> {
  const { done, value } = await entries.next();
  if (done === true || value.name !== headName) throw damaged('it does not begin with its description');
  return readHead((await bytesOf(value)).toString());
}

async function inTransaction<Result>({ url }: RestoreRequest, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = await connectClient(clientConfig(url, 'attune restore', null));
  try {
    await client.query('BEGIN');
    await client.query(sameTextEverywhere);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // Classes 22 and 23: a value that is none, a key that is broken.
    if (/^2[23]/.test(codeOf(error) ?? '')) throw damaged(`its rows do not fit together (${messageOf(error)})`);
    throw error;
  } finally {
    // Without COMMIT everything is undone, whatever went wrong.
    await client.end().catch(() => undefined);
  }
}

async function fill(client: Client, head: Head, entries: AsyncGenerator<TarEntry>, request: RestoreRequest): Promise<Omit<RestoreResult, 'migrated' | 'otherKey'>> {
  const own = head.tables.filter(({ name }) => !name.includes('.'));
  const finishTables = await makeReady(client, own);
  const loader = await openLoader(client, head.tables, request.onProgress);
  let blobs = 0;
  let tail: Tail | null = null;
  for await (const entry of entries) {
    if (entry.name.startsWith('tables/')) await loader.take(entry);
    else if (entry.name.startsWith('blobs/')) {
      await takeBlob(entry, request.blobs);
      blobs += 1;
      request.onProgress?.({ doing: 'files', what: 'files', done: blobs });
    } else if (entry.name === tailName) tail = readTail((await bytesOf(entry)).toString());
  }
  if (tail === null) throw damaged('its end is missing');
  if (tail.blobs !== blobs) throw damaged(`it should hold ${tail.blobs} files but holds ${blobs}`);
  await loader.end();
  request.onProgress?.({ doing: 'indexes', what: 'indexes', done: 0 });
  await finishTables();
  await restoreSequences(client, tail.sequences);
  const rows = await verify(client, own, tail, request.onProgress);
  const leftOut = await takeBesides(client, loader.waiting, request.besides);
  const unknown = loader.unknown.reduce((total, name) => total + (tail.tables[name]?.rows ?? 0), 0);
  return { rows, blobs, missing: tail.missing, leftOut: leftOut + unknown, held: await holdOutgoing(client) };
}

async function takeBlob(entry: TarEntry, blobs: Blobs): Promise<void> {
  const named = entry.name.split('/').at(-1) ?? '';
  const { hash } = await blobs.put(entry.read());
  if (hash === named) return;
  await blobs.remove(hash);
  throw damaged(`the file ${named} is not what it was`);
}

async function finish(database: Database, migrations: readonly Migration[], { log }: RestoreRequest): Promise<readonly number[]> {
  const migrated = await migrate(database.pool, { migrations, ...(log && { log }) });
  await database.pool.query('ANALYZE');
  return migrated;
}
