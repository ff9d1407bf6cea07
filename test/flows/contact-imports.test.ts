// upload-table, preview-import, decide-import, import-contacts, take-back-lines, and contacts as a table, through HTTP.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContactImportView, ImportPreview, ImportReply } from '../../src/contract/contact-import.ts';
import type { ContactView } from '../../src/contract/views.ts';
import { importContacts } from '../../src/operations/import-contacts.ts';
import type { Browser } from '../setup/client.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { joinAs, mailSettings, refused, silent, startAgentsDesk, tellingEvents, well } from './agents-desk.ts';

/** Cyrillic letters as Windows-1251 has them. */
const windows1251 = (text: string) => Buffer.from([...text].map((one) => {
  const code = one.codePointAt(0)!;
  return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
}));

describe.each(databaseKinds())('contacts from a table on %s', (kind) => {
  let desk: AgentsDesk;
  let anna: Browser;
  let mail: string;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind);
    anna = desk.anna;
    mail = String((await well(anna.post('/api/inboxes', { channel: 'email', name: 'Mail', config: mailSettings, senders: [{ name: 'Lumen', address: 'help@lumen.example' }] })))['id']);
  });
  afterAll(() => desk?.stop());

  const send = async (browser: Browser, content: string | Uint8Array, name = 'people.csv', query = '') => {
    const cookie = [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
    const answer = await fetch(`${desk.address}/api/contact-imports${query}`, { method: 'POST', body: Buffer.from(content), headers: { 'content-type': 'text/csv', 'x-file-name': encodeURIComponent(name), 'sec-fetch-site': 'same-origin', cookie } });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const upload = async (content: string | Uint8Array, name?: string, query?: string) => (await well(send(anna, content, name, query) as ReturnType<Browser['get']>)) as unknown as ImportReply;
  const preview = async (id: string, body: object) => (await well(anna.post(`/api/contact-imports/${id}/preview`, body))) as unknown as ImportPreview;
  const work = async () => {
    while (await importContacts(desk.desk));
  };
  const take = async (given: ImportReply, more: object = {}) => {
    await well(anna.post(`/api/contact-imports/${given.import.id}/begin`, { columns: given.import.columns, ...more }));
    await work();
    return ((await well(anna.get(`/api/contact-imports/${given.import.id}`))) as unknown as ImportReply).import;
  };
  const undo = async (id: string) => {
    await well(anna.post(`/api/contact-imports/${id}/undo`));
    await work();
    return ((await well(anna.get(`/api/contact-imports/${id}`))) as unknown as ImportReply).import;
  };
  const contactOf = async (address: string): Promise<ContactView | null> => {
    const row = await desk.desk.db.selectFrom('identity').select('contact').where('workspace', '=', desk.workspace).where('external_id', '=', address).executeTakeFirst();
    return row ? ((await well(anna.get(`/api/contacts/${row.contact}`))) as unknown as ContactView) : null;
  };
  const text = async (path: string, browser: Browser = anna) => {
    const cookie = [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
    const answer = await fetch(`${desk.address}${path}`, { headers: { cookie, 'sec-fetch-site': 'same-origin' } });
    return { status: answer.status, headers: answer.headers, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer()) };
  };
  const writeMail = (from: string, subject: string) => desk.mail(mail, `From: ${from}\nTo: help@lumen.example\nSubject: ${subject}\nMessage-ID: <${randomUUID()}@customer.test>\nDate: ${new Date().toUTCString()}\n\nHello, a question.\n`);

  test.each([
    ['UTF-8 with commas', 'Name,E-mail,City\nAnn,ann1@example.com,Leeds\n', 'utf-8', ',', ['name', 'identity:email', 'attribute:City']],
    ['its mark, semicolons and CRLF', '\uFEFFNome;E-mail;Città\r\nLuca;luca1@example.com;Forlì\r\n', 'utf-8', ';', ['name', 'identity:email', 'attribute:Città']],
    ['Windows-1251', windows1251('Имя;Почта;Город\nМария;maria1@example.com;Казань\n'), 'windows-1251', ';', ['name', 'identity:email', 'attribute:Город']],
    ['GB 18030 with tabs', Buffer.from('d0d5c3fb09d3cacfe40ad0a1c3f7096d696e67406578616d706c652e636e0a', 'hex'), 'gb18030', '\t', ['name', 'identity:email']],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Name\tEmail\nÅsa\tasa@example.com\n', 'utf16le')]), 'utf-16le', '\t', ['name', 'identity:email']],
  ])('read: %s', async (_what, content, encoding, delimiter, columns) => {
    const given = await upload(content);
    expect(given.import).toMatchObject({ encoding, delimiter, columns, lines: 1, state: 'ready', known: null });
    expect(given.first[0]?.line).toBe(2);
    expect(given.first[0]?.cells.join()).not.toContain('\uFFFD');
    await well(anna.ask('DELETE', `/api/contact-imports/${given.import.id}`));
    await refused(anna.get(`/api/contact-imports/${given.import.id}`), 404, 'not-found');
  });

  test('a table without a heading, and one that is read in another way than guessed', async () => {
    const bare = await upload('Ann,bare@example.com\nBob,bob-bare@example.com\n');
    expect(bare.import).toMatchObject({ header: ['1', '2'], lines: 2, columns: ['attribute:1', 'attribute:2'] });
    const again = await upload('a;b,c\n1;2,3\n', 'x.csv', '?delimiter=semicolon&encoding=windows-1252');
    expect(again.import).toMatchObject({ encoding: 'windows-1252', delimiter: ';', header: ['a', 'b,c'] });
  });

  test.each([
    ['a spreadsheet\'s own file', Buffer.from('504b03041400060008000000', 'hex'), 'table-no-text', {}],
    ['a quotation mark that is never closed', 'name,email\nAnn,a@example.com\nBob,"b@example.com\nCleo,c@example.com\n', 'table-unreadable', { line: 3 }],
    ['nothing', '', 'message-empty', {}],
    ['nothing but empty lines', '\n\n,,\n', 'message-empty', {}],
    ['bytes that are no UTF-8 far behind its beginning', Buffer.concat([Buffer.from(`name,email\n${'Ann,a@example.com\n'.repeat(20_000)}`), Buffer.from([0xff, 0xfe, 0x0a])]), 'table-unreadable', {}],
  ])('refused, and nothing stays behind: %s', async (_what, content, code, values) => {
    const before = (await well(anna.get('/api/contact-imports')))['imports'];
    const { status, body } = await send(anna, content);
    expect([status, body['code']]).toEqual([400, code]);
    expect(body['values']).toMatchObject(values);
    expect((await well(anna.get('/api/contact-imports')))['imports']).toEqual(before);
    expect(await desk.desk.db.selectFrom('contact_import').select('id').where('state', '=', 'coming').execute()).toEqual([]);
  });

  test('looked at, taken in, taken back: made, known, in conflict and refused, each with its line', async () => {
    await writeMail('Olga <olga@example.com>', 'Olga');
    await writeMail('Petr <petr@example.com>', 'Petr');
    const olga = (await contactOf('olga@example.com'))!;
    const table = [
      'Name;Email;Email 2;City;Language', 'Ann;ann@example.com;;Leeds;English', 'Olga K.;OLGA@example.com;o@example.com;Kazan;ru', 'Nobody;;;;', 'Two;olga@example.com;petr@example.com;;',
      '"Multi\nline";multi@example.com;;;it', 'Wrong;wrong at example;;;', 'Ann again;ann@example.com;a@example.com;;', 'Petr;petr@example.com;;;',
    ].join('\n');
    const given = await upload(table);
    const seen = await preview(given.import.id, { columns: given.import.columns });
    expect(seen.counts).toEqual({ made: 2, changed: 1, same: 1, conflict: 1, refused: 2, repeated: 1 });
    expect(seen.examples.map((one) => [one.line, one.outcome, one.mistake, one.earlier])).toEqual([
      [2, 'made', null, null], [3, 'changed', null, null], [4, 'refused', 'nobody', null], [5, 'conflict', null, null], [6, 'made', null, null], [8, 'refused', 'wrong-address', null], [9, 'repeated', null, 2], [10, 'same', null, null],
    ]);
    expect(seen.examples[1]?.contacts).toEqual([{ id: olga.id, name: 'Olga' }]);
    expect(seen.examples[3]?.contacts.map((one) => one.name).toSorted()).toEqual(['Olga', 'Petr']);
    expect(await contactOf('ann@example.com')).toBeNull();

    const events = await tellingEvents(anna, async () => {
      expect(await take(given)).toMatchObject({ state: 'done', made: 2, changed: 2, same: 1, conflicting: 1, refused: 2 });
    });
    expect(events.filter((event) => event.kind === 'contacts-imported')).toHaveLength(1);
    expect(await contactOf('a@example.com')).toMatchObject({ name: 'Ann', language: 'en', attributes: { City: 'Leeds' }, identities: [{ externalId: 'a@example.com', verified: false }, { externalId: 'ann@example.com' }] });
    expect(await contactOf('o@example.com')).toMatchObject({ id: olga.id, name: 'Olga', attributes: { City: 'Kazan' } });
    expect(await contactOf('multi@example.com')).toMatchObject({ name: 'Multi line' });
    const report = await text(`/api/contact-imports/${given.import.id}/report`);
    expect(report.text.split('\r\n').slice(1, -1)).toEqual(['4,refused,nobody,Nobody,,,,', '5,conflict,several-people,Two,olga@example.com,petr@example.com,,', '8,refused,wrong-address,Wrong,wrong at example,,,']);
    await refused(anna.post(`/api/contact-imports/${given.import.id}/begin`, { columns: given.import.columns }), 409, 'import-begun');

    const undone = await undo(given.import.id);
    expect(undone).toMatchObject({ state: 'undone', undone: 4, kept: 0 });
    expect(await contactOf('ann@example.com')).toBeNull();
    expect(await contactOf('o@example.com')).toBeNull();
    const after = (await contactOf('olga@example.com'))!;
    expect({ ...after, version: 0 }).toEqual({ ...olga, version: 0 });
  });

  test('known people: what is missing is added, or the file\'s word counts; nothing is taken away', async () => {
    await writeMail('Rita <rita@example.com>', 'Rita');
    const rita = (await contactOf('rita@example.com'))!;
    await well(anna.patch(`/api/contacts/${rita.id}`, { attributes: { City: 'Bari', Plan: 'gold' }, timeZone: 'Europe/Rome' }));
    const table = 'name,email,City,Since,Plan\nRita Neri,rita@example.com,Roma,2019,\n';
    await take(await upload(table), { known: 'fill' });
    expect(await contactOf('rita@example.com')).toMatchObject({ name: 'Rita', attributes: { City: 'Bari', Plan: 'gold', Since: '2019' }, timeZone: 'Europe/Rome' });
    await take(await upload(table), { known: 'overwrite' });
    expect(await contactOf('rita@example.com')).toMatchObject({ name: 'Rita Neri', attributes: { City: 'Roma', Plan: 'gold', Since: '2019' }, timeZone: 'Europe/Rome' });
    expect(await take(await upload(table), { known: 'overwrite' })).toMatchObject({ same: 1, changed: 0 });
  });

  test('who has written since, or was changed since, stays when it is taken back, and is listed', async () => {
    const done = await take(await upload('name,email\nKai,kai@example.com\nLea,lea@example.com\nMia,mia@example.com\n'));
    await writeMail('Kai <kai@example.com>', 'Kai writes');
    await well(anna.patch(`/api/contacts/${(await contactOf('lea@example.com'))!.id}`, { attributes: { City: 'Oslo' } }));
    expect(await undo(done.id)).toMatchObject({ undone: 1, kept: 2 });
    expect(await contactOf('kai@example.com')).not.toBeNull();
    expect(await contactOf('lea@example.com')).not.toBeNull();
    expect(await contactOf('mia@example.com')).toBeNull();
    expect((await text(`/api/contact-imports/${done.id}/report`)).text).toContain('2,kept,happened-since,Kai');
  });

  test('out as a table and in again, nothing changes; formulas are harmless; conditions narrow it', async () => {
    await take(await upload('name,email,web-chat,Note\n"=HYPERLINK(""http://evil"")",formula@example.com,visitor-77,"+1, ""quoted""\nsecond line"\n'));
    const out = await text('/api/contact-export');
    expect(out.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(out.text.startsWith('\uFEFFcontact id,name,language,time zone,email')).toBe(true);
    expect(out.text).toContain('"\'=HYPERLINK(""http://evil"")"');
    expect(out.text).toContain('"\'+1, ""quoted""\nsecond line"');
    const again = await upload(out.text);
    const done: ContactImportView = await take(again, { known: 'overwrite' });
    expect(done).toMatchObject({ made: 0, changed: 0, refused: 0, conflicting: 0 });
    expect(done.same).toBe(done.lines);
    const narrowed = await text('/api/contact-export?attribute=Note&mark=no&delimiter=semicolon');
    expect(narrowed.text.split('\r\n').filter((line) => line.includes('@'))).toHaveLength(1);
    expect(narrowed.text.startsWith('contact id;name')).toBe(true);
    expect((await text('/api/contact-export?channel=web-chat&language=zz')).text.split('\r\n')).toHaveLength(2);
  });

  test('only leads and administrators; machines only with the scope for it', async () => {
    const { browser } = await joinAs(desk, 'agent');
    expect((await text('/api/contact-export', browser)).status).toBe(403);
    expect((await send(browser, 'email\na@example.com\n')).status).toBe(403);
    expect((await text('/api/contact-export', (await joinAs(desk, 'lead')).browser)).status).toBe(200);
  });

  test.each([
    ['too few columns', ['name'], 'columns'],
    ['nobody can be found by it', ['name', 'skip'], 'columns'],
    ['a channel that there is not', ['name', 'identity:pigeon'], 'columns'],
    ['two languages', ['language', 'language'], 'columns'],
    ['a word that is none', ['name', 'anything'], 'columns.1'],
  ])('refused before anything begins: %s', async (_what, columns, field) => {
    const given = await upload('name,email\nUma,uma@example.com\n');
    for (const step of ['preview', 'begin']) await silent(anna, () => refused(anna.post(`/api/contact-imports/${given.import.id}/${step}`, { columns }), 400, 'input-wrong', field));
    expect(((await well(anna.get(`/api/contact-imports/${given.import.id}`))) as unknown as ImportReply).import.state).toBe('ready');
  });

  test('stopped, it goes no further; several workers at once take each line in once', async () => {
    const rows = Array.from({ length: 1_500 }, (_one, place) => `Person ${place},crowd${place}@example.com`);
    const given = await upload(`name,email\n${rows.join('\n')}\n`);
    await well(anna.post(`/api/contact-imports/${given.import.id}/begin`, { columns: given.import.columns }));
    await well(anna.post(`/api/contact-imports/${given.import.id}/stop`));
    await work();
    expect(((await well(anna.get(`/api/contact-imports/${given.import.id}`))) as unknown as ImportReply).import).toMatchObject({ state: 'stopped', made: 0 });
    const other = await upload(`name,email\n${rows.join('\n')}\n`);
    await well(anna.post(`/api/contact-imports/${other.import.id}/begin`, { columns: other.import.columns }));
    await Promise.all([work(), work(), work()]);
    await work();
    expect(((await well(anna.get(`/api/contact-imports/${other.import.id}`))) as unknown as ImportReply).import).toMatchObject({ state: 'done', made: 1_500, lines: 1_500 });
    expect(await undo(other.import.id)).toMatchObject({ state: 'undone', undone: 1_500 });
  });
});
