// A message centre that somebody else wrote: the example that comes with Perl's Net::SMPP, as Debian packs it, on a free port of this machine.
// It signs everybody in, takes every message, and brings none. Nothing is installed: the package is unpacked into the ignored cache.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { endProcessesIn, makeTemporary } from './temporary.ts';

const name = 'libnet-smpp-perl';
const example = `usr/share/doc/${name}/examples/smsc.pl`;

export type PerlCentre = { readonly port: number; /** What it wrote of every request, as Perl's Data::Dumper has it. */ output(): string; stop(): void };

export async function startPerlCentre(): Promise<PerlCentre> {
  const unpacked = unpackedPackage();
  const temporary = makeTemporary('perl-centre');
  const port = await freePort();
  const script = readFileSync(join(unpacked, example), 'utf8').replace('$port = 9900', `$port = ${port}`).replace('$trace = 0', '$trace = 1');
  writeFileSync(join(temporary.folder, 'centre.pl'), `$| = 1;\n${script}`);
  const child = spawn('perl', ['-I', join(unpacked, 'usr/share/perl5'), 'centre.pl'], { cwd: temporary.folder, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], LC_ALL: 'C' } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (output += piece.toString('latin1')));
  const stop = (): void => {
    child.kill('SIGKILL');
    endProcessesIn(temporary.folder);
    temporary.remove();
  };
  for (const end = Date.now() + 30_000; !(await answers(port)); await pause(50)) {
    if (child.exitCode === null && Date.now() < end) continue;
    stop();
    throw new Error(`Perl’s example centre did not start: ${output.slice(-1_000)}`);
  }
  return { port, output: () => output, stop };
}

function unpackedPackage(): string {
  const cache = cacheFolder();
  const folder = join(cache, `unpacked-${name}`);
  if (existsSync(join(folder, example))) return folder;
  if (!existsSync('/usr/bin/apt-get') || spawnSync('perl', ['-v']).status !== 0) throw new Error(`This test needs perl and the Debian package ${name}, and this system has no ${existsSync('/usr/bin/apt-get') ? 'perl' : 'apt-get'} to get it with.`);
  const part = join(cache, `${name}.${process.pid}`);
  const lists = join(part, 'lists');
  mkdirSync(join(lists, 'partial'), { recursive: true });
  try {
    const own = ['-o', `Dir::State::lists=${lists}`, '-o', 'Dir::Cache::pkgcache=', '-o', 'Dir::Cache::srcpkgcache=', '-o', 'Debug::NoLocking=1', '-o', 'APT::Sandbox::User='];
    // The system's own lists may be empty, and only root may fill them: then lists of our own.
    const said = [['download', name], [...own, 'update'], [...own, 'download', name]].map((options) => (archiveIn(part) ? '' : run('apt-get', options, part))).join('\n');
    const archive = archiveIn(part);
    if (archive === null) throw new Error(`The Debian package ${name} could not be downloaded; this test needs it. Is the Debian mirror within reach? ${said.slice(-1_000)}`);
    const problem = run('dpkg', ['-x', archive, 'content'], part);
    if (!existsSync(join(part, 'content', example))) throw new Error(`The Debian package ${name} holds no ${example}. ${problem}`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(join(part, 'content'), folder);
    return folder;
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

/** The repository's ignored cache; where that cannot be written, the user's own. */
function cacheFolder(): string {
  for (const folder of [resolve(import.meta.dirname, '../../cache/debian'), join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'attune/debian')]) {
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'writable'), '');
      return folder;
    } catch {
      // The next one.
    }
  }
  throw new Error('There is no folder to unpack Debian packages into.');
}

const archiveIn = (folder: string): string | null => readdirSync(folder).find((file) => file.endsWith('.deb')) ?? null;

function run(program: string, options: readonly string[], folder: string): string {
  const { stdout, stderr } = spawnSync(program, options, { cwd: folder, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return `${stdout}${stderr}`;
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    }).once('error', () => done(false));
  });
}
