// The saved pieces of one table after another into COPY.
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Client } from 'pg';
import type { CopyIn } from './backup-copy.ts';
import { copyIn } from './backup-copy.ts';
import type { Progress, TableColumns } from './backup-format.ts';
import { columnList, listTables, quoted } from './backup-format.ts';
import type { TarEntry } from './backup-tar.ts';
import { bytesOf, damaged } from './backup-tar.ts';
import { codeOf } from './failure.ts';

export type Loader = {
  take(entry: TarEntry): Promise<void>;
  end(): Promise<void>;
  /** Tables of other schemas, whose rows wait in temporary tables. */
  readonly waiting: readonly TableColumns[];
  /** Tables of other schemas that do not exist any more in the shape they were saved in. */
  readonly unknown: readonly string[];
};

type Current = { readonly name: string; readonly copy: CopyIn; bytes: number };

const unpack = promisify(gunzip);

/** Rows of other schemas are put aside first: another version's tables may not take all of them. */
export const asideName = (name: string): string => `pg_temp.restored ${name.replace('.', ' ')}`;

export async function openLoader(client: Client, tables: readonly TableColumns[], onProgress: ((progress: Progress) => void) | undefined): Promise<Loader> {
  const waiting: TableColumns[] = [];
  const unknown: string[] = [];
  for (const table of tables.filter(({ name }) => name.includes('.'))) {
    const [target] = (await listTables(client, [table.name])).filter(({ name }) => name === table.name);
    if (!target || table.columns.some((column) => !target.columns.includes(column))) unknown.push(table.name);
    else {
      await client.query(`CREATE TEMPORARY TABLE ${quoted(asideName(table.name))} AS SELECT ${columnList(table)} FROM ${quoted(table.name)} WITH NO DATA`);
      waiting.push(table);
    }
  }
  let current: Current | null = null;
  const end = async (): Promise<void> => {
    const last = current;
    current = null;
    await last?.copy.end();
  };
  const take = async (entry: TarEntry): Promise<void> => {
    const name = entry.name.split('/')[1] ?? '';
    if (unknown.includes(name)) return;
    const table = tables.find((one) => one.name === name);
    if (!table) throw damaged(`it holds a table "${name}" that its description does not name`);
    if (current?.name !== name) {
      await end();
      current = { name, copy: copyIn(client, `${quoted(name.includes('.') ? asideName(name) : name)} (${columnList(table)})`), bytes: 0 };
    }
    await feed(current, entry, onProgress);
  };
  return { take, end, waiting, unknown };
}

async function feed(current: Current, entry: TarEntry, onProgress: ((progress: Progress) => void) | undefined): Promise<void> {
  const { copy, name } = current;
  try {
    // A piece is unpacked whole, so that its checksum is known before a single row of it is used.
    const piece = await unpack(await bytesOf(entry));
    await copy.write(piece);
    current.bytes += piece.length;
    onProgress?.({ doing: 'table', what: name, done: current.bytes });
  } catch (error) {
    await copy.fail('the backup cannot be read');
    throw codeOf(error)?.startsWith('Z_') === true ? damaged(`table "${name}" cannot be unpacked`) : error;
  }
}
