// Runs once before the tests that need real databases: clears what a crashed run left, starts the servers, stops them after.
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import type { TestServer, TestServers } from './postgres.ts';
import { startTestServers } from './postgres.ts';
import { clearLeftovers } from './temporary.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testServers: readonly TestServer[];
  }
}

// Two projects (real, screens) name this file, and each loads its own copy of it: the servers are shared through the process.
type Shared = { users: number; servers: Promise<TestServers> };
const key = Symbol.for('attune.test.servers');
const place = globalThis as { [key]?: Shared | undefined };

export async function setup(project: TestProject): Promise<void> {
  if (project.name === 'screens') await promisify(execFile)(process.execPath, [resolve(import.meta.dirname, '../../scripts/build-screens.mjs')]);
  if (!place[key]) {
    clearLeftovers();
    place[key] = { users: 0, servers: startTestServers() };
  }
  place[key].users += 1;
  const { servers } = await place[key].servers;
  project.provide('testServers', servers);
}

export async function teardown(): Promise<void> {
  const shared = place[key];
  if (!shared) return;
  shared.users -= 1;
  if (shared.users > 0) return;
  place[key] = undefined;
  await (await shared.servers).stop();
}
