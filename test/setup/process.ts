// The product as its own process, so that a test can end it as a power cut would.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../../..');

export type DeskProcess = {
  readonly address: string;
  readonly process: ChildProcess;
  /** Resolves with the signal that ended it, or null. */
  readonly ended: Promise<NodeJS.Signals | null>;
  kill(): Promise<void>;
  stop(): Promise<void>;
  output(): string;
};

/** Resolves when `/health` answers 200. */
export async function spawnDesk(env: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<DeskProcess> {
  const child = spawn(resolve(root, 'node_modules/.bin/node'), ['src/main.ts', 'start', ...args], {
    cwd: root, env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ATTUNE_LOG: 'warn', ...env }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (piece: Buffer): void => {
    output = (output + piece.toString()).slice(-20_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const gone = new AbortController();
  const ended = new Promise<NodeJS.Signals | null>((resolved) => child.once('exit', (_code, signal) => {
    gone.abort();
    resolved(signal);
  }));
  const address = `http://127.0.0.1:${env['PORT']}`;
  for (let tries = 0; tries < 600 && !gone.signal.aborted; tries += 1) {
    if (await fetch(`${address}/health`).then((answer) => answer.ok, () => false)) break;
    await pause(50);
  }
  // A process that was told to die may have died before it was ready: the caller asked for it.
  if (!gone.signal.aborted && !(await fetch(`${address}/health`).then((answer) => answer.ok, () => false))) throw new Error(`the desk did not start:\n${output}`);
  if (gone.signal.aborted && !env['ATTUNE_KILL_AT']) throw new Error(`the desk ended while starting:\n${output}`);
  return {
    address, process: child, ended,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
    output: () => output,
  };
}
