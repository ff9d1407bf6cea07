// Lets a dovecot that was unpacked, not installed, find its modules. Their folder is written into its programs
// (MODULEDIR, https://github.com/dovecot/core/blob/release-2.3/configure.ac) and no setting changes it, so the path in our
// copy is replaced by one of the same length, which a link makes lead to them.
import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const builtIn = '/usr/lib/dovecot/modules';

export function leadToModules(prefix: string): void {
  if (prefix === '') return;
  const note = join(prefix, 'modules-path');
  if (!existsSync(note)) {
    const path = `/tmp/dovecot-${randomBytes(6).toString('hex')}`.slice(0, builtIn.length);
    for (const file of programs(prefix)) replaceIn(file, path);
    writeFileSync(note, path);
  }
  const path = readFileSync(note, 'utf8');
  const modules = join(prefix, builtIn);
  try {
    if (lstatSync(path).uid !== process.getuid?.()) throw new Error(`${path} belongs to someone else. Remove ${prefix} and run the tests again.`);
    // The repository, or a copy of its cache, lies elsewhere now.
    if (readlinkSync(path) !== modules) {
      symlinkSync(modules, `${path}.${process.pid}`);
      renameSync(`${path}.${process.pid}`, path);
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    symlinkSync(modules, path);
  }
}

function programs(prefix: string): readonly string[] {
  return ['usr/lib/dovecot', 'usr/lib/dovecot/modules', 'usr/lib/dovecot/modules/auth', 'usr/bin', 'usr/sbin'].flatMap((name) => {
    const folder = join(prefix, name);
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(folder, entry.name));
  });
}

function replaceIn(file: string, path: string): void {
  const content = readFileSync(file);
  let changed = false;
  for (let at = content.indexOf(builtIn); at >= 0; at = content.indexOf(builtIn, at + 1)) {
    content.write(path, at, 'latin1');
    changed = true;
  }
  if (changed) writeFileSync(file, content);
}
