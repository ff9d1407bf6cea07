// Reads the language packs from `languages/` and from a site's own folder of the same shape, and compiles them.
// YAML is slow to parse, so compiled packs are kept in a cache folder under the hash of the files they came from.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilePack, languagesIn } from './language/pack/compile.ts';
import type { PackFiles } from './language/pack/compile.ts';
import type { CompiledPack } from './language/pack/shape.ts';

/** The compiler is part of the key: after an upgrade of it an older cache is passed over. */
const compiler = fileURLToPath(new URL('./language/pack', import.meta.url));

export const productLanguages = fileURLToPath(new URL('../languages', import.meta.url));
const defaultCache = fileURLToPath(new URL('../build/languages', import.meta.url));

const walk = (folder: string, root: string, files: Record<string, string>): void => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const inside = relative(root, path).split(sep).join('/');
    if (entry.isDirectory() && !/(^|\/)corpus$/.test(inside)) walk(path, root, files);
    else if (entry.isFile() && entry.name.endsWith('.yaml')) files[inside] = readFileSync(path, 'utf8');
  }
};

/** Every YAML file under a folder by its path inside it; nothing when the folder does not exist. */
export const readPackFiles = (folder: string): PackFiles => {
  const files: Record<string, string> = {};
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) walk(folder, folder, files);
  return files;
};

const sourceOf = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');

const readCache = (path: string): CompiledPack[] | null => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as CompiledPack[];
  } catch {
    return null;
  }
};

/** A cache that cannot be written (a read-only installation) costs time, nothing else. */
const writeCache = (folder: string, path: string, packs: readonly CompiledPack[]): void => {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(packs));
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // Nothing to do: the packs are in memory.
  }
};

/** What a compiled pack came from; length before content, so that no two sets of files are written alike. */
const keyOf = (parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length} `).update(part);
  return hash.digest('hex').slice(0, 32);
};

export type PackFolders = { readonly product?: string; readonly site?: string | null; readonly cache?: string };

export const loadLanguagePacks = ({ product = productLanguages, site = null, cache = defaultCache }: PackFolders = {}): CompiledPack[] => {
  const files = readPackFiles(product);
  const own = site === null ? {} : readPackFiles(site);
  const path = join(cache, `${keyOf([sourceOf(compiler), ...Object.entries(files).flat(), '', ...Object.entries(own).flat()])}.json`);
  const cached = readCache(path);
  if (cached) return cached;
  const languages = [...new Set([...languagesIn(files), ...languagesIn(own)])];
  const packs = languages.map((language) => compilePack(language, files, own).pack);
  writeCache(cache, path, packs);
  return packs;
};
