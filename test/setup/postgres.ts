// The databases the tests run on: the embedded PostgreSQL and Debian's, each with one migrated template to clone.
import { Client } from 'pg';
import { silentLog } from '../../src/store/connection.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase } from '../../src/store/open.ts';
import { startDebianServer } from './debian-server.ts';
import { makeTemporary, quickPlace } from './temporary.ts';

export type DatabaseKind = 'embedded' | 'server';
/** Where databases are made: the address of the superuser; `role` owns what is made. */
export type TestServer = { readonly kind: DatabaseKind; readonly superuserUrl: string; readonly roleUrl: string };
export type TestServers = { readonly servers: readonly TestServer[]; stop(): Promise<void> };

export const templateName = 'attune_template';

export function wantedKinds(): readonly DatabaseKind[] {
  const text = process.env['ATTUNE_TEST_DATABASES'] ?? 'embedded,server';
  return text.split(',').map((name) => {
    if (name === 'embedded' || name === 'server') return name;
    throw new Error(`ATTUNE_TEST_DATABASES is "${text}"; it may name "embedded" and "server", separated by a comma.`);
  });
}

export async function startTestServers(kinds: readonly DatabaseKind[] = wantedKinds()): Promise<TestServers> {
  const started: (TestServer & { stop(): Promise<void> })[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.stop()));
  };
  try {
    const results = await Promise.allSettled(
      kinds.map(async (kind) => {
        const server = await (kind === 'embedded' ? startEmbedded() : startDebianServer({ within: quickPlace() }));
        started.push(server);
        await makeTemplate(server);
      }),
    );
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  } catch (error) {
    await stop();
    throw error;
  }
  const inOrder = kinds.flatMap((kind) => started.filter((server) => server.kind === kind));
  return { servers: inOrder.map(({ kind, superuserUrl, roleUrl }) => ({ kind, superuserUrl, roleUrl })), stop };
}

async function startEmbedded(): Promise<TestServer & { stop(): Promise<void> }> {
  const temporary = makeTemporary('embedded', quickPlace());
  const embedded = await openEmbedded({ folder: temporary.folder, log: silentLog });
  const stop = async (): Promise<void> => {
    await embedded.stop();
    temporary.remove();
  };
  return { kind: 'embedded', superuserUrl: embedded.superuserUrl, roleUrl: embedded.url, stop };
}

async function makeTemplate(server: TestServer): Promise<void> {
  await onServer(server.superuserUrl, [`CREATE DATABASE ${templateName} OWNER attune`]);
  const database = await openDatabase({ url: databaseUrl(server, templateName), poolSize: 1, applicationName: 'template' });
  try {
    await migrate(database.pool);
  } finally {
    await database.close();
  }
}

/** The address of another database on the same server, as the ordinary role. */
export function databaseUrl(server: TestServer, name: string): string {
  const url = new URL(server.roleUrl);
  url.pathname = `/${name}`;
  return url.href;
}

export async function onServer(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

export { freePort } from './free-port.ts';
