// Which database and which files a command beside the desk works on: the same settings as the desk's.
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../src/config.ts';
import { WrongSettings, readConfig, readSettings } from '../src/config.ts';
import type { Progress } from '../src/store/backup-format.ts';
import { silentLog } from '../src/store/connection.ts';
import { majorOf } from '../src/store/embedded-cluster.ts';
import { attachEmbedded, openEmbedded } from '../src/store/embedded.ts';
import { DatabaseProblem } from '../src/store/failure.ts';

/** The queue's waiting jobs live in a schema of its own. */
export const jobTable = 'job.job';

export type Source = { readonly config: Config; readonly url: string; close(): Promise<void> };

/** `alone`: a desk that runs on the same data folder is refused; otherwise its database is used beside it. */
export async function openSource({ alone }: { alone: boolean }): Promise<Source> {
  if (!alone) await refuseNothing();
  const config = readConfig(process.env);
  if (config.databaseUrl !== null) return { config, url: config.databaseUrl, close: async () => undefined };
  const running = alone ? null : await attachEmbedded({ folder: config.data });
  if (running) return { config, url: running.url, close: async () => undefined };
  const embedded = await openEmbedded({ folder: config.data, log: silentLog });
  return { config, url: embedded.url, close: () => embedded.stop() };
}

/** What is not there cannot be saved, and must not be made by trying to. */
async function refuseNothing(): Promise<void> {
  const { settings, problems } = readSettings(process.env);
  if (problems.length > 0 || settings.databaseUrl !== null || (await majorOf(join(settings.data, 'postgres', 'cluster'))) !== null) return;
  throw new DatabaseProblem('bad-backup', `There is no desk in ${settings.data}: nothing was saved. Set ATTUNE_DATA to its data folder, or DATABASE_URL to its database.`);
}

export function keyMarkOf(config: Config): string {
  return createHmac('sha256', config.key).update('attune backup').digest('hex').slice(0, 16);
}

/** One line that is written over, and only for people. */
export function showProgress(): { show(progress: Progress): void; end(): void } {
  const words = { table: 'table', files: 'files', indexes: 'making', verifying: 'comparing' };
  let last = 0;
  return {
    show: ({ doing, what, done }) => {
      if (!process.stderr.isTTY || Date.now() - last < 100) return;
      last = Date.now();
      process.stderr.write(`\r\u001B[K${words[doing]} ${what}: ${done.toLocaleString('en')}`);
    },
    end: () => {
      if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
    },
  };
}

/** A person's mistakes are told in their sentence; a fault of ours with its trace. */
export async function tell(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof DatabaseProblem || error instanceof WrongSettings ? error.message : error);
    process.exitCode = 1;
  }
}
