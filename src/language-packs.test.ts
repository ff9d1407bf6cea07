import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadLanguagePacks, readPackFiles } from './language-packs.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, text: string): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};

describe('loading', () => {
  it('finds the languages that ship', () => expect(loadLanguagePacks({ cache: join(folder, 'cache') }).map(({ language }) => language)).toEqual(expect.arrayContaining(['en', 'it', 'ru', 'zh'])));

  it('answers the same from the cache, and anew when a file changes', () => {
    write('languages/catalogue.yaml', 'reading: []\n');
    write('languages/xx/language.yaml', 'name: First\n');
    const load = () => loadLanguagePacks({ product: join(folder, 'languages'), cache: join(folder, 'cache') });
    const first = load();
    expect(load()).toEqual(first);
    expect(readdirSync(join(folder, 'cache'))).toHaveLength(1);
    write('languages/xx/language.yaml', 'name: Second\n');
    expect(load().map(({ name }) => name)).toEqual(['Second']);
  });

  it('compiles again when the cache is broken, or cannot be written', () => {
    write('languages/xx/language.yaml', 'name: First\n');
    const cache = join(folder, 'cache');
    const load = () => loadLanguagePacks({ product: join(folder, 'languages'), cache }).map(({ name }) => name);
    load();
    for (const name of readdirSync(cache)) writeFileSync(join(cache, name), '{"half":');
    expect(load()).toEqual(['First']);
    chmodSync(cache, 0o500);
    write('languages/xx/language.yaml', 'name: Second\n');
    expect(load()).toEqual(['Second']);
    chmodSync(cache, 0o700);
  });

  it("takes a site's folder into account, which may not exist", () => {
    write('languages/xx/language.yaml', 'name: First\n');
    write('site/yy/language.yaml', 'name: Own\n');
    const load = (site: string) => loadLanguagePacks({ product: join(folder, 'languages'), site: join(folder, site), cache: join(folder, 'cache') }).map(({ name }) => name);
    expect(load('site')).toEqual(['First', 'Own']);
    expect(load('nowhere')).toEqual(['First']);
  });

  it('passes over what is no YAML, and corpora', () => {
    write('languages/xx/language.yaml', 'name: First\n');
    write('languages/xx/notes.txt', 'x');
    write('languages/xx/corpus/messages.yaml', 'x');
    expect(Object.keys(readPackFiles(join(folder, 'languages')))).toEqual(['xx/language.yaml']);
  });
});
