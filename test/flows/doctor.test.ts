// The doctor at work on installations that are broken on purpose: each fault must be named, with how to mend it; a sound
// installation is found sound; and looking changes nothing.
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { examine } from '../../src/doctor.ts';
import { fillWithDemonstration } from '../../src/demonstration/fill.ts';
import { silentLog } from '../../src/store/connection.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import { listAgents } from '../../src/store/agent.ts';
import { findFirstWorkspace } from '../../src/store/workspace.ts';
import { cloneDatabase, databaseKinds, emptyDatabase } from '../setup/clone.ts';
import type { TestDesk } from '../setup/desk.ts';
import { startDesk } from '../setup/desk.ts';

type Environment = Readonly<Record<string, string>>;
type Report = { readonly code: number; readonly text: string };

async function report(environment: Environment): Promise<Report> {
  const lines: string[] = [];
  const code = await examine(environment, (line) => lines.push(line));
  return { code, text: lines.join('\n') };
}

/** The sign and the whole of the line that holds these words, with its advice. */
function lineOf({ text }: Report, words: string): string {
  const blocks = text.split(/\n(?= {2}[✓!✗] |\S)/);
  return blocks.find((block) => block.includes(words))?.trim() ?? `nothing with "${words}" in:\n${text}`;
}

const databases = databaseKinds();
const key = '5f'.repeat(32);
let data: string;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'attune-test-'));
});
afterEach(async () => rm(data, { recursive: true, force: true }));

describe('before the first start', () => {
  test('nothing is wrong yet, and looking makes nothing', async () => {
    const place = join(data, 'not-yet');
    const found = await report({ ATTUNE_DATA: place, PORT: '0' });
    expect(lineOf(found, 'does not exist yet')).toMatch(/^! .*\n {4}→ The first "npm start" makes it/);
    expect(lineOf(found, 'embedded database is not made')).toMatch(/^! /);
    expect(found.code).toBe(0);
    expect(await readdir(data)).toEqual([]);
  });

  test('every wrong setting is named, and nothing else is tried', async () => {
    const found = await report({ ATTUNE_DATA: data, PORT: '99999', ATTUNE_KEY: 'short', DATABASE_URL: 'mysql://nowhere', ATTUNE_PUBLIC_ADDRESS: 'https://desk.example.com/attune' });
    for (const name of ['PORT', 'DATABASE_URL', 'ATTUNE_KEY', 'ATTUNE_PUBLIC_ADDRESS']) expect(lineOf(found, `${name} `)).toMatch(/^✗ [^]*→ /);
    expect(found.text).not.toContain('Database\n');
    expect(found.code).toBe(1);
  });

  test('a setting that nothing reads is named', async () => expect(lineOf(await report({ ATTUNE_DATA: data, PORT: '0', ATTUNE_PUBLIC_ADRESS: 'https://desk.example.com' }), 'ATTUNE_PUBLIC_ADRESS')).toMatch(/^! [^]*ATTUNE_PUBLIC_ADDRESS/));

  test('a key that is none is named', async () => expect(lineOf(await report({ ATTUNE_DATA: data, ATTUNE_KEY: 'short' }), 'ATTUNE_KEY')).toMatch(/^✗ /));
});

describe('the data folder', () => {
  test('a file in its place, and a folder in which nobody can write', async () => {
    const file = join(data, 'file');
    await writeFile(file, '');
    expect(lineOf(await report({ ATTUNE_DATA: file, DATABASE_URL: 'postgres://127.0.0.1:1/none' }), 'is a file')).toMatch(/^✗ /);
    // What lies below cannot be looked at either, and everything else is examined all the same.
    const below = await report({ ATTUNE_DATA: join(file, 'data'), PORT: '0' });
    expect(lineOf(below, 'is a file')).toMatch(/^✗ ATTUNE_DATA .*→ /s);
    expect(below.text).toMatch(/\nWeb\n[^]*\nLanguages\n/);
    // Root may write everywhere but here; everybody else may not even ask.
    const told = process.getuid?.() === 0 ? 'cannot be written' : 'cannot be used by this user';
    expect(lineOf(await report({ ATTUNE_DATA: '/proc/self/task', DATABASE_URL: 'postgres://127.0.0.1:1/none' }), told)).toMatch(/^✗ [^]*→ Start Attune(?:, and this examination,)? as the user who owns that folder/);
  });

  test('a key that is damaged, open to others, or in order', async () => {
    const file = join(data, 'key');
    const keyLine = async () => lineOf(await report({ ATTUNE_DATA: data, PORT: '0' }), file);
    await writeFile(file, 'half a key');
    expect(await keyLine()).toMatch(/^✗ .* is damaged/);
    await writeFile(file, randomBytes(32).toString('hex'));
    await chmod(file, 0o644);
    expect(await keyLine()).toMatch(/^! [^]*chmod 600/);
    await chmod(file, 0o600);
    expect(await keyLine()).toMatch(/^✓ /);
  });

  test("a site's own language rules with a mistake are named with their line", async () => {
    await mkdir(join(data, 'languages/en/reading'), { recursive: true });
    await writeFile(join(data, 'languages/en/reading/own.yaml'), '- id: no-such-finding\n  find: phrase\n  any: |\n    whatever\n');
    expect(lineOf(await report({ ATTUNE_DATA: data, PORT: '0' }), 'pack "en"')).toMatch(/^✗ [^]*own\.yaml:1: [^]*no-such-finding[^]*→ Correct them \(your own files are in data\/languages\)/);
  });
});

describe('the embedded database', () => {
  test('is looked at beside its owner, and by itself, and left as it was', { timeout: 120_000 }, async () => {
    const embedded = await openEmbedded({ folder: data, log: silentLog });
    try {
      expect(lineOf(await report({ ATTUNE_DATA: data, PORT: '0' }), 'PostgreSQL')).toMatch(/^✓ PostgreSQL 18/);
    } finally {
      await embedded.stop();
    }
    const found = await report({ ATTUNE_DATA: data, PORT: '0' });
    expect(lineOf(found, 'PostgreSQL')).toMatch(/^✓ /);
    expect(lineOf(found, 'migrations')).toMatch(/^! \d+ of \d+ migrations are not applied yet/);
    expect((await readdir(join(data, 'postgres/cluster'))).includes('postmaster.pid')).toBe(false);
  });
});

describe.each(databases)('the database on %s', (kind) => {
  const at = async (change: (url: URL) => void): Promise<Report> => {
    const clone = await emptyDatabase(kind);
    try {
      const url = new URL(clone.url);
      change(url);
      return await report({ ATTUNE_DATA: data, ATTUNE_KEY: key, PORT: '0', DATABASE_URL: url.href });
    } finally {
      await clone.drop();
    }
  };

  test('away, refusing, or not there', async () => {
    expect(lineOf(await report({ ATTUNE_DATA: data, PORT: '0', DATABASE_URL: 'postgres://somebody:secret-word@127.0.0.1:1/desk' }), 'cannot be reached')).toMatch(/^✗ /);
    const refused = await at((url) => { url.password = 'secret-word'; });
    expect(lineOf(refused, 'refuses the user or password')).toMatch(/^✗ /);
    expect(refused.text).not.toContain('secret-word');
    expect(lineOf(await at((url) => { url.pathname = '/no_such_database'; }), 'no database named')).toMatch(/^✗ /);
  });

  test('an encoding that cannot hold every language', async () => {
    const clone = await emptyDatabase(kind);
    const admin = new Client({ connectionString: clone.superuserUrl });
    await admin.connect();
    try {
      await admin.query(`CREATE DATABASE latin_${kind} OWNER attune ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`);
      const url = new URL(clone.url);
      url.pathname = `/latin_${kind}`;
      expect(lineOf(await report({ ATTUNE_DATA: data, ATTUNE_KEY: key, PORT: '0', DATABASE_URL: url.href }), 'LATIN1')).toMatch(/^✗ /);
    } finally {
      await admin.query(`DROP DATABASE IF EXISTS latin_${kind} WITH (FORCE)`);
      await admin.end();
      await clone.drop();
    }
  });

  test('migrations that wait, that a newer version made, that were changed', async () => {
    const clone = await cloneDatabase(kind);
    const client = new Client({ connectionString: clone.url });
    await client.connect();
    const line = async () => lineOf(await report({ ATTUNE_DATA: data, ATTUNE_KEY: key, PORT: '0', DATABASE_URL: clone.url }), 'igrat');
    try {
      expect(await line()).toMatch(/^✓ All \d+ migrations are applied/);
      await client.query("INSERT INTO migration (number, name, checksum, breaking) SELECT max(number) + 1, 'later', 'x', false FROM migration");
      expect(await line()).toMatch(/^! .*newer Attune/);
      await client.query("UPDATE migration SET breaking = true WHERE name = 'later'");
      expect(await line()).toMatch(/^✗ [^]*→ Start the newer version/);
      await client.query("DELETE FROM migration WHERE name = 'later'");
      await client.query("UPDATE migration SET checksum = 'x' WHERE number = 1");
      expect(await line()).toMatch(/^✗ .*was changed after/);
    } finally {
      await client.end();
      await clone.drop();
    }
  });

  test('signals that do not arrive, or cannot be listened for', async () => {
    const [clone, other] = [await cloneDatabase(kind), await emptyDatabase(kind)];
    const found = async (listen: string) => report({ ATTUNE_DATA: data, ATTUNE_KEY: key, PORT: '0', DATABASE_URL: clone.url, DATABASE_LISTEN_URL: listen });
    try {
      expect(lineOf(await found(clone.url), 'LISTEN')).toMatch(/^✓|DATABASE_LISTEN_URL=/);
      expect(lineOf(await found(other.url), 'do not arrive')).toMatch(/^! [^]*→ Set DATABASE_LISTEN_URL to a direct connection/);
      expect(lineOf(await found('postgres://127.0.0.1:1/none'), 'DATABASE_LISTEN_URL: ')).toMatch(/^✗ /);
    } finally {
      await clone.drop();
      await other.drop();
    }
  });

  describe('what lies in a desk', () => {
    let desk: TestDesk;
    let workspace: string;
    const environment = (): Environment => ({ ATTUNE_DATA: desk.data, ATTUNE_KEY: key, DATABASE_URL: desk.databaseUrl, PORT: new URL(desk.address).port });
    const db = () => desk.installation.desk.db;

    beforeAll(async () => {
      desk = await startDesk(kind, { ATTUNE_ROLES: 'web' });
      workspace = (await findFirstWorkspace(db()))!.id;
      const [administrator] = await listAgents(db(), workspace);
      await fillWithDemonstration(desk.installation.desk, workspace, administrator!.id);
    });
    afterAll(async () => desk.stop());

    test('a sound one: nothing wrong, nothing secret, nothing changed', async () => {
      const before = await sql<{ event: number }>`select event from workspace_counter`.execute(db());
      const found = await report(environment());
      expect(found.text).not.toContain('✗');
      expect(found.code).toBe(0);
      expect(lineOf(found, 'Lamp shop, chat')).toMatch(/^✓ .*is connected; last input/);
      expect(lineOf(found, 'Lamp shop, orders')).toMatch(/^! .*is not connected/);
      expect(lineOf(found, 'answers on port')).toMatch(/^✓ This desk answers/);
      expect(lineOf(found, 'attached files')).toMatch(/^✓ The newest 2 attached files are there/);
      for (const secret of [key, new URL(desk.databaseUrl).password]) expect(found.text).not.toContain(secret);
      expect((await sql`select event from workspace_counter`.execute(db())).rows).toEqual(before.rows);
    });

    test('passwords that were sealed with another key, or whose key is gone', async () => {
      expect(lineOf(await report({ ...environment(), ATTUNE_KEY: '6a'.repeat(32) }), 'sealed with another key')).toMatch(/^✗ "Lamp shop/);
      const { ATTUNE_KEY: _gone, ...without } = environment();
      expect(lineOf(await report(without), 'no key to open them')).toMatch(/^✗ "Lamp shop/);
    });

    test('files that are in another folder', async () => {
      expect(lineOf(await report({ ...environment(), ATTUNE_DATA: data }), 'attached files')).toMatch(/^✗ Of the newest 2 attached files 2 are missing/);
    });

    test('inboxes that fail, that cannot be read, that no version knows, and inputs that were not understood', async () => {
      await sql`update inbox set health = ${JSON.stringify({ is: 'failing', problem: { code: 'email.login-refused', detail: 'no such user' } })}::jsonb where channel = 'email'`.execute(db());
      await sql`update inbox set config = config || '{"colour":"pink"}'::jsonb where channel = 'web-chat'`.execute(db());
      await sql`insert into inbox (workspace, id, channel, name, token, created_at) values (${workspace}, gen_random_uuid(), 'pigeon', 'Pigeons', 'pigeon', now())`.execute(db());
      await sql`update raw_input set state = 'failed' where id = (select id from raw_input order by id limit 1)`.execute(db());
      const found = await report(environment());
      expect(lineOf(found, 'email.login-refused')).toMatch(/^✗ "Lamp shop, orders" \(email\) fails: email\.login-refused: no such user/);
      expect(lineOf(found, 'colour')).toMatch(/^✗ "Lamp shop, chat"/);
      expect(lineOf(found, '"Pigeons" is an inbox')).toMatch(/^✗ /);
      expect(lineOf(found, 'could not be understood')).toMatch(/^! .* 1 inputs/);
      expect(found.code).toBe(1);
    });

    test('work that nobody takes: input, replies, promises, jobs', async () => {
      await sql`update raw_input set state = 'pending', due_at = now() - interval '3 minutes' where id = (select id from raw_input order by id limit 1)`.execute(db());
      await sql`update delivery set state = 'queued', due_at = now() - interval '3 minutes' where id = (select id from delivery where state = 'accepted' order by id limit 1)`.execute(db());
      await sql`update delivery set state = 'sending', leased_until = now() - interval '3 minutes' where id = (select id from delivery where state = 'accepted' order by id limit 1)`.execute(db());
      await sql`update commitment set state = 'open', due_at = now() - interval '1 hour'`.execute(db());
      await sql`insert into job.job (name, data) values ('dead', '{}')`.execute(db());
      const found = await report(environment());
      expect(lineOf(found, 'inputs wait')).toMatch(/^✗ 1 inputs wait for more than two minutes[^]*role "worker"/);
      expect(lineOf(found, 'replies wait')).toMatch(/^✗ 2 replies/);
      expect(lineOf(found, 'promises are past')).toMatch(/^✗ 4 promises/);
      expect(lineOf(found, 'did not arrive')).toMatch(/^! 1 open conversations/);
      expect(lineOf(found, 'background tasks')).toMatch(/^! 1 background tasks/);
    });
  });
});

describe('the web address', () => {
  let server: Server | null = null;
  afterEach(async () => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));
  const listen = async (made: Server): Promise<string> => {
    server = made;
    await new Promise<void>((resolve) => void made.listen(0, 'localhost', resolve));
    return String((made.address() as AddressInfo).port);
  };
  const away = 'postgres://127.0.0.1:1/none';

  test('a port that another program has, with HTTP or without', async () => {
    const port = await listen(createHttpServer((_request, answer) => answer.end('something else')));
    expect(lineOf(await report({ ATTUNE_DATA: data, DATABASE_URL: away, PORT: port }), 'Another program')).toMatch(/^✗ [^]*→ Stop that program/);
    await new Promise<void>((resolve) => void server!.close(() => resolve()));
    const silent = await listen(createServer((socket) => socket.destroy()));
    expect(lineOf(await report({ ATTUNE_DATA: data, DATABASE_URL: away, PORT: silent }), 'Another program')).toMatch(/^✗ /);
  });

  test('a desk of another version, and one that is not ready', async () => {
    let reply = { status: 200, body: { status: 'ready', version: '0.0.1' } as object };
    const port = await listen(createHttpServer((_request, answer) => answer.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body))));
    expect(lineOf(await report({ ATTUNE_DATA: data, DATABASE_URL: away, PORT: port }), 'Version 0.0.1')).toMatch(/^! [^]*Start the desk again/);
    reply = { status: 503, body: { code: 'database-away' } };
    expect(lineOf(await report({ ATTUNE_DATA: data, DATABASE_URL: away, PORT: port }), 'not ready')).toMatch(/^✗ /);
  });

  test.each([
    [{ ATTUNE_PUBLIC_ADDRESS: 'http://desk.example.com' }, /^! .*is not encrypted/],
    [{ HOST: '203.0.113.7', PORT: '3399' }, /^✗ HOST is "203.0.113.7", which is no address of this machine/],
    [{ ATTUNE_PUBLIC_ADDRESS: 'https://desk.example.com' }, /^! .*ATTUNE_TRUST_PROXY/],
    [{ HOST: '0.0.0.0' }, /^! .*links lead to http:\/\/localhost/],
    [{ ATTUNE_PUBLIC_ADDRESS: 'https://desk.example.com', ATTUNE_TRUST_PROXY: 'yes' }, /^✓ The public address is https/],
  ])('%j', async (given, expected) => {
    const { text } = await report({ ATTUNE_DATA: data, DATABASE_URL: away, PORT: '0', ...given });
    const web = text.slice(text.indexOf('\nWeb\n'));
    expect(web.split('\n').some((line) => expected.test(line.trim())), web).toBe(true);
  });
});
