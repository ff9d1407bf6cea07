// How the storage of this desk is, asked now and then by monitors: does the database answer, can it store, can files be stored.
import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { codeOf, isDiskFull } from './failure.ts';

export type Condition = { readonly database: Part; readonly files: Part };
export type Part = { readonly is: 'well' } | Trouble;
/** `because` is for strangers too: it names no path, no host and no user. */
export type Trouble = { readonly is: 'away' | 'full'; readonly because: string; readonly since: string };

export type ConditionParts = {
  readonly pool: Pool;
  readonly data: string;
  /** What is known about a database of our own that is not running. */
  readonly ended?: () => { readonly because: string; readonly full: boolean } | null;
};

const well: Part = { is: 'well' };
const patienceMs = 2_000;
/** Trials write, so a monitor that asks every second must not make them as often. */
const trialMs = 5_000;
const trialBytes = 256 * 1024;

/** @returns what answers with the condition; several who ask at once share one look */
export function watchCondition(parts: ConditionParts): () => Promise<Condition> {
  const since = new Map<string, string>();
  const database = remembered(() => trialOfDatabase(parts.pool));
  const files = remembered(() => trialOfFiles(parts.data));
  const dated = (part: string, found: Omit<Trouble, 'since'> | null): Part => {
    if (found === null) {
      since.delete(part);
      return well;
    }
    const name = since.get(part) ?? new Date().toISOString();
    since.set(part, name);
    return { ...found, since: name };
  };
  const look = async (): Promise<Condition> => {
    const away = await whyAway(parts);
    const [ofDatabase, ofFiles] = await Promise.all([away ?? database(), files()]);
    return { database: dated('database', ofDatabase), files: dated('files', ofFiles) };
  };
  let looking: Promise<Condition> | null = null;
  return () => {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  };
}

/** Where the last trial failed the next one is made at once: good news should not wait. */
function remembered(trial: () => Promise<Omit<Trouble, 'since'> | null>): () => Promise<Omit<Trouble, 'since'> | null> {
  let triedAt = 0;
  let found: Omit<Trouble, 'since'> | null = null;
  return async () => {
    if (found === null && Date.now() - triedAt < trialMs) return null;
    found = await trial();
    triedAt = Date.now();
    return found;
  };
}

async function whyAway({ pool, ended }: ConditionParts): Promise<Omit<Trouble, 'since'> | null> {
  const late = new Promise<'late'>((resolve) => void setTimeout(resolve, patienceMs, 'late').unref());
  const asked = await Promise.race([late, pool.query('SELECT 1').then(() => null, (error: unknown) => error)]);
  if (asked === null) return null;
  const known = ended?.() ?? null;
  if (known) return { is: known.full ? 'full' : 'away', because: known.because };
  if (asked === 'late') return { is: 'away', because: `The database did not answer within ${patienceMs / 1_000} seconds.` };
  return { is: 'away', because: `The database cannot be reached${codeOf(asked) === null ? '' : ` (${codeOf(asked)})`}.` };
}

/**
 * Makes the server spill a list into a temporary file, which needs room where its tables grow. Nothing is left behind, neither
 * rows nor entries in its catalogue.
 */
async function trialOfDatabase(pool: Pool): Promise<Omit<Trouble, 'since'> | null> {
  let client: PoolClient | null = null;
  try {
    client = await pool.connect();
    await client.query(`BEGIN; SET LOCAL work_mem = '64kB'; SET LOCAL temp_tablespaces = ''`);
    await client.query('SELECT count(*) FROM generate_series(1, 20000)');
    await client.query('COMMIT');
    client.release();
    return null;
  } catch (error) {
    client?.release(true);
    return isDiskFull(error) ? { is: 'full', because: 'The disk of the database is full; nothing can be stored in it.' } : null;
  }
}

async function trialOfFiles(data: string): Promise<Omit<Trouble, 'since'> | null> {
  const folder = join(data, 'blobs', 'coming');
  const file = join(folder, `trial-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, Buffer.alloc(trialBytes), { flag: 'wx', mode: 0o600 });
    return null;
  } catch (error) {
    if (isDiskFull(error)) return { is: 'full', because: 'The disk of the data folder is full: files and large mails cannot be stored.' };
    return { is: 'away', because: `The data folder cannot be written (${codeOf(error) ?? 'unknown'}): files and large mails cannot be stored.` };
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}
