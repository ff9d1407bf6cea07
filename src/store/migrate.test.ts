import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Clone } from '../../test/setup/clone.ts';
import { databaseKinds, emptyDatabase } from '../../test/setup/clone.ts';
import type { Migration } from './migrate.ts';
import { migrate, readMigrations, standing } from './migrate.ts';
import type { Database } from './open.ts';
import { openDatabase } from './open.ts';

const migration = (number: number, sql: string, breaking = false): Migration => ({ number, name: `step-${number}`, checksum: `sum of ${sql}`, breaking, sql });
const first = migration(1, 'CREATE TABLE one (id int PRIMARY KEY)');
const second = migration(2, 'CREATE TABLE two (id int PRIMARY KEY); INSERT INTO two VALUES (7)');

describe.each(databaseKinds())('migrations on %s', (kind) => {
  let clone: Clone;
  let database: Database;
  beforeAll(async () => {
    clone = await emptyDatabase(kind);
    database = await openDatabase({ url: clone.url, poolSize: 8, applicationName: 'test' });
  });
  afterAll(async () => {
    await database?.close();
    await clone?.drop();
  });

  test('several processes may start at once; each step runs once', async () => {
    const runs = await Promise.all([1, 2, 3, 4].map(() => migrate(database.pool, { migrations: [first, second] })));
    expect(runs.flat().sort((one, other) => one - other)).toEqual([1, 2]);
    expect((await database.pool.query('SELECT id FROM two')).rows).toEqual([{ id: 7 }]);
    expect(await standing(database.pool, [first, second])).toEqual({ is: 'same', database: 2, code: 2 });
  });

  test('a step that fails is undone whole, named, and can be run again when mended', async () => {
    const broken = migration(3, 'CREATE TABLE three (id int); SELECT nonsense');
    await expect(migrate(database.pool, { migrations: [first, second, broken] })).rejects.toThrow(/000003-step-3 failed.*nonsense.*stands at migration 2/s);
    expect((await database.pool.query(`SELECT to_regclass('three') AS found`)).rows).toEqual([{ found: null }]);
    expect(await migrate(database.pool, { migrations: [first, second, migration(3, 'CREATE TABLE three (id int)')] })).toEqual([3]);
  });

  test('refuses a migration that was changed after it had run', async () => {
    const changed = { ...first, checksum: 'other' };
    await expect(migrate(database.pool, { migrations: [changed, second] })).rejects.toMatchObject({ reason: 'migration-changed', message: expect.stringContaining('000001-step-1') });
  });

  test('refuses a database that a newer version migrated', async () => {
    await expect(migrate(database.pool, { migrations: [first, second] })).rejects.toMatchObject({ reason: 'newer-database', message: expect.stringMatching(/number 3.*only 2/s) });
    expect((await standing(database.pool, [first, second])).is).toBe('newer');
  });

  test('a breaking step tells older servers to stop', async () => {
    await migrate(database.pool, { migrations: [first, second, migration(3, 'CREATE TABLE three (id int)'), migration(4, 'DROP TABLE one', true)] });
    expect((await standing(database.pool, [first, second])).is).toBe('breaking');
  });

  test('stops after the number it was given', async () => {
    const other = await emptyDatabase(kind);
    const there = await openDatabase({ url: other.url, poolSize: 1, applicationName: 'test' });
    expect(await migrate(there.pool, { migrations: [first, second], upTo: 1 })).toEqual([1]);
    expect(await standing(there.pool, [first, second])).toEqual({ is: 'older', database: 1, code: 2 });
    await there.close();
    await other.drop();
  });
});

describe('migration files', () => {
  test('the committed ones are numbered without a gap', async () => {
    const found = await readMigrations();
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]?.number).toBe(1);
  });
});
