// Builds desk and widget into build/ when their sources have changed since the last time.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Explained, findNode, main } from './install.mjs';

const sources = ['src/desk', 'src/widget', 'src/contract', 'src/domain', 'src/language', 'package-lock.json'];
const screens = ['desk', 'widget'];

export async function ensureScreens(root) {
  const fingerprint = fingerprintOf(root);
  const note = join(root, 'build/screens-made-from');
  const whole = screens.every((name) => existsSync(join(root, 'build', name)));
  if (whole && existsSync(note) && readFileSync(note, 'utf8') === fingerprint) return;
  console.error('Building the screens…');
  await Promise.all(screens.map((name) => build(root, name)));
  mkdirSync(join(root, 'build'), { recursive: true });
  writeFileSync(note, fingerprint);
}

function fingerprintOf(root) {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesIn(join(root, source))) hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesIn(path) {
  if (!existsSync(path)) return [];
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return [path];
  }
  return entries
    .filter((entry) => !/\.test\.tsx?$/.test(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(path, entry.name)) : [join(path, entry.name)]))
    .sort((one, other) => (one < other ? -1 : 1));
}

function build(root, name) {
  const config = `src/${name}/vite.config.ts`;
  return new Promise((resolve, reject) => {
    const child = spawn(findNode(root), [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', config, '--logLevel', 'warn'], { cwd: root, env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Explained(`The screens (${config}) could not be built:\n${output}`))));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(() => ensureScreens(dirname(dirname(fileURLToPath(import.meta.url)))));
