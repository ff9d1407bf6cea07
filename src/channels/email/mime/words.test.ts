import { describe, expect, test } from 'vitest';
import { decodeBase64, decodeQuotedPrintable, decodeUuencode } from './bytes.ts';
import { decodeText } from './charset.ts';
import { unflow } from './flowed.ts';
import { decodeHeader, parseParameters } from './words.ts';

describe('words in headers', () => {
  test.each([
    ['=?utf-8?Q?Perch=C3=A9?=', 'Perché'],
    ['a =?utf-8?Q?=C3=A9?= b', 'a é b'],
    ['=?utf-8?Q?a?= =?utf-8?Q?b?=', 'ab'],
    ['=?utf-8?Q?a?=\r\n  =?koi8-r?B?1A==?=', 'aт'],
    ['=?utf-8?B?0JA?=', 'А'],
    ['=?UTF-8*en?Q?a_b?=', 'a b'],
    ['=?utf-8?Q?cut off here', '=?utf-8?Q?cut off here'],
    ['=?utf-8?Q?cut_off_here?', 'cut off here'],
    ['=?unknown-code?Q?=CF=F0=E8=E2=E5=F2?=', 'Привет'],
    ['=?utf-8?X?a?=', '=?utf-8?X?a?='],
    ['plain', 'plain'],
    ['=?=?=?', '=?=?=?'],
  ])('%j', (header, text) => expect(decodeHeader(header)).toBe(text));
});

describe('parameters', () => {
  test.each([
    ['text/plain; charset="UTF-8"; format=flowed', { charset: 'UTF-8', format: 'flowed' }],
    ['TEXT/Plain;CHARSET=utf-8', { charset: 'utf-8' }],
    ["a/b; name*=utf-8'en'%D0%90%20b", { name: 'А b' }],
    ["a/b; name*0*=windows-1251''%CF; name*1*=%F0; name*2=i", { name: 'Прi' }],
    ['a/b; name="a \\"quoted\\" name; with semicolon"', { name: 'a "quoted" name; with semicolon' }],
    ['a/b; name=two words.pdf; x=y', { name: 'two words.pdf', x: 'y' }],
    ['a/b; name=first; name=second', { name: 'first' }],
    ['a/b; name="no end', { name: 'no end' }],
    ['a/b;;; =x; y', {}],
  ])('%s', (header, parameters) => expect(parseParameters(header)).toMatchObject({ parameters }));
});

describe('transfer encodings', () => {
  const text = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString('latin1');
  test.each([['SGVsbG8=', 'Hello'], ['SGVs\r\nbG8', 'Hello'], ['SGVsbG8=\r\nSGVsbG8=', 'HelloHello'], ['SGVsbG8=\r\nThis is a footer.\r\n', 'Hello'], ['', ''], ['====', '']])('base64 %j', (given, decoded) => {
    expect(text(decodeBase64(Buffer.from(given)))).toBe(decoded);
  });
  test.each([['a=3Db', 'a=b'], ['a=\r\nb', 'ab'], ['a= \r\nb', 'ab'], ['a \r\nb', 'a\r\nb'], ['a=20\r\nb', 'a \r\nb'], ['a=XYb', 'a=XYb'], ['a=', 'a'], ['=e9=E9', '\u00e9\u00e9'], ['=\nb', 'b']])('quoted-printable %j', (given, decoded) => {
    expect(text(decodeQuotedPrintable(Buffer.from(given)))).toBe(decoded);
  });
  test.each([['begin 644 a\n#0V%T\n`\nend', 'Cat'], ['no file', '']])('uuencode %j', (given, decoded) => expect(text(decodeUuencode(given))).toBe(decoded));
});

describe('encodings that lie', () => {
  test.each([
    ['ПРОСТО КРИЧУ ЗАГЛАВНЫМИ', 'windows-1251'],
    ['Ок', 'windows-1251'],
    ['Ціна замовлення', 'windows-1251'],
  ])('%s in %s is not mistaken', (words, label) => expect(decodeText(windows1251(words), label)).toBe(words));
  test.each([
    ['città è più', 'iso-8859-1'],
    ['Ä Ö Ü ß, größer', 'windows-1252'],
  ])('%s in %s is not taken for Russian', (words, label) => expect(decodeText(Buffer.from(words, 'latin1'), label)).toBe(words));
  test('nothing is lost of bytes that mean nothing', () => {
    const decoded = decodeText(Uint8Array.from([0x80, 0x81, 0xff, 0xfe, 0x41]), 'utf-8');
    expect(decoded.endsWith('A')).toBe(true);
    expect(decodeText(new Uint8Array(), 'nonsense')).toBe('');
  });
});

function windows1251(words: string): Uint8Array {
  const table = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1251').decode(Uint8Array.of(byte)), byte] as const));
  return Uint8Array.from(words, (character) => table.get(character)!);
}

describe('flowed text', () => {
  test.each([
    ['a \nb\nc', false, 'a b\nc'],
    ['a \nb', true, 'ab'],
    ['> a \n> b\nc', false, '> a b\nc'],
    ['> a \n>> b', false, '> a \n>> b'],
    [' >not a quote', false, '>not a quote'],
    ['a \n-- \nb', false, 'a \n-- \nb'],
    ['', false, ''],
  ])('%j', (text, delete_, joined) => expect(unflow(text, delete_)).toBe(joined));
});
