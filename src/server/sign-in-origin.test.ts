import { describe, expect, test } from 'vitest';
import { isOwnPage } from './sign-in-origin.ts';

const asks = (headers: Record<string, string>, host = 'desk.example', protocol: 'http' | 'https' = 'https') => isOwnPage({ headers, host, protocol }, 'https://desk.example');

describe('whether a request comes from a page of this desk', () => {
  test.each([
    ['the browser says so', { 'sec-fetch-site': 'same-origin', cookie: 'a=b' }, true],
    ['a neighbouring host', { 'sec-fetch-site': 'same-site', origin: 'https://desk.example', cookie: 'a=b' }, false],
    ['another site', { 'sec-fetch-site': 'cross-site', cookie: 'a=b' }, false],
    ['another site, without a cookie', { 'sec-fetch-site': 'cross-site' }, false],
    ['an address typed by hand', { 'sec-fetch-site': 'none', cookie: 'a=b' }, false],
    ['an older browser, our origin', { origin: 'https://desk.example', cookie: 'a=b' }, true],
    ['an older browser, the origin with its usual port', { origin: 'https://desk.example:443', cookie: 'a=b' }, false],
    ['an older browser, without TLS', { origin: 'http://desk.example', cookie: 'a=b' }, false],
    ['an older browser, an origin that begins like ours', { origin: 'https://desk.example.evil.example', cookie: 'a=b' }, false],
    ['a frame without an origin', { origin: 'null', cookie: 'a=b' }, false],
    ['a program with a token', { authorization: 'Bearer x', 'sec-fetch-site': 'cross-site' }, true],
    ['a program without a cookie', {}, true],
    ['a cookie and no word of where it comes from', { cookie: 'a=b' }, false],
  ])('%s', (_what, headers, own) => expect(asks(headers as unknown as Record<string, string>)).toBe(own));

  test('a desk that is reached by another name than its public one', () => {
    expect(asks({ origin: 'http://localhost:3300', cookie: 'a=b' }, 'localhost:3300', 'http')).toBe(true);
    expect(asks({ origin: 'http://localhost:3301', cookie: 'a=b' }, 'localhost:3300', 'http')).toBe(false);
  });
});
