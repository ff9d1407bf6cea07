// How quickly things are found: lists by every condition, searches of every kind, for one client and for eight at once.
import type { DeskClient } from './desk-client.ts';
import type { Times } from './measure.ts';
import { milliseconds, summarise, timed } from './measure.ts';

export type FindingFigures = Readonly<Record<
  | 'list by one condition, p95, 1 client / 8 clients (the slowest of all)'
  | 'list by three conditions and by urgency, p95, 1 client / 8 clients'
  | 'numbers beside the views, p95, 1 client / 8 clients'
  | 'search: a frequent word, p95, 1 client / 8 clients'
  | 'search: a rare word, p95, 1 client / 8 clients'
  | 'search: Chinese, p95, 1 client / 8 clients'
  | 'search: Russian in another form, p95, 1 client / 8 clients'
  | 'search: a phrase, p95, 1 client / 8 clients'
  | 'search: the beginning of a word, p95, 1 client / 8 clients'
  | 'search: a frequent word among the open ones, p95, 1 client / 8 clients', string>>;

const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString();

export async function measureFinding(client: DeskClient, inbox: string): Promise<FindingFigures> {
  const conditions = [
    'state=open', 'state=closed', 'state=spam', 'mood=anger', 'mood=gratitude', 'urgency=now', 'intent=complaint', 'intent=suggestion', 'complaint=any', 'complaint=rights', 'channel=web-chat', `inbox=${inbox}`,
    'assignee=me', 'assignee=none', 'language=zh', 'language=fr', 'waiting=us', 'waiting=customer', `from=${day(200)}&to=${day(190)}`, 'attachment=yes', 'promise=yes', 'sort=waiting',
  ];
  const list = (query: string) => `/api/conversations?view=all&limit=50&${query}`;
  const slowest = async (paths: readonly string[], lanes: number) => {
    const all: { readonly name: string; readonly times: Times }[] = [];
    for (const path of paths) all.push({ name: new URL(path, 'http://desk').searchParams.toString().replace('view=all&limit=50&', ''), times: await lanesOf(client, () => path, lanes) });
    return all.reduce((one, other) => (other.times.p95 > one.times.p95 ? other : one));
  };
  const both = async (paths: readonly string[]): Promise<string> => {
    const [alone, many] = [await slowest(paths, 1), await slowest(paths, 8)];
    return `${milliseconds(alone.times.p95)} / ${milliseconds(many.times.p95)} ms${paths.length > 1 ? ` (${many.name})` : ''}`;
  };
  const search = (query: string, further = '') => both([`/api/search?q=${encodeURIComponent(query)}${further}`]);
  return {
    'list by one condition, p95, 1 client / 8 clients (the slowest of all)': await both(conditions.map(list)),
    'list by three conditions and by urgency, p95, 1 client / 8 clients': await both([list('mood=anger&state=open&language=it&sort=urgency')]),
    'numbers beside the views, p95, 1 client / 8 clients': await both(['/api/counts']),
    'search: a frequent word, p95, 1 client / 8 clients': await search('order '),
    'search: a rare word, p95, 1 client / 8 clients': await search('A123456'),
    'search: Chinese, p95, 1 client / 8 clients': await search('快递'),
    'search: Russian in another form, p95, 1 client / 8 clients': await search('деньгами'),
    'search: a phrase, p95, 1 client / 8 clients': await search('"next-day delivery"'),
    'search: the beginning of a word, p95, 1 client / 8 clients': await search('ord'),
    'search: a frequent word among the open ones, p95, 1 client / 8 clients': await search('order ', '&state=open'),
  };
}

/** @param pathOf the path of the place-th request of a lane */
export async function lanesOf(client: DeskClient, pathOf: (place: number) => string, lanes: number): Promise<Times> {
  // Statements are prepared after a few times, as on a desk that has run for a minute.
  await timed(10, (place) => client.fetch(pathOf(place)));
  const times: number[] = [];
  await Promise.all(Array.from({ length: lanes }, async (_nothing, lane) => {
    for (let place = 0; place < 25; place += 1) {
      const path = pathOf(lane * 25 + place);
      const began = performance.now();
      await client.fetch(path);
      times.push(performance.now() - began);
    }
  }));
  return summarise(times);
}
