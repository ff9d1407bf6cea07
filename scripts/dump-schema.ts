// Writes migrations/schema.sql and src/store/schema.ts from a freshly migrated database; with --check only compares.
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { silentLog } from '../src/store/connection.ts';
import { describeSchema } from '../src/store/describe-schema.ts';
import { openEmbedded } from '../src/store/embedded.ts';
import { migrate } from '../src/store/migrate.ts';
import type { Database } from '../src/store/open.ts';
import { openDatabase } from '../src/store/open.ts';
import { makeTemporary } from '../test/setup/temporary.ts';
import { schemaTypes } from './schema-types.ts';

const root = resolve(import.meta.dirname, '..');
const head = '-- Written by scripts/dump-schema.ts: what all migrations together make. Read it; nothing runs it.\n\n';

async function withMigrated<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const temporary = makeTemporary('schema');
  const embedded = await openEmbedded({ folder: temporary.folder, log: silentLog });
  try {
    const database = await openDatabase({ url: embedded.url, poolSize: 1, applicationName: 'attune schema' });
    try {
      await migrate(database.pool);
      return await work(database);
    } finally {
      await database.close();
    }
  } finally {
    await embedded.stop();
    temporary.remove();
  }
}

const files = await withMigrated(async ({ pool }) => [
  { path: join(root, 'migrations/schema.sql'), text: head + (await describeSchema(pool)) },
  { path: join(root, 'src/store/schema.ts'), text: await schemaTypes(pool) },
]);
for (const { path, text } of files) {
  const name = relative(root, path);
  const current = await readFile(path, 'utf8').catch(() => null);
  if (current === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${name} is not what the migrations make. Run: node scripts/dump-schema.ts`);
    process.exitCode = 1;
  } else {
    await writeFile(path, text);
    console.log(`${name} written`);
  }
}
