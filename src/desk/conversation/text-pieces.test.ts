import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { piecesOf, sectionsOf } from './text-pieces.ts';

const whole = (text: string) => ({ start: 0, end: text.length });

describe('sections of a message', () => {
  test("without a reading, everything is the writer's own", () => {
    expect(sectionsOf('Hello', null)).toEqual([{ start: 0, end: 5, own: true }]);
    expect(sectionsOf('Hello', [])).toEqual([{ start: 0, end: 5, own: true }]);
  });

  test('quoted history after the own words is folded', () => {
    const text = 'Thanks!\n\nOn Monday Anna wrote:\n> Hello';
    expect(sectionsOf(text, [{ start: 0, end: 7 }])).toEqual([
      { start: 0, end: 7, own: true },
      { start: 7, end: text.length, own: false },
    ]);
  });

  test('answers between quoted lines stay in their places', () => {
    const text = '> When?\nTomorrow.\n> Where?\nHere.';
    expect(
      sectionsOf(text, [
        { start: 8, end: 17 },
        { start: 27, end: 32 },
      ]).map((section) => [section.own, text.slice(section.start, section.end).trim()]),
    ).toEqual([
      [false, '> When?'],
      [true, 'Tomorrow.'],
      [false, '> Where?'],
      [true, 'Here.'],
    ]);
  });

  test('white space between own paragraphs is kept, and none is folded', () => {
    const text = 'One.\n\nTwo.\n\n';
    const sections = sectionsOf(text, [
      { start: 0, end: 4 },
      { start: 6, end: 10 },
    ]);
    expect(sections.every((section) => section.own)).toBe(true);
    expect(sections.map((section) => text.slice(section.start, section.end)).join('')).toBe('One.\n\nTwo.');
  });

  test('overlapping and backward spans do no harm', () => {
    const text = 'abcdefghij';
    expect(
      sectionsOf(text, [
        { start: 2, end: 6 },
        { start: 4, end: 8 },
        { start: 9, end: 9 },
      ]).map((section) => text.slice(section.start, section.end)),
    ).toEqual(['ab', 'cdef', 'gh', 'ij']);
  });
});

describe('pieces of a section', () => {
  test('links are found without the full stop behind them', () => {
    const text = 'See https://example.com/a?b=1. Or www.example.org, or write to anna@example.com!';
    const links = piecesOf(text, whole(text), [])
      .filter((piece) => piece.link)
      .map((piece) => [piece.text, piece.link]);
    expect(links).toEqual([
      ['https://example.com/a?b=1', 'https://example.com/a?b=1'],
      ['www.example.org', 'https://www.example.org'],
      ['anna@example.com', 'mailto:anna@example.com'],
    ]);
  });

  test('nothing but web and mail addresses becomes a link', () => {
    const text = 'javascript:alert(1) data:text/html,x file:///etc/passwd';
    expect(piecesOf(text, whole(text), []).some((piece) => piece.link)).toBe(false);
  });

  test('a mark may begin inside a link', () => {
    const text = 'at https://example.com now';
    const pieces = piecesOf(text, whole(text), [{ start: 11, end: 26 }]);
    expect(pieces.map((piece) => [piece.text, piece.marked, piece.link !== null])).toEqual([
      ['at ', false, false],
      ['https://', false, true],
      ['example.com', true, true],
      [' now', true, false],
    ]);
  });

  test('every character lies in exactly one piece', () => {
    const span = fc.tuple(fc.nat(60), fc.nat(60)).map(([one, other]) => ({ start: Math.min(one, other), end: Math.max(one, other) }));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.array(span, { maxLength: 6 }), (text, marked) => {
        expect(
          piecesOf(text, whole(text), marked)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
