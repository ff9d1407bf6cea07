// upload-attachment and remove-old; files, formatted pages and sources through HTTP, streamed both ways.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AttachmentView, InboxView, MessageView } from '../../src/contract/views.ts';
import { removeOld } from '../../src/operations/remove-old.ts';
import { databaseKinds } from '../setup/clone.ts';
import { eventuallyHolds } from '../setup/eventually.ts';
import type { AgentsDesk } from './agents-desk.ts';
import { joinAs, list, mailSettings, open, refused, silent, startAgentsDesk, telling, well } from './agents-desk.ts';
import type { Browser } from '../setup/client.ts';

const most = 1_000_000;
const day = 86_400_000;
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe.each(databaseKinds())('files on %s', (kind) => {
  let desk: AgentsDesk;
  let anna: Browser;
  let mail: InboxView;
  beforeAll(async () => {
    desk = await startAgentsDesk(kind, { ATTUNE_UPLOAD_BYTES: String(most) });
    anna = desk.anna;
    mail = (await well(anna.post('/api/inboxes', { channel: 'email', name: 'Help', config: mailSettings, senders: [{ name: 'Lumen', address: 'help@lumen.example' }] }))) as unknown as InboxView;
  });
  afterAll(() => desk?.stop());
  const cookieOf = (browser: Browser) => [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const send = (bytes: Uint8Array<ArrayBuffer> | ReadableStream, name: string | null, type: string | null, browser = anna) => fetch(`${desk.address}/api/attachments`, {
    method: 'POST', body: bytes, duplex: 'half',
    headers: { cookie: cookieOf(browser), 'sec-fetch-site': 'same-origin', ...(name === null ? {} : { 'x-file-name': name }), ...(type === null ? {} : { 'content-type': type }) },
  });
  const upload = async (bytes: Uint8Array<ArrayBuffer>, name: string | null = 'file.bin', type: string | null = 'application/octet-stream'): Promise<AttachmentView> => {
    const response = await send(bytes, name, type);
    expect(response.status).toBe(200);
    return (await response.json()) as AttachmentView;
  };
  const fetchFile = (path: string, browser = anna) => fetch(`${desk.address}${path}`, { headers: { cookie: cookieOf(browser) } });

  test('up and down again, byte by byte, under its own name', async () => {
    const bytes = randomBytes(700_000);
    const file = await upload(bytes, encodeURIComponent('Счёт №7 "à" 账单.pdf'), 'application/pdf');
    expect(file).toMatchObject({ name: 'Счёт №7 "à" 账单.pdf', mediaType: 'application/pdf', bytes: 700_000, contentId: null });
    const back = await fetchFile(`/api/attachments/${file.id}`);
    expect(back.status).toBe(200);
    expect(Buffer.from(await back.arrayBuffer()).equals(bytes)).toBe(true);
    expect(Object.fromEntries(back.headers)).toMatchObject({
      'content-type': 'application/octet-stream', 'content-length': '700000', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': `attachment; filename="____ No7 _a_ __.pdf"; filename*=UTF-8''${encodeURIComponent('Счёт №7 "à" 账单.pdf')}`,
    });
  });

  test('pictures that are only drawn are shown; what could run is only saved', async () => {
    const shown = await fetchFile(`/api/attachments/${(await upload(png, 'a.png', 'image/png')).id}`);
    expect([shown.headers.get('content-type'), shown.headers.get('content-disposition')?.split(';')[0]]).toEqual(['image/png', 'inline']);
    for (const [name, type] of [['a.svg', 'image/svg+xml'], ['a.html', 'text/html'], ['a.js', 'text/javascript'], ['a.xhtml', 'application/xhtml+xml']] as const) {
      const saved = await fetchFile(`/api/attachments/${(await upload(Buffer.from('<svg onload="alert(1)"/>'), name, type)).id}`);
      expect([saved.headers.get('content-type'), saved.headers.get('content-disposition')?.split(';')[0]], type).toEqual(['application/octet-stream', 'attachment']);
    }
  });

  test.each([
    ['no name', null, 'file'], ['a path', encodeURIComponent('../../etc/passwd'), 'passwd'], ['a Windows path', encodeURIComponent('C:\\Users\\m\\scan.pdf'), 'scan.pdf'],
    ['only dots', '..', 'file'], ['line breaks and a NUL', encodeURIComponent('a\r\nSet-Cookie: x\u0000.txt'), 'aSet-Cookie: x\uFFFD.txt'],
    ['letters turned around', encodeURIComponent('invoice\u202Efdp.exe'), 'invoicefdp.exe'], ['a broken escape', '%E0%A4%A', '%E0%A4%A'],
    ['300 letters', `${'x'.repeat(300)}.pdf`, `${'x'.repeat(196)}.pdf`],
  ])('a file with %s gets a name that can be used', async (_what, given, expected) => {
    const file = await upload(Buffer.from('x'), given);
    expect(file.name).toBe(expected);
    const back = await fetchFile(`/api/attachments/${file.id}`);
    expect([back.status, await back.text()]).toEqual([200, 'x']);
  });

  test.each([['no kind', null], ['a kind with a line break', 'text/plain;x="'], ['JSON that is none', 'application/json']])('a file of %s is taken as it is', async (_what, type) => {
    const file = await upload(Buffer.from('{"not json'), 'x.txt', type);
    expect(file.mediaType).toMatch(/^(application\/octet-stream|text\/plain|application\/json)$/);
  });

  test('a file that is too large is refused in words, before and after its length is known, and nothing is left', async () => {
    const before = await desk.desk.db.selectFrom('attachment').select((select) => select.fn.countAll().as('count')).executeTakeFirstOrThrow();
    const large = randomBytes(most + 1);
    for (const body of [large, new Blob([large]).stream()]) {
      const response = await send(body, 'large.bin', 'application/octet-stream');
      expect([response.status, ((await response.json()) as { code: string; values: object })]).toMatchObject([413, { code: 'attachment-too-large', values: { most } }]);
    }
    expect((await upload(large.subarray(0, most))).bytes).toBe(most);
    await refused(anna.ask('POST', '/api/attachments'), 400, 'message-empty');
    const after = await desk.desk.db.selectFrom('attachment').select((select) => select.fn.countAll().as('count')).executeTakeFirstOrThrow();
    expect(Number(after.count) - Number(before.count)).toBe(1);
  });

  test('an upload that breaks off leaves no file', async () => {
    const before = await desk.desk.db.selectFrom('attachment').select('id').execute();
    await new Promise<void>((resolve) => {
      const sending = httpRequest(`${desk.address}/api/attachments`, { method: 'POST', headers: { cookie: cookieOf(anna), 'content-length': '1000', 'content-type': 'image/png', 'sec-fetch-site': 'same-origin' } });
      sending.on('error', () => resolve());
      sending.write('half', () => setTimeout(() => sending.destroy(), 50));
    });
    await eventuallyHolds(async () => expect((await fetchFile('/api/tags')).status).toBe(200));
    expect(await desk.desk.db.selectFrom('attachment').select('id').execute()).toEqual(before);
  });

  test('an upload is its uploader\'s until it is sent, and then everybody\'s who sees the conversation', async () => {
    const bruno = await joinAs(desk, 'agent');
    const file = await upload(png, 'lamp.png', 'image/png');
    await refused(bruno.browser.get(`/api/attachments/${file.id}`), 404, 'not-found');
    const conversation = await desk.write('How does it look?');
    const { version } = (await open(anna, conversation)).conversation;
    const reply = { id: randomUUID(), text: 'Like this.', version, attachments: [file.id] };
    let sent: Record<string, unknown> = {};
    await telling(anna, async () => (sent = await well(anna.post(`/api/conversations/${conversation}/replies`, reply))));
    expect(sent['attachments']).toEqual([file]);
    expect((await fetchFile(`/api/attachments/${file.id}`, bruno.browser)).status).toBe(200);
    // It is in a message now: not in a second one.
    await silent(anna, () => refused(anna.post(`/api/conversations/${conversation}/notes`, { id: randomUUID(), text: 'again', attachments: [file.id] }), 404, 'attachment-missing'));
    const undone = await well(anna.post(`/api/messages/${reply.id}/undo`));
    expect(undone).toEqual({ text: 'Like this.', attachments: [file] });
    await refused(bruno.browser.get(`/api/attachments/${file.id}`), 404, 'not-found');
    await well(anna.post(`/api/conversations/${conversation}/notes`, { id: randomUUID(), text: 'for us', attachments: [file.id] }));
    expect((await fetchFile(`/api/attachments/${file.id}`, bruno.browser)).status).toBe(200);
  });

  test('bytes that are gone are said to be gone', async () => {
    const file = await upload(Buffer.from('soon gone'));
    await desk.desk.blobs.remove(createHash('sha256').update('soon gone').digest('hex'));
    await refused(anna.get(`/api/attachments/${file.id}`), 404, 'attachment-missing');
    await refused(anna.get(`/api/attachments/${randomUUID()}`), 404, 'not-found');
  });

  const letter = (html: string, more = '') => `From: Maria <maria@example.com>\nTo: help@lumen.example\nSubject: Lamp\nMessage-ID: <${randomUUID()}@example.com>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n${html}\n${more}--b--\n`;
  const inline = (contentId: string, bytes: Buffer, type = 'image/png') => `--b\nContent-Type: ${type}\nContent-ID: <${contentId}>\nContent-Transfer-Encoding: base64\n\n${bytes.toString('base64').replaceAll(/(.{76})/g, '$1\n')}\n`;
  const arrive = async (source: string): Promise<MessageView> => {
    await desk.mail(mail.id, source);
    const [newest] = await list(anna, { view: 'all', inbox: mail.id, limit: '1' });
    return (await open(anna, newest!.id)).messages.at(-1)!;
  };

  test('a formatted mail is a page that runs nothing, with its own pictures inside and remote ones only when asked', async () => {
    const html = '<p onclick="alert(1)">Look: <img src="cid:lamp&amp;1@x" alt="lamp"> <img src="cid:nowhere@x"> <img src="http://tracker.example/p.gif?a=1&amp;b=2"><script>alert(1)</script><a href="https://shop.example">shop</a></p>';
    const message = await arrive(letter(html, inline('lamp&1@x', png)));
    expect(message.formatted).toBe(true);
    const response = await fetchFile(`/api/messages/${message.id}/page`);
    const page = await response.text();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toMatch(/^default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; .*sandbox /);
    expect(policy).not.toContain('allow-scripts');
    expect(page.match(/<img [^>]*alt="lamp"[^>]*>/)?.[0]).toContain(` src="data:image/png;base64,${png.toString('base64')}"`);
    expect(page).not.toMatch(/<script|onclick|cid:|<img[^>]* src="http/);
    const asked = await fetchFile(`/api/messages/${message.id}/page?pictures=on`);
    expect(asked.headers.get('content-security-policy')).toContain("img-src 'self' data: https:;");
    expect(await asked.text()).toContain('src="https://tracker.example/p.gif?a=1&amp;b=2"');
    await refused(anna.get(`/api/messages/${message.id}/page?pictures=maybe`), 400, 'input-wrong', 'pictures');
  });

  test('pictures beyond two megabytes stand as links, and what is no picture stands nowhere', async () => {
    const big = Buffer.concat([png, randomBytes(1_500_000)]);
    const html = '<img src="cid:one@x"><img src="cid:two@x"><img src="cid:script@x">';
    const message = await arrive(letter(html, inline('one@x', big) + inline('two@x', Buffer.concat([big, Buffer.from('2')])) + inline('script@x', Buffer.from('<svg onload="alert(1)"/>'), 'image/svg+xml')));
    const page = await (await fetchFile(`/api/messages/${message.id}/page`)).text();
    const second = message.attachments.find((one) => one.contentId === 'two@x')!;
    expect(page.match(/<img[^>]*>/g)?.map((tag) => / src="(data:image\/png|[^"]*)/.exec(tag)?.[1] ?? null)).toEqual(['data:image/png', `/api/attachments/${second.id}`, null]);
    expect((await fetchFile(`/api/attachments/${second.id}`)).status).toBe(200);
  });

  test('a plain message has no page; every message from outside has its source, as long as it is kept', async () => {
    const source = letter('<b>source</b>');
    const message = await arrive(source);
    const [chat] = (await open(anna, await desk.write('plain'))).messages;
    await refused(anna.get(`/api/messages/${chat!.id}/page`), 404, 'not-found');
    const mailed = await fetchFile(`/api/messages/${message.id}/source`);
    expect([mailed.headers.get('content-type'), await mailed.text()]).toEqual(['message/rfc822', source.replaceAll('\n', '\r\n')]);
    const said = await fetchFile(`/api/messages/${chat!.id}/source`);
    expect([said.headers.get('content-type'), (JSON.parse(await said.text()) as { text: string }).text]).toEqual(['application/octet-stream', 'plain']);
    const large = await arrive(letter(`<p>${'long '.repeat(40_000)}</p>`));
    expect((await (await fetchFile(`/api/messages/${large.id}/source`)).text()).length).toBeGreaterThan(200_000);
    const stored = await desk.desk.db.selectFrom('raw_input').select('blob').where('blob', 'is not', null).where('bytes', '>', 200_000).orderBy('received_at', 'desc').executeTakeFirstOrThrow();
    expect(await desk.desk.blobs.has(stored.blob!)).toBe(true);

    // Kept for thirty days; forgotten uploads for a week. What was put a moment ago stays, whoever names it.
    const forgotten = await upload(Buffer.from('forgotten'));
    const fresh = await upload(Buffer.from('fresh'));
    const inUse = await upload(png, 'in-use.png', 'image/png');
    await desk.desk.db.updateTable('attachment').set({ created_at: new Date(Date.parse(desk.now()) - 8 * day) }).where('id', 'in', [forgotten.id, inUse.id]).execute();
    await desk.desk.db.updateTable('raw_input').set({ settled_at: new Date(Date.parse(desk.now()) - 31 * day) }).where('state', '=', 'done').where('blob', 'is not', null).execute();
    await agedBlobs();
    await removeOld(desk.desk, 30);
    await refused(anna.get(`/api/messages/${large.id}/source`), 404, 'not-found');
    expect(await desk.desk.blobs.has(stored.blob!)).toBe(false);
    expect((await fetchFile(`/api/messages/${message.id}/source`)).status).toBe(200);
    expect((await open(anna, large.conversation)).messages.at(-1)?.text).toContain('long');
    await refused(anna.get(`/api/attachments/${forgotten.id}`), 404, 'not-found');
    expect((await fetchFile(`/api/attachments/${fresh.id}`)).status).toBe(200);
    // Its row was forgotten, its bytes are a picture in a mail.
    await refused(anna.get(`/api/attachments/${inUse.id}`), 404, 'not-found');
    expect(await desk.desk.blobs.has(createHash('sha256').update(png).digest('hex'))).toBe(true);
  });

  test('bytes that somebody stores while they are being let go are kept', async () => {
    const name = createHash('sha256').update('twice').digest('hex');
    const first = await upload(Buffer.from('twice'));
    await agedBlobs();
    await upload(Buffer.from('twice'));
    await desk.desk.db.updateTable('attachment').set({ created_at: new Date(Date.parse(desk.now()) - 8 * day) }).where('hash', '=', name).execute();
    await removeOld(desk.desk, 30);
    await refused(anna.get(`/api/attachments/${first.id}`), 404, 'not-found');
    expect(await desk.desk.blobs.has(name)).toBe(true);
  });

  /** As if every stored file had been put days ago. */
  async function agedBlobs(): Promise<void> {
    const { glob, utimes } = await import('node:fs/promises');
    const old = new Date(Date.now() - 2 * day);
    for await (const path of glob('blobs/??/??/*', { cwd: desk.data })) await utimes(`${desk.data}/${path}`, old, old);
  }
});
