// Runs commands side by side, keeps what they say, and counts: for `npm run check` and `npm test`.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * @typedef {{ name: string, program: string, options: string[], shown?: 'at once' | 'afterwards', tests?: boolean, env?: Record<string, string> }} Step
 *   shown: its output appears, as it comes or when it has ended; without it only where something failed; tests: a vitest run whose tests are counted one by one
 * @typedef {{ name: string, passed: number, failed: number, ok: boolean, seconds: number }} Result
 */

/** @param {Step[]} steps @param {{ root: string, sideBySide: number }} how @returns {Promise<Result[]>} */
export async function runSteps(steps, { root, sideBySide }) {
  const results = [];
  const waiting = [...steps];
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) results.push(await runStep(step, root));
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return results;
}

async function runStep(step, root) {
  const folder = mkdtempSync(join(tmpdir(), 'attune-step-'));
  const report = join(folder, 'report.json');
  const options = step.tests ? [...step.options, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : step.options;
  const began = Date.now();
  const { code, output } = await run(step.program, options, { root, shown: step.shown === 'at once', env: step.env ?? {} });
  const seconds = (Date.now() - began) / 1000;
  const counted = step.tests ? countTests(report, code) : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  rmSync(folder, { recursive: true, force: true });
  const ok = code === 0 && counted.failed === 0;
  if (step.shown === 'afterwards' || (!ok && step.shown === undefined)) process.stdout.write(`\n── ${step.name} ──\n${output.trimEnd()}\n\n`);
  process.stdout.write(`${ok ? '✓' : '✗'} ${step.name}${step.tests ? ` (${counted.passed} passed, ${counted.failed} failed)` : ''} ${seconds.toFixed(1)} s\n`);
  return { name: step.name, ...counted, ok, seconds };
}

/** A file that broke before its tests ran, or a failure outside any test, counts as one failed. */
function countTests(report, code) {
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests: failedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const brokenFiles = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')).length;
  const failed = failedTests + brokenFiles;
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function run(program, options, { root, shown, env }) {
  return new Promise((resolve) => {
    const child = spawn(program, options, {
      cwd: root,
      // Tools find their Node on the path.
      env: { NODE_COMPILE_CACHE: join(root, 'cache/compiled'), ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`, ...(shown ? {} : { NO_COLOR: '1' }), ...env },
      stdio: ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ code: 1, output: `${program}: ${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
