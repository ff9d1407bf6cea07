// Writes languages/pack.schema.json; with --check only compares.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCatalogue } from '../src/language/pack/catalogue.ts';
import type { Problem } from '../src/language/pack/source.ts';
import { productLanguages } from '../src/language-packs.ts';
import { packSchema } from './pack-schema.ts';

const path = join(productLanguages, 'pack.schema.json');
const problems: Problem[] = [];
const catalogue = readCatalogue('catalogue.yaml', await readFile(join(productLanguages, 'catalogue.yaml'), 'utf8'), problems);
if (problems.length > 0) throw new Error(`languages/catalogue.yaml: ${problems.map(({ line, message }) => `${line}: ${message}`).join('; ')}`);
const text = `${JSON.stringify(packSchema(catalogue), null, 1)}\n`;

if ((await readFile(path, 'utf8').catch(() => null)) === text) console.log('languages/pack.schema.json is up to date.');
else if (process.argv.includes('--check')) {
  console.error('languages/pack.schema.json is not what the engine checks packs against. Run `node scripts/write-pack-schema.ts` and commit the result.');
  process.exitCode = 1;
} else {
  await writeFile(path, text);
  console.log('Wrote languages/pack.schema.json.');
}
