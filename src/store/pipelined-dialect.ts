// Statements of one connection sent one behind the other without waiting for each answer; BEGIN goes with the first of them.
// Measured on the embedded database: the way there and back costs about as much as the statement itself.
import type { DatabaseConnection, KyselyProps, PostgresDialectConfig, TransactionSettings } from 'kysely';
import { Kysely, PostgresDialect, PostgresDriver, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

type Connection = Awaited<ReturnType<PostgresDriver['acquireConnection']>>;

/** For pools whose connections have `pipeline: true`: what is sent in order is answered in order. */
export class PipelinedDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): PostgresDriver {
    return new PipelinedDriver(this, this.#config);
  }
}

type Parts = Pick<KyselyProps, 'config' | 'dialect' | 'driver'>;

const pipelined = new WeakMap<DatabaseConnection, Parts>();

class PipelinedDriver extends PostgresDriver {
  readonly #parts: Parts;

  constructor(dialect: PipelinedDialect, config: PostgresDialectConfig) {
    super(config);
    this.#parts = { config: { dialect }, dialect, driver: this };
  }

  override async acquireConnection(...given: Parameters<PostgresDriver['acquireConnection']>): Promise<Connection> {
    const connection = await super.acquireConnection(...given);
    pipelined.set(connection, this.#parts);
    return connection;
  }

  override async beginTransaction(connection: Connection, settings: TransactionSettings): Promise<void> {
    // BEGIN fails only where the connection is gone, and then the first statement says so.
    super.beginTransaction(connection, settings).catch(() => undefined);
  }
}

/**
 * The same transaction (or single connection), on which statements leave in the order in which they are asked, at once.
 * Kysely itself holds each back until the one before is answered. Behind a pooler nothing changes.
 */
export async function sentAhead<Given extends Kysely<Schema> | Transaction<Schema>>(db: Given): Promise<Given> {
  const executor = db.getExecutor();
  const connection = await executor.provideConnection(async (one) => one);
  const parts = pipelined.get(connection);
  if (!parts) return db;
  const props = { ...parts, executor: executor.withConnectionProvider({ provideConnection: (consumer) => consumer(connection) }) };
  return (db.isTransaction ? new Transaction<Schema>(props) : new Kysely<Schema>(props)) as Given;
}
