// A whole desk inside the test's process: real database, real HTTP on a free port, worker included, with a clock that the test can move.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/store/connection.ts';
import type { Log } from '../../src/store/connection.ts';
import type { Running } from '../../src/run.ts';
import { run } from '../../src/run.ts';
import type { DatabaseKind } from './clone.ts';
import { cloneDatabase } from './clone.ts';

export type TestDesk = Running & {
  /** `http://localhost:<port>` */
  readonly address: string;
  readonly data: string;
  readonly databaseUrl: string;
  /** Moves the desk's clock; the database's own clock stays. */
  advance(milliseconds: number): void;
  now(): string;
  stop(): Promise<void>;
};

export const administrator = { email: 'anna@example.test', password: 'correct horse battery', name: 'Anna Ferri' } as const;

/** `env` adds settings, as the environment would. */
export async function startDesk(kind: DatabaseKind, env: Readonly<Record<string, string>> = {}, log: Log = silentLog): Promise<TestDesk> {
  const data = await mkdtemp(join(tmpdir(), 'attune-test-'));
  const clone = await cloneDatabase(kind);
  let ahead = 0;
  const config = readConfig({
    PORT: '0', ATTUNE_DATA: data, DATABASE_URL: clone.url, DATABASE_POOL: '6', ATTUNE_KEY: '5f'.repeat(32), ATTUNE_LOG: 'silent',
    ATTUNE_ADMIN_EMAIL: administrator.email, ATTUNE_ADMIN_PASSWORD: administrator.password, ...env,
  });
  const running = await run({ config, log, clock: () => Date.now() + ahead });
  return {
    ...running,
    data,
    databaseUrl: clone.url,
    advance: (milliseconds) => {
      ahead += milliseconds;
      running.look();
    },
    now: () => new Date(Date.now() + ahead).toISOString(),
    stop: async () => {
      await running.stop();
      await clone.drop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
