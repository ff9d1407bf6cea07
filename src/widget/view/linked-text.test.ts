import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits } from './files.ts';
import { partsOf } from './linked-text.ts';

const links = (text: string) => partsOf(text).filter((part) => part.link).map((part) => part.text);

describe('links in what people write', () => {
  it.each<[string, string[]]>([
    ['no link at all', []],
    ['see https://shop.example/refunds/4711.', ['https://shop.example/refunds/4711']],
    ['(http://a.example/b?c=d&e=f#g), and https://b.example!', ['http://a.example/b?c=d&e=f#g', 'https://b.example']],
    ['请看https://shop.example/订单，谢谢', ['https://shop.example/']],
    ['请看 https://shop.example/a。谢谢', ['https://shop.example/a']],
    ['«https://пример.рф/путь»', ['https://пример.рф/путь']],
    ['javascript:alert(1) data:text/html,x <a href="https://x.example">', ['https://x.example']],
    ['https://', []],
  ])('%s', (text, found) => {
    expect(links(text)).toEqual(found);
  });
  it('the text stays what it was, to the letter', () => {
    const text = fc.array(fc.oneof(fc.constantFrom('https://', 'http://a.b', '.', ' ', '»', '。', '<', '"'), fc.string({ unit: 'binary' }))).map((parts) => parts.join(''));
    fc.assert(fc.property(text, (given) => {
      expect(partsOf(given).map((part) => part.text).join('')).toBe(given);
      for (const address of links(given)) expect(address).toMatch(/^https?:\/\//);
    }));
  });
  it('a hostile text takes no longer than its length', () => {
    const hostile = `https://${'.'.repeat(9_000)} ${'https://'.repeat(1_000)}`.slice(0, 10_000);
    expect(partsOf(hostile).map((part) => part.text).join('')).toBe(hostile);
  });
});

describe('kinds of files', () => {
  it.each([
    ['image/png', 'image/*', true], ['image/png', '*/*', true], ['image/png', 'image/png', true], ['image/png', 'audio/*', false],
    ['application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.*', true], ['imagex/png', 'image/*', false], ['text/html', 'text/plain', false],
  ])('%s and %s: %s', (type, pattern, fit) => {
    expect(fits(type, pattern)).toBe(fit);
  });
});
