// Finding: what a search finds and in what order, who finds what, narrowing, paging, what was there before (index-search), and
// what is kept right when messages, contacts and conversations change.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SearchReply } from '../../src/contract/finding.ts';
import { indexSearch } from '../../src/operations/index-search.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { act, joinAs, list, mailSettings, refused, startAgentsDesk, well } from './agents-desk.ts';

describe.each(databaseKinds())('finding on %s', (kind) => {
  let desk: AgentsDesk;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
  });
  afterAll(() => desk?.stop());

  const index = async () => {
    while ((await indexSearch(desk.desk)) > 0);
  };
  const search = async (query: string | Record<string, string>, browser: Browser = desk.anna): Promise<SearchReply> => {
    await index();
    const asked = typeof query === 'string' ? { q: query } : query;
    return (await well(browser.get(`/api/search?${new URLSearchParams(asked).toString()}`))) as unknown as SearchReply;
  };
  const found = async (query: string | Record<string, string>, browser?: Browser) => (await search(query, browser)).results.map(({ conversation }) => conversation.id);
  const shown = (reply: SearchReply) => reply.results.flatMap(({ hits }) => hits.flatMap(({ snippet }) => snippet.highlights.map(({ start, end }) => snippet.text.slice(start, end))));

  test('words are found in every form, in each language, and where there are no spaces', async () => {
    const english = await desk.write('My parcels were returned twice and nobody refunded me.');
    const russian = await desk.write('Верните мне деньги за разбитую лампу, ёлочная гирлянда тоже пропала.');
    const italian = await desk.write("Le scatole erano aperte, vorrei i rimborsi sull'ordine. Perché nessuno risponde?");
    const chinese = await desk.write('我要退款单，快递还没有到。iPhone15手机壳也少了。');
    for (const query of ['parcel', 'returning', 'refund', 'REFUNDS', 'parc', '"returned twice"']) expect(await found(query), query).toEqual([english]);
    for (const query of ['деньгами', 'лампа', 'разбитая лампа', 'елочная', 'гирлянды', 'гирл', '«мне деньги»']) expect(await found(query), query).toEqual([russian]);
    for (const query of ['scatola', 'rimborso', 'ordini', 'perche', "l'ordine"]) expect(await found(query), query).toEqual([italian]);
    for (const query of ['退款', '款单', '快递', '到', '手机壳', '退款单', 'iphone15', '没有到']) expect(await found(query), query).toEqual([chinese]);
    for (const query of ['"twice returned"', '退快递', 'parcels -refunded', 'лампа -деньги', 'nothingofthekind']) expect(await found(query), query).toEqual([]);
    expect(await found('parcels -lamp')).toEqual([english]);
    expect(shown(await search('деньгами лампа'))).toEqual(['деньги', 'лампу']);
    expect(shown(await search('refund'))).toEqual(['refunded']);
    expect(shown(await search('退款'))).toEqual(['退款']);
  });

  test('addresses, phone numbers, order numbers and conversation numbers are found as they are typed', async () => {
    const conversation = await desk.write('Order ORD-2024-118, write to Nora.Finch+shop@mail.example or call +7 (916) 123-45-67. E-mail is best.');
    for (const query of ['ORD-2024-118', 'ord2024118', 'ord-2024', 'nora.finch+shop@mail.example', 'nora.finch', 'mail.example', '89161234567', '+79161234567', '916 123 45 67', '9161234567', '+7 (916) 123-45-67', '7916123', 'email'])
      expect(await found(query), query).toEqual([conversation]);
    for (const query of ['ORD-2024-119', 'nora@mail.example', '+7 916 123 45 68']) expect(await found(query), query).toEqual([]);
    const { number } = (await list(desk.anna, { view: 'all' })).find((one) => one.id === conversation)!;
    for (const query of [`#${number}`, String(number), `№ ${number}`]) expect((await search(query)).numbered?.id, query).toBe(conversation);
    expect((await search('#999999')).numbered).toBeNull();
    expect(shown(await search('89161234567'))).toEqual(['+7 (916) 123-45-67']);
  });

  test('notes, subjects, files, senders and contacts are searched', async () => {
    const mail = await well(desk.anna.post('/api/inboxes', { channel: 'email', name: 'Mail', config: mailSettings, senders: [{ name: 'Help', address: 'help@lumen.example' }] }));
    await desk.mail(String(mail['id']), [
      'From: "Dorotea Alpi" <dorotea@alpi.example>', 'To: help@lumen.example, Lumen <help+case7@lumen.example>', 'Cc: "Bruno Conti" <bruno@conti.example>', `Message-ID: <${randomUUID()}@alpi.example>`, 'Subject: Lampadario storto', 'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', '', 'In allegato.', '--b', 'Content-Type: application/pdf; name="fattura-7781.pdf"',
      'Content-Disposition: attachment; filename="fattura-7781.pdf"', 'Content-Transfer-Encoding: base64', '', 'JVBERi0xLjQK', '--b--', '',
    ].join('\n'));
    const [conversation] = (await list(desk.anna, { view: 'all', inbox: String(mail['id']) })).map((one) => one.id);
    await well(desk.anna.post(`/api/conversations/${conversation}/notes`, { id: randomUUID(), text: 'Ho chiamato il corriere Veloxpress.', attachments: [] }));
    for (const query of ['lampadari', 'fattura-7781.pdf', 'fattura', 'veloxpress', 'dorotea@alpi.example', 'bruno conti']) expect(await found(query), query).toEqual([conversation]);
    // Our own addresses stand in every mail and find none.
    await well(desk.anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'Grazie, arriva presto.', version: 1, anyway: true }));
    for (const query of ['help@lumen.example', 'lumen.example', 'help+case7']) expect(await found(query), query).toEqual([]);
    expect(await found('arriva dorotea@alpi.example')).toEqual([conversation]);
    const where = async (query: string) => (await search(query)).results[0]?.hits[0]?.in;
    expect([await where('fattura'), await where('veloxpress'), await where('lampadario'), await where('bruno')]).toEqual(['attachment', 'text', 'subject', 'people']);
    expect((await search('dorotea')).contacts.map((contact) => contact.name)).toEqual(['Dorotea Alpi']);
    await well(desk.anna.post(`/api/conversations/${conversation}/subject`, { subject: 'Plafoniera' }));
    expect(await found('plafoniera')).toEqual([conversation]);
    const { contacts: [contact] } = await search('dorotea');
    await well(desk.anna.patch(`/api/contacts/${contact!.id}`, { name: 'Teodora Monti', attributes: { client: 'K-99120' } }));
    expect((await search('teodora')).contacts.map((one) => one.id)).toEqual([contact!.id]);
    expect((await search('K-99120')).contacts[0]?.found[0]).toMatchObject({ kind: 'attribute', label: 'client' });
  });

  test('what stands for many words pages without gaps or repeats, the newest first; hits are counted', async () => {
    const visitors = Array.from({ length: 7 }, () => randomUUID());
    for (const [place, visitor] of [...visitors, ...visitors.slice(0, 3)].entries()) {
      desk.advance(place % 2 === 0 ? 2 * 86_400_000 : 60_000);
      await desk.write(`krokodil ${place}`, visitor);
    }
    const whole = (await search({ q: 'krokodil', limit: '50' })).results;
    expect(whole).toHaveLength(7);
    expect(whole.map(({ count }) => count).toSorted((one, other) => one - other)).toEqual([1, 1, 1, 1, 2, 2, 2]);
    const times = whole.map(({ hits }) => hits[0]!.at);
    expect(times).toEqual(times.toSorted().toReversed());
    for (const sort of ['newest', 'waiting', 'urgency']) {
      const paged: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page = await search({ q: 'krokodil', limit: '2', sort, ...(cursor === '' ? {} : { cursor }) });
        paged.push(...page.results.map(({ conversation }) => conversation.id));
        cursor = page.next;
      }
      expect(new Set(paged).size, sort).toBe(7);
      expect(paged, sort).toHaveLength(7);
      if (sort === 'newest') expect(paged).toEqual(whole.map(({ conversation }) => conversation.id));
      if (sort === 'waiting') expect(paged[0]).toBe((await list(desk.anna, { view: 'all', limit: '100' })).filter((one) => paged.includes(one.id)).toSorted((one, other) => (one.waitingSince! < other.waitingSince! ? -1 : 1))[0]!.id);
    }
    const [newest] = whole;
    expect(await found({ q: 'krokodil', from: newest!.hits[0]!.at })).toEqual([newest!.conversation.id]);
    expect(await found({ q: 'krokodil', to: newest!.hits[0]!.at })).toHaveLength(7);
    expect(await found('-krokodil')).not.toContain(newest!.conversation.id);
  });

  test('nobody finds what they may not see', async () => {
    const team = await well(desk.anna.post('/api/teams', { name: 'Secret' }));
    const few = await well(desk.anna.post('/api/inboxes', { channel: 'web-chat', name: 'Secret', config: { teamName: 'Lumen' }, teams: [team['id']] }));
    const hidden = await desk.write('zaffiro under the floor, dig@zaffiro.example', randomUUID(), String(few['id']));
    const contact = (await list(desk.anna, { view: 'all' })).find((one) => one.id === hidden)!.contact.id;
    await well(desk.anna.patch(`/api/contacts/${contact}`, { name: 'Zaffira' }));
    const inside = await joinAs(desk, 'agent', [String(team['id'])]);
    const outside = await joinAs(desk, 'agent');
    const number = (await list(desk.anna, { view: 'all' })).find((one) => one.id === hidden)!.number;
    expect(await found('zaffiro', inside.browser)).toEqual([hidden]);
    expect((await search('zaffira', inside.browser)).contacts).toHaveLength(1);
    for (const query of ['zaffiro', 'zaffira', `#${number}`]) expect(await search(query, outside.browser), query).toMatchObject({ numbered: null, results: [], contacts: [] });
    await act(desk.anna, hidden, 'assign', { agent: outside.id });
    expect(await found('zaffiro', outside.browser)).toEqual([hidden]);
  });

  test('what is narrowed holds together with the words; lists take the same conditions', async () => {
    const angry = await desk.write('I am furious, this is outrageous! Three weeks for a gramophone. I want to complain. Refund me immediately!');
    const calm = await desk.write('Could you tell me the price of the gramophone, please?');
    await act(desk.anna, calm, 'tag', {}).catch(() => undefined);
    await well(desk.anna.post(`/api/conversations/${calm}/tags`, { add: ['Quote'], remove: [] }));
    await act(desk.anna, calm, 'assign', { agent: desk.annaId });
    await act(desk.anna, calm, 'wait', { for: 'third party' });
    const [view] = (await list(desk.anna, { view: 'all' })).filter((one) => one.id === angry);
    const cases: readonly (readonly [Record<string, string>, readonly string[]])[] = [
      [{ mood: view!.mood }, [angry]], [{ mood: `${view!.mood},gratitude`, urgency: view!.urgency }, [angry]], [{ complaint: 'any' }, [angry]], [{ intent: 'complaint' }, [angry]], [{ intent: 'question' }, [calm]],
      [{ assignee: 'me' }, [calm]], [{ assignee: 'none' }, [angry]], [{ assignee: desk.annaId }, [calm]], [{ state: 'waiting' }, [calm]], [{ state: 'open,waiting,spam' }, [calm, angry]], [{ state: 'spam' }, []],
      [{ waiting: 'third party' }, [calm]], [{ waiting: 'us' }, [angry]], [{ tag: 'quote' }, [calm]], [{ tag: 'never' }, []], [{ channel: 'web-chat' }, [calm, angry]], [{ channel: 'telegram' }, []],
      [{ inbox: desk.chat.id, language: 'en' }, [calm, angry]], [{ language: 'ru' }, []], [{ attachment: 'yes' }, []], [{ promise: 'yes' }, []], [{ from: desk.now() }, []],
    ];
    for (const [filter, expected] of cases) {
      expect(await found({ q: 'gramophone', ...filter }), JSON.stringify(filter)).toEqual(expected);
      const listed = (await list(desk.anna, { view: 'all', limit: '100', ...filter })).map((one) => one.id).filter((id) => id === angry || id === calm);
      expect(listed.toSorted(), JSON.stringify(filter)).toEqual(expected.toSorted());
    }
    const byUrgency = await list(desk.anna, { view: 'all', sort: 'urgency', limit: '100' });
    const rank = { now: 0, soon: 1, none: 2 } as const;
    expect(byUrgency.map((one) => rank[one.urgency])).toEqual(byUrgency.map((one) => rank[one.urgency]).toSorted((one, other) => one - other));
    const byWaiting = (await list(desk.anna, { view: 'all', sort: 'waiting', limit: '100' })).map((one) => one.waitingSince ?? '9999');
    expect(byWaiting).toEqual(byWaiting.toSorted());
    expect((await list(desk.anna, { view: 'all', sort: 'waiting', limit: '100' })).length).toBe(byUrgency.length);
  });

  test('what is moved, changed, taken out or read anew is found as it is now, whoever did it', async () => {
    const { db } = desk.desk;
    const [one, other] = [await desk.write('The ocarina is broken, I want to complain. This is outrageous!'), await desk.write('Something else')];
    expect(await found('ocarina')).toEqual([one]);
    expect(await found({ q: 'ocarina', complaint: 'any' })).toEqual([one]);
    const message = db.updateTable('message').where('conversation', '=', one);
    await message.set({ conversation: other }).execute();
    expect(await found('ocarina')).toEqual([other]);
    const complaints = async () => (await list(desk.anna, { view: 'all', complaint: 'any', limit: '100' })).map((conversation) => conversation.id);
    expect(await complaints()).toContain(other);
    expect(await complaints()).not.toContain(one);
    await db.updateTable('message').where('conversation', '=', other).where('text', 'like', '%ocarina%').set({ text: 'The bassoon is broken' }).execute();
    expect(await found('ocarina')).toEqual([]);
    expect(await found('bassoon')).toEqual([other]);
    await db.updateTable('message').where('text', 'like', '%bassoon%').set({ text: '', removed_at: desk.now() }).execute();
    expect(await found('bassoon')).toEqual([]);
    expect(await complaints()).not.toContain(other);
    const { version } = (await list(desk.anna, { view: 'all', limit: '100' })).find((conversation) => conversation.id === other)!;
    const reply = randomUUID();
    await well(desk.anna.post(`/api/conversations/${other}/replies`, { id: reply, text: 'A harpsichord is on its way.', version, anyway: true, undoSeconds: 60 }));
    expect(await found('harpsichord')).toEqual([other]);
    await well(desk.anna.post(`/api/messages/${reply}/undo`));
    expect(await found('harpsichord')).toEqual([]);
    expect(await db.selectFrom('search_entry').select('id').where('id', '=', reply).execute()).toEqual([]);
    await db.deleteFrom('message').where('conversation', '=', one).execute();
  });

  test('what was there before is read in the background, the newest first, and then nothing is different', async () => {
    const { db } = desk.desk;
    const before = await found('refund');
    const entries = await db.selectFrom('search_entry').selectAll().orderBy('id').execute();
    const marks = await db.selectFrom('conversation_mark').selectAll().orderBy('conversation').orderBy('mark').execute();
    await sql`delete from search_entry`.execute(db);
    await sql`delete from conversation_mark`.execute(db);
    for (const table of ['message', 'conversation', 'contact']) await sql`insert into search_fill (workspace, kind, total) select workspace, ${table}, count(*) from ${sql.table(table)} group by workspace`.execute(db);
    expect((await well(desk.anna.get('/api/search?q=refund')))['reading']).toMatchObject({ done: 0 });
    await index();
    expect(await found('refund')).toEqual(before);
    expect((await search('refund')).reading).toBeNull();
    expect(await db.selectFrom('search_entry').selectAll().orderBy('id').execute()).toEqual(entries);
    expect(await db.selectFrom('conversation_mark').selectAll().orderBy('conversation').orderBy('mark').execute()).toEqual(marks);
  });

  test.each([['q=', 200], ['', 400], ['q=a&mood=sulky', 400], ['q=a&from=yesterday', 400], ['q=a&sort=best', 400], ['q=a&limit=0', 400], ['q=a&cursor=nonsense', 400], ['q=a&assignee=somebody', 400], ['q=a&state=open,', 400]])('asked with "%s": %i', async (query, status) => {
    if (status === 200) expect(await well(desk.anna.get(`/api/search?${query}`))).toMatchObject({ results: [] });
    else await refused(desk.anna.get(`/api/search?${query}`), status, 'input-wrong');
  });

  test.each(['"', '"""', '-', '--', '- -', '*', "'", "\\", "\\' | x", 'a & b | !c <-> d', ':*', '💥', '\u0000', '%', '<b>', '退'.repeat(100), 'x'.repeat(300), "it's", '٣٤', 'ค้นหา', '한국어', '-"', '()', '1.2.3.4', '+', '#', "');--"])('%s is taken as it is', async (query) => {
    await well(desk.anna.get(`/api/search?${new URLSearchParams({ q: query }).toString()}`));
    await desk.write(query === '' ? 'x' : `${query} takenasitis`);
    expect((await search('takenasitis')).results.length).toBeGreaterThan(0);
  });
});
