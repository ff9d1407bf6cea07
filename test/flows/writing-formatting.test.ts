// Light marks on their way: formatted and plain to a mail program, plain to a channel without formatting, as written to colleagues.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SearchReply } from '../../src/contract/finding.ts';
import type { InboxView } from '../../src/contract/views.ts';
import { plainText } from '../../src/domain/formatting/rendered.ts';
import { indexSearch } from '../../src/operations/index-search.ts';
import { cleanHtml } from '../../src/channels/clean-html.ts';
import { databaseKinds } from '../setup/clone.ts';
import type { MailSink } from '../setup/mail-sink.ts';
import { startMailSink } from '../setup/mail-sink.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { mailSettings, open, startAgentsDesk, well } from './agents-desk.ts';

const text = 'Hello Helen,\n\nthe second charge was **our mistake**. Please see [the form](https://lumen.example/form?a=1&b=2):\n- the _receipt_\n- a photo\n\n> Where is my money?\nOn its way. <b>really</b> & 2 * 3 ** 4';
const plain = 'Hello Helen,\n\nthe second charge was our mistake. Please see the form (https://lumen.example/form?a=1&b=2):\n- the receipt\n- a photo\n\n> Where is my money?\nOn its way. <b>really</b> & 2 * 3 ** 4';

describe.each(databaseKinds())('formatting on %s', (kind) => {
  let desk: AgentsDesk;
  let sink: MailSink;
  let inbox: InboxView;
  beforeAll(async () => {
    [desk, sink] = await Promise.all([startAgentsDesk(kind), startMailSink()]);
    inbox = (await well(desk.anna.post('/api/inboxes', {
      channel: 'email', name: 'Help', undoSeconds: 0, senders: [{ name: 'Lumen', address: 'help@lumen.example', signature: '- Lumen_team_' }],
      config: { ...mailSettings, smtp: { host: '127.0.0.1', port: sink.port, secure: false, auth: 'none' } },
    }))) as unknown as InboxView;
  });
  afterAll(async () => {
    await desk?.stop();
    await sink?.stop();
  });

  const begin = async (words: string) => {
    const id = randomUUID();
    await well(desk.anna.post('/api/conversations', { id, message: randomUUID(), inbox: inbox.id, to: { name: null, address: `${randomUUID()}@example.com` }, subject: 'Your order', text: words, sender: null, attachments: [] }));
    await desk.deliver();
    return { id, mail: await simpleParser(sink.mails.at(-1)!.raw), raw: sink.mails.at(-1)!.raw };
  };

  test('a mail program gets both forms: one to show, one that reads well without marks; the signature stays as it is', async () => {
    const { id, mail, raw } = await begin(text);
    expect(raw).toMatch(/content-type: multipart\/alternative/i);
    expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'));
    expect(mail.text).toBe(`${plain}\n\n-- \n- Lumen_team_`);
    expect(mail.html).toContain('<strong>our mistake</strong>');
    expect(mail.html).toContain('<a href="https://lumen.example/form?a=1&amp;b=2">the form</a>');
    expect(mail.html).toContain('<ul><li>the <em>receipt</em></li><li>a photo</li></ul>');
    expect(mail.html).toContain('<blockquote><p>Where is my money?</p></blockquote>');
    expect(mail.html).toContain('&lt;b&gt;really&lt;/b&gt; &amp; 2 * 3 ** 4');
    expect(mail.html).toContain('- Lumen_team_');
    // What the cleaner of strangers' mail would take out is not in it.
    const cleaned = cleanHtml(mail.html as string)!.html;
    for (const tag of ['strong', 'em', 'ul', 'li', 'blockquote', 'p', 'div']) expect(cleaned.split(`<${tag}>`).length, tag).toBe((mail.html as string).split(`<${tag}>`).length);
    expect((await open(desk.anna, id)).messages.at(-1)?.text).toBe(text);
  });

  test.each([
    'It is **our** mistake, _really_.', '**Bold** and **bold again**, **_both_**', '这是**我们的**错，_真的_抱歉', 'See [the form](https://lumen.example/f?a=1&b=2) or [us](mailto:help@lumen.example)', '[https://lumen.example/](https://lumen.example/) x',
    'x**2 + y**2, 2 * 3 ** 4', 'my_file_name.txt and мой_файл_тут', '[gap] (and so on) [see](below)', `Cut **in the middle ${'of what was said '.repeat(14)}indeed** here`, 'nothing at all',
  ])('lines and promises that were stored with marks lose them: %j', async (words) => {
    const { id } = await begin(words);
    const migration = (await readFile(new URL('../../migrations/000019-lines-without-marks.sql', import.meta.url), 'utf8'));
    const { db } = desk.desk;
    const message = await db.selectFrom('message').select('id').where('conversation', '=', id).executeTakeFirstOrThrow();
    const line = (text: string) => (text.length > 200 ? `${text.slice(0, 199)}…` : text);
    const commitment = randomUUID();
    await db.updateTable('conversation').set({ last_text: line(words) }).where('id', '=', id).execute();
    await db.insertInto('commitment').values({ workspace: desk.workspace, id: commitment, conversation: id, message: message.id, agent: desk.annaId, span_start: 0, span_end: words.length, promise: line(words), created_at: desk.now() }).execute();
    await desk.database.pool.query(migration);
    const { last_text: shown } = await db.selectFrom('conversation').select('last_text').where('id', '=', id).executeTakeFirstOrThrow();
    const { promise } = await db.selectFrom('commitment').select('promise').where('id', '=', commitment).executeTakeFirstOrThrow();
    expect(shown.replace(/…$/, '')).toBe(words.length > 200 ? plainText(words).slice(0, shown.length - 1) : plainText(words));
    expect(promise).toBe(shown);
  });

  test('a customer\'s stars stay stars in old lines', async () => {
    const conversation = await desk.write('it is **really** urgent');
    await desk.database.pool.query(await readFile(new URL('../../migrations/000019-lines-without-marks.sql', import.meta.url), 'utf8'));
    expect((await open(desk.anna, conversation)).conversation.last.text).toBe('it is **really** urgent');
  });

  test('what an agent formatted is found, told and promised without marks', async () => {
    const conversation = await desk.write('Where is my parcel? Kestrelwood');
    await well(desk.anna.post(`/api/conversations/${conversation}/replies`, { id: randomUUID(), text: 'Your **quetzalfeather** is on its way. **I will call you tomorrow at 12:00.**', version: 1, anyway: true, then: 'waiting' }));
    while ((await indexSearch(desk.desk)) > 0);
    const { results } = (await well(desk.anna.get('/api/search?q=quetzalfeather'))) as unknown as SearchReply;
    expect(results[0]?.hits[0]?.snippet.text).toBe('Your quetzalfeather is on its way. I will call you tomorrow at 12:00.');
    const { commitments, conversation: shown } = await open(desk.anna, conversation);
    expect(commitments.map(({ promise }) => promise).join()).toMatch(/^I will call you tomorrow at 12:00\.?$/);
    expect(shown.last.text).not.toContain('*');
  });

  test('words without marks go out as before', async () => {
    const { mail } = await begin('2 * 3 ** 4 and my_file_name');
    expect(mail.text).toBe('2 * 3 ** 4 and my_file_name\n\n-- \n- Lumen_team_');
    expect(mail.html).toContain('<p>2 * 3 ** 4 and my_file_name</p>');
  });
});
