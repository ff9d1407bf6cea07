// The database that comes with Attune: a real PostgreSQL in the data folder, owned by one desk at a time.
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Log } from './connection.ts';
import { clientConfig, connectClient } from './connection.ts';
import { chooseAccount } from './embedded-account.ts';
import { prepareBinaries } from './embedded-binaries.ts';
import type { Cluster } from './embedded-cluster.ts';
import { ensureCluster, majorOf, readPassword, removeLeftovers } from './embedded-cluster.ts';
import type { Postmaster, StartRequest } from './embedded-process.ts';
import { findPostmaster, removeStalePidFile, socketFolderFor, startOptions, startPostmaster, stopPostmaster } from './embedded-process.ts';
import { DatabaseProblem, codeOf, isDatabaseLost, isDiskFull, messageOf } from './failure.ts';

export type Embedded = {
  readonly url: string;
  /** The same server as its superuser: only for tools that make databases. */
  readonly superuserUrl: string;
  readonly version: string;
  readonly startedMs: number;
  /** It was running already: the last owner was killed. */
  readonly adopted: boolean;
  /** Set from the moment at which it ended by itself until it runs again. */
  ended(): Ended | null;
  stop(): Promise<void>;
};

/** `because` names no path: monitors are told of it. */
export type Ended = { readonly because: string; readonly full: boolean };

type Held = { readonly postmaster: Postmaster; readonly owner: Client; readonly adopted: boolean };

// Any fixed number: whoever holds this lock in the database "postgres" owns the data folder.
const ownershipLock = 7_231_904_118;
const patienceMs = 60_000;
/** Somebody who has freed a disk or mounted it again should not have to wait for long. */
const longestWaitMs = 5_000;

/** `folder` is the data folder; the database lives in its "postgres". Refuses when another living process owns it. */
export async function openEmbedded({ folder, log }: { folder: string; log: Log }): Promise<Embedded> {
  const began = performance.now();
  const home = join(resolve(folder), 'postgres');
  await makeHome(home);
  const account = await chooseAccount(join(home, 'cluster'), resolve(folder));
  const binaries = await prepareBinaries(account);
  const cluster = await ensureCluster(home, binaries, account);
  const socketFolder = (await findPostmaster(cluster.folder))?.socketFolder ?? (await socketFolderFor(cluster.folder, account));
  const request: StartRequest = { folder: cluster.folder, home, socketFolder, binaries, account };

  let held = await hold(request, cluster, log);
  await removeLeftovers(home);
  const version = await prepareDesk(held.owner, cluster.password);
  const stopping = new AbortController();
  let reviving: Promise<void> | null = null;
  let ended: Ended | null = null;

  const guard = (): void => {
    held.owner.once('end', () => {
      if (!stopping.signal.aborted) reviving = revive();
    });
  };
  const revive = async (): Promise<void> => {
    ended = { because: 'The embedded database ended and is being started again.', full: false };
    log.error({}, 'The embedded database went away; starting it again.');
    for (let wait = 200; !stopping.signal.aborted; wait = Math.min(wait * 2, longestWaitMs)) {
      try {
        held = await hold(request, cluster, log, stopping.signal);
        ended = null;
        guard();
        log.warn({}, 'The embedded database is back.');
        return;
      } catch (error) {
        if (stopping.signal.aborted) return;
        const full = isDiskFull(error) || (error instanceof DatabaseProblem && error.reason === 'disk-full');
        ended = { because: full ? 'The disk is full, so the embedded database does not start; it is tried again and again.' : 'The embedded database does not start; it is tried again and again, and the log says why.', full };
        log.error({ error: messageOf(error) }, 'The embedded database does not start; trying again.');
        await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };
  guard();

  return {
    url: deskUrl(held.postmaster.socketFolder, cluster.password),
    superuserUrl: superuserUrl(held.postmaster.socketFolder, cluster.password),
    version,
    startedMs: Math.round(performance.now() - began),
    adopted: held.adopted,
    ended: () => ended,
    stop: async () => {
      if (stopping.signal.aborted) return;
      stopping.abort();
      await reviving;
      await held.owner.end().catch(() => undefined);
      // Ended by itself and not back: there is nothing to stop, and its number may belong to another process by now.
      if (ended === null && !(await stopPostmaster(held.postmaster, cluster.folder))) log.error({ pid: held.postmaster.pid }, 'The embedded database did not stop in time.');
      if (socketFolder !== cluster.folder) await rm(socketFolder, { recursive: true, force: true });
    },
  };
}

/** For a tool beside a running desk: its database, or null when none runs in this data folder. */
export async function attachEmbedded({ folder }: { folder: string }): Promise<{ readonly url: string } | null> {
  const home = join(resolve(folder), 'postgres');
  const cluster = join(home, 'cluster');
  if ((await majorOf(cluster)) === null) return null;
  const postmaster = await findPostmaster(cluster);
  return postmaster && { url: deskUrl(postmaster.socketFolder, await readPassword(home)) };
}

/** Finds or starts the server and takes its ownership; every outcome of several processes doing so at once ends here. */
async function hold(request: StartRequest, cluster: Cluster, log: Log, stopping?: AbortSignal): Promise<Held> {
  for (const deadline = Date.now() + patienceMs; ; ) {
    stopping?.throwIfAborted();
    const running = await findPostmaster(request.folder);
    const owner = running && (await takeOwnership(running, cluster.password));
    if (running && owner && (await isCurrent(owner, request))) return { postmaster: running, owner, adopted: true };
    if (running && owner) {
      log.info({}, 'The embedded database was left running by another version of Attune; starting it anew.');
      await owner.end();
      await stopPostmaster(running, request.folder);
    } else if (running === null) {
      await removeStalePidFile(request.folder);
      const started = await startPostmaster(request);
      const taken = started.state === 'started' ? await takeOwnership(started.postmaster, cluster.password) : null;
      if (started.state === 'started' && taken) return { postmaster: started.postmaster, owner: taken, adopted: false };
    }
    if (Date.now() > deadline) {
      throw new DatabaseProblem('cannot-start', `The embedded database in ${request.folder} neither answers nor lets itself be started. Its own log is in ${join(request.folder, 'log')}.`);
    }
    await pause(100);
  }
}

/** null: the server is starting up or shutting down; look again. */
async function takeOwnership(postmaster: Postmaster, password: string): Promise<Client | null> {
  let client: Client | null = null;
  try {
    client = await connectClient(clientConfig(superuserUrl(postmaster.socketFolder, password), `attune owner ${process.pid}`, null));
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [ownershipLock]);
    if (rows[0]?.taken === true) return client;
    const other = await client.query<{ name: string }>(
      `SELECT application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted AND application_name LIKE 'attune owner %'`,
    );
    await client.end();
    throw new DatabaseProblem(
      'in-use',
      `This data folder is already in use by another running Attune (process ${other.rows[0]?.name.replace('attune owner ', '') ?? 'unknown'}). Stop that one first, or choose another data folder with ATTUNE_DATA.`,
    );
  } catch (error) {
    if (isDatabaseLost(error)) {
      await client?.end().catch(() => undefined);
      return null;
    }
    if (codeOf(error) === '28P01') {
      throw new DatabaseProblem('not-ours', `The database in the data folder does not accept the password kept beside it. Put the file "password" back from your copy of the data folder, or restore a backup into an empty one.`, error);
    }
    throw error;
  }
}

async function isCurrent(owner: Client, request: StartRequest): Promise<boolean> {
  const { rows } = await owner.query<{ name: string }>(`SELECT current_setting('cluster_name') AS name`);
  return rows[0]?.name === startOptions(request).name;
}

/** The desk works as an ordinary role that owns its database. */
async function prepareDesk(owner: Client, password: string): Promise<string> {
  const { rows } = await owner.query<{ version: string; role: boolean; database: boolean }>(
    `SELECT current_setting('server_version') AS version,
            EXISTS (SELECT FROM pg_roles WHERE rolname = 'attune') AS role,
            EXISTS (SELECT FROM pg_database WHERE datname = 'attune') AS database`,
  );
  const found = rows[0];
  // The password has no sign that would need quoting (base64url).
  if (found?.role !== true) await owner.query(`CREATE ROLE attune LOGIN PASSWORD '${password}'`);
  if (found?.database !== true) await owner.query('CREATE DATABASE attune OWNER attune');
  return found?.version ?? 'unknown';
}

async function makeHome(home: string): Promise<void> {
  try {
    await mkdir(home, { recursive: true });
  } catch (error) {
    throw new DatabaseProblem('not-ours', `The data folder ${home} cannot be made or written (${codeOf(error) ?? 'unknown'}). Choose another with ATTUNE_DATA, or start Attune as the user who owns it.`, error);
  }
}

const deskUrl = (socketFolder: string, password: string): string => `postgres://attune:${password}@localhost/attune?host=${encodeURIComponent(socketFolder)}`;
const superuserUrl = (socketFolder: string, password: string): string => `postgres://postgres:${password}@localhost/postgres?host=${encodeURIComponent(socketFolder)}`;
