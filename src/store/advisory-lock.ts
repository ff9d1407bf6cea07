// Which process does a thing that only one may do (listening to a mailbox): PostgreSQL's advisory locks, which the server
// lets go of the moment a process dies. A direct connection holds them as long as it lives. A pooler in transaction mode hands
// its connections round and would leave a dead process's locks on one of them: there a transaction that stays open holds them.
import { Client } from 'pg';
import type { Log } from './connection.ts';
import { clientConfig } from './connection.ts';
import { messageOf } from './failure.ts';

export interface Locks {
  /** Does not wait. False: another process has it, or the database cannot be reached. */
  take(name: string): Promise<boolean>;
  release(name: string): Promise<void>;
  /** The connection broke: everything that was held is lost and may be taken by others. */
  onLost(listener: () => void): void;
  close(): Promise<void>;
}

/** A lock is answered at once; a connection that is silent for so long is dead, and others hold the locks by now. */
const answerMs = 10_000;

type Line = { readonly client: Client; readonly pooled: boolean };

export function openLocks(url: string, log: Log): Locks {
  let line: Promise<Line> | null = null;
  let closed = false;
  const lost = new Set<() => void>();
  const held = new Set<string>();

  const letGo = (): void => {
    line = null;
    if (closed || held.size === 0) return;
    held.clear();
    log.warn({}, 'The connection that holds locks broke; what it held is taken anew.');
    for (const listener of lost) listener();
  };
  const open = (): Promise<Line> => {
    if (line) return line;
    const opening = connect(url);
    line = opening;
    opening.then(({ client }) => client.on('end', () => line === opening && letGo()), () => {
      if (line === opening) line = null;
    });
    return opening;
  };
  const fail = async (failed: Promise<Line> | null, error: unknown): Promise<void> => {
    log.warn({ error: messageOf(error) }, 'A lock could not be taken.');
    if (failed !== line) return;
    letGo();
    await failed?.then(({ client }) => client.end(), () => undefined).catch(() => undefined);
  };

  return {
    take: async (name) => {
      const opened = open();
      try {
        const taken = await tryLock(await opened, name);
        if (taken) held.add(name);
        return taken;
      } catch (error) {
        await fail(opened, error);
        return false;
      }
    },
    release: async (name) => {
      if (!held.delete(name) || !line) return;
      const opened = line;
      try {
        await unlock(await opened, name, held);
      } catch (error) {
        await fail(opened, error);
      }
    },
    onLost: (listener) => void lost.add(listener),
    close: async () => {
      closed = true;
      await line?.then(({ client }) => client.end(), () => undefined).catch(() => undefined);
    },
  };
}

async function connect(url: string): Promise<Line> {
  const client = new Client({ ...clientConfig(url, 'attune locks', null), query_timeout: answerMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ process: number }>('select pg_backend_pid() as process');
    // A pooler hands out process numbers of its own.
    const pooled = (client as Client & { readonly processID?: number | null }).processID !== rows[0]!.process;
    if (pooled) await begin(client);
    return { client, pooled };
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/** Between statements such a transaction holds no snapshot, so it keeps nothing from being vacuumed. */
async function begin(client: Client): Promise<void> {
  await client.query('begin; set local idle_in_transaction_session_timeout = 0');
}

async function tryLock({ client, pooled }: Line, name: string): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(`select pg_try_advisory_${pooled ? 'xact_' : ''}lock(hashtextextended($1, 0)) as taken`, [name]);
  return rows[0]?.taken === true;
}

/** A transaction lets go of all its locks at once: the others are taken again, and where somebody was quicker, all count as lost. */
async function unlock(line: Line, name: string, others: ReadonlySet<string>): Promise<void> {
  const { client, pooled } = line;
  if (!pooled) {
    await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]);
    return;
  }
  await client.query('commit');
  await begin(client);
  for (const other of others) if (!(await tryLock(line, other))) throw new Error('another process was quicker');
}
