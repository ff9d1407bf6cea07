#!/usr/bin/env node
// `npx attune …`: hands the command over to the Node that runs TypeScript, which the checkout brings.
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled, findNode, main } from '../scripts/install.mjs';

const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));
const self = fileURLToPath(import.meta.url);

await main(async () => {
  // Only what is missing altogether: a command in somebody's pipe is no moment for an upgrade.
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) await ensureInstalled(root);
  const node = findNode(root);
  if (realpathSync(node) === realpathSync(process.execPath)) {
    const { main: run } = await import(pathToFileURL(join(root, 'src/command-line.ts')).href);
    await run(process.argv.slice(2));
    return;
  }
  const { status, error } = spawnSync(node, [self, ...process.argv.slice(2)], { stdio: 'inherit' });
  if (error) throw error;
  process.exitCode = status ?? 1;
});
