// Connections on which a statement may leave before the one in front of it is answered; BEGIN goes with the first of them.
import type { DatabaseConnection, KyselyProps, PostgresDialectConfig, TransactionSettings } from 'kysely';
import { PostgresAdapter, PostgresDialect, PostgresDriver } from 'kysely';

type Connection = Awaited<ReturnType<PostgresDriver['acquireConnection']>>;

/** By this it is known that a database's connections are such. */
export class PipelinedAdapter extends PostgresAdapter {}

/** For pools whose connections have `pipeline: true`: what is sent in order is answered in order. */
export class PipelinedDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createAdapter(): PipelinedAdapter {
    return new PipelinedAdapter();
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

/** What a transaction on this connection is made with; null where its statements cannot be sent ahead. */
export function pipelinedParts(connection: DatabaseConnection): Parts | null {
  return pipelined.get(connection) ?? null;
}
