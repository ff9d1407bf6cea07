// How quickly things are found: lists by every condition, searches of every kind, for one client and for eight at once.
import { colleagues, teams } from './crew.ts';
import type { DeskClient } from './desk-client.ts';
import type { Times } from './measure.ts';
import { milliseconds, summarise, timed } from './measure.ts';

export type FindingFigures = Readonly<Record<
  | 'list by one condition, server time p95, 1 client / 8 clients (the slowest of all)'
  | 'list by two or three conditions, server time p95, 1 client / 8 clients (the slowest of all)'
  | 'numbers beside the views, server time p95, 1 client / 8 clients'
  | 'search: a frequent word, server time p95, 1 client / 8 clients'
  | 'search: a rare word, server time p95, 1 client / 8 clients'
  | 'search: Chinese, server time p95, 1 client / 8 clients'
  | 'search: Russian in another form, server time p95, 1 client / 8 clients'
  | 'search: a phrase, server time p95, 1 client / 8 clients'
  | 'search: the beginning of a word, server time p95, 1 client / 8 clients'
  | 'search: a frequent word among the open ones, server time p95, 1 client / 8 clients', string>>;

const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString();

/** Frequent ones, rare ones and such that nothing meets. */
const conditions = (inbox: string): readonly string[] => [
  'state=open', 'state=closed', 'state=spam', 'state=waiting,snoozed', 'mood=disappointment', 'mood=gratitude', 'mood=sadness', 'urgency=now', 'intent=complaint', 'intent=smalltalk', 'intent=praise', 'complaint=any', 'complaint=rights',
  'channel=web-chat', `inbox=${inbox}`, 'assignee=me', 'assignee=none', `assignee=${colleagues[6]!.id}`, `team=${teams[0]!.id}`, `team=${teams[2]!.id}`, 'tag=tag 1', 'tag=tag 3', 'language=zh', 'language=fr',
  'waiting=us', 'waiting=customer', 'waiting=third party', `from=${day(200)}&to=${day(190)}`, 'attachment=yes', 'promise=yes', 'sort=waiting', 'sort=urgency',
];
const together = (inbox: string): readonly string[] => [
  'mood=disappointment&state=open', 'assignee=me&waiting=us', 'assignee=me&state=open&sort=waiting', `from=${day(200)}&to=${day(100)}&intent=complaint`, `inbox=${inbox}&state=open`, 'language=it&urgency=soon',
  'mood=gratitude&state=open&language=it&sort=urgency', 'tag=tag 2&state=closed', 'complaint=rights&assignee=none', `team=${teams[0]!.id}&waiting=customer&sort=urgency`,
];

export async function measureFinding(client: DeskClient, inbox: string): Promise<FindingFigures> {
  const list = (query: string) => `/api/conversations?view=all&limit=50&${query.replaceAll(' ', '%20')}`;
  const slowest = async (paths: readonly string[], lanes: number) => {
    const all: { readonly name: string; readonly times: Times }[] = [];
    for (const path of paths) all.push({ name: decodeURIComponent(path).replace(/.*limit=50&/, '').replaceAll(/T[\d:.]+Z/g, ''), times: (await lanesOf(client, () => path, lanes)).server });
    return all.reduce((one, other) => (other.times.p95 > one.times.p95 ? other : one));
  };
  const both = async (paths: readonly string[]): Promise<string> => {
    const [alone, many] = [await slowest(paths, 1), await slowest(paths, 8)];
    return `${milliseconds(alone.times.p95)} / ${milliseconds(many.times.p95)} ms${paths.length > 1 ? ` (${many.name})` : ''}`;
  };
  const search = (query: string, further = '') => both([`/api/search?q=${encodeURIComponent(query)}${further}`]);
  return {
    'list by one condition, server time p95, 1 client / 8 clients (the slowest of all)': await both(conditions(inbox).map(list)),
    'list by two or three conditions, server time p95, 1 client / 8 clients (the slowest of all)': await both(together(inbox).map(list)),
    'numbers beside the views, server time p95, 1 client / 8 clients': await both(['/api/counts']),
    'search: a frequent word, server time p95, 1 client / 8 clients': await search('order '),
    'search: a rare word, server time p95, 1 client / 8 clients': await search('A123456'),
    'search: Chinese, server time p95, 1 client / 8 clients': await search('快递'),
    'search: Russian in another form, server time p95, 1 client / 8 clients': await search('деньгами'),
    'search: a phrase, server time p95, 1 client / 8 clients': await search('"next-day delivery"'),
    'search: the beginning of a word, server time p95, 1 client / 8 clients': await search('ord'),
    'search: a frequent word among the open ones, server time p95, 1 client / 8 clients': await search('order ', '&state=open'),
  };
}

/** What the server says that it took from the arrival of a request to the departure of its answer, and what it took with the way there and back. */
export type LaneTimes = { readonly server: Times; readonly felt: Times; readonly perSecond: number };

/** Requests of all lanes together: a twentieth of them are slower than what is told. */
const asked = 200;

/** @param pathOf the path of the place-th request of all lanes */
export async function lanesOf(client: DeskClient, pathOf: (place: number) => string, lanes: number): Promise<LaneTimes> {
  // Statements are prepared and code is compiled after some times, as on a desk that has run for a minute.
  await timed(60, (place) => client.fetch(pathOf(place)));
  const server: number[] = [];
  const felt: number[] = [];
  const start = performance.now();
  await Promise.all(Array.from({ length: lanes }, async (_nothing, lane) => {
    for (let place = lane; place < asked; place += lanes) {
      const path = pathOf(place);
      const began = performance.now();
      server.push((await client.fetch(path)).serverMs);
      felt.push(performance.now() - began);
    }
  }));
  return { server: summarise(server), felt: summarise(felt), perSecond: asked / ((performance.now() - start) / 1_000) };
}
