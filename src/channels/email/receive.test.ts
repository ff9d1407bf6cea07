// What the recorded mails of fixtures/ say.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Incoming, IncomingMessage } from '../channel.ts';
import { config, mailRequest, receivedAt } from './fixtures/sample.ts';
import { receive } from './receive.ts';

const read = (name: string): Incoming => receive(mailRequest(readFileSync(new URL(`fixtures/${name}.eml`, import.meta.url))), config)[0]!;

function message(name: string): IncomingMessage {
  const incoming = read(name);
  if (incoming.kind !== 'message') throw new Error(`${name} is a ${incoming.kind}`);
  return incoming;
}

const russian = 'Здравствуйте! Где мой заказ № 4521? Жду уже неделю, никто не отвечает.';
const russianKoi8 = russian.replace('№', 'N');
const italian = 'Buongiorno, il mio pacco non è ancora arrivato. Perché? È già una settimana che aspetto.';
const chinese = '您好，我的订单还没有收到，请问什么时候可以发货？谢谢。';
const korean = '안녕하세요. 주문한 상품이 아직 도착하지 않았습니다. 언제 오나요?';
const japanese = 'こんにちは。注文した商品がまだ届いていません。いつ届きますか。';

describe('encodings', () => {
  test.each([
    ['charset-windows-1251', russian, 'Где мой заказ?', 'Иван Петров'],
    ['charset-koi8-r', russianKoi8, 'Где мой заказ?', 'Иван Петров'],
    ['charset-gb2312-label-gbk-bytes', `${chinese}\n朱镕基`, '订单問題镕', '王小明'],
    ['charset-gb18030', `${chinese}\n𠮷野家`, '订单没有收到𠮷', '王小明'],
    ['charset-big5', '您好，我的訂單還沒有收到，請問什麼時候可以發貨？謝謝。', '訂單問題', '陳大文'],
    ['charset-iso-2022-jp', japanese, '注文について', '山田太郎'],
    ['charset-shift-jis', japanese, '注文', null],
    ['charset-iso-2022-kr', korean, '주문 문의', null],
    ['charset-ks-c-5601', korean, '주문 문의', null],
    ['charset-utf-7', 'Перезвоните мне & спасибо', 'UTF-7', 'Maria Rossi'],
    ['charset-hz', '您好，请问订单~什么时候到？', 'HZ', null],
    ['charset-italian-latin1', italian, 'Perché non è arrivato?', 'Niccolò'],
    ['charset-missing-utf-8', italian, 'no label', 'Maria Rossi'],
    ['charset-missing-windows-1251', russian, 'no label', null],
    ['charset-missing-gbk', chinese, 'no label', null],
    ['charset-unknown-label', russian, 'unknown label', null],
    ['charset-wrong-latin1-is-1251', russian, 'wrong label', null],
    ['charset-wrong-1251-is-koi8', russianKoi8, 'wrong label', null],
    ['charset-wrong-1251-is-utf-8', russian, 'wrong label', null],
    ['charset-utf-8-broken', 'Здравствуйте! Где мой заказ № 4521? Жду уже неделю, никто н\ufffd\ufffd', 'cut in the middle', null],
    ['charset-utf-16', 'Привет из UTF-16', 'utf16', 'Maria Rossi'],
    ['charset-utf-8-mark', 'Привет', 'bom', 'Maria Rossi'],
    ['charset-html-meta', 'Добрый день, где заказ?', 'meta', null],
    ['header-raw-utf-8', russian, 'Где мой заказ?', 'Иван Петров'],
    ['header-raw-windows-1251', russian, 'Где мой заказ?', 'Иван Петров'],
    ['header-word-split-in-character', russian, 'Заказ не пришёл, что мне делать дальше?', null],
    ['header-word-broken', italian, 'Perché non è arrivato [ext] 😡ancora', 'Maria Rossi, Roma'],
  ])('%s', (name, text, subject, sender) => {
    const { content, from } = message(name);
    expect({ text: content.text, subject: content.subject, sender: from.name }).toEqual({ text, subject, sender });
  });
});

describe('what was written', () => {
  test.each([
    ['alternative', 'The plain form.'],
    ['body-base64-with-footer', 'The list server added a line below.'],
    ['body-empty', ''],
    ['body-nul-and-controls', 'Beforeafter \ufffd\ufffd\ufffd half a pair.'],
    ['body-quoted-printable-broken', '100% sure = yes, è vero e continua  qui =ZZ'],
    ['body-uuencoded', 'The table is below.\n\n\nThat was it.'],
    ['boundary-missing-end', 'The end of this mail is missing.'],
    ['boundary-not-there', 'The boundary that the header names does not occur.'],
    ['calendar-cancelled', '❌ Visita del tecnico\n2026-03-15'],
    ['calendar-invitation', "You are invited.\n\n📅 Ritiro del bollitore, con prova d'acquisto\n2026-03-12 15:00 – 16:00 (Europe/Rome) ↻ weekly\n📍 Via Roma 1, Torino\n👤 maria@example.com"],
    ['format-flowed', 'This is one paragraph that was broken for the way.\n\n> A quoted line that was broken too.\n\nSpaces first:  two of them.\n-- \nMaria'],
    ['format-flowed-delsp', '您好，我的订单还没有收到。'],
    ['forwarded-as-attachment', 'See the mail below.'],
    ['forwarded-without-words', 'From: sales@shop.example\nSubject: Il tuo ordine è partito\nTo: maria@example.com\n\nConsegna venerdì.'],
    ['header-mbox-line', 'A line from an mbox file stands above.'],
    ['header-unix-line-ends', 'Only line feeds.'],
    ['header-carriage-returns', 'Only carriage returns.\nSecond line.'],
    ['header-carriage-returns-doubled', 'Line one\n\nLine two'],
    ['body-without-blank-line', 'This is already the text\nand more'],
    ['alternative-amp', 'Plain words.'],
    ['alternative-rtf', 'Hi from Outlook.'],
    ['client-apple-mail-mixed', 'Ecco la foto:\n\n\ne la ricevuta:\n\n\nMaria'],
    ['forwarded-as-whole', 'From: c@d.example\nSubject: середина\n\nMiddle words.'],
    ['forwarded-encoded', 'From: c@d.example\nSubject: середина\n\nMiddle words.'],
    ['forwarded-twice', 'See both.'],
    ['calendar-google', 'You have been invited.\n\n📅 Звонок, важно\n2026-03-12 15:00 – 16:30 (Europe/Rome)\n📍 https://meet.example/abc\n👤 maria@example.com'],
    ['calendar-reply-outlook', '📅 Accettato: Chiamata\n2026-03-12 14:00 – 15:00 (UTC)\nACCEPTED maria@example.com'],
    ['calendar-all-day', '📅 Ferie\n2026-03-12 – 2026-03-13'],
    ['pgp-signed-inline', 'I want my money back.\n\n-- \nAnna'],
    ['smime-multipart-signed-outlook', 'I signed this with Outlook.'],
    ['smime-opaque-signed', 'Подписано, но не зашифровано.'],
    ['smime-opaque-signed-streamed', 'Подписано, но не зашифровано.'],
    ['smime-opaque-no-type', 'Подписано, но не зашифровано.'],
    ['html-as-plain', 'Labelled as plain text, but it is HTML.'],
    ['html-only', 'Hello,\nmy order 4521 <https://shop.example/orders/4521> is late.\n * first\n * second\nTotal 10 €\n\nBye & thanks\n\n> older words'],
    ['html-with-empty-text', 'Only the formatted form says anything.'],
    ['inline-pictures', 'See the photo: [image: broken.png]'],
    ['mixed-text-picture-text', 'Before the picture.\n\nAfter the picture.'],
    ['nested-deeply', 'Fifty levels down.'],
    ['smime-signed', 'I signed this.'],
    ['winmail-with-words', 'The bill is attached.'],
    ['winmail-only', 'Где мой счёт за март?'],
  ])('%s', (name, text) => expect(message(name).content.text).toBe(text));

  test('a formatted form that says much more than a note in the plain form is what counts', () => {
    expect(message('html-with-note-text').content.text).toMatch(/^The kettle that I bought from you leaks/);
  });
  test('a long line is kept whole', () => expect(message('long-line').content.text).toHaveLength(56_999));
});

describe('what is attached', () => {
  const attached = (name: string): (string | number | null)[][] => message(name).content.attachments.map((file) => [file.name, file.mediaType, file.contentId, (file.content as Uint8Array).length]);
  test.each([
    ['alternative', []],
    ['alternative-amp', []],
    ['alternative-rtf', []],
    ['attached-zip', [['bomb.zip', 'application/zip', null, 4004]]],
    ['client-apple-mail-mixed', [['Foto del vetro 😡.jpeg', 'image/jpeg', null, 64], ['ricevuta.pdf', 'application/pdf', null, 17]]],
    ['forwarded-twice', [['середина.eml', 'message/rfc822', null, 509]]],
    ['injection-file-name', [['passwd.pdf', 'application/octet-stream', null, 1]]],
    ['inline-picture-alone', [['attachment.jpg', 'image/jpeg', 'p1', 6]]],
    ['pgp-signed-inline', [['signed.asc', 'application/pgp-signature', null, 164]]],
    ['smime-opaque-signed', [['contract.pdf', 'application/pdf', null, 8], ['smime.p7m', 'application/pkcs7-mime', null, 1872]]],
    ['body-uuencoded', [['table.csv', 'application/octet-stream', null, 42]]],
    ['boundary-missing-end', [['bill.pdf', 'application/pdf', null, 12]]],
    ['calendar-invitation', [['attachment.ics', 'text/calendar', null, 455], ['invite.ics', 'application/ics', null, 319]]],
    ['forwarded-as-attachment', [['Our promise.eml', 'message/rfc822', null, 214]]],
    ['header-name-raw-and-path', [['订单照片.jpg', 'image/jpeg', null, 9]]],
    ['header-name-rfc2231', [['Счёт № 4521.pdf', 'application/pdf', null, 13], ['my scan file.pdf', 'application/pdf', null, 17]]],
    ['inline-pictures', [['broken.png', 'image/png', 'photo@example.com', 70]]],
    ['mixed-text-picture-text', [['one.png', 'image/png', null, 70], ['notes.txt', 'text/plain', null, 21]]],
    ['pgp-encrypted', [['attachment.asc', 'application/pgp-encrypted', null, 12], ['encrypted.asc', 'application/octet-stream', null, 65]]],
    ['smime-encrypted', [['smime.p7m', 'application/pkcs7-mime', null, 11]]],
    ['smime-signed', [['smime.p7s', 'application/pkcs7-signature', null, 11]]],
    ['winmail-broken', [['winmail.dat', 'application/ms-tnef', null, 29]]],
    ['winmail-only', [['Счёт за март.pdf', 'application/pdf', null, 18]]],
    ['winmail-with-words', [['Счёт за март.pdf', 'application/pdf', null, 18]]],
  ])('%s', (name, files) => expect(attached(name)).toEqual(files));

  test('encrypted mail says that nobody here can read it; signed mail can be read', () => {
    expect(['smime-encrypted', 'smime-enveloped', 'pgp-encrypted'].map((name) => message(name).notices)).toEqual([['email.encrypted'], ['email.encrypted'], ['email.encrypted']]);
    expect(['smime-opaque-signed', 'smime-opaque-signed-streamed', 'smime-opaque-no-type', 'pgp-signed-inline'].map((name) => message(name).notices)).toEqual([undefined, undefined, undefined, undefined]);
  });
  test('of a mail that was too large the words are kept, the cut file is not, and both are said', () => {
    const whole = readFileSync(new URL('fixtures/boundary-missing-end.eml', import.meta.url));
    const cut = receive(mailRequest(whole, { 'cut-from-bytes': '45000000' }), config)[0] as IncomingMessage;
    expect(cut.content.text).toBe('The end of this mail is missing.');
    expect(cut.notices).toEqual(['email.too-large']);
    expect(cut.content.attachments.map((file) => file.name)).toEqual(['not-taken-in.txt']);
    expect(Buffer.from(cut.content.attachments[0]!.content as Uint8Array).toString()).toContain('45.0 MB');
  });
});

describe('mail that is made to hurt', () => {
  const made = (headers: string, body = 'x'): IncomingMessage => receive(mailRequest(`From: Maria Rossi <maria@example.com>\nTo: help@shop.example\nMessage-ID: <hurts@example.com>\n${headers}\n\n${body}\n`), config)[0] as IncomingMessage;

  test('what stands in a header never becomes another header or a second line', () => {
    expect(message('injection-subject').content.subject).toBe('Hello Bcc: victim@example.com Body');
    expect(message('injection-name')).toMatchObject({ from: { externalId: 'maria@example.com', name: null }, answerTo: { name: null, address: 'reply@example.com' } });
    for (const name of ['injection-subject', 'injection-name', 'injection-file-name', 'injection-id', 'injection-content-id']) {
      const { content: { text: _text, html: _html, ...content }, ...rest } = message(name);
      expect(JSON.stringify({ content: { ...content, attachments: content.attachments.map(({ content: _bytes, ...file }) => file) }, ...rest })).not.toMatch(/\\[rnt]|\u202e/);
    }
  });
  test('a Content-ID that is markup stays an id', () => {
    expect(message('injection-content-id').content.html).toBe('<img src="cid:&quot; onerror=alert(1) x=&quot;" /><img src="cid:a&quot;onload=alert(1)" /><p>hi</p>');
  });
  test('of a header without end so much is kept as anybody can need', () => {
    const references = Array.from({ length: 60_000 }, (_, at) => `<r${at}@example.com>`).join(' ');
    expect(made(`References: ${references}\nSubject: ${'S'.repeat(2_000_000)}`)).toMatchObject({ thread: { references: expect.objectContaining({ length: 100 }) }, content: { subject: 'S'.repeat(1000) } });
    expect(made(`Subject: ${'=?utf-8?B?0J/RgNC40LLQtdGC?= '.repeat(50_000)}`).content.subject).toMatch(/^(Привет){160,}/);
    expect(made(Array.from({ length: 100_000 }, (_, at) => `X-Spam: ${at}`).join('\n'), 'The words.').content.text).toBe('The words.');
  });
  test('of ten thousand recipients a thousand are kept, and it is said', () => {
    const { recipients, thread, notices } = made(`Cc: ${Array.from({ length: 10_000 }, (_, at) => `Person ${at} <p${at}@example.org>`).join(',\n ')}`);
    expect([recipients.copy.length, thread.participants.length]).toEqual([1000, 1001]);
    expect(notices).toEqual(['email.many-recipients']);
  });
  test('of five thousand parts two thousand are opened, and it is said', () => {
    const parts = Array.from({ length: 5000 }, (_, at) => `--b\nContent-Type: image/png; name=f${at}.png\n\nx\n`).join('');
    const { content, notices } = made('Content-Type: multipart/mixed; boundary=b', `--b\n\nLook at these.\n${parts}--b--`);
    expect(content.text).toBe('Look at these.');
    expect(content.attachments.length).toBeGreaterThan(1990);
    expect(notices).toEqual(['email.too-many-parts']);
  });
  test('two hundred levels keep their words', () => {
    const levels = Array.from({ length: 200 }, (_, at) => `--b${at}\nContent-Type: multipart/mixed; boundary=b${at + 1}\n\n`).join('');
    expect(made('Content-Type: multipart/mixed; boundary=b0', `${levels}--b200\n\nDeep words.`).content.text).toContain('Deep words.');
  });
});

describe('formatted mail is harmless', () => {
  test('whatever way there is to load a picture, a frame or a style from elsewhere, nothing is', () => {
    const html = message('html-pictures-everywhere').content.html!;
    expect(html).toBe('<div><table><tr><td>x</td></tr></table><img /><img data-remote-src="https://t.example/f.png" /><a>j</a><a>d</a><a>v</a><img /><img /><img /><p style="color:red">styled</p></div>');
  });
  test('nothing of a hostile mail runs, loads or poses as something else', () => {
    const { html, text } = message('html-hostile').content;
    expect(html).not.toMatch(/script|steal|evil|onclick|iframe|form|position|url\(/i);
    expect(html).toContain('href="https://ok.example"');
    expect(html).toContain('color:red');
    expect(text).toContain('Read me');
    expect(text).toContain('red');
  });
  test('pictures inside the mail are kept by their id, pictures from outside wait to be asked for', () => {
    const html = message('inline-pictures').content.html!;
    expect(html).toContain('src="cid:photo@example.com"');
    expect(html).toContain('data-remote-src="https://track.example/pixel.gif?id=7"');
    expect(html).not.toContain(' src="http');
  });
});

describe('identity of a mail', () => {
  test('without a Message-ID every mail has an id of its own, always the same', () => {
    const [first, second] = [message('id-missing'), message('id-missing-again')];
    expect(first.externalId).toMatch(/^no-message-id\.[0-9a-f]{40}$/);
    expect(second.externalId).not.toBe(first.externalId);
    expect(message('id-missing').externalId).toBe(first.externalId);
  });
  test('two mails under one Message-ID differ in their fingerprint; the same mail twice does not', () => {
    const [first, second] = [message('id-repeated-first'), message('id-repeated-second')];
    expect(first.externalId).toBe(second.externalId);
    expect(first.fingerprint).not.toBe(second.fingerprint);
    const again = readFileSync(new URL('fixtures/id-repeated-first.eml', import.meta.url)).toString('latin1');
    const relayed = receive(mailRequest(Buffer.from(`Received: by another.example\r\n${again}`, 'latin1')), config)[0] as IncomingMessage;
    expect(relayed.fingerprint).toBe(first.fingerprint);
  });
  test.each([['id-without-brackets', 'bare-id@example.com'], ['plain', 'plain-1@example.com']])('%s', (name, id) => expect(message(name).externalId).toBe(id));
  test('an id that no database holds becomes a short one', () => expect(message('id-far-too-long').externalId).toMatch(/^long-message-id\.[0-9a-f]{40}$/));
  test.each([
    ['date-missing', receivedAt],
    ['date-nonsense', receivedAt],
    ['date-in-the-future', receivedAt],
    ['date-old-zone', '2026-03-09T10:02:11.000Z'],
    ['date-russian-zone-comment', '2026-03-09T10:02:11.000Z'],
    ['plain', '2026-03-09T10:02:11.000Z'],
  ])('%s', (name, at) => expect(message(name).sentAt).toBe(at));
  test('where the sender gave no date, the mailbox knows when it came', () => {
    const raw = readFileSync(new URL('fixtures/date-missing.eml', import.meta.url));
    expect((receive(mailRequest(raw, { internaldate: '2026-03-09T09:00:00.000Z' }), config)[0] as IncomingMessage).sentAt).toBe('2026-03-09T09:00:00.000Z');
  });
});
