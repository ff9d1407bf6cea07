// `npm start`: installs what is missing, builds the screens, and hands over to src/main.ts.
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureScreens } from './build-screens.mjs';
import { ensureInstalled, findNode, main } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** What was compiled once is kept for the next start; a folder that cannot be written costs only that. */
const compiled = join(root, 'node_modules/.cache/attune');

await main(async () => {
  await ensureInstalled(root);
  await ensureScreens(root);
  const node = findNode(root);
  const program = [join(root, 'src/main.ts'), 'start', ...process.argv.slice(2)];
  if (realpathSync(node) === realpathSync(process.execPath)) {
    // Already the right Node (npm puts node_modules/.bin first): no second process, no signals to pass on.
    process.argv = [process.execPath, ...program];
    module.enableCompileCache?.(compiled);
    await import(pathToFileURL(program[0]).href);
  } else runBeside(node, program);
});

function runBeside(node, options) {
  const child = spawn(node, options, { stdio: 'inherit', env: { NODE_COMPILE_CACHE: compiled, ...process.env } });
  // A key typed in the terminal reaches the child by itself; sent twice it would mean "at once, without cleaning up".
  const fromTerminal = Boolean(process.stdin.isTTY);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !fromTerminal) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(`Attune could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1);
  });
}
