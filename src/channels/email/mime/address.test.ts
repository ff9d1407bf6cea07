import { describe, expect, test } from 'vitest';
import { addressOf, asciiAddress, parseAddresses } from './address.ts';

const latin1 = (text: string): string => Buffer.from(text).toString('latin1');

describe('addresses in headers', () => {
  test.each([
    ['Maria Rossi <Maria@Example.COM>', [['Maria Rossi', 'maria@example.com']]],
    ['maria@example.com (Maria)', [['Maria', 'maria@example.com']]],
    ['"Rossi, Maria" <maria@example.com>, luca@example.com', [['Rossi, Maria', 'maria@example.com'], [null, 'luca@example.com']]],
    ["'Maria' <maria@example.com>", [['Maria', 'maria@example.com']]],
    ['Team: a@example.com, B <b@example.com>;', [[null, 'a@example.com'], ['B', 'b@example.com']]],
    ['undisclosed-recipients:;', []],
    ['=?utf-8?Q?Maria_=3Cevil=40example=2Ecom=3E?= <maria@example.com>', [['Maria <evil@example.com>', 'maria@example.com']]],
    ['=?utf-8?B?0JjQstCw0L0=?= =?utf-8?B?INCf0LXRgtGA0L7Qsg==?= <ivan@example.ru>', [['Иван Петров', 'ivan@example.ru']]],
    [latin1('Мария <maria@example.ru>'), [['Мария', 'maria@example.ru']]],
    ['<maria@example.com', [[null, 'maria@example.com']]],
    ['maria@example.com>', [[null, 'maria@example.com']]],
    ['mailto:maria@example.com', [[null, 'maria@example.com']]],
    ['maria@example.com, MARIA@example.com', [[null, 'maria@example.com']]],
    ['Maria', []],
    ['@example.com', []],
    ['maria@', []],
    ['', []],
  ])('%s', (header, people) => expect(parseAddresses(header).map((one) => [one.name, one.address])).toEqual(people));
});

describe('one form of an address', () => {
  test.each([
    ['IVAN@XN--80A1ACNY.XN--P1AI', 'ivan@почта.рф'],
    ['иван@ПОЧТА.рф', 'иван@почта.рф'],
    ['jose\u0301@example.com', 'jos\u00e9@example.com'],
    ['a@example.com.', 'a@example.com'],
    ['"quoted local"@example.com', '"quoted local"@example.com'],
    ['a@[192.0.2.1]', 'a@[192.0.2.1]'],
    ['a b@example.com', null],
    ['a@b@example.com', null],
    ['a@exa mple.com', null],
    ['a@-..', null],
    [`${'x'.repeat(400)}@example.com`, null],
    ['a\u0000@example.com', null],
  ])('%j', (given, address) => expect(addressOf(given)).toBe(address));
  test('the wire gets ASCII', () => expect(asciiAddress('anna@почта.рф')).toBe('anna@xn--80a1acny.xn--p1ai'));
});
