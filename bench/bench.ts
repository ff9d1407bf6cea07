// `npm run bench`: one table from one run, through HTTP, reading included, with the corpus loaded. `--size desk` for a hundred
// thousand conversations, `--size large` for a million, `--databases embedded` or `server` for one of the two. `--keep FOLDER` leaves
// what was loaded there, and measures it again the next time without loading.
// `--only language` measures the language engine and no desk; otherwise it is measured last.
// A large desk, and one that is kept, is only read: what taking in and answering costs does not depend on how much lies beside it
// (`--size desk` measures it), and a kept desk stays as it was. An hour of loading on two cores.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { databaseUrl, onServer, startTestServers } from '../test/setup/postgres.ts';
import { sizes } from './corpus.ts';
import { benchLanguage } from './language.ts';
import { peerReaders, peersAccuracy } from './language-peers.ts';
import { firstLoad, zipped } from './machine.ts';
import type { Column } from './one-database.ts';
import { benchDatabase } from './one-database.ts';
import { table } from './measure.ts';

const build = new URL('../build', import.meta.url).pathname;
const flag = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? undefined : process.argv[at + 1];
};

const size = (['small', 'usual', 'desk', 'large'] as const).find((one) => one === flag('size')) ?? 'usual';
const kept = flag('keep');
const onlyLanguage = flag('only') === 'language';
const wanted = onlyLanguage ? [] : (flag('databases') ?? (kept === undefined ? 'embedded,server' : 'embedded')).split(',');
if (kept !== undefined && wanted.includes('server')) throw new Error('Only the embedded database can be kept: say --databases embedded.');
const columns: { readonly name: string; readonly column: Column }[] = [];

// Stopping a server waits for things that do not keep a process alive by themselves.
const awake = setInterval(() => undefined, 1_000);
for (const kind of wanted) {
  const say = (line: string): void => console.error(`  ${line}`);
  console.error(`${kind}: ${sizes[size].conversations} conversations, ${sizes[size].messages} messages …`);
  const folder = kept === undefined ? await mkdtemp(join(tmpdir(), 'attune-bench-')) : resolve(kept);
  mkdirSync(folder, { recursive: true });
  const servers = kind === 'server' ? await startTestServers(['server']) : null;
  const server = servers?.servers[0];
  const where = (name: string) => ({ data: join(folder, name), databaseUrl: server ? databaseUrl(server, `bench_${name}`) : null });
  try {
    if (server) await onServer(server.superuserUrl, ['create database bench_whole owner attune', 'create database bench_tenth owner attune']);
    const column = await benchDatabase({ whole: where('whole'), tenth: where('tenth'), size: sizes[size], onlyReading: size === 'large' || kept !== undefined, say });
    columns.push({ name: server ? "Debian's PostgreSQL 15" : 'embedded PostgreSQL 18', column });
  } finally {
    await servers?.stop();
    if (kept === undefined) rmSync(folder, { recursive: true, force: true });
  }
}
clearInterval(awake);

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
const machine = `Attune ${version}, Node ${process.version}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
if (columns.length > 0) {
  const rows = Object.keys(columns[0]!.column) as (keyof Column)[];
  /** What is asked of a desk of a hundred thousand conversations; of a million only that lists and opening cost at most twice as much. */
  const bounds: readonly (readonly [RegExp, string])[] = [[/^search:/, '60 ms'], [/^(inbox,|open a|list by)/, '15 ms'], [/^list and open against/, '2 ×']];
  const boundOf = (row: string): string => bounds.find(([rows]) => rows.test(row))?.[1] ?? '';
  console.log(`${machine}; ${sizes[size].conversations.toLocaleString('en')} conversations, ${sizes[size].messages.toLocaleString('en')} messages; client and server on one machine\n`);
  console.log(table([...columns.map((one) => one.name), 'p95 at most'], rows.map((row) => [row, ...columns.map((one) => one.column[row]), boundOf(row)])));
  console.log(`\nscreens, first load gzipped: ${(firstLoad(join(build, 'desk'), 'index.html') / 1_000).toFixed(0)} kB; widget: ${(zipped(join(build, 'widget', 'widget.js')) / 1_000).toFixed(1)} kB\n`);
} else console.log(`${machine}\n`);
console.log(benchLanguage((line) => console.error(`  ${line}`), await peerReaders()));
console.log(`\n${await peersAccuracy()}`);
