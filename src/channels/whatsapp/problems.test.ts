import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { problems } from './problems.ts';

const folder = new URL('./', import.meta.url);
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('problems'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));

test('every code that is used is told, and every code that is told is used', () => {
  const used = new Set(sources.flatMap((text) => [...text.matchAll(/'(whatsapp\.[a-z-]+)'/g)].map((match) => match[1]!)));
  expect([...used].toSorted()).toEqual(Object.keys(problems).toSorted());
});

test('the README lists every code', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  expect(Object.keys(problems).filter((code) => !readme.includes(`\`${code}\``))).toEqual([]);
});

test('each language tells it in its own script, as whole sentences', () => {
  for (const [code, told] of Object.entries(problems)) {
    for (const { happened, whatToDo } of Object.values(told)) for (const sentence of [happened, whatToDo]) expect(sentence, code).toMatch(/[.。]$/);
    expect(told.ru.happened, code).toMatch(/[а-я]{3}/i);
    expect(told.zh.happened, code).toMatch(/\p{Script=Han}{2}/u);
    expect(new Set(Object.values(told).map(({ happened }) => happened)).size, code).toBe(4);
  }
});
