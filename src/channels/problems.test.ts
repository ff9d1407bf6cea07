import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorsText } from '../../scripts/errors-text.ts';
import { refusals } from '../contract/refusals.ts';
import { webhookProblems } from '../contract/webhook.ts';
import { refusalCodes } from '../domain/refusal.ts';
import { problemLanguages, problems } from './problems.ts';

const source = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const filesIn = (folder: string) => readdirSync(new URL(folder, import.meta.url), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !/(^|\/)problems(\/|\.ts$)/.test(name)).map((name) => source(`${folder}${name}`));

/** Codes that the layers around the channels give to a failed input, send or check. */
function codesAround(): ReadonlySet<string> {
  const found = ['../operations/', '../worker/'].flatMap(filesIn).flatMap((text) => [...text.matchAll(/\b(?:code|problem): '([a-z.-]+)'/g), ...text.matchAll(/'(setting-[a-z-]+)'/g)].map((match) => match[1]!));
  return new Set(found);
}

test('every code that operations and workers give is told', () => {
  const codes = codesAround();
  expect(codes.size).toBeGreaterThan(6);
  // What can be wrong with a webhook is told by the settings screen, in a list of its own that the contract keeps complete.
  const ofWebhooks = new Set<string>(webhookProblems);
  expect([...codes].filter((code) => !Object.hasOwn(problems, code) && !Object.hasOwn(refusals, code) && !ofWebhooks.has(code))).toEqual([]);
});

test('every code that is told is given somewhere', () => {
  const folders = readdirSync(new URL('.', import.meta.url), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `./${name}/`);
  const all = ['../operations/', '../worker/', '../server/', '../store/', ...folders].flatMap(filesIn).join('\n');
  expect(Object.keys(problems).filter((code) => !all.includes(`'${code}'`))).toEqual([]);
});

test('every language tells every problem in whole sentences of its own', () => {
  for (const [code, told] of Object.entries(problems)) {
    expect(Object.keys(told).toSorted(), code).toEqual([...problemLanguages].toSorted());
    for (const language of problemLanguages) for (const sentence of Object.values(told[language])) expect(sentence, `${code} ${language}`).toMatch(/[.。]$/);
    expect(new Set(problemLanguages.map((language) => told[language].happened)).size, code).toBe(problemLanguages.length);
  }
});

test('refusals: the codes, their meanings and docs/errors.md agree', () => {
  expect(Object.keys(refusals).toSorted()).toEqual([...refusalCodes].toSorted());
  for (const [code, meaning] of Object.entries(refusals)) {
    expect(meaning.status, code).toBeGreaterThanOrEqual(400);
    expect(`${meaning.sentence} ${meaning.whatToDo}`, code).toMatch(/^[A-Z{].*[.}]$/s);
  }
  expect(source('../../docs/errors.md')).toBe(errorsText());
});
