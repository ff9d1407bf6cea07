// A database that is open: queries through Kysely over a pool, "look" signals, and whether it can be reached.
import { Kysely, PostgresDialect } from 'kysely';
import type { Client, ClientConfig } from 'pg';
import { Pool } from 'pg';
import type { Log, Timeouts } from './connection.ts';
import { clientConfig, connectClient, describePlace, explainConnectFailure, refusesSettings, silentLog } from './connection.ts';
import { DatabaseProblem } from './failure.ts';
import type { Stop } from './listen.ts';
import { gatherWrites } from './gather-writes.ts';
import { Listening } from './listen.ts';
import { PipelinedDialect } from './pipelined-dialect.ts';
import { prepareOften } from './prepare-often.ts';
import type { Schema } from './schema.ts';

/** What every store function takes first: the pool or the transaction it must run in. */
export type Db = Kysely<Schema>;

export type Database = {
  readonly db: Db;
  /** For streams (backup) and for libraries that bring their own SQL; store functions take `db`. */
  readonly pool: Pool;
  /** 150000 or more: server_version_num. */
  readonly version: number;
  /**
   * Calls back on every NOTIFY of the channel, and with null whenever signals may have been missed (connected again,
   * or polling): then look for yourself.
   */
  listen(channel: string, onLook: (payload: string | null) => void): Stop;
  /** Does it answer now? Never throws. */
  reachable(): Promise<boolean>;
  close(): Promise<void>;
};

export type OpenRequest = {
  readonly url: string;
  readonly poolSize: number;
  readonly applicationName: string;
  /** A direct or session connection for LISTEN, where `url` leads to a pooler in transaction mode. */
  readonly listenUrl?: string;
  readonly log?: Log;
  readonly timeouts?: Timeouts;
  /** How often to look where signals cannot arrive. */
  readonly pollMs?: number;
};

const oldest = 150_000;
const usualTimeouts: Timeouts = { statementMs: 30_000, idleInTransactionMs: 30_000, lockMs: 10_000 };

export async function openDatabase(request: OpenRequest): Promise<Database> {
  const log = request.log ?? silentLog;
  const { config, version, direct } = await tryFirst(request);
  const { listenUrl = request.url, applicationName, pollMs = 1000 } = request;
  // A pooler in transaction mode is spoken to in the plainest way: nothing prepared, nothing sent ahead.
  const plain = !direct || listenUrl !== request.url;
  const pool = new Pool({
    ...config,
    pipeline: !plain,
    max: request.poolSize,
    idleTimeoutMillis: 30_000,
    // A pooler or a failover behind one address is noticed when connections do not live for ever.
    maxLifetimeSeconds: 1800,
  });
  // Without these two a connection that breaks takes the process down: idle ones report to the pool, borrowed ones to themselves.
  pool.on('error', (error) => log.warn({ error: error.message }, 'An idle database connection broke.'));
  const prepare = plain ? () => undefined : prepareOften();
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    if (!plain) gatherWrites(client);
    prepare(client);
  });
  const db = new Kysely<Schema>({ dialect: plain ? new PostgresDialect({ pool }) : new PipelinedDialect({ pool }) });
  let listening: Listening | null = null;

  return {
    db,
    pool,
    version,
    listen: (channel, onLook) => {
      listening ??= new Listening({ config: clientConfig(listenUrl, `${applicationName} listen`, null), pool, log, pollMs });
      return listening.add(channel, onLook);
    },
    reachable: async () => {
      const late = new Promise<false>((resolve) => setTimeout(resolve, 3000, false).unref());
      return Promise.race([late, pool.query('SELECT 1').then(() => true, () => false)]);
    },
    close: async () => {
      await listening?.close();
      // Kysely ends the pool only when it was used through Kysely.
      await db.destroy();
      if (!pool.ending) await pool.end();
    },
  };
}

type Server = { readonly version: number; readonly direct: boolean };

async function tryFirst(request: OpenRequest): Promise<Server & { readonly config: ClientConfig }> {
  const full = clientConfig(request.url, request.applicationName, request.timeouts ?? usualTimeouts);
  try {
    return { config: full, ...(await checkServer(full, request.url)) };
  } catch (error) {
    if (!refusesSettings(error)) throw explainConnectFailure(error, request.url);
    const plain = clientConfig(request.url, request.applicationName, null);
    return { config: plain, ...(await checkServer(plain, request.url)) };
  }
}

async function checkServer(config: ClientConfig, url: string): Promise<Server> {
  const client = await connectClient(config);
  try {
    const { rows } = await client.query<{ version: number; encoding: string; shown: string; process: number }>(
      `SELECT pg_backend_pid() AS process, current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding, current_setting('server_version') AS shown`,
    );
    const { version = 0, encoding = '', shown = '', process = 0 } = rows[0] ?? {};
    if (version < oldest) throw new DatabaseProblem('too-old', `The database at ${describePlace(url)} is PostgreSQL ${shown}; Attune needs 15 or newer. Nothing was changed.`);
    if (encoding !== 'UTF8') {
      throw new DatabaseProblem('wrong-encoding', `The database at ${describePlace(url)} stores text as ${encoding}, which cannot hold every language. Make one with CREATE DATABASE attune ENCODING 'UTF8' TEMPLATE template0 and point DATABASE_URL at it.`);
    }
    // A pooler hands out process numbers of its own; what one statement leaves behind, the next may not find there.
    return { version, direct: (client as Client & { readonly processID?: number | null }).processID === process };
  } finally {
    await client.end();
  }
}
