// One way to talk to PostgreSQL: how values arrive in JavaScript and what every connection is told at its start.
import type { ClientConfig, CustomTypesConfig } from 'pg';
import { Client, types } from 'pg';
import { DatabaseProblem, codeOf, isDatabaseLost, messageOf } from './failure.ts';

/** The part of a logger that the store uses; pino fits. */
export type Log = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

const bigint = 20;
const date = 1082;

function readBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('A bigint beyond 2^53 came from the database; cast it to text in the query.');
  return value;
}

/** bigint is a number; a date stays "2026-11-22", because a Date would be midnight somewhere else. */
export const valueTypes: CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary' && oid === bigint) return readBigint;
    if (format !== 'binary' && oid === date) return (text: string) => text;
    return types.getTypeParser(oid, format);
  },
};

export type Timeouts = { readonly statementMs: number; readonly idleInTransactionMs: number; readonly lockMs: number };

export function clientConfig(url: string, applicationName: string, timeouts: Timeouts | null): ClientConfig {
  return {
    connectionString: url,
    application_name: applicationName,
    types: valueTypes,
    keepAlive: true,
    // Without it the system asks a silent other side only after two hours.
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 10_000,
    ...(timeouts && {
      statement_timeout: timeouts.statementMs,
      idle_in_transaction_session_timeout: timeouts.idleInTransactionMs,
      lock_timeout: timeouts.lockMs,
    }),
  };
}

/** A single connection that never takes the process down when it breaks: later queries on it fail instead. */
export async function connectClient(config: ClientConfig): Promise<Client> {
  const client = new Client(config);
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return client;
}

/** PgBouncer refuses settings it does not know in the start-up message: https://www.pgbouncer.org/config.html (ignore_startup_parameters). */
export function refusesSettings(error: unknown): boolean {
  return codeOf(error) === '08P01' && /startup parameter/i.test(messageOf(error));
}

export function explainConnectFailure(error: unknown, url: string): unknown {
  const place = describePlace(url);
  const code = codeOf(error);
  if (code === '28P01' || code === '28000') return new DatabaseProblem('unreachable', `The database at ${place} refuses the user or password in DATABASE_URL. Correct them and start again.`, error);
  if (code === '3D000') return new DatabaseProblem('unreachable', `There is no database named in DATABASE_URL at ${place}. Create it (CREATE DATABASE attune ENCODING 'UTF8') and start again.`, error);
  if (isDatabaseLost(error)) return new DatabaseProblem('unreachable', `The database at ${place} cannot be reached (${code ?? messageOf(error)}). Check that it runs and that DATABASE_URL is right.`, error);
  return error;
}

/** Host, port and database name; never the password. */
export function describePlace(url: string): string {
  try {
    const parsed = new URL(url);
    return `${parsed.searchParams.get('host') ?? parsed.hostname}${parsed.port ? `:${parsed.port}` : ''}${parsed.pathname}`;
  } catch {
    return 'the address in DATABASE_URL';
  }
}
