// Everything that a search finds, on all of its pages, as one batch: choose-many and batch-choice, through HTTP.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SearchReply } from '../../src/contract/finding.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import { act, joinAs, open, tellingEvents, well } from './agents-desk.ts';
import type { ManyDesk } from './many-desk.ts';
import { startManyDesk } from './many-desk.ts';

describe.each(databaseKinds())('batches of what was found on %s', (kind) => {
  let desk: ManyDesk;
  let anna: Browser;
  beforeAll(async () => {
    desk = await startManyDesk(kind);
    anna = desk.anna;
  });
  afterAll(() => desk?.stop());

  /** What the screen would show, page after page. */
  const pages = async (query: Record<string, string>, browser: Browser = anna): Promise<string[]> => {
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = (await well(browser.get(`/api/search?${new URLSearchParams({ ...query, ...(cursor ? { cursor } : {}) }).toString()}`))) as unknown as SearchReply;
      found.push(...(cursor === '' && page.numbered ? [page.numbered.id] : []), ...page.results.map((result) => result.conversation.id));
      cursor = page.next;
    }
    return [...new Set(found)];
  };
  const tagged = async (tag: string): Promise<string[]> => {
    const rows = await desk.desk.db.selectFrom('conversation_tag').innerJoin('tag', 'tag.id', 'conversation_tag.tag').select('conversation').where('tag.name', '=', tag).execute();
    return rows.map((row) => row.conversation);
  };

  test('every page of it, and what changes meanwhile is neither lost nor done twice', async () => {
    const wave = await desk.crowd(150, 'casino bonus for you');
    const others = await desk.crowd(5, 'has a broken lamp');
    await desk.index();
    const found = await pages({ q: 'casino bonus' });
    expect(new Set(found)).toEqual(new Set(wave));
    const body = { conditions: { q: 'casino bonus' }, except: [wave[7]!] };
    expect(await desk.preview(anna, body)).toEqual({ total: 149, tooMany: false, macro: null });
    const begun = await desk.begin(anna, { action: { do: 'tag', add: ['wave'] }, ...body });
    expect(begun).toMatchObject({ state: 'running', total: 149 });
    const late: string[] = [];
    const events = await tellingEvents(anna, async () => {
      await desk.round();
      // The last becomes the first, one is closed, one goes into another, and new ones come that fit as well.
      const place = await desk.desk.db.selectFrom('batch_item').select('conversation').where('batch', '=', begun.id).where('state', '=', 'waiting').orderBy('place', 'desc').execute();
      const [last, before] = place.map((row) => row.conversation);
      await well(anna.post(`/api/conversations/${last}/notes`, { id: randomUUID(), text: 'No casino at all', attachments: [] }));
      await act(anna, before!, 'close', { because: 'no answer' });
      late.push(...(await desk.crowd(3, 'casino bonus too')));
      await desk.index();
      await desk.work();
    });
    expect(await desk.batch(anna, begun.id)).toMatchObject({ state: 'done', total: 149, done: 149, skipped: 0, failed: 0 });
    const told = events.filter((event) => event.kind === 'conversation-tagged').map((event) => event.conversation);
    expect(told).toHaveLength(149);
    expect(new Set(await tagged('wave'))).toEqual(new Set(wave.filter((id) => id !== wave[7])));
    for (const id of [...others, ...late]) expect((await open(anna, id)).conversation.tags).toEqual([]);
    await desk.undo(anna, begun.id);
    await desk.work();
    expect(await tagged('wave')).toEqual([]);
  });

  test('with every condition that a search has, as the pages show them', async () => {
    const [first, second, third] = await desk.crowd(3, 'asks for an invoice');
    await act(anna, second!, 'close');
    await act(anna, third!, 'tags', { add: ['accounts'] });
    await desk.index();
    const now = desk.now();
    for (const [query, expected] of [
      [{ q: 'invoice' }, [first, second, third]], [{ q: 'invoice', state: 'open' }, [first, third]], [{ q: 'invoice', tag: 'accounts' }, [third]], [{ q: 'invoice', tag: 'no such tag' }, []], [{ q: 'invoice -number' }, []],
      [{ q: 'invoice', to: '2020-01-01T00:00:00Z' }, []], [{ q: 'invoice', from: '2020-01-01T00:00:00Z', to: new Date(Date.parse(now) + 60_000).toISOString() }, [first, second, third]], [{ q: '   ', tag: 'accounts' }, [third]], [{ q: '-' }, []],
    ] as const) {
      const shown = query.q.trim() === '' ? expected : await pages(query);
      expect(new Set(shown), JSON.stringify(query)).toEqual(new Set(expected));
      expect((await desk.preview(anna, { conditions: query })).total, JSON.stringify(query)).toBe(expected.length);
    }
    expect(await desk.begin(anna, { action: { do: 'tag', add: ['by search'] }, conditions: { q: 'invoice', state: 'open' } })).toMatchObject({ state: 'done', total: 2, done: 2 });
    expect(new Set(await tagged('by search'))).toEqual(new Set([first, third]));
  });

  test('a number that was typed is found with the words', async () => {
    const [one] = await desk.crowd(1, 'has no words in common');
    const { number } = (await open(anna, one!)).conversation;
    await desk.index();
    const found = await pages({ q: `#${number}` });
    expect(found).toContain(one);
    expect((await desk.preview(anna, { conditions: { q: `#${number}` } })).total).toBe(found.length);
    expect((await desk.preview(anna, { conditions: { q: `#${number}` }, except: [one!] })).total).toBe(found.length - 1);
  });

  test('what its author may not see is not in it', async () => {
    const { browser } = await joinAs(desk, 'agent');
    const team = String((await well(anna.post('/api/teams', { name: 'Closed circle', members: [] })))['id']);
    const inbox = String((await well(anna.post('/api/inboxes', { channel: 'web-chat', name: 'Closed', config: { teamName: 'Closed' }, teams: [team] })))['id']);
    const hidden = await desk.write('A secret lottery', randomUUID(), inbox);
    const seen = await desk.write('A public lottery');
    await desk.index();
    expect((await desk.preview(browser, { conditions: { q: 'lottery' } })).total).toBe(1);
    expect((await desk.preview(anna, { conditions: { q: 'lottery' } })).total).toBe(2);
    expect(await desk.begin(browser, { action: { do: 'spam' }, conditions: { q: 'lottery' } })).toMatchObject({ total: 1, done: 1 });
    expect((await open(anna, hidden)).conversation.state.is).toBe('open');
    expect((await open(anna, seen)).conversation.state.is).toBe('closed');
  });
});
