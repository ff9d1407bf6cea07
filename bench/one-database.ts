// All figures of one database: the product is its own process, the client speaks HTTP and WebSocket to it.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { Client } from 'pg';
import { languageCapabilities } from '../src/language-capabilities.ts';
import { loadLanguagePacks } from '../src/language-packs.ts';
import { createEngine } from '../src/language/engine.ts';
import { attachEmbedded } from '../src/store/embedded.ts';
import { openDatabase } from '../src/store/open.ts';
import { freePort } from '../test/setup/postgres.ts';
import type { DeskProcess } from '../test/setup/process.ts';
import { spawnDesk } from '../test/setup/process.ts';
import type { Size } from './corpus.ts';
import { sentence } from './corpus.ts';
import type { Visitor } from './desk-client.ts';
import { DeskClient } from './desk-client.ts';
import type { FindingFigures } from './finding.ts';
import { lanesOf, measureFinding, untilIndexed } from './finding.ts';
import type { BrowserFigures } from './in-browser.ts';
import { measureInBrowser } from './in-browser.ts';
import type { Part } from './load.ts';
import { loadCorpus } from './load.ts';
import { memoryOf, postmasterOf } from './machine.ts';
import { milliseconds, pair, rate, summarise, timed } from './measure.ts';

export type Column = Readonly<Record<
  | 'raw limit: single-row commits a second, 1 client / 8 clients'
  | 'message in → stored → read → event, 1 client, p50 / p95'
  | 'messages a second, 1 client / 8 clients'
  | 'share of the raw limit, 8 clients (two commits a message)'
  | 'message in → event, 8 clients, p50 / p95'
  | 'reply accepted, p50 / p95'
  | 'accepted → on a second screen, p50 / p99'
  | 'inbox, first page of 50, p50 / p95'
  | 'inbox, first page of 50, p95, 8 clients'
  | 'open a conversation, p50 / p95'
  | 'open a conversation, p95, 8 clients'
  | 'list and open, p95, against a tenth of the conversations'
  | 'start: first / again'
  | 'memory at rest: process / with database', string>> & FindingFigures & BrowserFigures;

const administrator = { email: 'anna@example.test', password: 'three yellow lemons' };

export async function benchDatabase(databaseUrl: string | null, size: Size, say: (line: string) => void): Promise<Column> {
  const data = await mkdtemp(join(tmpdir(), 'attune-bench-'));
  const env = {
    PORT: String(await freePort()), HOST: '127.0.0.1', ATTUNE_DATA: data, ATTUNE_KEY: 'cd'.repeat(32), ATTUNE_TRUST_PROXY: 'yes', ATTUNE_LOG: 'error',
    ATTUNE_ADMIN_EMAIL: administrator.email, ATTUNE_ADMIN_PASSWORD: administrator.password, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
  };
  let desk = await timedStart(env);
  const first = desk.startedMs;
  await desk.process.stop();
  desk = await timedStart(env);
  const again = desk.startedMs;
  try {
    await pause(8_000);
    const own = memoryOf(desk.process.process.pid!);
    const postmaster = databaseUrl === null ? postmasterOf(data) : null;
    const memory = `${own.toFixed(0)} MiB / ${postmaster === null ? '–' : `${(own + memoryOf(postmaster)).toFixed(0)} MiB`}`;
    const url = databaseUrl ?? (await attachEmbedded({ folder: data }))!.url;
    const figures = await measure(desk.process, url, size, say);
    return { ...figures, 'start: first / again': `${(first / 1_000).toFixed(1)} s / ${(again / 1_000).toFixed(1)} s`, 'memory at rest: process / with database': memory };
  } finally {
    await desk.process.stop();
    await rm(data, { recursive: true, force: true });
  }
}

async function timedStart(env: Readonly<Record<string, string>>): Promise<{ readonly process: DeskProcess; readonly startedMs: number }> {
  const began = performance.now();
  const process = await spawnDesk(env);
  return { process, startedMs: performance.now() - began };
}

async function measure(desk: DeskProcess, url: string, size: Size, say: (line: string) => void): Promise<Omit<Column, 'start: first / again' | 'memory at rest: process / with database'>> {
  const client = await DeskClient.signIn(desk.address, administrator);
  const inbox = await client.makeChatInbox();
  const tenth = await measureTenth(url, client, inbox.id, size, say);
  await load(url, client, inbox.id, size, { from: Math.floor(size.conversations / 10), until: size.conversations }, say);
  // Before the burst: afterwards the newest conversations are those that it wrote a hundred messages into.
  const conversations = await client.someConversations(100);
  const { lists, opened } = await measureReading(client, conversations);
  const manyLists = await lanesOf(client, () => firstPage, 8);
  const manyOpened = await lanesOf(client, (place) => `/api/conversations/${conversations[place % conversations.length]!}`, 8);
  say('raw limit');
  const raw = [await rawCommits(url, 1), await rawCommits(url, 8)] as const;
  const screen = await client.openScreen();
  const visitors = await Promise.all(Array.from({ length: 64 }, () => client.newVisitor(inbox.token)));
  say('ingest');
  for (let place = 0; place < 200; place += 1) await client.write(inbox.token, visitors[place % 64]!, sentence(place));
  const alone = await timed(500, (place) => untilShown(client, screen, inbox.token, visitors[place % 64]!, place));
  const many: number[] = [];
  const perSecond = await rate(8, 10, async (lane, place) => {
    const began = performance.now();
    await untilShown(client, screen, inbox.token, visitors[(lane * 8 + place) % 64]!, place);
    many.push(performance.now() - began);
  });
  const burst = await burstRate(client, screen, inbox.token, visitors);
  say('replies, lists, conversations');
  const second = await client.openScreen();
  const shown: number[] = [];
  await timed(300, async (place) => {
    const id = randomUUID();
    const there = second.next(id);
    await client.reply(conversations[place % conversations.length]!, id);
    const accepted = performance.now();
    shown.push(Math.max(0, (await there) - accepted));
  });
  const replies = await timed(200, (place) => client.reply(conversations[place % conversations.length]!, randomUUID()));
  screen.close();
  second.close();
  say('in the browser');
  const felt = await measureInBrowser(desk.address, administrator);
  say('finding');
  const found = await measureFinding(client, inbox.id);
  const appearing = summarise(shown);
  return {
    'raw limit: single-row commits a second, 1 client / 8 clients': `${raw[0].toFixed(0)} / ${raw[1].toFixed(0)}`,
    'message in → stored → read → event, 1 client, p50 / p95': pair(alone),
    'messages a second, 1 client / 8 clients': `${(1_000 / alone.p50).toFixed(0)} / ${burst.toFixed(0)}`,
    'share of the raw limit, 8 clients (two commits a message)': `${((burst / raw[1]) * 100).toFixed(0)} %`,
    'message in → event, 8 clients, p50 / p95': `${pair(summarise(many))} at ${perSecond.toFixed(0)}/s`,
    'reply accepted, p50 / p95': pair(replies),
    'accepted → on a second screen, p50 / p99': `${milliseconds(appearing.p50)} / ${milliseconds(appearing.p99)} ms`,
    'inbox, first page of 50, p50 / p95': pair(lists),
    'inbox, first page of 50, p95, 8 clients': `${milliseconds(manyLists.p95)} ms`,
    'open a conversation, p50 / p95': pair(opened),
    'open a conversation, p95, 8 clients': `${milliseconds(manyOpened.p95)} ms`,
    'list and open, p95, against a tenth of the conversations': `${(lists.p95 / tenth.lists.p95).toFixed(1)} × / ${(opened.p95 / tenth.opened.p95).toFixed(1)} ×`,
    ...found,
    ...felt,
  };
}

const firstPage = '/api/conversations?view=open&limit=50';

async function measureReading(client: DeskClient, conversations: readonly string[]) {
  const lists = await timed(300, () => client.get(firstPage));
  const opened = await timed(300, (place) => client.get(`/api/conversations/${conversations[place % conversations.length]!}`));
  return { lists, opened };
}

/** Whether lists stay as quick when the desk grows tenfold is seen within one run. */
async function measureTenth(url: string, client: DeskClient, inbox: string, size: Size, say: (line: string) => void) {
  await load(url, client, inbox, size, { from: 0, until: Math.floor(size.conversations / 10) }, say);
  const conversations = await client.someConversations(100);
  await measureReading(client, conversations);
  return measureReading(client, conversations);
}

async function load(url: string, client: DeskClient, inbox: string, size: Size, part: Part, say: (line: string) => void): Promise<void> {
  const database = await openDatabase({ url, poolSize: 2, applicationName: 'bench', timeouts: { statementMs: 600_000, idleInTransactionMs: 600_000, lockMs: 60_000 } });
  const engine = createEngine({ packs: loadLanguagePacks(), capabilities: languageCapabilities() });
  await loadCorpus(database.db, engine, { workspace: client.workspace, inbox, agent: client.agent }, size, part, (done) => void (done % 25_000 === 0 && say(`${done} conversations loaded`)));
  await untilIndexed(database.db, (taken) => void (taken % 30_000 < 300 && say(`${taken} things can be found`)));
  await sql`vacuum analyze`.execute(database.db);
  await database.close();
}

/** What the database can do at best: one row, one commit, nothing else. */
async function rawCommits(url: string, clients: number): Promise<number> {
  const connections = await Promise.all(Array.from({ length: clients }, async () => {
    const connection = new Client({ connectionString: url });
    await connection.connect();
    return connection;
  }));
  await connections[0]!.query('create table if not exists bench_commit (id bigint generated always as identity primary key, body text)');
  const body = 'x'.repeat(200);
  const perSecond = await rate(clients, 3, (lane) => connections[lane]!.query({ name: 'one', text: 'insert into bench_commit (body) values ($1)', values: [body] }));
  await connections[0]!.query('drop table bench_commit');
  await Promise.all(connections.map((connection) => connection.end()));
  return perSecond;
}

async function untilShown(client: DeskClient, screen: { next(id: string): Promise<number> }, token: string, visitor: Visitor, place: number): Promise<void> {
  const id = randomUUID();
  const there = screen.next(id);
  await client.write(token, visitor, sentence(place), id);
  await there;
}

/** Eight clients that write as fast as they are answered, until everything has become an event. */
async function burstRate(client: DeskClient, screen: { next(id: string): Promise<number> }, token: string, visitors: readonly Visitor[]): Promise<number> {
  const began = performance.now();
  const all: Promise<number>[] = [];
  await rate(8, 8, async (lane, place) => {
    const id = randomUUID();
    all.push(screen.next(id));
    await client.write(token, visitors[(lane * 8 + place) % 64]!, sentence(place), id);
  });
  await Promise.all(all);
  return all.length / ((performance.now() - began) / 1_000);
}
