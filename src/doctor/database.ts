// The database: does it answer, what does it hold, do its signals arrive.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Settings } from '../config.ts';
import { watchCondition } from '../store/condition.ts';
import { clientConfig, connectClient, explainConnectFailure, silentLog } from '../store/connection.ts';
import { attachEmbedded, openEmbedded } from '../store/embedded.ts';
import { majorOf } from '../store/embedded-cluster.ts';
import { DatabaseProblem } from '../store/failure.ts';
import { standing } from '../store/migrate.ts';
import type { Database } from '../store/open.ts';
import { openDatabase } from '../store/open.ts';
import type { Finding } from './finding.ts';
import { careful, reasonOf, well, wrong } from './finding.ts';
import { askOwnHealth, told } from './health.ts';

export type Reached = { readonly database: Database | null; readonly findings: readonly Finding[]; close(): Promise<void> };

const nothing = async (): Promise<void> => undefined;
const readAbove = 'What to do stands in the line above.';
const skewMs = 2_000;
const signalPatienceMs = 3_000;

/** Opens the database as the desk would; the embedded one beside a running desk, or by itself while none runs. */
export async function reachDatabase(config: Settings): Promise<Reached> {
  try {
    const place = await placeOf(config);
    if (place === null) return { database: null, close: nothing, findings: [careful('The embedded database is not made yet.', 'The first "npm start" makes it.')] };
    try {
      const database = await openDatabase({ url: place.url, poolSize: 3, applicationName: 'attune doctor', listenUrl: config.databaseListenUrl ?? place.url });
      return { database, findings: [], close: async () => { await database.close(); await place.stop(); } };
    } catch (error) {
      await place.stop();
      throw error;
    }
  } catch (error) {
    return { database: null, close: nothing, findings: [problem(error)] };
  }
}

async function placeOf(config: Settings): Promise<{ readonly url: string; readonly stop: () => Promise<void> } | null> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, stop: nothing };
  const running = await attachEmbedded({ folder: config.data });
  if (running) return { url: running.url, stop: nothing };
  if ((await majorOf(join(config.data, 'postgres', 'cluster'))) === null) return null;
  const desk = await askOwnHealth(config);
  // A desk that starts it again is not to be interfered with.
  if (desk.is === 'not ready') throw new DatabaseProblem('cannot-start', `The embedded database does not run. The desk on port ${config.port} says: ${told(desk.trouble)} The database's own log is in ${join(config.data, 'postgres', 'cluster', 'log')}; mend what it names, and the desk goes on by itself.`);
  const embedded = await openEmbedded({ folder: config.data, log: silentLog });
  return { url: embedded.url, stop: () => embedded.stop() };
}

function problem(error: unknown): Finding {
  if (error instanceof DatabaseProblem) return wrong(error.message, readAbove);
  return wrong(`The database cannot be used: ${reasonOf(error)}`, 'Check DATABASE_URL and the log of the database.');
}

/** `migrated`: its tables are there, so that what they hold can be looked at. */
export async function examineDatabase(database: Database, config: Settings): Promise<{ readonly findings: readonly Finding[]; readonly migrated: boolean }> {
  const migrations = await migrationsOf(database);
  const findings = [await server(database), await room(database, config), migrations.finding, await signals(database, config), await clocks(database), await connections(database, config)];
  return { findings, migrated: migrations.usable };
}

async function server(database: Database): Promise<Finding> {
  const { rows } = await sql<{ shown: string; encoding: string; size: string }>`
    select current_setting('server_version') as shown, current_setting('server_encoding') as encoding, pg_size_pretty(pg_database_size(current_database())) as size`.execute(database.db);
  const { shown = '', encoding = '', size = '' } = rows[0] ?? {};
  return well(`PostgreSQL ${shown} answers, ${encoding}, ${size}`);
}

async function room({ pool }: Database, { data }: Settings): Promise<Finding> {
  const { database } = await watchCondition({ pool, data })();
  if (database.is === 'well') return well('The database has room to store');
  return wrong(database.because, 'Make room on the disk of the database. Nothing is lost: mail waits on its server, chats are sent again, and the desk goes on by itself.');
}

async function migrationsOf(database: Database): Promise<{ readonly finding: Finding; readonly usable: boolean }> {
  try {
    const { is, database: applied, code } = await standing(database.pool);
    if (is === 'same') return { usable: true, finding: well(`All ${code} migrations are applied`) };
    if (is === 'older') return { usable: false, finding: careful(`${code - applied} of ${code} migrations are not applied yet.`, '"npm start" or "npm run migrate" applies them.') };
    const said = `The database was migrated to number ${applied} by a newer Attune; this one knows ${code}.`;
    if (is === 'newer') return { usable: true, finding: careful(said, 'Start the newer version on this machine too.') };
    return { usable: false, finding: wrong(said, 'Start the newer version, or restore a backup that was made before the upgrade.') };
  } catch (error) {
    return { usable: false, finding: problem(error) };
  }
}

async function signals(database: Database, config: Settings): Promise<Finding> {
  const { databaseListenUrl } = config;
  if (databaseListenUrl !== null) {
    try {
      await (await connectClient(clientConfig(databaseListenUrl, 'attune doctor', null))).end();
    } catch (error) {
      return wrong(`DATABASE_LISTEN_URL: ${reasonOf(explainConnectFailure(error, databaseListenUrl))}`, 'Without it other processes are noticed late, by looking every second. Correct DATABASE_LISTEN_URL.');
    }
  }
  if (await hears(database)) return well('Signals between processes arrive (LISTEN)');
  return careful('Signals between processes do not arrive: DATABASE_URL seems to lead through a pooler in transaction mode. The desk looks every second instead.', 'Set DATABASE_LISTEN_URL to a direct connection.');
}

async function hears(database: Database): Promise<boolean> {
  const channel = `attune_doctor_${randomBytes(6).toString('hex')}`;
  const { promise: heard, resolve } = Promise.withResolvers<boolean>();
  const stop = database.listen(channel, (payload) => payload !== null && resolve(true));
  // Sent again and again, since the first ones may come before anybody listens.
  const calling = setInterval(() => void sql`select pg_notify(${channel}, 'look')`.execute(database.db).catch(() => undefined), 100);
  const patience = setTimeout(() => resolve(false), signalPatienceMs);
  const answer = await heard;
  clearInterval(calling);
  clearTimeout(patience);
  stop();
  return answer;
}

async function clocks(database: Database): Promise<Finding> {
  const before = Date.now();
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(database.db);
  const here = (before + Date.now()) / 2;
  const apart = rows[0]!.at.getTime() - here;
  if (Math.abs(apart) < skewMs) return well('The clocks of this machine and of the database agree');
  return careful(`The database's clock is ${(Math.abs(apart) / 1_000).toFixed(0)} s ${apart > 0 ? 'ahead of' : 'behind'} this machine's.`, 'Let both set their clocks from the network (NTP): sessions would end too early or too late, and deadlines would be wrong.');
}

async function connections(database: Database, config: Settings): Promise<Finding> {
  const { rows } = await sql<{ most: number; used: number; mine: number }>`
    select current_setting('max_connections')::int as most, count(*)::int as used, (count(*) filter (where application_name like 'attune%'))::int as mine
    from pg_stat_activity where backend_type = 'client backend'`.execute(database.db);
  const { most = 0, used = 0, mine = 0 } = rows[0] ?? {};
  // Beside the pool: three for the queue, one that listens, one for locks.
  const wanted = config.databasePool + 5;
  const free = most - (used - mine);
  if (free >= wanted) return well(`${most} connections allowed, one process of the desk uses at most ${wanted}`);
  return careful(`The database allows ${most} connections and others hold ${used - mine}; one process of the desk wants up to ${wanted}.`, 'Lower DATABASE_POOL or raise max_connections.');
}
