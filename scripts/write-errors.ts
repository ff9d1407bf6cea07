// Writes docs/errors.md; with --check only compares.
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { errorsText } from './errors-text.ts';

const path = resolve(import.meta.dirname, '../docs/errors.md');
const text = errorsText();
const current = await readFile(path, 'utf8').catch(() => null);
if (current === text) console.log('docs/errors.md is up to date.');
else if (process.argv.includes('--check')) {
  console.error('docs/errors.md is not what the catalogues say. Run `node scripts/write-errors.ts` and commit the result.');
  process.exitCode = 1;
} else {
  await writeFile(path, text);
  console.log('Wrote docs/errors.md.');
}
