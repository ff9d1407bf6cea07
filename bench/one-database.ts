// All figures of one database: the product is its own process, the client speaks HTTP and WebSocket to it.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { attachEmbedded } from '../src/store/embedded.ts';
import type { Size } from './corpus.ts';
import { sentence, tenthOf } from './corpus.ts';
import type { DeskClient, Visitor } from './desk-client.ts';
import type { Inbox, Serving, Where } from './desk-on-disk.ts';
import { administrator, fill, serve } from './desk-on-disk.ts';
import type { FindingFigures, LaneTimes } from './finding.ts';
import { lanesOf, measureFinding } from './finding.ts';
import type { BrowserFigures } from './in-browser.ts';
import { measureInBrowser } from './in-browser.ts';
import { memoryOf, postmasterOf } from './machine.ts';
import { rawReading } from './raw-reading.ts';
import type { Times } from './measure.ts';
import { milliseconds, pair, rate, summarise, timed } from './measure.ts';

type WritingFigures = Readonly<Record<
  | 'raw limit: single-row commits a second, 1 client / 8 clients'
  | 'message in → stored → read → event, 1 client, p50 / p95'
  | 'messages a second, 1 client / 8 clients'
  | 'share of the raw limit, 8 clients (two commits a message)'
  | 'message in → event, 8 clients, p50 / p95'
  | 'reply accepted, p50 / p95'
  | 'accepted → on a second screen, p50 / p99', string>>;
type ListFigures = Readonly<Record<
  | 'raw limit of reading: as many bytes by their key, 8 clients, p95, server time / with the way there and back'
  | 'inbox, first page of 50, p50 / p95'
  | 'inbox, first page of 50, 8 clients, p95, server time / with the way there and back'
  | 'open a conversation, p50 / p95'
  | 'open a conversation, 8 clients, p95, server time / with the way there and back'
  | 'list and open against a tenth of the conversations, p50'
  | 'list and open against a tenth of the conversations, p95', string>>;
type RestFigures = Readonly<Record<'start: first / again' | 'memory at rest: process / with database', string>>;
export type ReadingFigures = ListFigures & FindingFigures;
export type Column = ReadingFigures | (WritingFigures & ReadingFigures & BrowserFigures & RestFigures);

type Asked = {
  /** The desk, and one of a tenth of its size beside it. */
  readonly whole: Where;
  readonly tenth: Where;
  readonly size: Size;
  /** Nothing is written, and what was loaded before is measured again as it lies there. */
  readonly onlyReading: boolean;
  readonly say: (line: string) => void;
};

type Reading = { readonly lists: Times; readonly opened: Times; readonly manyLists: LaneTimes; readonly manyOpened: LaneTimes };
type Raw = { readonly list: LaneTimes; readonly opened: LaneTimes };

export async function benchDatabase({ whole, tenth, size, onlyReading, say }: Asked): Promise<Column> {
  const rest = onlyReading ? null : await measureAtRest(whole);
  say('a tenth');
  await fill(tenth, tenthOf(size), say);
  const small = await withDesk(tenth, ({ client }) => measureReading(client));
  say('the whole');
  const inbox = await fill(whole, size, say);
  return withDesk(whole, async ({ desk, client }) => {
    say('lists, conversations');
    const url = whole.databaseUrl ?? (await attachEmbedded({ folder: whole.data }))!.url;
    // In one breath with what it is compared with.
    const raw = await measureRaw(client, url);
    const reading = listFigures(await measureReading(client), small, raw);
    if (rest === null) {
      say('finding');
      return { ...reading, ...(await measureFinding(client, inbox.id)) };
    }
    const written = await measureWriting(client, url, inbox, say);
    say('in the browser');
    const felt = await measureInBrowser(desk.address, administrator);
    say('finding');
    return { ...written, ...reading, ...(await measureFinding(client, inbox.id)), ...felt, ...rest };
  });
}

async function withDesk<Result>(where: Where, work: (serving: Serving) => Promise<Result>): Promise<Result> {
  const serving = await serve(where);
  return work(serving).finally(() => serving.desk.stop());
}

/** Of an empty desk: its first start makes the database. */
async function measureAtRest(where: Where): Promise<RestFigures> {
  const first = await withDesk(where, async ({ startedMs }) => startedMs);
  return withDesk(where, async ({ desk, startedMs }) => {
    await pause(8_000);
    const own = memoryOf(desk.process.pid!);
    const postmaster = where.databaseUrl === null ? postmasterOf(where.data) : null;
    const withDatabase = postmaster === null ? '–' : `${(own + memoryOf(postmaster)).toFixed(0)} MiB`;
    return { 'start: first / again': `${(first / 1_000).toFixed(1)} s / ${(startedMs / 1_000).toFixed(1)} s`, 'memory at rest: process / with database': `${own.toFixed(0)} MiB / ${withDatabase}` };
  });
}

async function measureWriting(client: DeskClient, url: string, inbox: Inbox, say: (line: string) => void): Promise<WritingFigures> {
  // Before the burst: afterwards the newest conversations are those that it wrote a hundred messages into.
  const conversations = await client.someConversations(100);
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
  say('replies');
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
  const appearing = summarise(shown);
  return {
    'raw limit: single-row commits a second, 1 client / 8 clients': `${raw[0].toFixed(0)} / ${raw[1].toFixed(0)}`,
    'message in → stored → read → event, 1 client, p50 / p95': pair(alone),
    'messages a second, 1 client / 8 clients': `${(1_000 / alone.p50).toFixed(0)} / ${burst.toFixed(0)}`,
    'share of the raw limit, 8 clients (two commits a message)': `${((burst / raw[1]) * 100).toFixed(0)} %`,
    'message in → event, 8 clients, p50 / p95': `${pair(summarise(many))} at ${perSecond.toFixed(0)}/s`,
    'reply accepted, p50 / p95': pair(replies),
    'accepted → on a second screen, p50 / p99': `${milliseconds(appearing.p50)} / ${milliseconds(appearing.p99)} ms`,
  };
}

const firstPage = '/api/conversations?view=open&limit=50';

async function measureReading(client: DeskClient): Promise<Reading> {
  const conversations = await client.someConversations(100);
  const one = (place: number): string => `/api/conversations/${conversations[place % conversations.length]!}`;
  // Code is compiled and statements are prepared after a few hundred times, as on a desk that has run for some minutes.
  await timed(300, () => client.fetch(firstPage));
  await timed(300, (place) => client.fetch(one(place)));
  return {
    lists: await timed(300, () => client.fetch(firstPage)),
    opened: await timed(300, (place) => client.fetch(one(place))),
    manyLists: await lanesOf(client, () => firstPage, 8),
    manyOpened: await lanesOf(client, one, 8),
  };
}

/** Answers that are as large as those of the desk. */
async function measureRaw(client: DeskClient, url: string): Promise<Raw> {
  const [conversation] = await client.someConversations(1);
  const [list, opened] = await rawReading(url, await Promise.all([firstPage, `/api/conversations/${conversation!}`].map(async (path) => JSON.stringify(await client.get(path)))));
  return { list: list!, opened: opened! };
}

function listFigures(reading: Reading, tenth: Reading, raw: Raw): ListFigures {
  const times = (share: 'p50' | 'p95') => (['lists', 'opened'] as const).map((what) => `${(reading[what][share] / tenth[what][share]).toFixed(1)} ×`).join(' / ');
  const many = ({ server, felt, perSecond }: LaneTimes) => `${milliseconds(server.p95)} / ${milliseconds(felt.p95)} ms, ${perSecond.toFixed(0)}/s`;
  const beside = (times: LaneTimes, least: LaneTimes) => `${many(times)} (${(times.felt.p95 / least.felt.p95).toFixed(1)} × raw)`;
  return {
    'raw limit of reading: as many bytes by their key, 8 clients, p95, server time / with the way there and back': `inbox ${many(raw.list)}; conversation ${many(raw.opened)}`,
    'inbox, first page of 50, p50 / p95': pair(reading.lists),
    'inbox, first page of 50, 8 clients, p95, server time / with the way there and back': beside(reading.manyLists, raw.list),
    'open a conversation, p50 / p95': pair(reading.opened),
    'open a conversation, 8 clients, p95, server time / with the way there and back': beside(reading.manyOpened, raw.opened),
    'list and open against a tenth of the conversations, p50': times('p50'),
    'list and open against a tenth of the conversations, p95': times('p95'),
  };
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
