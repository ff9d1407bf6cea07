// The packs as they ship: every example, every finding told, and no language named by code.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compilePack, languagesIn } from './compile.ts';
import { checkExamples } from './examples.ts';
import { meaningOf } from './shape.ts';
import { productLanguages, readPackFiles } from '../../language-packs.ts';
import { createEngine } from '../engine.ts';

const files = readPackFiles(productLanguages);
const languages = languagesIn(files);
const compiled = languages.map((language) => compilePack(language, files));

describe.each(compiled.map((one) => [one.pack.language, one] as const))('the pack of %s', (_language, one) => {
  it('is right in every example', () => expect(checkExamples(one).map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([]));

  it('is ready: nothing required is missing', () => expect(one.pack.ready).toBe(true));

  it('has a rule for most families, written for it', () => {
    const families = new Set(one.pack.reply.map((rule) => one.pack.replyCatalogue[meaningOf(rule.id)]?.family).filter((family) => family !== undefined));
    expect(families.size).toBeGreaterThanOrEqual(18);
  });

  it('tells every finding, with variables that the engine fills', () => {
    const known = new Set(['words', 'ask', 'customer', 'field', 'known', 'limit', 'mood', 'open', 'plainer']);
    const told = Object.keys(one.pack.replyCatalogue).filter((id) => one.pack.advice[id] === undefined);
    const unknown = Object.entries(one.pack.advice).flatMap(([id, text]) => [...text.matchAll(/\{(\w+)\}/g)].filter(([, name]) => !known.has(name!)).map(([name]) => `${id}: ${name}`));
    expect({ told, unknown }).toEqual({ told: [], unknown: [] });
  });

  it('explains every reading that is shown, and nothing that does not exist', () => {
    const own = ['deadline', 'question-mark', 'capitals', 'learned-words', 'learned-whole'];
    const shown = Object.entries(one.pack.readingCatalogue).filter(([, { sets }]) => ['emotion', 'intent', 'complaint', 'motive', 'trigger', 'urgency', 'risk', 'human'].includes(sets.what)).map(([id]) => id);
    expect([...shown, ...own].filter((id) => one.pack.why[id] === undefined)).toEqual([]);
    expect(Object.keys(one.pack.why).filter((id) => !own.includes(id) && one.pack.readingCatalogue[meaningOf(id)] === undefined)).toEqual([]);
  });

  it('has wording for nothing that does not exist', () => {
    const ids = Object.keys(one.pack.advice).filter((id) => !id.includes(':') && one.pack.replyCatalogue[meaningOf(id)] === undefined);
    expect(ids).toEqual([]);
  });

  it('is the same JSON after a round trip, under the same hash', () => expect(compilePack(one.pack.language, files).pack).toEqual(JSON.parse(JSON.stringify(one.pack))));
});

const sourcesIn = (folder: string): string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts')).map((entry) => join(entry.parentPath, entry.name));

describe('the code of the engine', () => {
  it('names no language: everything about one is in its pack', () => {
    const pattern = new RegExp(`['"\`](?:${languages.join('|')})['"\`]`);
    const naming = [...sourcesIn(resolve(import.meta.dirname, '..')), resolve(import.meta.dirname, '../../language-packs.ts')].filter((file) => pattern.test(readFileSync(file, 'utf8')));
    expect(naming).toEqual([]);
  });

  it('lets a browser have advice without a Node module, a detector or numbering plans', () => {
    const seen = new Set<string>();
    const packages = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, kind, from] of readFileSync(file, 'utf8').matchAll(/^(import|export)\b[^;]*?from '([^']+)';/gms)) {
        const line = `${kind} ${from}`;
        if (from!.startsWith('.')) visit(resolve(file, '..', from!));
        else packages.add(line);
      }
    };
    visit(resolve(import.meta.dirname, '../browser-engine.ts'));
    expect([...packages]).toEqual([]);
    expect([...seen].some((file) => file.endsWith('compile.ts'))).toBe(false);
  });
});

describe('all packs together', () => {
  it('give an engine that lists them', () => {
    const engine = createEngine({ packs: compiled.map(({ pack }) => pack) });
    expect(engine.languages.map(({ code, ready }) => [code, ready])).toEqual(languages.map((code) => [code, true]));
    expect(engine.packHash).toMatch(/^[0-9a-f]{28}$/);
  });
});
