// LISTEN that survives lost connections, and polling where a pooler in transaction mode swallows the signals.
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client, ClientConfig, Notification, Pool } from 'pg';
import type { Log } from './connection.ts';
import { connectClient } from './connection.ts';
import { messageOf } from './failure.ts';

export type Stop = () => void;
export type OnLook = (payload: string | null) => void;
export type ListenRequest = { readonly config: ClientConfig; readonly pool: Pool; readonly log: Log; readonly pollMs: number; readonly heartbeatMs?: number };

const echoPatienceMs = 3000;

export class Listening {
  readonly #request: ListenRequest;
  readonly #listeners = new Map<string, Set<OnLook>>();
  readonly #closed = new AbortController();
  readonly #running: Promise<void>;
  #client: Client | null = null;
  #polling: NodeJS.Timeout | null = null;

  constructor(request: ListenRequest) {
    this.#request = request;
    this.#running = this.#run();
  }

  add(channel: string, onLook: OnLook): Stop {
    const known = this.#listeners.get(channel);
    const set = known ?? new Set();
    set.add(onLook);
    if (!known) {
      this.#listeners.set(channel, set);
      // When this fails the connection is gone, and the next one subscribes to every channel.
      if (this.#client) subscribe(this.#client, channel).then(() => this.#tell(onLook, null), () => undefined);
    }
    return () => {
      set.delete(onLook);
    };
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#client?.end().catch(() => undefined);
    await this.#running;
    this.#poll(false);
  }

  async #run(): Promise<void> {
    for (let wait = 100; !this.#closed.signal.aborted; wait = Math.min(wait * 2, 5000)) {
      const began = Date.now();
      await this.#live().catch((error: unknown) => {
        if (!this.#closed.signal.aborted) this.#request.log.warn({ error: messageOf(error) }, 'The connection that listens to the database broke; connecting again.');
      });
      if (this.#closed.signal.aborted) return;
      // Whoever listens looks for itself until the signals are back.
      this.#poll(true);
      if (Date.now() - began > 10_000) wait = 100;
      await pause(wait, undefined, { signal: this.#closed.signal }).catch(() => undefined);
    }
  }

  async #live(): Promise<void> {
    const { config, pool, log, pollMs, heartbeatMs = 30_000 } = this.#request;
    const client = await connectClient({ ...config, query_timeout: heartbeatMs });
    const gone = new Promise<never>((_resolve, reject) => client.once('end', () => reject(new Error('the connection ended'))));
    gone.catch(() => undefined);
    client.on('notification', ({ channel, payload }: Notification) => {
      for (const onLook of this.#listeners.get(channel) ?? []) this.#tell(onLook, payload ?? '');
    });
    try {
      if (this.#closed.signal.aborted) return;
      this.#client = client;
      for (const channel of this.#listeners.keys()) await subscribe(client, channel);
      const heard = await hearsItself(client, pool);
      if (!heard) log.warn({}, `Signals from the database do not arrive (a pooler in transaction mode?): looking every ${pollMs} ms instead. Set DATABASE_LISTEN_URL to a direct connection.`);
      this.#poll(!heard);
      this.#lookEverywhere();
      for (;;) {
        await Promise.race([gone, pause(heartbeatMs, undefined, { ref: false })]);
        // A connection cut without a word (firewall, sleeping host) only shows when something is asked.
        await Promise.race([gone, client.query('SELECT 1'), silence(heartbeatMs)]);
      }
    } finally {
      this.#client = null;
      client.end().catch(() => undefined);
    }
  }

  #poll(on: boolean): void {
    if (this.#polling) clearInterval(this.#polling);
    this.#polling = on ? setInterval(() => this.#lookEverywhere(), this.#request.pollMs) : null;
  }

  #lookEverywhere(): void {
    for (const set of this.#listeners.values()) for (const onLook of set) this.#tell(onLook, null);
  }

  #tell(onLook: OnLook, payload: string | null): void {
    try {
      onLook(payload);
    } catch (error) {
      this.#request.log.error({ error: messageOf(error) }, 'A listener failed.');
    }
  }
}

async function subscribe(client: Client, channel: string): Promise<void> {
  await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
}

async function silence(ms: number): Promise<never> {
  await pause(ms, undefined, { ref: false });
  throw new Error('the connection no longer answers');
}

/** Does a NOTIFY sent by another connection reach this one? */
async function hearsItself(client: Client, pool: Pool): Promise<boolean> {
  const channel = `attune_echo_${randomBytes(6).toString('hex')}`;
  const heard = new Promise<true>((resolve) => {
    client.on('notification', (message: Notification) => {
      if (message.channel === channel) resolve(true);
    });
  });
  await client.query(`LISTEN ${channel}`);
  await pool.query('SELECT pg_notify($1, $2)', [channel, '']);
  const answer = await Promise.race([heard, pause(echoPatienceMs, false)]);
  await client.query(`UNLISTEN ${channel}`);
  return answer;
}
