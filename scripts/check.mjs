// `npm run check`: everything about the code that can be said without a database or a browser's screens; under a minute.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, findNode, main } from './install.mjs';
import { runSteps } from './steps.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Longest first, so that two cores end at about the same time. */
export function checkSteps(root, node) {
  const tool = (name) => join(root, 'node_modules/.bin', name);
  const script = (name, ...options) => ({ program: node, options: [join('scripts', name), ...options] });
  const projects = ['tsconfig.json', ...readdirSync(join(root, 'src')).map((layer) => `src/${layer}/tsconfig.json`)].filter((file) => existsSync(join(root, file)));
  return [
    { name: 'pure tests', program: tool('vitest'), options: ['run', '--project', 'pure'], tests: true },
    { name: 'lint', program: tool('oxlint'), options: ['--type-aware'] },
    { name: 'languages', ...script('check-languages.ts') },
    ...projects.map((file) => ({ name: `types (${file === 'tsconfig.json' ? 'server' : file.split('/')[1]})`, program: tool('tsc'), options: ['-p', file, '--noEmit'] })),
    { name: 'boundaries', program: node, options: ['--require', './scripts/parse-tsx.cjs', 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs', 'src', '--config', '.dependency-cruiser.cjs'] },
    { name: 'committed schema', ...script('dump-schema.ts', '--check') },
    { name: 'shape', ...script('check-shape.ts') },
    { name: 'settings in the README', ...script('write-settings.ts', '--check') },
    { name: "editors' schema of packs", ...script('write-pack-schema.ts', '--check') },
  ];
}

async function check() {
  await ensureInstalled(root);
  const node = findNode(root);
  const began = Date.now();
  const results = await runSteps(checkSteps(root, node), { root, sideBySide: 2 });
  const failed = results.filter((result) => !result.ok);
  console.log(`\n${results.length - failed.length} of ${results.length} checks passed in ${Math.round((Date.now() - began) / 1000)} s${failed.length > 0 ? `; failed: ${failed.map(({ name }) => name).join(', ')}` : ''}`);
  if (failed.length > 0) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(check);
