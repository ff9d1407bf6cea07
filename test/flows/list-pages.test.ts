// Pages that are found in two steps (store/conversation-page.ts): the same as when everything is asked at once, for every pair of
// conditions and every order, page by page; and right where something changes between the steps.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ListFilter } from '../../src/store/conversation-row.ts';
import { filtered, listedRows } from '../../src/store/conversation-row.ts';
import type { Order, OrderedRow } from '../../src/store/conversation-order.ts';
import { listInOrder } from '../../src/store/conversation-order.ts';
import { listConversationRows, listPlaces } from '../../src/store/conversation-page.ts';
import { withShares } from '../../src/store/shares.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { startAgentsDesk, well } from './agents-desk.ts';

const orders: readonly Order[] = ['newest', 'waiting', 'urgency'];
const count = 240;

describe.each(databaseKinds())('pages of lists on %s', (kind) => {
  let desk: AgentsDesk;
  let tag: string;
  let team: string;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    await desk.write('Where is my parcel?');
    tag = desk.desk.newId();
    await desk.desk.db.insertInto('tag').values({ workspace: desk.workspace, id: tag, name: 'lamp', created_at: desk.now() }).execute();
    team = (await well(desk.anna.post('/api/teams', { name: 'Night shift' })))['id'] as string;
    await scatter(desk, { tag, team });
  });
  afterAll(() => desk?.stop());

  const conditions = (): Readonly<Record<string, ListFilter>> => ({
    open: { states: ['open'] }, 'waiting, snoozed': { anyState: ['waiting', 'snoozed'] }, closed: { anyState: ['closed'] }, spam: { anyState: ['spam'] }, 'not spam': { states: ['closed'], notClosedBecause: 'spam' },
    glad: { moods: ['gratitude'] }, 'two moods': { moods: ['anger', 'neutral'] }, urgent: { urgencies: ['now'] }, 'not urgent': { urgencies: ['none', 'soon'] }, mine: { assignee: desk.annaId }, "nobody's": { assignee: null }, team: { team },
    zh: { language: 'zh' }, us: { waitingFor: 'us' }, customer: { waitingFor: 'customer' }, promised: { promised: true }, complaint: { marks: [['complaint']] }, 'two groups of marks': { marks: [['complaint'], ['intent:request', 'intent:praise']] },
    tag: { tagId: tag }, seen: { seenBy: { agent: desk.annaId, teams: [team], inboxes: [] } }, recently: { lastFrom: new Date(Date.parse(desk.now()) - 3_000_000).toISOString() }, channel: { anyInbox: [desk.chat.id] },
  });
  const ids = (rows: readonly OrderedRow[]): readonly string[] => rows.map(({ row }) => row.id);
  /** One statement for each stretch, as a list by one condition is read. */
  const atOnce = async (filter: ListFilter, order: Order): Promise<readonly string[]> => {
    const read = async (part: ListFilter, by: 'last' | 'waiting') => (await listConversationRows(desk.desk.db, desk.workspace, { ...filter, ...part }, by, null, count)).map((row) => row.id);
    if (order === 'newest') return read({}, 'last');
    if (order === 'waiting') return [...(await read({ waits: true }, 'waiting')), ...(filter.waitingFor === 'us' ? [] : await read({ waits: false }, 'last'))];
    const urgencies = (['now', 'soon', 'none'] as const).filter((one) => filter.urgencies?.includes(one) ?? true);
    return (await Promise.all(urgencies.map(async (one) => read({ urgencies: [one] }, 'last')))).flat();
  };
  const pageByPage = async (filter: ListFilter, order: Order): Promise<readonly string[]> => {
    const all: OrderedRow[] = [];
    for (;;) {
      const page = await listInOrder(desk.desk.db, desk.workspace, filter, order, all.at(-1)?.position ?? null, 17);
      all.push(...page);
      if (page.length < 17) return ids(all);
    }
  };

  test.each(orders)('every pair of conditions, %s', async (order) => {
    const given = Object.entries(conditions());
    let found = 0;
    for (const [place, [name, one]] of given.entries()) {
      for (const [other, more] of given.slice(place)) {
        if (name !== other && Object.keys(one).some((key) => key in more)) continue;
        const filter = { ...one, ...more };
        const expected = await atOnce(filter, order);
        expect(await pageByPage(filter, order), `${name} and ${other}`).toEqual(expected);
        found += expected.length;
      }
    }
    expect(found).toBeGreaterThan(2_000);
  });

  test.each([{ marks: [0], tag: true }, { marks: [0, 1], tag: true }, { marks: [], tag: false }])('marks and tags are the same, gathered first or not: $marks $tag', async (gathered) => {
    for (const filter of [{ marks: [['complaint'], ['intent:request', 'intent:praise']] }, { tagId: tag, anyState: ['open' as const] }, { marks: [['complaint']], tagId: tag }]) {
      const expected = await atOnce(filter, 'newest');
      expect(expected.length).toBeGreaterThan(3);
      expect((await listPlaces(desk.desk.db, desk.workspace, filter, 'last', null, count)).map((place) => place.id)).toEqual(expected);
      expect((await listConversationRows(desk.desk.db, desk.workspace, { ...filter, gathered }, 'last', null, count)).map((row) => row.id)).toEqual(expected);
    }
  });

  test('what is in the middle is gathered, what is rare or usual is asked one by one', async () => {
    const { db } = desk.desk;
    await sql`analyze conversation`.execute(db);
    for (const [mark, carriers] of [['rare', 5], ['middling', 60], ['usual', 241]] as const) {
      await sql`insert into conversation_mark (workspace, mark, conversation) select workspace, ${`intent:${mark}`}, id from conversation where workspace = ${desk.workspace} order by number limit ${carriers} on conflict do nothing`.execute(db);
    }
    const gathered = async (mark: string) => (await withShares(db, desk.workspace, { marks: [[`intent:${mark}`]] })).gathered?.marks;
    expect([await gathered('rare'), await gathered('middling')]).toEqual([[], [0]]);
    expect((await withShares(db, desk.workspace, { anyState: ['open'] })).gathered).toBeUndefined();
  });

  test('that none was merged is said in the statement itself: the index of all others knows no parameter', () => {
    const { db } = desk.desk;
    for (const filter of [{}, { anyState: ['open' as const] }, { moods: ['anger'] }]) {
      const { sql: text, parameters } = filtered(db.selectFrom('conversation').where('conversation.workspace', '=', desk.workspace), desk.workspace, filter).selectAll().compile();
      expect(text).toContain("conversation.state <> 'merged'");
      expect(parameters).toEqual([desk.workspace]);
    }
  });

  test('what changes between the two steps is not shown as it was', async () => {
    const { db } = desk.desk;
    const places = await listPlaces(db, desk.workspace, { moods: ['gratitude'], anyState: ['open'] }, 'last', null, 10);
    expect(await listedRows(db, desk.workspace, places)).toHaveLength(places.length);
    await well(desk.anna.post(`/api/conversations/${places[0]!.id}/close`, { because: 'solved' }));
    expect((await listedRows(db, desk.workspace, places)).map((row) => row.id)).toEqual(places.slice(1).map((place) => place.id));
  });
});

/** Conversations of every kind, the same at every run. */
async function scatter(desk: AgentsDesk, { tag, team }: { readonly tag: string; readonly team: string }): Promise<void> {
  const { db } = desk.desk;
  await sql`
    insert into conversation (workspace, id, number, key, contact, inbox, language, state, waiting_for, snoozed_until, closed_at, closed_because, assignee, team, waiting_since, last_at, last_text, mood, urgency, commitment_due, created_at)
    select workspace, gen_random_uuid(), number + place, 'key' || place, contact, inbox, (array['en', 'zh', 'it'])[1 + place % 3], chosen.state, case when chosen.state = 'waiting' then (array['customer', 'third party'])[1 + place % 2] end,
      case when chosen.state = 'snoozed' then now() + interval '400 days' end, case when chosen.state = 'closed' then now() end, case when chosen.state = 'closed' then (array['solved', 'spam', 'no answer'])[1 + place % 3] end,
      case when place % 4 = 0 then ${desk.annaId}::uuid end, case when place % 5 = 0 then ${team}::uuid end, case when chosen.state = 'open' and place % 3 <> 0 then last_at - interval '1 minute' * (place * 7 % 50) end,
      last_at - interval '1 minute' * (place * 13 % 97), 'Text ' || place, (array['gratitude', 'anger', 'neutral'])[1 + place * 7 % 3], (array['now', 'soon', 'none'])[1 + place * 5 % 3],
      case when place % 6 = 0 then now() + interval '1 day' end, created_at
    from conversation cross join generate_series(1, ${count - 1}) as place
    cross join lateral (select (array['open', 'open', 'waiting', 'snoozed', 'closed'])[1 + (place * 11 + place / 7) % 5] as state) chosen
    where workspace = ${desk.workspace}`.execute(db);
  await sql`insert into conversation_tag (workspace, conversation, tag) select workspace, id, ${tag} from conversation where number % 7 = 0`.execute(db);
  for (const [mark, every] of [['complaint', 3], ['intent:request', 4], ['intent:praise', 11]] as const) {
    await sql`insert into conversation_mark (workspace, mark, conversation) select workspace, ${mark}, id from conversation where number % ${every} = 0 on conflict do nothing`.execute(db);
  }
}
