// `npm run bench`: one table from one run, through HTTP, reading included, with the corpus loaded. `--size desk` for a hundred
// thousand conversations, `--size large` for a million, `--databases embedded` or `server` for one of the two.
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { databaseUrl, onServer, startTestServers } from '../test/setup/postgres.ts';
import { sizes } from './corpus.ts';
import { firstLoad, zipped } from './machine.ts';
import type { Column } from './one-database.ts';
import { benchDatabase } from './one-database.ts';
import { table } from './measure.ts';

const build = new URL('../build', import.meta.url).pathname;
const flag = (name: string, fallback: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return (at === -1 ? undefined : process.argv[at + 1]) ?? fallback;
};

const size = (['small', 'usual', 'desk', 'large'] as const).find((one) => one === flag('size', 'usual')) ?? 'usual';
const wanted = flag('databases', 'embedded,server').split(',');
const columns: { readonly name: string; readonly column: Column }[] = [];

// Stopping a server waits for things that do not keep a process alive by themselves.
const awake = setInterval(() => undefined, 1_000);
for (const kind of wanted) {
  console.error(`${kind}: loading ${sizes[size].conversations} conversations, ${sizes[size].messages} messages …`);
  const servers = kind === 'server' ? await startTestServers(['server']) : null;
  const server = servers?.servers[0];
  try {
    if (server) await onServer(server.superuserUrl, ['create database bench owner attune']);
    const column = await benchDatabase(server ? databaseUrl(server, 'bench') : null, sizes[size], (line) => console.error(`  ${line}`));
    columns.push({ name: server ? "Debian's PostgreSQL 15" : 'embedded PostgreSQL 18', column });
  } finally {
    await servers?.stop();
  }
}
clearInterval(awake);

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
const rows = Object.keys(columns[0]!.column) as (keyof Column)[];
console.log(`Attune ${version}, Node ${process.version}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; ${sizes[size].conversations.toLocaleString('en')} conversations, ${sizes[size].messages.toLocaleString('en')} messages; client and server on one machine\n`);
console.log(table(columns.map((one) => one.name), rows.map((row) => [row, ...columns.map((one) => one.column[row])])));
console.log(`\nscreens, first load gzipped: ${(firstLoad(join(build, 'desk'), 'index.html') / 1_000).toFixed(0)} kB; widget: ${(zipped(join(build, 'widget', 'widget.js')) / 1_000).toFixed(1)} kB`);
