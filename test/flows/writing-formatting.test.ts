// Light marks on their way: formatted and plain to a mail program, plain to a channel without formatting, as written to colleagues.
import { randomUUID } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InboxView } from '../../src/contract/views.ts';
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

  test('words without marks go out as before', async () => {
    const { mail } = await begin('2 * 3 ** 4 and my_file_name');
    expect(mail.text).toBe('2 * 3 ** 4 and my_file_name\n\n-- \n- Lumen_team_');
    expect(mail.html).toContain('<p>2 * 3 ** 4 and my_file_name</p>');
  });
});
