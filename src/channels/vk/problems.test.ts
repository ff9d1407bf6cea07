import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { problems } from './problems.ts';

/** Every code that the adapter's source names, wherever it is thrown, answered or noticed. */
function codesInSource(folder: URL): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('problems') && !name.startsWith('fixtures'))
    .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/'(vk\.[a-z-]+)'/g)].map((match) => match[1]!));
}

test('every code that is used is told, and every code that is told is used', () => {
  expect([...new Set(codesInSource(new URL('./', import.meta.url)))].toSorted()).toEqual(Object.keys(problems).toSorted());
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
  }
});
