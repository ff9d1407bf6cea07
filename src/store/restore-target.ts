// The database that a backup is restored into: empty before, unhindered while it is filled, compared afterwards.
import type { Client, Pool } from 'pg';
import { copyOut } from './backup-copy.ts';
import type { Progress, TableColumns, Tail } from './backup-format.ts';
import { RowSum, columnList, listTables, quoted } from './backup-format.ts';
import { damaged } from './backup-tar.ts';
import { DatabaseProblem } from './failure.ts';
import type { Migration } from './migrate.ts';
import { standing } from './migrate.ts';
import { asideName } from './restore-load.ts';

export type Besides = {
  /** Makes the tables of other schemas, empty. */
  prepare(): Promise<void>;
  /** For each such table a condition on saved rows, as SQL: what this version no longer knows is left out. */
  readonly keep: Readonly<Record<string, string>>;
};

export async function refuseUnlessEmpty(pool: Pool, migrations: readonly Migration[], wanted: number): Promise<void> {
  const { database } = await standing(pool, migrations);
  const client = await pool.connect();
  try {
    const tables = await listTables(client, []);
    if (tables.length > 0 && database === 0) throw notEmpty('holds tables that are not of Attune');
    if (database > wanted) throw notEmpty(`was already migrated to number ${database}, beyond the backup's ${wanted}`);
    for (const { name } of tables) {
      const { rowCount } = await client.query(`SELECT FROM ${quoted(name)} LIMIT 1`);
      if (rowCount !== 0) throw notEmpty(`holds rows (in "${name}")`);
    }
    const { rows } = await client.query<{ users: number }>(
      `SELECT count(*) AS users FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'attune%' AND application_name NOT LIKE 'attune restore%'`,
    );
    if ((rows[0]?.users ?? 0) > 0) throw notEmpty('is in use by a running Attune, which must be stopped first');
  } finally {
    client.release();
  }
}

function notEmpty(why: string): DatabaseProblem {
  return new DatabaseProblem('not-empty', `A backup is restored into an empty database only, and this one ${why}. Nothing was changed. Choose an empty data folder with ATTUNE_DATA, or an empty database with DATABASE_URL.`);
}

/** Takes foreign keys and indexes away for the time of loading, since tables come in no order; gives back what restores them. */
export async function makeReady(client: Client, saved: readonly TableColumns[]): Promise<() => Promise<void>> {
  const tables = new Map((await listTables(client, [])).map((table) => [table.name, table]));
  for (const { name, columns } of saved) {
    const target = tables.get(name);
    const unknown = target ? columns.filter((column) => !target.columns.includes(column)) : columns;
    if (!target || unknown.length > 0) throw damaged(`it holds "${name}" with columns that its migrations do not make (${unknown.join(', ')})`);
  }
  if (tables.size > 0) await client.query(`TRUNCATE ${[...tables.keys()].map(quoted).join(', ')}`);
  const list = async (text: string): Promise<{ drop: string; make: string }[]> => (await client.query<{ drop: string; make: string }>(text)).rows;
  const taken = [...(await list(foreignKeys)), ...(await list(plainIndexes)), ...(await list(triggers))];
  for (const { drop } of taken) await client.query(drop);
  return async () => {
    await client.query(`SET LOCAL maintenance_work_mem = '128MB'`);
    // Indexes before keys: the keys are checked with their help.
    for (const { make } of taken.toReversed()) await client.query(make);
  };
}

const foreignKeys = `
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
         format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS make
  FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND connamespace = 'public'::regnamespace ORDER BY conname`;

const plainIndexes = `
  SELECT format('DROP INDEX %s', indexrelid::regclass) AS drop, pg_get_indexdef(indexrelid) AS make
  FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
  WHERE relnamespace = 'public'::regnamespace AND NOT relispartition AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x')) ORDER BY relname`;

const triggers = `
  SELECT DISTINCT format('ALTER TABLE %s DISABLE TRIGGER USER', tgrelid::regclass) AS drop, format('ALTER TABLE %s ENABLE TRIGGER USER', tgrelid::regclass) AS make
  FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal AND relnamespace = 'public'::regnamespace`;

export async function restoreSequences(client: Client, sequences: Tail['sequences']): Promise<void> {
  for (const [name, value] of Object.entries(sequences)) await client.query('SELECT setval($1::regclass, $2::bigint)', [quoted(name), value]);
}

/** Reads every table back and compares it with what the backup says was in it. */
export async function verify(client: Client, tables: readonly TableColumns[], tail: Tail, onProgress: ((progress: Progress) => void) | undefined): Promise<number> {
  let total = 0;
  for (const table of tables) {
    const sum = new RowSum();
    for await (const rows of copyOut(client, `(SELECT ${columnList(table)} FROM ${quoted(table.name)})`)) {
      for (const row of rows) sum.add(row);
      onProgress?.({ doing: 'verifying', what: table.name, done: sum.result.rows });
    }
    const was = tail.tables[table.name];
    const { rows, checksum } = sum.result;
    if (was?.rows !== rows) throw damaged(`"${table.name}" should have ${was?.rows ?? 0} rows but has ${rows}`);
    if (was.checksum !== checksum) throw damaged(`the rows of "${table.name}" are not what they were`);
    total += rows;
  }
  return total;
}

/** Moves rows that were put aside into tables of other schemas as far as they fit; returns how many did not. */
export async function takeBesides(client: Client, tables: readonly TableColumns[], besides: Besides | undefined): Promise<number> {
  let leftOut = 0;
  for (const table of tables) {
    const aside = quoted(asideName(table.name));
    const { rowCount } = await client.query(`DELETE FROM ${aside} WHERE (${besides?.keep[table.name] ?? 'false'}) IS NOT TRUE`);
    leftOut += rowCount ?? 0;
    await client.query(`INSERT INTO ${quoted(table.name)} (${columnList(table)}) SELECT ${columnList(table)} FROM ${aside}`);
  }
  return leftOut;
}
