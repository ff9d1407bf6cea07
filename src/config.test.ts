import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig, readSettings, settings, WrongSettings } from './config.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'attune-test-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

function problemsOf(environment: Record<string, string>, flags: readonly string[] = []): readonly string[] {
  try {
    readConfig({ ATTUNE_DATA: data, ...environment }, flags);
    return [];
  } catch (error) {
    if (error instanceof WrongSettings) return error.problems;
    throw error;
  }
}

test('every mistake is named at once, each with its setting, and nothing is made', () => {
  const file = join(data, 'file');
  writeFileSync(file, '');
  const wrong: Record<string, string> = {
    PORT: '99999', HOST: 'bad host', ATTUNE_DATA: file, DATABASE_URL: 'mysql://x', DATABASE_LISTEN_URL: 'x', DATABASE_POOL: '0', ATTUNE_ROLES: 'web,queen', ATTUNE_PUBLIC_ADDRESS: 'desk.example.com', ATTUNE_KEY: 'short',
    ATTUNE_ADMIN_EMAIL: 'nobody', ATTUNE_ADMIN_PASSWORD: 'short', ATTUNE_API_TOKEN: 'x y', ATTUNE_SMTP_URL: 'http://x', ATTUNE_MAIL_FROM: 'nobody', ATTUNE_UPLOAD_BYTES: '-1', ATTUNE_VISITOR_BYTES: 'many', ATTUNE_RAW_DAYS: '1.5', ATTUNE_LOG: 'loud', ATTUNE_TRUST_PROXY: 'maybe', ATTUNE_PRIVATE_WEBHOOKS: 'perhaps',
  };
  const problems = problemsOf(wrong);
  expect(Object.keys(wrong).toSorted()).toEqual(settings.map(({ name }) => name).toSorted());
  for (const name of Object.keys(wrong)) expect(problems.filter((problem) => problem.includes(`${name} `)), name).not.toEqual([]);
  expect(readdirSync(data)).toEqual(['file']);
});

describe('a mistake', () => {
  test.each([
    [{ HOST: 'http://localhost' }, /^HOST is/],
    [{ HOST: 'localhost:80' }, /^HOST is/],
    [{ ATTUNE_PUBLIC_ADDRESS: 'https://desk.example.com/attune' }, /^ATTUNE_PUBLIC_ADDRESS .*without a path, such as https:\/\/desk\.example\.com\.$/],
    [{ ATTUNE_PUBLIC_ADDRESS: 'https://user:word@desk.example.com' }, /^ATTUNE_PUBLIC_ADDRESS/],
    [{ ATTUNE_ADMIN_EMAIL: 'x', ATTUNE_ADMIN_PASSWORD: 'three yellow lemons' }, /^ATTUNE_ADMIN_EMAIL is "x"/],
    [{ ATTUNE_ADMIN_EMAIL: 'anna@example.test' }, /belong together/],
    [{ ATTUNE_ADMIN_EMAIL: 'anna@example.test', ATTUNE_ADMIN_PASSWORD: 'aaaaaaaaaaaa' }, /^ATTUNE_ADMIN_PASSWORD is among the first/],
    [{ ATTUNE_ADMIN_EMAIL: 'bergamotta@example.test', ATTUNE_ADMIN_PASSWORD: 'bergamotta1' }, /^ATTUNE_ADMIN_PASSWORD is among the first/],
    [{ ATTUNE_ADMIN_EMAIL: 'anna@example.test', ATTUNE_ADMIN_PASSWORD: 'three yellow lemons '.repeat(11) }, /at most 200/],
    [{ ATTUNE_API_TOKEN: `${'x'.repeat(40)}й` }, /^ATTUNE_API_TOKEN may hold/],
    [{ DATABASE_LISTEN_URL: 'postgres://localhost/desk' }, /without DATABASE_URL/],
    [{ ATTUNE_MAIL_FROM: 'Desk <desk>' }, /^ATTUNE_MAIL_FROM/],
    [{ ATTUNE_SMTP_URL: 'smtp:25' }, /^ATTUNE_SMTP_URL/],
    [{ ATTUNE_DATA: '/proc/nowhere/at/all' }, /^ATTUNE_DATA is "\/proc\/nowhere\/at\/all", but that folder cannot be used/],
  ])('%j', (given, problem) => expect(problemsOf(given as Record<string, string>)).toEqual([expect.stringMatching(problem)]));

  test('an option that is not one', () => {
    expect(problemsOf({}, ['--role=web'])).toEqual([expect.stringContaining('"--role=web"')]);
    expect(problemsOf({}, ['--roles', 'web'])).toEqual([expect.stringContaining('"--roles"'), expect.stringContaining('"web"')]);
    expect(problemsOf({}, ['--roles=king'])).toEqual([expect.stringContaining('king')]);
  });
});

test('good values of every kind', () => {
  const config = readConfig({
    ATTUNE_DATA: data, HOST: '::1', ATTUNE_PUBLIC_ADDRESS: 'https://desk.example.com/', ATTUNE_ADMIN_EMAIL: ' anna@example.test ', ATTUNE_ADMIN_PASSWORD: ' three yellow lemons ', ATTUNE_MAIL_FROM: 'Help desk <desk@example.com>', ATTUNE_KEY: '5F'.repeat(32),
  }, ['--roles=worker']);
  expect(config).toMatchObject({ host: '::1', publicAddress: 'https://desk.example.com', roles: ['worker'], administrator: { email: 'anna@example.test', password: ' three yellow lemons ' }, mailFrom: 'Help desk <desk@example.com>' });
});

describe('the data folder', () => {
  test('is made with its key, which is made once and closed to others', () => {
    const place = join(data, 'some/where');
    const first = readConfig({ ATTUNE_DATA: place });
    expect(statSync(join(place, 'key')).mode & 0o777).toBe(0o600);
    expect(readConfig({ ATTUNE_DATA: place }).key).toEqual(first.key);
    expect(readdirSync(place)).toEqual(['key']);
  });

  test('is made where the key is given too: files will lie there', () => {
    const place = join(data, 'elsewhere');
    expect(readConfig({ ATTUNE_DATA: place, ATTUNE_KEY: '5f'.repeat(32) }).key.toString('hex')).toBe('5f'.repeat(32));
    expect(readdirSync(place)).toEqual([]);
  });

  test('with a damaged key is named beside other mistakes, and the key is left as it is', () => {
    writeFileSync(join(data, 'key'), 'half a key');
    expect(problemsOf({ PORT: 'x' })).toEqual([expect.stringContaining('PORT'), expect.stringContaining('is damaged')]);
    expect(readFileSync(join(data, 'key'), 'utf8')).toBe('half a key');
  });

  test('that is closed to this user', () => {
    // Root is held back by nothing but a file in the place of a folder.
    if (process.getuid?.() === 0) writeFileSync(join(data, 'closed'), '');
    else mkdirSync(join(data, 'closed'));
    chmodSync(join(data, 'closed'), 0o500);
    expect(problemsOf({ ATTUNE_DATA: join(data, 'closed/data') })).toEqual([expect.stringMatching(/^ATTUNE_DATA /)]);
  });

  test('is not touched by reading alone', () => {
    const place = join(data, 'not-yet');
    expect(readSettings({ ATTUNE_DATA: place })).toMatchObject({ problems: [], settings: { data: place } });
    expect(existsSync(place)).toBe(false);
  });
});
