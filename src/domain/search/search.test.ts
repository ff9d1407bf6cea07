import { assert, integer, nat, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entryOf, wordsToIndex } from './entry.ts';
import { findSpans, snippetOf } from './highlight.ts';
import type { Stems } from './look-for.ts';
import { beginningsOf, lookFor, meaningful } from './look-for.ts';
import { parseQuery } from './parse-query.ts';
import { dayOf, looksBack, periodsBetween, periodsOf } from './period.ts';
import { fold, joinedWords, wordsOf } from './words.ts';

const none: Stems = () => ({ stems: [], stop: false });
const words = (text: string) => wordsOf(text).map(({ word }) => word);

describe('words', () => {
  test.each([
    ['Hello, World!', ['hello', 'world']],
    ['Ёлка и йод', ['елка', 'и', 'йод']],
    ['Perché così? ÀÉÎ', ['perche', 'cosi', 'aei']],
    ['Straße', ['strasse']],
    ['Здравствуйте.Где заказ', ['здравствуйте', 'где', 'заказ']],
    ['１２３ＡＢＣ', ['123abc']],
    ['退款单', ['退款', '款单', '单']],
    ['买iPhone15手机', ['买', 'iphone15', '手机', '机']],
    ['so\u00adft', ['soft']],
    ['a@b.c', ['a', 'b', 'c']],
    ['💥', []],
  ])('of %s', (text, expected) => expect(words(text)).toEqual(expected));

  test('stand where they say, whatever the text', () => {
    assert(property(string({ unit: 'grapheme' }), (text) => {
      for (const { word, start, end } of wordsOf(text)) expect(fold(text.slice(start, end)).slice(0, 60)).toBe(word);
    }));
  });

  test('joined: codes without their marks, numbers with their country and without', () => {
    expect(joinedWords('ORD-2024-118')).toEqual(['ord2024118', '2024118']);
    expect(joinedWords('call +7 (916) 123-45-67')).toEqual(expect.arrayContaining(['79161234567', '9161234567']));
    expect(joinedWords('nothing to join')).toEqual([]);
  });
});

describe('a query', () => {
  const asked = (text: string, stems: Stems = none) => lookFor(parseQuery(text).terms, stems, () => null);
  test.each([
    ['refund ', "('refund')"], ['refund', "('refund':*)"], ['re', "('re':*)"], ['r', "('r')"], ['12', "('12')"], ['123', "('123':*)"],
    ['a b', "('a')&('b')"], ['"a b"', "(('a'<->('b')))"], ['“a b', "(('a'<->('b')))"], ['-card money ', "!('card')&('money')"], ['-"a b"', "!(('a'<->('b')))"], ['e-mail -', "(('e'<->('mail'))|'email')"],
    ['退款单', "(('退款'<->('款单')))"], ['退', "('退':*)"], ['refu* now ', "('refu':*)&('now')"], ["l'ordine ", "('l')&('ordine')"], ["it's", "('it')&('s')"],
    ['9161234567', "('9161234567':*|('9161234567':*))"], ['', null], ['"', null], ['-', null], ['💥 *', null],
  ])('%s is looked for as %s', (text, expected) => expect(asked(text)).toBe(expected));

  test('beginnings are named one by one where they are known', () => {
    const { terms } = parseQuery('big ord');
    expect(beginningsOf(terms)).toEqual(['ord']);
    expect(lookFor(terms, none, () => ['order', 'orders'])).toBe("('big')&('ord'|'order'|'orders')");
  });

  test('small words are left out as long as another remains', () => {
    const stems: Stems = (word) => ({ stems: word === 'where' || word === 'is' ? [] : [word.slice(0, 4)], stop: word === 'where' || word === 'is' });
    expect(meaningful(parseQuery('where is parcel '), stems).map((term) => (term.is === 'word' ? term.word : ''))).toEqual(['parcel']);
    expect(meaningful(parseQuery('where is '), stems)).toHaveLength(2);
    expect(meaningful(parseQuery('where is -parcel '), stems)).toHaveLength(3);
  });

  test.each([['#1234', 1234], ['№ 7', 7], ['42', 42], ['#x', null], ['1234 lamp', null], ['1'.repeat(16), null]])('%s is the number %s', (text, number) => expect(parseQuery(text).number).toBe(number));

  test('anything can be typed, and what comes of it has no quote of its own', () => {
    assert(property(string({ unit: 'grapheme' }), (text) => {
      const { terms } = parseQuery(text);
      expect(terms.length).toBeLessThanOrEqual(16);
      expect((lookFor(terms, none, () => null) ?? '').replaceAll(/'[\p{L}\p{M}\p{N}]+'/gu, '')).toMatch(/^[()!&|:*<>-]*$/);
    }));
  });
});

describe('an entry', () => {
  test('keeps words with their places, forms and joined words without', () => {
    const stems: Stems = (word) => ({ stems: word === 'orders' ? ['order'] : [], stop: false });
    expect(entryOf({ parts: ['My orders', 'a-1'], marks: ['~d1'] }, stems)).toBe("'~d1' 'my':1 'orders':2 'a':4 '1':5 'order' 'a1'");
    expect(entryOf({ parts: ['Ann'], marks: [], sign: '@' }, none)).toBe("'@ann':1");
    expect(lookFor(parseQuery('"ann b" c').terms, none, () => null, '@')).toBe("(('@ann'<->('@b')))&('@c')");
    expect(wordsToIndex(['a-1 b'])).toEqual(['a', '1', 'b', 'a1']);
  });

  test('of a very long text stays within what the database takes', () => {
    const text = Array.from({ length: 200_000 }, (_none, place) => `слово${place}`).join(' ');
    expect(Buffer.byteLength(entryOf({ parts: [text], marks: [] }, none))).toBeLessThan(1_000_000);
  });
});

describe('what is found', () => {
  const shown = (text: string, query: string, stems: Stems = none) => findSpans(text, parseQuery(query).terms, stems).map(({ start, end }) => text.slice(start, end));
  test.each([
    ['My lamp, my LAMPS', 'lamp', ['lamp', 'LAMPS']], ['money back now', '"back now"', ['back now']], ['我要退款单', '退款单', ['退款单']], ['ORD-2024-118 came', 'ord2024118', ['ORD-2024-118']],
    ['call +7 (916) 123-45-67', '89161234567', ['+7 (916) 123-45-67']], ['nothing', 'lamp', []], ['lamp', '-lamp x', []], ['Ёлка', 'елка', ['Ёлка']],
  ])('in %s for %s', (text, query, expected) => expect(shown(text, query)).toEqual(expected));

  test('forms of a word are found too', () => {
    const stems: Stems = (word) => ({ stems: word.startsWith('refund') ? ['refund'] : [], stop: false });
    expect(shown('they refunded me', 'refunds ', stems)).toEqual(['refunded']);
  });

  test('a piece of a long text shows the first of it, on one line, with offsets of its own', () => {
    const text = `${'one two three\n\n'.repeat(40)}here is the lamp\nthat I bought ${'and so on '.repeat(60)}`;
    const { text: line, highlights, cutBefore, cutAfter } = snippetOf(text, findSpans(text, parseQuery('lamp ').terms, none));
    expect([cutBefore, cutAfter, line.includes('\n')]).toEqual([true, true, false]);
    expect(line.length).toBeLessThan(260);
    expect(highlights.map(({ start, end }) => line.slice(start, end))).toEqual(['lamp']);
  });

  test('pieces of any text hold whole characters and their highlights', () => {
    assert(property(string({ unit: 'grapheme', maxLength: 400 }), nat(400), (text, at) => {
      const start = Math.min(at, Math.max(0, text.length - 1));
      const { text: line, highlights } = snippetOf(text, text === '' ? [] : [{ start, end: Math.min(start + 3, text.length) }]);
      for (const span of highlights) expect(span.end).toBeLessThanOrEqual(line.length + 1);
    }));
  });
});

describe('periods', () => {
  test('cover days once, with few words', () => {
    assert(property(integer({ min: 11_000, max: 30_000 }), nat(3_000), (first, length) => {
      const periods = new Set(periodsBetween(first, first + length));
      expect(periods.size).toBeLessThan(75);
      const inside = (day: number) => periodsOf(new Date(day * 86_400_000)).filter((period) => periods.has(period)).length;
      for (const day of [first, first + length, first + Math.floor(length / 2)]) expect(inside(day)).toBe(1);
      for (const day of [first - 1, first + length + 1]) expect(inside(day)).toBe(0);
    }));
  });

  test('looks go back without gap or overlap, to the first day', () => {
    const today = dayOf('2026-11-22T10:00:00Z');
    const looks = looksBack(today);
    for (const day of [today, today - 2, today - 3, today - 11, today - 47, today - 700, today - 2_000, 10_957]) {
      expect(looks.filter((periods) => periodsOf(new Date(day * 86_400_000)).some((period) => periods.includes(period)))).toHaveLength(1);
    }
    expect(looksBack(today, today).flat()).toEqual([`~d${today}`]);
    expect(looksBack(today, today + 1)).toEqual([]);
    expect(dayOf('1970-01-01')).toBe(10_957);
  });
});
