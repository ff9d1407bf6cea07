// Forward-only migrations: numbered SQL files, each in its own transaction, recorded with the checksum of what was run.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClientBase, Pool, PoolClient } from 'pg';
import type { Log } from './connection.ts';
import { silentLog } from './connection.ts';
import { DatabaseProblem, codeOf, messageOf } from './failure.ts';

export type Migration = { readonly number: number; readonly name: string; readonly checksum: string; readonly breaking: boolean; readonly sql: string };
export type Applied = { readonly number: number; readonly name: string; readonly checksum: string; readonly breaking: boolean };

/** `older`: migrations wait. `newer`: another version migrated further, this one may go on. `breaking`: it must stop. */
export type Standing = { readonly is: 'same' | 'older' | 'newer' | 'breaking'; readonly database: number; readonly code: number };

export const migrationsFolder = resolve(fileURLToPath(import.meta.url), '../../../migrations');

const migrationLock = 7_231_904_119;
const fileName = /^(\d{6})-([a-z0-9]+(?:-[a-z0-9]+)*)\.sql$/;

export async function readMigrations(folder: string = migrationsFolder): Promise<readonly Migration[]> {
  const found: Migration[] = [];
  for (const file of (await readdir(folder)).sort()) {
    const [, digits, name] = fileName.exec(file) ?? [];
    if (digits === undefined || name === undefined) {
      if (!file.endsWith('.sql') || file === 'schema.sql') continue;
      throw new DatabaseProblem('migration-failed', `The migration ${file} is not named like 000001-what-it-does.sql. Rename it; nothing was changed.`);
    }
    // Git may have written CRLF on some machines; the statements are the same.
    const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
    found.push({ number: Number(digits), name, sql, checksum: createHash('sha256').update(sql).digest('hex'), breaking: /^-- breaking\b/.test(sql) });
  }
  found.forEach((migration, index) => {
    if (migration.number !== index + 1) throw new DatabaseProblem('migration-failed', `The migrations do not count up by one: number ${index + 1} is missing or there twice. Nothing was changed.`);
  });
  return found;
}

export type MigrateRequest = {
  readonly migrations?: readonly Migration[];
  readonly log?: Log;
  /** Stop after this number: a restore first makes the tables as the backup knew them. */
  readonly upTo?: number;
};

/** Applies what is missing; returns the numbers it applied. Several processes may call it at once. */
export async function migrate(pool: Pool, request: MigrateRequest = {}): Promise<readonly number[]> {
  const migrations = request.migrations ?? (await readMigrations());
  const log = request.log ?? silentLog;
  const done: number[] = [];
  const client = await pool.connect();
  try {
    for (;;) {
      const next = await step(client, migrations, request.upTo ?? migrations.length);
      if (next === null) return done;
      log.info({ number: next.number, name: next.name }, 'The database was migrated.');
      done.push(next.number);
    }
  } finally {
    client.release();
  }
}

/** Compares without changing anything; a running server asks now and then, and stops on `breaking`. */
export async function standing(pool: Pool, migrations?: readonly Migration[]): Promise<Standing> {
  const known = migrations ?? (await readMigrations());
  return compare(known, await readApplied(pool));
}

// One migration per transaction, with the lock inside it: a pooler in transaction mode keeps no session to hold a lock in.
async function step(client: PoolClient, migrations: readonly Migration[], upTo: number): Promise<Migration | null> {
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0');
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    await client.query(
      'CREATE TABLE IF NOT EXISTS migration (number int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, breaking boolean NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const applied = await readApplied(client);
    refuseNewer(compare(migrations, applied));
    const next = migrations[applied.length];
    if (next === undefined || next.number > upTo) {
      await client.query('COMMIT');
      return null;
    }
    await run(client, next);
    await client.query('COMMIT');
    return next;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function run(client: PoolClient, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql);
  } catch (error) {
    const label = `${String(migration.number).padStart(6, '0')}-${migration.name}`;
    throw new DatabaseProblem('migration-failed', `Migration ${label} failed: ${messageOf(error)}. It was undone whole; the database stands at migration ${migration.number - 1}.`, error);
  }
  await client.query('INSERT INTO migration (number, name, checksum, breaking) VALUES ($1, $2, $3, $4)', [migration.number, migration.name, migration.checksum, migration.breaking]);
}

async function readApplied(on: ClientBase | Pool): Promise<readonly Applied[]> {
  try {
    const { rows } = await on.query<Applied>('SELECT number, name, checksum, breaking FROM migration ORDER BY number');
    return rows;
  } catch (error) {
    if (codeOf(error) === '42P01') return [];
    throw error;
  }
}

function compare(migrations: readonly Migration[], applied: readonly Applied[]): Standing {
  for (const [index, was] of applied.entries()) {
    const is = migrations[index];
    if (was.number !== index + 1 || (is !== undefined && is.checksum !== was.checksum)) {
      throw new DatabaseProblem(
        'migration-changed',
        `Migration ${String(was.number).padStart(6, '0')}-${was.name} was changed after this database had run it (or the database belongs to another program). Nothing was changed. Put the original file back, and write changes as a new migration.`,
      );
    }
  }
  const beyond = applied.slice(migrations.length);
  const is = beyond.some((one) => one.breaking) ? 'breaking' : beyond.length > 0 ? 'newer' : applied.length < migrations.length ? 'older' : 'same';
  return { is, database: applied.length, code: migrations.length };
}

function refuseNewer({ is, database, code }: Standing): void {
  if (is === 'newer' || is === 'breaking') {
    throw new DatabaseProblem('newer-database', `The database was already migrated to number ${database} by a newer Attune; this one knows only ${code}. Nothing was changed. Start the newer version, or restore a backup made before the upgrade.`);
  }
}
