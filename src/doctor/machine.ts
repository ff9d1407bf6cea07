// The machine: which Node runs this, and whether the embedded database can run here.
import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import type { Finding } from './finding.ts';
import { careful, well, wrong } from './finding.ts';

const leastMemory = 1_000_000_000;

export function examineMachine(embedded: boolean): readonly Finding[] {
  return [node(), ...(embedded ? [platform()] : []), memory()];
}

/** npm puts the Node of package.json first on the path; started otherwise, another one may run. */
function node(): Finding {
  const { dependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly dependencies: Readonly<Record<string, string>> };
  const wanted = dependencies['node']!;
  const running = process.versions.node;
  if (Number.parseInt(running, 10) === Number.parseInt(wanted, 10)) return well(`Node ${running}`);
  return careful(`Node ${running} runs this, but Attune is tested with ${wanted}, which npm has installed for it.`, 'Start it with "npm start" or "npm run doctor", not with another node.');
}

function platform(): Finding {
  const name = `${process.platform}-${process.arch}`;
  const { glibcVersionRuntime: glibc } = (process.report.getReport() as { readonly header: { readonly glibcVersionRuntime?: string } }).header;
  if (process.platform === 'linux' && glibc === undefined) {
    return wrong('The embedded database needs glibc; this system (Alpine?) has another C library.', 'Set DATABASE_URL to a PostgreSQL server (15 or newer), or use a system with glibc such as Debian.');
  }
  if (!['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'].includes(name)) {
    return wrong(`There is no embedded database for ${name}.`, 'Set DATABASE_URL to a PostgreSQL server (15 or newer).');
  }
  return well(`${name}${glibc === undefined ? '' : `, glibc ${glibc}`}: the embedded database can run here`);
}

function memory(): Finding {
  const total = totalmem();
  const said = `${(total / 1e9).toFixed(1)} GB of memory, ${availableParallelism()} processors`;
  return total >= leastMemory ? well(said) : careful(said, 'Desk and database together want about one gigabyte.');
}
