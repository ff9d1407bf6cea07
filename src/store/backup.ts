// Everything of a desk in one file: all tables in one consistent snapshot, and every file that a row names. Streamed: memory
// does not grow with the desk.
import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Client } from 'pg';
import { copyOut } from './backup-copy.ts';
import type { Head, Progress, TableColumns, TableSum, Tail } from './backup-format.ts';
import { RowSum, blobName, blobQuery, columnList, format, headName, listTables, pieceName, quoted, readSequences, sameTextEverywhere, tailName } from './backup-format.ts';
import { TarWriter } from './backup-tar.ts';
import { clientConfig, connectClient, explainConnectFailure } from './connection.ts';
import { DatabaseProblem, codeOf, isDiskFull } from './failure.ts';

export type BackupRequest = {
  readonly url: string;
  /** Must not exist yet; it appears under this name only when it is whole. */
  readonly file: string;
  /** The data folder with the files. */
  readonly data: string;
  readonly product: string;
  readonly keyMark: string;
  /** Tables of other schemas that belong to the desk, as "schema.table". */
  readonly besides?: readonly string[];
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
};

export type BackupResult = { readonly file: string; readonly bytes: number; readonly rows: number; readonly blobs: number; readonly missing: readonly string[] };

const pieceBytes = 4 << 20;
const pack = promisify(gzip);

export async function backUp(request: BackupRequest): Promise<BackupResult> {
  const file = resolve(request.file);
  if (await stat(file).then(() => true, () => false)) throw new DatabaseProblem('bad-backup', `${file} exists already. Nothing was written; choose another name.`);
  await removeAbandoned(file);
  const partial = `${file}.partial-${process.pid}`;
  const client = await connectClient(clientConfig(request.url, 'attune backup', null)).catch((error: unknown) => {
    throw explainConnectFailure(error, request.url);
  });
  try {
    const result = await write(client, partial, request);
    await rename(partial, file);
    return { ...result, file };
  } catch (error) {
    await rm(partial, { force: true });
    if (isDiskFull(error)) throw new DatabaseProblem('disk-full', `The disk that should hold ${file} is full. The unfinished backup was removed; the desk itself is untouched. Make room or choose another place.`, error);
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function write(client: Client, partial: string, request: BackupRequest): Promise<Omit<BackupResult, 'file'>> {
  const handle = await open(partial, 'wx', 0o600).catch((error: unknown) => {
    throw new DatabaseProblem('bad-backup', `No backup can be written to ${dirname(partial)} (${codeOf(error) ?? 'unknown'}). Choose a folder that exists and that you may write to.`, error);
  });
  try {
    const at = new Date();
    const tar = new TarWriter(handle, at);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(sameTextEverywhere);
    const tables = await listTables(client, request.besides ?? []);
    await tar.add(headName, json(await makeHead(client, tables, request, at)));
    const sums: Record<string, TableSum> = {};
    for (const table of tables) sums[table.name] = await writeTable(client, tar, table, request);
    const { blobs, missing } = await writeBlobs(client, tar, request);
    await tar.add(tailName, json({ tables: sums, sequences: await readSequences(client), blobs, missing } satisfies Tail));
    await tar.end();
    await handle.sync();
    return { bytes: tar.bytes, rows: Object.values(sums).reduce((total, sum) => total + sum.rows, 0), blobs, missing };
  } finally {
    await handle.close();
  }
}

async function makeHead(client: Client, tables: readonly TableColumns[], { product, keyMark }: BackupRequest, at: Date): Promise<Head> {
  const { rows } = await client.query<{ migration: number; postgres: string }>(`SELECT coalesce(max(number), 0) AS migration, current_setting('server_version') AS postgres FROM migration`).catch((error: unknown) => {
    throw codeOf(error) === '42P01' ? new DatabaseProblem('bad-backup', 'This database holds no desk: nothing was saved. Set DATABASE_URL (or ATTUNE_DATA) to the one that does.', error) : error;
  });
  return { format, product, keyMark, at: at.toISOString(), migration: rows[0]?.migration ?? 0, postgres: rows[0]?.postgres ?? '', tables };
}

async function writeTable(client: Client, tar: TarWriter, table: TableColumns, { onProgress, signal }: BackupRequest): Promise<TableSum> {
  const sum = new RowSum();
  let waiting: Buffer[] = [];
  let bytes = 0;
  let number = 0;
  const flush = async (): Promise<void> => {
    if (bytes === 0) return;
    await tar.add(pieceName(table.name, ++number), await pack(Buffer.concat(waiting)));
    waiting = [];
    bytes = 0;
  };
  for await (const rows of copyOut(client, `(SELECT ${columnList(table)} FROM ${quoted(table.name)})`)) {
    signal?.throwIfAborted();
    for (const row of rows) {
      sum.add(row);
      waiting.push(row);
      bytes += row.length;
    }
    if (bytes >= pieceBytes) await flush();
    onProgress?.({ doing: 'table', what: table.name, done: sum.result.rows });
  }
  await flush();
  return sum.result;
}

async function writeBlobs(client: Client, tar: TarWriter, { data, onProgress, signal }: BackupRequest): Promise<{ blobs: number; missing: string[] }> {
  const missing: string[] = [];
  let blobs = 0;
  for await (const rows of copyOut(client, blobQuery)) {
    for (const row of rows) {
      signal?.throwIfAborted();
      const hash = row.toString().trim();
      const path = join(data, blobName(hash));
      const info = await stat(path).catch(() => null);
      if (info === null) missing.push(hash);
      else {
        await tar.addStream(blobName(hash), info.size, createReadStream(path));
        blobs += 1;
      }
      onProgress?.({ doing: 'files', what: 'files', done: blobs });
    }
  }
  return { blobs, missing };
}

/** What a backup that was killed left beside the name it should have had. */
async function removeAbandoned(file: string): Promise<void> {
  const folder = dirname(file);
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = name.startsWith(`${basename(file)}.partial-`) ? Number(name.split('-').at(-1)) : 0;
    if (pid > 0 && !lives(pid)) await rm(join(folder, name), { force: true });
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
