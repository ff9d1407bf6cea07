// The queue on the database (pg-boss): a job is a row, added in the transaction of the change that wants it.
import type { Job, JobResult, JobWithMetadata } from 'pg-boss';
import { PgBoss, fromKysely } from 'pg-boss';
import type { Log } from '../store/connection.ts';
import { isDatabaseLost, messageOf } from '../store/failure.ts';
import { oneAtATime } from '../store/one-at-a-time.ts';
import type { Db } from '../store/open.ts';
import type { Payload, Task } from './tasks.ts';
import { taskNames, tasks } from './tasks.ts';

export type AddOptions = {
  /** Not before this moment. */
  readonly at?: string;
};

export type DeadJob = { readonly id: string; readonly task: string; readonly payload: unknown; readonly problem: string; readonly at: string };

export interface Jobs {
  /** Adds a job; in a transaction it exists when, and only when, that commits. @returns its id */
  add<Name extends Task>(db: Db, task: Name, payload: Payload<Name>, options?: AddOptions): Promise<string>;
}

export interface JobQueue extends Jobs {
  /** From now on this process takes jobs of the task. What the handler throws is tried again later, at last put among the dead. */
  work<Name extends Task>(task: Name, handler: (payload: Payload<Name>, job: { readonly id: string; readonly attempt: number }) => Promise<void>): Promise<void>;
  /** Jobs that failed every time, newest first. */
  listDead(most?: number): Promise<readonly DeadJob[]>;
  /** Puts dead jobs back into their queue with all their tries. @returns how many */
  reviveDead(ids?: readonly string[]): Promise<number>;
  /** Waits for jobs that are running, up to ten seconds. */
  close(): Promise<void>;
}

export type OpenJobsRequest = {
  readonly url: string;
  readonly log: Log;
  /** A direct or session connection where `url` leads to a pooler in transaction mode: signals need one. */
  readonly listenUrl?: string;
  readonly schema?: string;
  readonly applicationName?: string;
};

/** Thrown by a handler: trying again cannot help. */
export class Hopeless extends Error {
  override readonly name = 'Hopeless';
}

const dead = 'dead';
const quietMs = 60_000;
/** Passed through to the driver: a server that falls silent without a word is noticed, instead of after a quarter of an hour. */
const patience = { query_timeout: 60_000, keepAlive: true, keepAliveInitialDelayMillis: 10_000 };
/** Any fixed number that no other lock has. */
const startLock = 7_231_904_120;

export async function openJobs(request: OpenJobsRequest): Promise<JobQueue> {
  const { log } = request;
  const boss = new PgBoss({
    ...patience,
    connectionString: request.listenUrl ?? request.url,
    schema: request.schema ?? 'job',
    application_name: request.applicationName ?? 'attune jobs',
    max: 3,
    useListenNotify: true,
    schedule: false,
  });
  let toldAt = 0;
  boss.on('error', (error) => {
    // While the database is away, every look of every task fails.
    if (Date.now() - toldAt < quietMs) return;
    toldAt = Date.now();
    log.warn({ error: messageOf(error) }, isDatabaseLost(error) ? 'The queue cannot reach the database; it goes on trying.' : 'The queue reported a failure.');
  });
  boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'The queue reported a warning.'));
  // Its tables are made at the first start; made by two processes at once, one of them fails.
  await oneAtATime(request.listenUrl ?? request.url, startLock, async () => {
    await boss.start();
    await boss.createQueue(dead, { retentionSeconds: 90 * 86_400 });
    for (const name of taskNames) await prepareQueue(boss, name);
  });
  return {
    add: async (db, task, payload, options = {}) => {
      const id = await boss.send(task, tasks[task].payload.parse(payload), { db: fromKysely(db), ...(options.at === undefined ? {} : { startAfter: options.at }) });
      if (id === null) throw new Error(`The queue did not take a job of ${task}.`);
      return id;
    },
    work: async (task, handler) => {
      await boss.work(task, { batchSize: 4, perJobResults: true, burstWhenBatchFull: true, notifyPollingIntervalSeconds: 2, pollingIntervalSeconds: 1 }, async (jobs) =>
        Promise.all(jobs.map((job) => runJob(task, handler, job, log))));
    },
    listDead: async (most = 100) => (await boss.findJobs<object>(dead)).map(describeDead).toSorted((one, other) => other.at.localeCompare(one.at)).slice(0, most),
    reviveDead: async (ids) => boss.redrive(dead, ids ? { ids: [...ids] } : {}),
    close: async () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
}

/** Made once; a later version's patience replaces the stored one. */
async function prepareQueue(boss: PgBoss, name: Task): Promise<void> {
  const { tries, firstPauseSeconds, longestPauseSeconds, timeoutSeconds } = tasks[name];
  const options = {
    deadLetter: dead, notify: true, retryLimit: tries - 1, retryDelay: firstPauseSeconds, retryBackoff: true, retryDelayMax: longestPauseSeconds,
    expireInSeconds: timeoutSeconds, retentionSeconds: 14 * 86_400, deleteAfterSeconds: 86_400,
  };
  if (await boss.getQueue(name)) await boss.updateQueue(name, options);
  else await boss.createQueue(name, options);
}

async function runJob<Name extends Task>(task: Name, handler: (payload: Payload<Name>, job: { readonly id: string; readonly attempt: number }) => Promise<void>, job: Pick<Job<unknown>, 'id' | 'data' | 'retryCount'>, log: Log): Promise<JobResult> {
  const payload = tasks[task].payload.safeParse(job.data);
  // Written by another version: trying again would not make it readable.
  if (!payload.success) return { id: job.id, status: 'deadletter', output: { problem: `unreadable payload: ${payload.error.issues.map((issue) => issue.path.join('.')).join(', ')}` } };
  try {
    await handler(payload.data as Payload<Name>, { id: job.id, attempt: job.retryCount + 1 });
    return { id: job.id, status: 'completed' };
  } catch (error) {
    log.warn({ task, job: job.id, attempt: job.retryCount + 1, error: messageOf(error) }, 'A job failed.');
    return { id: job.id, status: error instanceof Hopeless ? 'deadletter' : 'failed', output: { problem: messageOf(error) } };
  }
}

function describeDead(job: JobWithMetadata<object>): DeadJob {
  return { id: job.id, task: job.sourceName ?? 'unknown', payload: job.data, problem: problemOf(job.sourceOutput), at: job.createdOn.toISOString() };
}

function problemOf(output: unknown): string {
  return typeof output === 'object' && output !== null && 'problem' in output && typeof output.problem === 'string' ? output.problem : 'unknown';
}
