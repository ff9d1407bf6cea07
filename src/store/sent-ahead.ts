// Statements of one connection sent one behind the other without waiting for each answer.
// Measured on the embedded database: the way there and back costs about as much as the statement itself.
import { Kysely, Transaction } from 'kysely';
import type { Db } from './open.ts';
import { PipelinedAdapter, pipelinedParts } from './pipelined-dialect.ts';
import type { Schema } from './schema.ts';

const ahead = new WeakSet<object>();

/** Reads that belong together, on one connection: one way to the database and back, and one of its processes to wake. */
export async function readTogether<Result>(db: Db, reads: (db: Db) => Promise<Result>): Promise<Result> {
  if (ahead.has(db)) return reads(db);
  return db.connection().execute(async (connection) => reads(await sentAhead(connection)));
}

/** Behind a pooler each statement waits for the one before it. */
export function sendsAhead(db: Db): boolean {
  return db.getExecutor().adapter instanceof PipelinedAdapter;
}

/**
 * The same transaction (or single connection), on which statements leave in the order in which they are asked, at once.
 * Kysely itself holds each back until the one before is answered. Behind a pooler nothing changes.
 */
export async function sentAhead<Given extends Kysely<Schema> | Transaction<Schema>>(db: Given): Promise<Given> {
  const executor = db.getExecutor();
  const connection = await executor.provideConnection(async (one) => one);
  const parts = pipelinedParts(connection);
  if (!parts) return db;
  const props = { ...parts, executor: executor.withConnectionProvider({ provideConnection: (consumer) => consumer(connection) }) };
  if (db.isTransaction) return new Transaction<Schema>(props) as unknown as Given;
  const made = new Kysely<Schema>(props);
  ahead.add(made);
  return made as unknown as Given;
}
