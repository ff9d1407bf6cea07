// The reader against two others: on sound mail all three must agree.
import { simpleParser } from 'mailparser';
import { createRequire } from 'node:module';
import MailComposer from 'nodemailer/lib/mail-composer';
import { describe, expect, test } from 'vitest';
import type { IncomingMessage } from '../../channel.ts';
import { config, mailRequest } from '../fixtures/sample.ts';
import { receive } from '../receive.ts';
import { contentOf, parseMail } from './part.ts';
import { decompressRtf } from './rtf.ts';
import { readTnef } from './tnef.ts';

type PostalMail = { subject?: string; text?: string; from?: { name: string; address: string }; attachments: { filename: string | null; content: ArrayBuffer }[] };
const { default: PostalMime } = createRequire(import.meta.url)('postal-mime') as { default: { parse(raw: Uint8Array): Promise<PostalMail> } };

const words = ['Hello there', 'Где мой заказ?', 'Perché è così', '您好，谢谢', '🙂 emoji', 'a\tb  c', 'ends with =', '. dot', 'From the start', '-- \nsigned'];

function random(seed: number): (below: number) => number {
  let state = seed * 7919 + 17;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

describe('agreement', () => {
  test.each(Array.from({ length: 60 }, (_, seed) => [seed]))('sound mail %i reads the same with mailparser and postal-mime', async (seed) => {
    const next = random(seed);
    const some = (count: number): string => Array.from({ length: count }, () => words[next(words.length)]!).join('\n');
    const attachments = Array.from({ length: next(4) }, (_, at) => ({ filename: `${words[next(5)]!} ${at}.bin`, content: Buffer.from(some(1 + next(200))), ...(next(3) === 0 ? { cid: `c${at}@x` } : {}) }));
    const raw = await new MailComposer({
      from: { name: words[next(5)]!, address: 'maria@example.com' },
      to: 'help@shop.example',
      subject: some(1 + next(8)).replaceAll('\n', ' ').replaceAll('\t', ' '),
      text: some(1 + next(30)),
      ...(next(2) === 0 ? { html: `<p>${some(3)}</p>` } : {}),
      textEncoding: (['quoted-printable', 'base64'] as const)[next(2)]!,
      attachments,
    }).compile().build();
    const [ours] = receive(mailRequest(raw), config) as [IncomingMessage];
    const other = await simpleParser(raw, { skipImageLinks: true });
    const third = await PostalMime.parse(raw);
    const squeezed = (text: string | undefined): string => (text ?? '').split('\n').map((line) => line.trim()).join('\n').replace(/\n+/g, '\n').trim();
    expect(squeezed(ours.content.text)).toBe(squeezed(other.text));
    expect(squeezed(ours.content.text)).toBe(squeezed(third.text));
    expect([ours.content.subject, ours.from.name, ours.from.externalId]).toEqual([other.subject?.replace(/\s+/g, ' ').trim(), other.from?.value[0]?.name, other.from?.value[0]?.address]);
    const files = ours.content.attachments.map((file) => [file.name, Buffer.from(file.content as Uint8Array).toString('hex')]);
    expect(files).toEqual(other.attachments.map((file) => [file.filename, file.content.toString('hex')]));
    expect(files).toEqual(third.attachments.map((file) => [file.filename, Buffer.from(file.content).toString('hex')]));
  });
});

describe('structures that are made to hurt', () => {
  const header = 'From: a@example.com\r\nSubject: x\r\n';
  test.each([
    ['a part in itself, two thousand times', Array.from({ length: 2000 }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`).join('')],
    ['mails in mails', 'Content-Type: message/rfc822\r\n\r\n'.repeat(5000)],
    ['a million boundaries', `Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n'.repeat(1_000_000)}`],
    ['a boundary that never ends', `Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x--x'.repeat(500_000)}`],
    ['a hundred thousand headers', `${'X-A: b\r\n'.repeat(100_000)}\r\n`],
    ['a header folded a million times', `X-A: b\r\n${' c\r\n'.repeat(1_000_000)}\r\n`],
    ['a million recipients', `To: ${'a@b.example, '.repeat(1_000_000)}\r\n\r\n`],
    ['brackets', `To: ${'<'.repeat(1_000_000)}\r\nReferences: ${'<'.repeat(1_000_000)}\r\nCc: ${'('.repeat(1_000_000)}\r\n\r\n`],
    ['encoded words', `Subject: ${'=?utf-8?B?0JA=?= '.repeat(50_000)}\r\n\r\n`],
    ['parameters', `Content-Type: text/plain; ${Array.from({ length: 50_000 }, (_, at) => `a${at}*0*=b`).join(';')}\r\n\r\n`],
    ['quotes', `Content-Type: multipart/mixed; boundary="${'\\"'.repeat(500_000)}\r\n\r\n`],
    ['blanks', `\r\n${' '.repeat(5_000_000)}x`],
    ['empty lines', `\r\n${'\r\n'.repeat(5_000_000)}x`],
    ['uuencoded lines', `\r\nbegin 644 a\r\n${'#AAAA\r\n'.repeat(500_000)}`],
    ['recipients of a report', `Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n${'Action: failed\r\n\r\n'.repeat(200_000)}`],
  ])('%s', (_name, rest) => expect(receive(mailRequest(Buffer.from(header + rest, 'latin1')), config)).toHaveLength(1), 30_000);

  test('a text of ten megabytes is cut for reading and kept whole as a file', () => {
    const raw = Buffer.concat([Buffer.from(`${header}\r\n`), Buffer.alloc(10_000_000, 'word word word\r\n')]);
    const [message] = receive(mailRequest(raw), config) as [IncomingMessage];
    expect(message.content.text).toHaveLength(500_000);
    expect(message.notices).toEqual(['email.text-cut']);
    expect((message.content.attachments[0]!.content as Uint8Array).length).toBeGreaterThan(9_000_000);
  }, 30_000);
  test('a file of thirty megabytes arrives byte for byte', () => {
    const file = Buffer.alloc(22_000_000, 'some bytes that are no text \u0001\u00ff', 'latin1');
    const raw = Buffer.concat([Buffer.from(`${header}Content-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n`), Buffer.from(file.toString('base64').replace(/.{76}/g, '$&\r\n'))]);
    const [message] = receive(mailRequest(raw), config) as [IncomingMessage];
    expect(Buffer.compare(message.content.attachments[0]!.content as Uint8Array, file)).toBe(0);
  }, 30_000);
});

describe('parts', () => {
  test('a boundary that begins with another one ends nothing of the other', () => {
    const mail = parseMail(Buffer.from('Content-Type: multipart/mixed; boundary="=_1"\r\n\r\n--=_1\r\nContent-Type: multipart/alternative; boundary="=_1.2"\r\n\r\n--=_1.2\r\n\r\ninner\r\n--=_1.2--\r\n--=_1\r\n\r\nouter\r\n--=_1--\r\n'));
    expect(mail.children.map((child) => child.children.map((inner) => Buffer.from(contentOf(inner)).toString()))).toEqual([['inner'], []]);
    expect(Buffer.from(contentOf(mail.children[1]!)).toString()).toBe('outer');
  });
});

describe('what Outlook packs', () => {
  test('compressed RTF, the example of the specification', () => {
    const compressed = Buffer.from('2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0', 'hex');
    expect(Buffer.from(decompressRtf(compressed)!).toString()).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
  });
  test('rubbish is no winmail.dat, and a broken one ends where it breaks', () => {
    expect(readTnef(Buffer.from('rubbish'))).toBeNull();
    expect(readTnef(Buffer.from('789f3e220100019006900800ffffff7f', 'hex'))).toEqual({ text: null, html: null, rtf: null, files: [] });
    expect(decompressRtf(Buffer.from('short'))).toBeNull();
    expect(decompressRtf(Buffer.alloc(40))).toBeNull();
  });
});
