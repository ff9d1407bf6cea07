// Brings node_modules in line with package-lock.json, and finds the Node that runs TypeScript. Plain JavaScript without
// dependencies: it must run on any Node from 18 on, before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const oldestNode = 20;

/** A sentence for a person; nothing else should be printed. */
export class Explained extends Error {}

export function refuseOldNode() {
  if (Number.parseInt(process.versions.node, 10) >= oldestNode) return;
  throw new Explained(`This is Node ${process.versions.node}; Attune needs Node ${oldestNode} or newer to begin (it then brings its own). Get it from https://nodejs.org or your system's packages, and run the same command again.`);
}

/** Runs `npm ci` when node_modules is missing or belongs to another package-lock.json. */
export async function ensureInstalled(root) {
  refuseOldNode();
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  const stamp = join(root, 'node_modules/.attune-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  if (!installedByHand(root)) await install(root);
  writeFileSync(stamp, lock);
}

/** npm writes its own copy of the lock when it has finished. */
function installedByHand(root) {
  const done = join(root, 'node_modules/.package-lock.json');
  return existsSync(done) && statSync(done).mtimeMs > statSync(join(root, 'package-lock.json')).mtimeMs;
}

async function install(root) {
  console.error('Installing what Attune is made of (once, and after each upgrade)…');
  const clean = await npm(root, ['ci', '--loglevel=error']);
  if (clean.code === 0) return;
  if (isOffline(clean.output)) throw new Explained(offline(clean.output));
  // Seen when the registry lacks a file for another platform, which "npm install" does not mind.
  console.error('"npm ci" did not work here; trying "npm install".');
  const loose = await npm(root, ['install', '--no-save', '--loglevel=error']);
  if (loose.code === 0) return;
  if (isOffline(loose.output)) throw new Explained(offline(loose.output));
  console.error(`npm ci:\n${clean.output.slice(0, 4000)}\nnpm install:\n${loose.output}`);
  throw new Explained(`The installation failed; npm's reasons stand above. Nothing was started and no data was touched.${/EACCES|EPERM/.test(loose.output) ? ' This user may not write here: run it as the owner of this folder.' : ''}${/ENOSPC/.test(loose.output) ? ' The disk is full: make room (about 1 GB) and run it again.' : ''}`);
}

function isOffline(output) {
  return /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/.test(output);
}

function offline(output) {
  const [, host = 'the npm registry'] = /(?:request to https?:\/\/|getaddrinfo \w+ |connect \w+ )([^\s/]+)/.exec(output) ?? [];
  return `The npm registry cannot be reached (${host}). Nothing was started and no data was touched. Check the network, a proxy (npm config get proxy) or the registry's address (npm config get registry), and run the same command again.`;
}

function npm(root, options) {
  // Inside an npm script this names the npm that is running; otherwise the one on the path.
  const inside = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const [program, ...before] = inside;
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...before, ...options], { cwd: root, stdio: ['ignore', 'inherit', 'pipe'] });
    let output = '';
    child.stderr.on('data', (data) => {
      output = (output + data).slice(0, 20_000);
    });
    child.on('error', (error) => reject(new Explained(error.code === 'ENOENT' ? 'npm is not on the path, though it belongs to Node. Install Node with npm and run the same command again.' : String(error))));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** The Node inside node_modules; where that one cannot run (musl), this one if it is new enough to run TypeScript. */
export function findNode(root) {
  const own = join(root, 'node_modules/.bin/node');
  if (runs(own)) return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major >= 24 || (major === 22 && minor >= 18)) return process.execPath;
  throw new Explained(
    isMusl()
      ? `Attune brings Node 24 for systems with glibc; this one has musl (Alpine). Install Node 24 from the system's packages (apk add nodejs npm) and set DATABASE_URL to a PostgreSQL server (15 or newer), because the embedded database needs glibc too.`
      : `The Node that Attune brings does not run here (was npm told to run no install scripts?). Run "npm rebuild node", or install Node 24, and try again.`,
  );
}

function runs(program) {
  return existsSync(program) && spawnSync(program, ['--version']).status === 0;
}

function isMusl() {
  return process.platform === 'linux' && process.report?.getReport()?.header?.glibcVersionRuntime === undefined;
}

/** Runs a script's work; a sentence is printed alone, anything else with its trace. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Explained ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
