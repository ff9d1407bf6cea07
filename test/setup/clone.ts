// A database of one's own for each test file: a clone of the migrated template.
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { DatabaseKind, TestServer } from './postgres.ts';
import { databaseUrl, onServer, templateName } from './postgres.ts';

export type { DatabaseKind } from './postgres.ts';
export type Clone = { readonly url: string; readonly superuserUrl: string; drop(): Promise<void> };

/** For `describe.each(databaseKinds())('on %s', …)`. */
export function databaseKinds(): readonly DatabaseKind[] {
  return inject('testServers').map((server) => server.kind);
}

export async function cloneDatabase(kind: DatabaseKind): Promise<Clone> {
  return makeDatabase(kind, `TEMPLATE ${templateName}`);
}

/** Without any table: for migrations and restores. */
export async function emptyDatabase(kind: DatabaseKind): Promise<Clone> {
  return makeDatabase(kind, '');
}

async function makeDatabase(kind: DatabaseKind, from: string): Promise<Clone> {
  const server = serverOf(kind);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(server.superuserUrl, [`CREATE DATABASE ${name} OWNER attune ${from}`]);
  return {
    url: databaseUrl(server, name),
    superuserUrl: server.superuserUrl,
    drop: () => onServer(server.superuserUrl, [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`]),
  };
}

function serverOf(kind: DatabaseKind): TestServer {
  const found = inject('testServers').find((server) => server.kind === kind);
  if (!found) throw new Error(`This run has no "${kind}" database (ATTUNE_TEST_DATABASES).`);
  return found;
}
