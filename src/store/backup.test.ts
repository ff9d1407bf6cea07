import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Clone, DatabaseKind } from '../../test/setup/clone.ts';
import { cloneDatabase, databaseKinds, emptyDatabase } from '../../test/setup/clone.ts';
import { backUp } from './backup.ts';
import { folderBlobs } from './blobs.ts';
import type { Migration } from './migrate.ts';
import { migrate, readMigrations } from './migrate.ts';
import { openDatabase } from './open.ts';
import { restore } from './restore.ts';

const some = 2_000;
const many = 100_000;
const known = await readMigrations();
const next = known.length + 1;
const everyType: Migration = {
  number: next, name: 'every-type', checksum: 'every-type', breaking: false,
  sql: `CREATE TABLE sample (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent bigint REFERENCES sample, "Odd ""name" text, words text[], bag jsonb, bytes bytea, at timestamptz, day date,
          yes boolean, small int, real_number double precision, exact numeric, uid uuid, low text GENERATED ALWAYS AS (lower("Odd ""name")) STORED);
        CREATE UNIQUE INDEX sample_low ON sample (low) WHERE low IS NOT NULL; CREATE INDEX sample_bag ON sample USING gin (bag);
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no more rows'; END $$;`,
};
const later: Migration = { number: next + 1, name: 'later', checksum: 'later', breaking: false, sql: `ALTER TABLE sample ADD COLUMN added text NOT NULL DEFAULT 'since then'` };
const asSaved = [...known, everyType];

const fill = `
  INSERT INTO workspace (id, name, working_hours, created_at) VALUES ('00000000-0000-7000-8000-000000000001', E'Ателье «Ё»\\t退款 è\\\\N', '{"monday": [["09:00", "13:00"]], "\\u0001": "\\\\ \\n 😀"}', '2026-03-29 01:30:00.123456+01');
  INSERT INTO workspace_counter (workspace, event) VALUES ('00000000-0000-7000-8000-000000000001', 9007199254740991);
  INSERT INTO sample ("Odd ""name", words, bag, bytes, at, day, yes, small, real_number, exact, uid)
    VALUES (E'line\\nbreak\\ttab \\\\ \\\\N', ARRAY['a,b', '"', NULL, E'\\\\', 'ё'], '{"имя": ["王", null, 1e3, "\\"\\\\"], "😀": {}}', decode('00ff5c6e0a09', 'hex'), 'infinity', '0001-01-01 BC', true, -2147483648, 1.0 / 3, 123456789.000000001, 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
           ('', '{}', 'null', '', '1999-12-31 23:59:59.999999-12', '9999-12-31', false, 0, 'NaN', 'NaN', NULL), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '-Infinity', NULL, NULL);
  INSERT INTO sample (parent, small, bag) SELECT 1 + number % 3, number, jsonb_build_object('n', number) FROM generate_series(1, ${some}) AS number;
  UPDATE sample SET parent = (SELECT max(id) FROM sample) WHERE id = 1;
  CREATE TRIGGER sample_refuse BEFORE INSERT ON sample FOR EACH ROW EXECUTE FUNCTION refuse();`;

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

/** Every row of every table, by the database's own printing: nothing of the backup's code is used. */
async function content(url: string): Promise<unknown> {
  const tables = await ask(url, `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'migration' ORDER BY 1`);
  const found: Record<string, unknown> = {};
  for (const { name } of tables) {
    [found[String(name)]] = await ask(url, `SELECT count(*) AS rows, md5(string_agg(md5(one::text), '' ORDER BY md5(one::text) COLLATE "C")) AS digest FROM "${String(name)}" AS one`);
  }
  return found;
}

describe.each(databaseKinds())('a backup of %s', (from) => {
  let source: Clone;
  let folder: string;
  let file: string;
  const attachment = Buffer.from('attached ✓'.repeat(50_000));
  const opened: Clone[] = [];
  const empty = async (kind: DatabaseKind): Promise<Clone> => {
    const clone = await emptyDatabase(kind);
    opened.push(clone);
    return clone;
  };
  const request = (to: Clone, extra: object = {}) => ({ url: to.url, file, blobs: folderBlobs(join(folder, 'target')), keyMark: 'mark', migrations: asSaved, ...extra });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'attune-backup-'));
    file = join(folder, 'desk.tar');
    mkdirSync(join(folder, 'data'));
    source = await cloneDatabase(from);
    const database = await openDatabase({ url: source.url, poolSize: 2, applicationName: 'test' });
    await migrate(database.pool, { migrations: asSaved });
    await database.pool.query(fill);
    const { hash } = await folderBlobs(join(folder, 'data')).put(attachment);
    await database.pool.query(`INSERT INTO attachment (workspace, id, name, media_type, bytes, hash, created_at) VALUES ('00000000-0000-7000-8000-000000000001', gen_random_uuid(), 'a.txt', 'text/plain', 1, $1, now()), ('00000000-0000-7000-8000-000000000001', gen_random_uuid(), 'lost.txt', 'text/plain', 1, $2, now())`, [hash, 'f'.repeat(64)]);
    await database.close();
    const made = await backUp({ url: source.url, file, data: join(folder, 'data'), product: '9.9.9', keyMark: 'mark' });
    expect(made).toMatchObject({ file, blobs: 1, missing: ['f'.repeat(64)] });
    expect(made.rows).toBe(some + 3 + 2 + 2);
  });
  afterAll(async () => {
    for (const clone of [source, ...opened]) await clone?.drop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  test.each(databaseKinds())('comes back whole into %s, with keys, indexes, triggers, sequences and files', async (to) => {
    const target = await empty(to);
    const done = await restore(request(target));
    expect(done).toMatchObject({ rows: some + 7, blobs: 1, missing: ['f'.repeat(64)], migrated: [], otherKey: false, leftOut: 0 });
    expect(await content(target.url)).toEqual(await content(source.url));
    const shape = `SELECT conname AS name, pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n' UNION ALL SELECT relname, pg_get_indexdef(oid) FROM pg_class WHERE relkind = 'i' AND relnamespace = 'public'::regnamespace ORDER BY 1, 2`;
    expect(await ask(target.url, shape)).toEqual(await ask(source.url, shape));
    expect(await ask(target.url, `SELECT nextval(pg_get_serial_sequence('sample', 'id')) AS next`)).toEqual([{ next: String(some + 4) }]);
    const hash = createHash('sha256').update(attachment).digest('hex');
    expect(Buffer.from(await folderBlobs(join(folder, 'target')).read(hash)).equals(attachment)).toBe(true);
    await expect(restore(request(target))).rejects.toMatchObject({ reason: 'not-empty', message: expect.stringMatching(/holds rows.*Nothing was changed/s) });
  });

  test('is brought up to date by a newer version, and refused by an older one', async () => {
    const target = await empty(from);
    expect((await restore(request(target, { migrations: [...asSaved, later], keyMark: 'other' }))).otherKey).toBe(true);
    expect(await ask(target.url, `SELECT DISTINCT added FROM sample`)).toEqual([{ added: 'since then' }]);
    const older = await empty(from);
    await expect(restore(request(older, { migrations: known }))).rejects.toMatchObject({ reason: 'newer-database', message: expect.stringMatching(/migration \d+ \(Attune 9\.9\.9\).*knows only/s) });
    expect(await ask(older.url, `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`)).toEqual([]);
  });

  test('is an ordinary tar file, readable by its owner only', () => {
    const names = execFileSync('tar', ['-tf', file], { encoding: 'utf8' }).split('\n');
    expect(names).toEqual(expect.arrayContaining(['head.json', 'tables/workspace/000001.copy.gz', 'tables/sample/000001.copy.gz', 'tail.json']));
  });

  test.each([
    ['cut in the middle', (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2)), /ends in the middle|cannot be unpacked/],
    ['cut before its closing list', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, bytes.lastIndexOf('tail.json')), Buffer.alloc(1024)]), /its end is missing/],
    ['without its end marks', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1024), /ends in the middle/],
    ['with one changed byte in a table', (bytes: Buffer) => flip(bytes, bytes.indexOf('tables/sample/000001') + 512 + 2000), /cannot be unpacked|not what they were|is not what it was/],
    ['with one changed byte in a file', (bytes: Buffer) => flip(bytes, bytes.indexOf('blobs/') + 512 + 100), /is not what it was/],
    ['with rows taken out', (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('tables/workspace_counter/000001', 'blurbs/workspace_counter/000001'), 'latin1'), /cannot be read/],
    ['that is something else', () => Buffer.from('PK\u0003\u0004'.repeat(300)), /structure cannot be read/],
    ['that is empty', () => Buffer.alloc(0), /ends in the middle/],
  ])('%s is refused, and nothing of it stays', async (_name, change, sentence) => {
    const broken = join(folder, 'broken.tar');
    writeFileSync(broken, change(readFileSync(file)));
    const target = await empty(from);
    await expect(restore(request(target, { file: broken }))).rejects.toMatchObject({ reason: 'bad-backup', message: expect.stringMatching(sentence) });
    const [rows] = await ask(target.url, `SELECT coalesce(sum((xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %I', relname), false, true, '')))[1]::text::int), 0) AS rows FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'migration'`);
    expect(rows).toEqual({ rows: '0' });
    // The same database may then take a good one.
    expect((await restore(request(target))).rows).toBe(some + 7);
  });

  test('an interrupted one leaves nothing; a killed one is cleared by the next', async () => {
    const stopped = join(folder, 'stopped.tar');
    const abort = new AbortController();
    await expect(backUp({ url: source.url, file: stopped, data: join(folder, 'data'), product: '1', keyMark: 'm', signal: abort.signal, onProgress: () => abort.abort(new Error('interrupted')) })).rejects.toThrow('interrupted');
    expect(readdirSync(folder).filter((name) => name.startsWith('stopped'))).toEqual([]);
    const child = spawn(process.execPath, ['--input-type=module', '-e', `
      import { backUp } from ${JSON.stringify(new URL('./backup.ts', import.meta.url).href)};
      const [url, file, data] = process.argv.slice(1);
      await backUp({ url, file, data, product: '1', keyMark: 'm', onProgress: ({ what }) => { if (what === 'sample') process.kill(process.pid, 'SIGKILL'); } });`, source.url, stopped, join(folder, 'data')]);
    await new Promise((resolve) => child.on('exit', resolve));
    expect(readdirSync(folder).filter((name) => name.startsWith('stopped'))).toEqual([expect.stringMatching(/^stopped\.tar\.partial-\d+$/)]);
    await backUp({ url: source.url, file: stopped, data: join(folder, 'data'), product: '1', keyMark: 'm' });
    expect(readdirSync(folder).filter((name) => name.startsWith('stopped'))).toEqual(['stopped.tar']);
    await expect(backUp({ url: source.url, file: stopped, data: join(folder, 'data'), product: '1', keyMark: 'm' })).rejects.toThrow(/exists already/);
    await expect(backUp({ url: source.url, file: join(folder, 'no/such/folder.tar'), data: folder, product: '1', keyMark: 'm' })).rejects.toThrow(/Choose a folder that exists/);
  });

  test('is one moment, whatever is written meanwhile', async () => {
    const moving = join(folder, 'moving.tar');
    const written: Promise<unknown>[] = [];
    const onProgress = ({ what }: { what: string }): void => {
      if (what === 'sample' && written.length === 0) written.push(ask(source.url, `UPDATE workspace SET name = name; INSERT INTO team (workspace, id, name, created_at) VALUES ('00000000-0000-7000-8000-000000000001', gen_random_uuid(), 'later', now())`));
    };
    await backUp({ url: source.url, file: moving, data: join(folder, 'data'), product: '1', keyMark: 'm', onProgress });
    expect((await Promise.all(written)).length).toBe(1);
    const target = await empty(from);
    await restore(request(target, { file: moving }));
    expect(await ask(target.url, 'SELECT count(*) AS teams FROM team')).toEqual([{ teams: '0' }]);
    await ask(source.url, 'DELETE FROM team');
  });

  test('a hundred thousand rows pass through in pieces, not through memory', async () => {
    const heaviest = vi.fn();
    const large = join(folder, 'large.tar');
    await ask(source.url, `ALTER TABLE sample DISABLE TRIGGER USER; INSERT INTO sample (parent, small, "Odd ""name") SELECT 1, number, number || repeat(md5(number::text), 40) FROM generate_series(1, ${many}) AS number`);
    // What is no longer held is collected before it is measured: garbage that waits for its collection is not what passes through memory.
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    collect();
    const before = process.memoryUsage().rss;
    let collected = 0;
    const onProgress = (): void => {
      if (performance.now() - collected > 200) {
        collect();
        collected = performance.now();
      }
      heaviest(process.memoryUsage().rss - before);
    };
    await backUp({ url: source.url, file: large, data: join(folder, 'data'), product: '1', keyMark: 'm', onProgress });
    expect(execFileSync('tar', ['-tf', large], { encoding: 'utf8' })).toContain('tables/sample/000020.copy.gz');
    const target = await empty(databaseKinds().findLast((kind) => kind !== from) ?? from);
    await restore(request(target, { file: large, onProgress }));
    expect(await content(target.url)).toEqual(await content(source.url));
    // The table holds 130 MB of text.
    expect(Math.max(...heaviest.mock.calls.map(([bytes]) => Number(bytes)))).toBeLessThan(90 << 20);
  }, 180_000);
});

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0x20;
  return copy;
}
