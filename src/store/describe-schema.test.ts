import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { cloneDatabase, databaseKinds, emptyDatabase } from '../../test/setup/clone.ts';
import { schemaTypes } from '../../scripts/schema-types.ts';
import { describeSchema } from './describe-schema.ts';
import { openDatabase } from './open.ts';

describe.each(databaseKinds())('the schema on %s', (kind) => {
  test('is the committed one, word for word', async () => {
    const clone = await cloneDatabase(kind);
    const database = await openDatabase({ url: clone.url, poolSize: 1, applicationName: 'test' });
    const committed = await readFile(new URL('../../migrations/schema.sql', import.meta.url), 'utf8');
    expect(committed).toMatch(/^-- Written by .*\n\n/);
    expect(await describeSchema(database.pool)).toBe(committed.replace(/^.*\n\n/, ''));
    expect(await schemaTypes(database.pool)).toBe(await readFile(new URL('./schema.ts', import.meta.url), 'utf8'));
    await database.close();
    await clone.drop();
  });

  test('shows every kind of thing that migrations use, and refuses a kind it cannot show', async () => {
    const clone = await emptyDatabase(kind);
    const { pool, close } = await openDatabase({ url: clone.url, poolSize: 1, applicationName: 'test' });
    await pool.query(`
      CREATE EXTENSION pg_trgm;
      CREATE TABLE thing (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Odd name" text COLLATE "C" UNIQUE, low text GENERATED ALWAYS AS (lower("Odd name")) STORED,
        state text NOT NULL DEFAULT 'on' CHECK (state IN ('on', 'off')), parts int[] NOT NULL DEFAULT '{}', bag jsonb, at timestamptz NOT NULL DEFAULT now()) WITH (fillfactor = 80);
      CREATE INDEX thing_words ON thing USING gin (low gin_trgm_ops) WHERE state = 'on';
      CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
      CREATE TRIGGER thing_stop BEFORE DELETE ON thing FOR EACH ROW EXECUTE FUNCTION stop();`);
    const text = await describeSchema(pool);
    for (const part of ['CREATE EXTENSION pg_trgm;', 'GENERATED ALWAYS AS IDENTITY', 'COLLATE "C"', 'STORED', "CHECK ((state = ANY", 'fillfactor=80', 'gin_trgm_ops) WHERE', 'FUNCTION public.stop()', 'CREATE TRIGGER thing_stop']) expect(text).toContain(part);
    const types = await schemaTypes(pool);
    for (const part of ['id: GeneratedAlways<number>', "'Odd name': string | null", 'low: GeneratedAlways<string | null>', "state: Generated<'on' | 'off'>", 'parts: Generated<number[]>', 'bag: JsonOrNull', 'at: GeneratedTime']) expect(types).toContain(part);
    await pool.query('CREATE VIEW seen AS SELECT id FROM thing');
    await expect(describeSchema(pool)).rejects.toThrow(/seen \(v\)/);
    await close();
    await clone.drop();
  });
});
