// The product as its own process, so that a test can end it as a power cut would.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../../..');
/** Several of them may start at once on a busy machine. */
const patienceMs = 90_000;

export type DeskProcess = {
  readonly address: string;
  readonly process: ChildProcess;
  /** Resolves with the signal that ended it, or null. */
  readonly ended: Promise<NodeJS.Signals | null>;
  kill(): Promise<void>;
  stop(): Promise<void>;
  output(): string;
};

type Environment = Readonly<Record<string, string>>;

/** Resolves when it says that it is ready; a process with the role `web` then answers at its address. */
export async function spawnDesk(env: Environment, args: readonly string[] = []): Promise<DeskProcess> {
  const desk = begin(env, ['start', ...args]);
  const ready = await untilSaid(desk, 'Attune is ready');
  // A process that was told to die may have died before it was ready: the caller asked for it.
  if (!ready && !(desk.isGone() && env['ATTUNE_KILL_AT'])) {
    const gone = desk.isGone();
    await desk.kill();
    throw new Error(`the desk ${gone ? 'ended while starting' : 'did not start'}:\n${desk.output()}`);
  }
  return desk;
}

/** A command that is expected to end by itself: a start that must be refused, the doctor. */
export async function runCommand(env: Environment, args: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const command = begin(env, args);
  const late = new AbortController();
  await Promise.race([command.ended, pause(patienceMs, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
  const gone = command.isGone();
  await command.kill();
  if (!gone) throw new Error(`"${args.join(' ')}" did not end by itself:\n${command.output()}`);
  return { code: command.process.exitCode, output: command.output() };
}

function begin(env: Environment, args: readonly string[]): DeskProcess & { isGone(): boolean } {
  const child = spawn(resolve(root, 'node_modules/.bin/node'), ['src/main.ts', ...args], {
    // Some tests begin it fifty times: what was compiled once is kept.
    cwd: root, env: { NODE_COMPILE_CACHE: resolve(root, 'cache/compiled'), PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ATTUNE_LOG: 'warn', ...env }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (piece: Buffer): void => {
    output = (output + piece.toString()).slice(-50_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  // "close" comes after all of the output, "exit" may come before.
  const ended = new Promise<NodeJS.Signals | null>((resolved) => child.once('close', (_code, signal) => resolved(signal)));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return {
    address: `http://127.0.0.1:${env['PORT']}`, process: child, ended,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    output: () => output,
    isGone: () => child.exitCode !== null || child.signalCode !== null,
  };
}

async function untilSaid(desk: DeskProcess & { isGone(): boolean }, words: string): Promise<boolean> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline && !desk.isGone(); ) {
    if (desk.output().includes(words)) return true;
    await pause(20);
  }
  return desk.output().includes(words);
}
