// What a backup consists of: a tar file with head.json, every table in gzipped pieces of COPY text, every file that a row
// names, and tail.json, without which it is not whole.
import { hash } from 'node:crypto';
import type { Client, ClientBase } from 'pg';
import { damaged } from './backup-tar.ts';
import { DatabaseProblem } from './failure.ts';

export const format = 1;
export const headName = 'head.json';
export const tailName = 'tail.json';
export const pieceName = (table: string, number: number): string => `tables/${table}/${String(number).padStart(6, '0')}.copy.gz`;
export const blobName = (hash: string): string => `blobs/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`;

export type TableColumns = { readonly name: string; readonly columns: readonly string[] };

export type Head = {
  readonly format: number;
  readonly product: string;
  readonly migration: number;
  readonly postgres: string;
  readonly at: string;
  /** Recognises the installation's key without telling it: channel passwords can only be read with the same one. */
  readonly keyMark: string;
  readonly tables: readonly TableColumns[];
};

export type TableSum = { readonly rows: number; readonly checksum: string };

export type Tail = {
  readonly tables: Readonly<Record<string, TableSum>>;
  readonly sequences: Readonly<Record<string, string>>;
  readonly blobs: number;
  /** Files that rows name but that were not there any more. */
  readonly missing: readonly string[];
};

export type Progress = { readonly doing: 'table' | 'files' | 'indexes' | 'verifying'; readonly what: string; readonly done: number };

/** Two servers print the same values alike only when told how. */
export const sameTextEverywhere = `
  SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres';
  SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 3; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0;
  SET LOCAL idle_in_transaction_session_timeout = 0`;

/** The tables of the desk, without the record of migrations; those in other schemas only when `besides` names them. */
export async function listTables(client: ClientBase, besides: readonly string[]): Promise<readonly TableColumns[]> {
  const { rows } = await client.query<TableColumns>(
    `SELECT CASE nspname WHEN 'public' THEN relname ELSE nspname || '.' || relname END AS name,
            array_agg(attname::text ORDER BY attnum) AS columns
     FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace JOIN pg_attribute ON attrelid = pg_class.oid
     WHERE relkind IN ('r', 'p') AND NOT relispartition AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
       AND (nspname = 'public' OR nspname || '.' || relname = ANY ($1)) AND NOT (nspname = 'public' AND relname = 'migration')
       AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
     GROUP BY nspname, relname ORDER BY nspname = 'public' DESC, relname COLLATE "C"`,
    [besides],
  );
  return rows;
}

export const quoted = (name: string): string => name.split('.').map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
export const columnList = (table: TableColumns): string => table.columns.map((column) => `"${column.replaceAll('"', '""')}"`).join(', ');

/** A checksum of rows that does not depend on their order: the sum of their hashes. */
export class RowSum {
  #rows = 0;
  readonly #sums = new Uint32Array(4);

  add(row: Uint8Array): void {
    const digest = hash('sha256', row, 'buffer');
    for (let word = 0; word < 4; word++) this.#sums[word] = (this.#sums[word] ?? 0) + digest.readUInt32LE(word * 4);
    this.#rows += 1;
  }

  get result(): TableSum {
    return { rows: this.#rows, checksum: Buffer.from(this.#sums.buffer).toString('hex') };
  }
}

/** Every file that some row names. */
export const blobQuery = '(SELECT hash FROM attachment UNION SELECT blob FROM raw_input WHERE blob IS NOT NULL ORDER BY 1)';

export async function readSequences(client: Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; value: string }>(`SELECT sequencename AS name, last_value::text AS value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL`);
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

export function readHead(text: string): Head {
  const head = parse(text);
  if (typeof head['format'] === 'number' && head['format'] > format) {
    throw new DatabaseProblem('bad-backup', `This backup was made by a newer Attune (${String(head['product'])}). Nothing was restored; restore it with that version or a newer one.`);
  }
  if (head['format'] !== format || !Number.isInteger(head['migration']) || !Array.isArray(head['tables'])) throw damaged('its description is not one of Attune');
  return head as unknown as Head;
}

export function readTail(text: string): Tail {
  const tail = parse(text);
  if (typeof tail['tables'] !== 'object' || tail['tables'] === null) throw damaged('its closing list is missing');
  return tail as unknown as Tail;
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw damaged('its description cannot be read');
}
