// Four languages, complete and alike; and no word of the interface outside of them.
import { parseSync } from '@swc/core';
import { describe, expect, test } from 'vitest';
import { refusals } from '../../contract/refusals.ts';
import { emotions, factKinds, risks, urgencies } from '../../language/reading/reading.ts';
import { closestLanguage, interfaceLanguages, type InterfaceLanguage } from './interface.ts';
import { localeFor } from './locale.ts';
import { mistakeOf } from './refusal-words.ts';

type Words = { readonly [name: string]: string | Words };

const files = import.meta.glob<Words>('./*/*.json', { eager: true, import: 'default' });
const sources = import.meta.glob<string>('../**/*.tsx', { eager: true, query: '?raw', import: 'default' });
const parts = [...new Set(Object.keys(files).map((file) => file.split('/').at(-1)!))].sort();
const plural = /_(zero|one|two|few|many|other)$/;

function flat(words: Words, path = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([name, value]) => (typeof value === 'string' ? [[path + name, value] as const] : [...flat(value, `${path}${name}.`)])),
  );
}

const wordsOf = (language: InterfaceLanguage, part: string) => flat(files[`./${language}/${part}`] ?? {});
const variables = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();

describe.each(parts)('%s', (part) => {
  const english = wordsOf('en', part);
  const singular = (words: Map<string, string>) => new Set([...words.keys()].map((key) => key.replace(plural, '')));

  test.each(interfaceLanguages)('has the same keys in %s', (language) => {
    expect([...singular(wordsOf(language, part))].sort()).toEqual([...singular(english)].sort());
  });

  test.each(interfaceLanguages)('has the plural forms of %s, all and no others', (language) => {
    const forms = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();
    const counted = new Set([...english.keys()].filter((key) => plural.test(key)).map((key) => key.replace(plural, '')));
    for (const key of counted) {
      const found = [...wordsOf(language, part).keys()]
        .filter((one) => one.replace(plural, '') === key)
        .map((one) => plural.exec(one)?.[1] ?? 'none')
        .sort();
      expect(found, `${language} ${key}`).toEqual(forms);
    }
  });

  test.each(interfaceLanguages)('says nothing empty in %s and uses the variables of English', (language) => {
    for (const [key, sentence] of wordsOf(language, part)) {
      expect(sentence.trim(), `${language} ${key}`).not.toBe('');
      const base = english.get(plural.test(key) ? `${key.replace(plural, '')}_other` : key) ?? '';
      // "One message" may leave the number out; no sentence may need a variable that is not given.
      expect(variables(base), `${language} ${key}`).toEqual(expect.arrayContaining(variables(sentence)));
      if (!plural.test(key)) expect(variables(sentence), `${language} ${key}`).toEqual(variables(base));
    }
  });
});

describe('refusals', () => {
  test('are worded for every code of the catalogue, in English exactly as it words them', () => {
    const words = files['./en/refusals.json']!;
    for (const [code, { sentence, whatToDo }] of Object.entries(refusals)) expect(words[code], code).toEqual({ sentence, whatToDo });
  });

  test.each([
    ['Too small: expected string to have >=1 characters', 'missing'],
    ['Too small: expected string to have >=10 characters', 'short'],
    ['Too big: expected string to have <=200 characters', 'long'],
    ['Invalid email address', 'email'],
    ['Invalid URL', 'link'],
    ['Invalid input: expected number, received NaN', 'number'],
    ['anything else', 'other'],
  ])('%s is told as %s', (complaint, mistake) => {
    expect(mistakeOf(complaint)).toBe(mistake);
  });
});

test('every judgement that the engine knows has a word', () => {
  const { reading } = files['./en/desk.json'] as unknown as { readonly reading: Readonly<Record<'emotion' | 'risk' | 'fact' | 'urgency', object>> };
  expect(Object.keys(reading.emotion).sort()).toEqual([...emotions].sort());
  expect(Object.keys(reading.risk).sort()).toEqual([...risks].sort());
  expect(Object.keys(reading.fact).sort()).toEqual([...factKinds].sort());
  expect(Object.keys(reading.urgency).sort()).toEqual(urgencies.filter((urgency) => urgency !== 'none').sort());
});

test("the first of the browser's languages that the desk speaks is taken, by the habits of its country", () => {
  expect(closestLanguage(['de-DE', 'zh-TW', 'en'])).toBe('zh');
  expect(closestLanguage(['de', 'fr'])).toBe('en');
  expect(localeFor('en', ['de-AT', 'en-GB'])).toBe('en-GB');
  expect(localeFor('it', ['en-GB'])).toBe('it');
});

const spoken = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'about', 'hint', 'mistake']);
/** A colour as it is typed is the same in every language. */
const allowed = new Set(['#0f615c']);
type Node = {
  readonly type?: string;
  readonly value?: unknown;
  readonly name?: { readonly value?: string };
  readonly opening?: { readonly name?: { readonly value?: string } };
};

function literalsIn(thing: unknown, found: string[]): string[] {
  if (Array.isArray(thing)) for (const one of thing) literalsIn(one, found);
  else if (typeof thing === 'object' && thing !== null) {
    const node = thing as Node;
    // What is printed on a key.
    if (/^Key(?:Hint)?$/.test(node.opening?.name?.value ?? '')) return found;
    if (node.type === 'JSXText' && typeof node.value === 'string' && /\p{L}/u.test(node.value)) found.push(node.value.trim());
    if (node.type === 'JSXAttribute' && spoken.has(node.name?.value ?? '')) {
      const { value } = node.value as { readonly value?: unknown };
      if (typeof value === 'string' && /\p{L}/u.test(value) && !allowed.has(value)) found.push(value);
    }
    for (const inner of Object.values(thing)) literalsIn(inner, found);
  }
  return found;
}

test('no word stands in the code of a screen', () => {
  expect(Object.keys(sources).length).toBeGreaterThan(50);
  const found = Object.entries(sources).flatMap(([file, source]) =>
    literalsIn(parseSync(source, { syntax: 'typescript', tsx: true, target: 'es2022' }), []).map((text) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});

test('and a word that stands there would be found', () => {
  const source = 'export const Page = () => <p title="Hello">World <b>{"fine"}</b></p>;';
  expect(literalsIn(parseSync(source, { syntax: 'typescript', tsx: true, target: 'es2022' }), [])).toEqual(['Hello', 'World']);
});
