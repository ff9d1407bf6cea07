// `npm test`: installs what it needs, runs the checks, then the tests on real databases and, beside them, in a real browser. Its last line
// says how many passed and failed, where every check counts as one.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureScreens } from './build-screens.mjs';
import { checkSteps } from './check.mjs';
import { Explained, ensureInstalled, findNode } from './install.mjs';
import { runSteps } from './steps.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const results = [];

try {
  await ensureInstalled(root);
  const node = findNode(root);
  results.push(...(await runSteps(checkSteps(root, node), { root, sideBySide: 2 })));
  results.push(await screensBuild());
  const vitest = (name, project, shown, env) => ({ name, program: join(root, 'node_modules/.bin/vitest'), options: ['run', '--project', project], tests: true, shown, env });
  // Screens do not know which database lies under them: they need the first alone.
  const [first] = (process.env.ATTUNE_TEST_DATABASES ?? 'embedded').split(',');
  // Both wait for half of their time, so that together they take little longer than one.
  const real = [vitest('tests on real databases', 'real', 'at once'), vitest('tests in a browser', 'screens', 'afterwards', { ATTUNE_TEST_DATABASES: first })];
  results.push(...(await runSteps(real, { root, sideBySide: 2 })));
} catch (error) {
  console.error(error instanceof Explained ? error.message : error);
  results.push({ name: 'preparation', passed: 0, failed: 1, ok: false });
}

async function screensBuild() {
  try {
    await ensureScreens(root);
    return { name: 'screens build', passed: 1, failed: 0, ok: true };
  } catch (error) {
    console.error(error instanceof Explained ? error.message : error);
    return { name: 'screens build', passed: 0, failed: 1, ok: false };
  }
}

const sum = (count) => results.reduce((total, result) => total + result[count], 0);
const failing = results.filter((result) => !result.ok).map(({ name }) => name);
if (failing.length > 0) {
  console.log(`\nFailed: ${failing.join(', ')}`);
  process.exitCode = 1;
}
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
