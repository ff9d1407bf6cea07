// Writes the table of settings in README.md from src/config.ts; with --check only compares.
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { settings } from '../src/config.ts';

const path = resolve(import.meta.dirname, '../README.md');
const begin = '<!-- settings: node scripts/write-settings.ts -->';
const end = '<!-- end of settings -->';

const rows = settings.map(({ name, meaning, fallback }) => `| \`${name}\` | ${meaning} | ${fallback} |`);
const table = `${begin}\n| setting | meaning | when absent |\n|---|---|---|\n${rows.join('\n')}\n${end}`;

const current = await readFile(path, 'utf8');
const [from, to] = [current.indexOf(begin), current.indexOf(end)];
if (from < 0 || to < from) throw new Error(`README.md has lost its marks ${begin} and ${end}.`);
const wanted = current.slice(0, from) + table + current.slice(to + end.length);

if (current === wanted) console.log("README.md's settings are up to date.");
else if (process.argv.includes('--check')) {
  console.error("README.md's settings are not those of src/config.ts. Run `node scripts/write-settings.ts` and commit the result.");
  process.exitCode = 1;
} else {
  await writeFile(path, wanted);
  console.log("Wrote README.md's settings.");
}
