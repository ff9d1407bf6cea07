// The rules of the house that no linter knows (docs/architecture.md): sizes, names, folders, what belongs together.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const roots = ['src', 'test', 'scripts', 'bench', 'bin'];
const mostLines = 400;
const deepest = 4;
const drawers = ['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'managers', 'service', 'services', 'shared', 'types', 'base', 'misc'];
const generated = new Set(['src/store/schema.ts']);
/** Folders that rightly hold one file: docs/architecture.md names them. */
const alone = new Set(['src/language/commitment', 'bin']);
// Written so that it does not find itself.
const unfinished = /\b(?:T[O]DO|F[I]XME)\b/;

const problems: string[] = [];
const files = roots.flatMap((name) => filesIn(join(root, name)));
const sources = files.filter((file) => /\.(ts|tsx|mjs|cjs)$/.test(file));
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.startsWith('test/');

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

function checkSource(file: string): void {
  const text = read(file);
  const lines = text.split('\n').length - 1;
  if (lines > mostLines && !generated.has(file)) problems.push(`${file} has ${lines} lines; at most ${mostLines}. Divide it by what it is about.`);
  for (const [index, line] of text.split('\n').entries()) {
    if (unfinished.test(line)) problems.push(`${file}:${index + 1} leaves something unfinished. Finish it, or take it out.`);
    if (isTest(file) && /\b(describe|test|it|suite)\.(only|skip|todo)\b/.test(line)) problems.push(`${file}:${index + 1} leaves tests out (only, skip or todo).`);
    if (/^src\/(language|domain|evaluation|training)\//.test(file) && !isTest(file) && /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/.test(line)) {
      problems.push(`${file}:${index + 1} asks the clock or chance; here "now" and ids are given.`);
    }
  }
}

function checkName(path: string): void {
  const name = basename(path);
  const stem = name.replace(/\.(test|config|d|emulator)?\.?[a-z0-9]+$/, '');
  const isFolder = statSync(join(root, path)).isDirectory();
  const ruled = isFolder || /\.(ts|tsx|mjs|cjs)$/.test(name);
  if (!ruled || path.includes('/fixtures')) return;
  const shape = isFolder ? /^[a-z0-9]+(-[a-z0-9]+)*$/ : /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.[a-z]+$/;
  if (!shape.test(name)) problems.push(`${path}: names are kebab-case.`);
  if (drawers.includes(isFolder ? name : stem)) problems.push(`${path}: "${stem}" says nothing about what is inside; name the thing.`);
}

function checkFolder(folder: string): void {
  if (folder.split('/').length > deepest) problems.push(`${folder} lies ${folder.split('/').length} folders deep; at most ${deepest}.`);
  const entries = readdirSync(join(root, folder)).filter((name) => !folder.startsWith('src') || !/\.test\.tsx?$/.test(name));
  if (entries.length === 1 && !alone.has(folder) && !folder.includes('fixtures')) problems.push(`${folder} holds only ${entries[0]}; put it into the folder above.`);
}

function checkChannels(): void {
  for (const entry of readdirSync(join(root, 'src/channels'), { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const folder = `src/channels/${entry.name}`;
    if (!existsSync(join(root, folder, 'README.md'))) problems.push(`${folder} has no README.md: what the vendor's side needs and what it cannot do.`);
    if (!existsSync(join(root, folder, 'fixtures'))) problems.push(`${folder} has no fixtures/ with recorded payloads.`);
    if (!files.some((file) => file.startsWith(`${folder}/`) && isTest(file))) problems.push(`${folder} has no test.`);
  }
}

/** An operation is a file that exports the function it is named after, for others than operations; a flow test names it. */
function checkOperations(): void {
  const users = sources.filter((file) => file.startsWith('src/') && dirname(file) !== 'src/operations').map(read).join('\n');
  const flows = files.filter((file) => file.startsWith('test/flows/')).map(read).join('\n');
  for (const file of sources.filter((file) => dirname(file) === 'src/operations' && !isTest(file))) {
    const name = basename(file, '.ts');
    const verb = name.replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
    if (!new RegExp(`export (async )?function ${verb}\\b`).test(read(file)) || !users.includes(`operations/${name}.ts'`)) continue;
    if (!new RegExp(`\\b(${name}|${verb})\\b`).test(flows)) problems.push(`${file}: no flow test (test/flows) names ${name}.`);
  }
}

/** The widget carries no schema library: of the contract it takes types alone. (With swc, dependency-cruiser cannot tell types apart.) */
function checkWidget(): void {
  for (const file of sources.filter((one) => one.startsWith('src/widget/') && !isTest(one))) {
    for (const [statement] of read(file).matchAll(/^import [^;]*?from '[^']*\/contract\/[^']*';/gms)) {
      if (!statement.startsWith('import type ')) problems.push(`${file} takes more than types from the contract: ${statement.split('\n')[0]}`);
    }
  }
}

/** The client runs wherever there is fetch: at run time it is its own folder and nothing else. */
function checkClient(): void {
  for (const file of sources.filter((one) => one.startsWith('src/client/') && !isTest(one))) {
    for (const [statement] of read(file).matchAll(/^(import|export) [^;]*?from '[^']*';/gms)) {
      if (!/^(import|export) type /.test(statement) && !/ from '\.\/[^/]+';$/.test(statement)) problems.push(`${file} takes more than types from outside: ${statement.split('\n')[0]}`);
    }
  }
}

function folders(): readonly string[] {
  const found = new Set<string>();
  for (const file of files) for (let at = dirname(file); at !== '.'; at = dirname(at)) found.add(at);
  return [...found].sort();
}

for (const file of sources) checkSource(file);
for (const path of [...folders(), ...files]) checkName(path);
for (const folder of folders()) checkFolder(folder);
checkChannels();
checkOperations();
checkWidget();
checkClient();
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`${sources.length} files are in shape.`);
