// languages/pack.schema.json, by which editors complete and check packs: as current as the lists it is made of, true for every file
// of ours, and false for what the engine would refuse.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { packSchema } from '../../../scripts/pack-schema.ts';
import { productLanguages, readPackFiles } from '../../language-packs.ts';
import { readCatalogue } from './catalogue.ts';
import { ruleKeys } from './rules.ts';

const files = readPackFiles(productLanguages);
const made = packSchema(readCatalogue('catalogue.yaml', files['catalogue.yaml']!, []));
const schema = z.fromJSONSchema(made);
const fits = (data: unknown): boolean => schema.safeParse(data).success;

test('is current', () => expect(JSON.parse(readFileSync(join(productLanguages, 'pack.schema.json'), 'utf8'))).toEqual(made));

test('knows every key that a rule can have', () => {
  const rule = made['$defs'] as Readonly<Record<string, unknown>>;
  expect(Object.keys(rule)).toEqual([...ruleKeys]);
  expect(Object.values(rule).every((one) => typeof one === 'object' && one !== null)).toBe(true);
});

test.each(Object.entries(files))('fits %s', (_path, yaml) => expect(fits(parse(yaml))).toBe(true));

describe('does not fit', () => {
  const rule = { id: 'anger', find: 'phrase', any: 'furious', examples: { catches: 'I am [furious].\nSo [furious]!', spares: 'Fine.\nGood.' } };
  test('to begin with, this rule is right', () => expect([fits([rule]), fits([{ ...rule, id: 'anger/other-words' }]), fits([{ id: 'anger', off: true }])]).toEqual([true, true, true]));
  test.each<[string, unknown]>([
    ['an id that no finding has', [{ ...rule, id: 'rage' }]],
    ['a kind that is none', [{ ...rule, find: 'regex' }]],
    ['a key that is none', [{ ...rule, anyof: 'x' }]],
    ['quoted lists', [{ ...rule, any: ['furious'] }]],
    ['a kind without what it needs', [{ ...rule, find: 'swap' }]],
    ['no examples', [{ id: 'anger', find: 'phrase', any: 'furious' }]],
    ['a place that is none', [{ ...rule, at: 'middle' }]],
    ['a language without a name', { words: 'spaces', fold: { a: 'b' } }],
    ['a level that is none', { reply: [{ id: 'x', family: 'pity', level: 'loud', means: 'x' }] }],
  ])('%s', (_what, data) => expect(fits(data)).toBe(false));
});
