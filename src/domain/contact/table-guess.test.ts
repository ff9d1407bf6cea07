import { describe, expect, test } from 'vitest';
import { guessDelimiter, guessEncoding } from './table-guess.ts';

/** Bytes as they stand in files; what they say is beside each. */
const bytes = (hex: string) => Uint8Array.from(hex.replaceAll(/[^0-9a-f]/g, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const ascii = (text: string) => [...text].map((one) => one.codePointAt(0)!.toString(16).padStart(2, '0')).join('');
const guess = (hex: string, valid: readonly string[]) => guessEncoding(bytes(hex), (encoding) => valid.includes(encoding));

describe('encoding', () => {
  test.each([
    ['plain letters', ascii('name,email'), ['utf-8', 'gb18030'], 'utf-8'],
    ['UTF-8 with its mark', `efbbbf${ascii('a')}`, ['utf-8'], 'utf-8'],
    ['Имя;Почта in Windows-1251', 'c8ecff3bcfeef7f2e0', [], 'windows-1251'],
    ['Имя;Почта where it happens to be valid GB 18030', 'c8ecffe03bcfeef7f2e0e0', ['gb18030'], 'windows-1251'],
    ['姓名,邮箱 in GB 18030', 'd0d5c3fb2cd3cacfe4', ['gb18030'], 'gb18030'],
    ['Città;Perché in Windows-1252', `${ascii('Citt')}e0${ascii(';Perch')}e9`, [], 'windows-1252'],
    ['UTF-16 with its mark', 'fffe61003b00', [], 'utf-16le'],
    ['UTF-16 without', '61003b006200', [], 'utf-16le'],
    ['a spreadsheet\'s own format', '504b030414000600080000002100', [], null],
    ['nothing', '', ['utf-8'], 'utf-8'],
  ] as const)('%s', (_what, hex, valid, encoding) => expect(guess(hex, valid)).toBe(encoding));
});

describe('delimiter', () => {
  test.each([
    ['name,email\nAnn,a@example.com\n', ','],
    ['nome;email;note\n"Rossi; Luca";l@example.com;"a, b, c"\nOlga;o@example.com;x, y\n', ';'],
    ['name\temail\nAnn Lee, Dr\ta@example.com\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['email\na@example.com\n', ','],
    ['', ','],
    ['名字；邮箱,城市\n王,w@example.cn\n', ','],
  ])('%j', (text, delimiter) => expect(guessDelimiter(text)).toBe(delimiter));
});
