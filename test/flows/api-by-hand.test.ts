// What docs/api.md and docs/webhooks.md tell people to type is typed here, as it stands there.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { TestDesk } from '../setup/desk.ts';
import { administrator, startDesk } from '../setup/desk.ts';
import { eventuallyHolds } from '../setup/eventually.ts';
import { startReceiver } from '../setup/receiver.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

async function blocksOf(document: string, language: string): Promise<readonly string[]> {
  const text = await readFile(join(root, 'docs', document), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1]!);
}

describe.each(databaseKinds())('the API by hand, on %s', (kind) => {
  let desk: TestDesk;
  let anna: Browser;
  let folder: string;
  beforeAll(async () => {
    [desk, folder] = await Promise.all([startDesk(kind, { ATTUNE_PRIVATE_WEBHOOKS: 'yes' }), mkdtemp(join(tmpdir(), 'attune-by-hand-'))]);
    anna = new Browser(desk.address);
    await anna.post('/api/session', administrator);
  });
  afterAll(async () => {
    await desk.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('the story with curl in docs/api.md', async () => {
    const { value } = (await anna.post('/api/service-tokens', { name: 'by hand', role: 'administrator' })).body;
    const blocks = await blocksOf('api.md', 'sh');
    expect(blocks.length).toBeGreaterThan(7);
    const { stdout } = await run('bash', ['-c', `set -euo pipefail\n${blocks.join('\necho\n')}`], { env: { PATH: process.env['PATH'], DESK: desk.address, TOKEN: String(value) }, timeout: 60_000 });
    const answers = stdout.split('\n').filter((line) => line.startsWith('{')).flatMap((line) => line.replaceAll('}{', '}\n{').split('\n')).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(answers[0]).toMatchObject({ name: 'Shop', secret: expect.stringMatching(/^whsec_/) });
    const closed = answers.filter((answer) => (answer['state'] as { is?: string } | undefined)?.is === 'closed');
    expect(closed).toHaveLength(2);
    expect(closed[0]).toEqual(closed[1]);
    const { events } = answers.at(-1) as { events: { kind: string }[] };
    expect(events.map((event) => event.kind)).toEqual(expect.arrayContaining(['webhook-created', 'inbox-created', 'message-received', 'reply-sent', 'conversation-closed']));
    expect(events.filter((event) => event.kind === 'conversation-closed'), 'twice with one key is once').toHaveLength(1);
  });

  test('what the README says to programs, with curl and with the typed client', async () => {
    const { value } = (await anna.post('/api/service-tokens', { name: 'readme', role: 'administrator' })).body;
    const env = { PATH: process.env['PATH'], DESK: desk.address, TOKEN: String(value) };
    const [script] = await blocksOf('../README.md', 'sh');
    const { stdout } = await run('bash', ['-c', `set -euo pipefail\n${script}`], { env, timeout: 60_000 });
    const answers = stdout.split('\n').filter((line) => line.startsWith('{')).map((line) => Object.keys(JSON.parse(line) as object));
    expect(answers).toHaveLength(5);
    expect(answers.slice(1)).toEqual([expect.arrayContaining(['conversations', 'next']), expect.arrayContaining(['results']), expect.arrayContaining(['id', 'name']), expect.arrayContaining(['events'])]);
    const [program] = await blocksOf('../README.md', 'ts');
    const file = join(folder, 'readme.ts');
    await writeFile(file, program!.replace('./src/', `${root}/src/`));
    const shown = await run(process.execPath, [file], { env, timeout: 60_000 });
    expect(shown.stderr).toBe('');
  });

  test('checking a signature as docs/webhooks.md shows it', async () => {
    const receiver = await startReceiver();
    const { id, secret } = (await anna.post('/api/webhooks', { name: 'Shop', address: receiver.address, groups: [] })).body as { id: string; secret: string };
    await anna.post(`/api/webhooks/${id}/test`);
    await eventuallyHolds(() => expect(receiver.received).toHaveLength(1));
    const { headers, body } = receiver.received[0]!;
    const [script, python] = [(await blocksOf('webhooks.md', 'js'))[0]!, (await blocksOf('webhooks.md', 'python'))[0]!];
    await writeFile(join(folder, 'is-from-desk.mjs'), script);
    const { isFromDesk } = (await import(join(folder, 'is-from-desk.mjs'))) as { isFromDesk(secret: string, headers: object, body: string): boolean };
    const text = JSON.stringify(body);
    expect(isFromDesk(secret, headers, text)).toBe(true);
    expect(isFromDesk(secret, headers, text.replace('test', 'tost'))).toBe(false);
    expect(isFromDesk(secret, { ...headers, 'webhook-timestamp': String(Number(headers['webhook-timestamp']) - 301) }, text)).toBe(false);
    expect(isFromDesk(secret, {}, text)).toBe(false);
    const asked = `${python}\nimport json, sys\ngiven = json.load(sys.stdin)\nprint([is_from_desk(given['secret'], given['headers'], one.encode()) for one in (given['body'], given['body'] + ' ')])`;
    const answered = await pythonSays(asked, JSON.stringify({ secret, headers, body: text }));
    // Where there is no Python, nobody can run it.
    if (answered !== null) expect(answered.trim()).toBe('[True, False]');
    await receiver.stop();
  });
});

async function pythonSays(program: string, input: string): Promise<string | null> {
  return new Promise((done, fail) => {
    const child = execFile('python3', ['-c', program], (error, stdout) => {
      if (error && (error as NodeJS.ErrnoException).code === 'ENOENT') done(null);
      else if (error) fail(error);
      else done(stdout);
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
