import { describe, expect, test } from 'vitest';
import { readCookies } from './cookies.ts';

describe('the cookies of a request', () => {
  test.each([
    [undefined, {}], ['', {}], [';', {}], ['a', {}], ['=b', {}],
    ['a=b', { a: 'b' }], [' a = b ;c=d', { a: 'b', c: 'd' }], ['a=', { a: '' }],
    ['a=b=c==', { a: 'b=c==' }], ['a=%D1%91%20%3B', { a: 'ё ;' }], ['a=%E0%A4%A; b=2', { a: '%E0%A4%A', b: '2' }],
    ['a=first; a=second', { a: 'first' }], ['__proto__=x; constructor=y', { ['__proto__']: 'x', constructor: 'y' }],
  ])('%j', (header, cookies) => expect([...readCookies(header)]).toEqual(Object.entries(cookies)));
});
