import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from './data-coding.ts';
import { decodeGsm7, isGsm7, letters, septetsOf } from './gsm-7.ts';
import { cut, whole, withHeader } from './segments.ts';
import { readUserData } from './user-data.ts';

const gsm = fc.array(fc.constantFrom(...letters), { maxLength: 600 }).map((all) => all.join(''));
const any = fc.string({ unit: 'binary', maxLength: 400 }).map((text) => text.toWellFormed());
const back = (octets: Uint8Array, coding: 'gsm-7' | 'ucs-2'): string => {
  const decoded = decode(octets, coding === 'gsm-7' ? 0 : 8);
  return 'text' in decoded ? decoded.text : '';
};

describe('the alphabet of phones', () => {
  it('has 127 letters of one place and ten of two', () => {
    expect(letters).toHaveLength(137);
    expect(letters.filter((letter) => septetsOf(letter)!.length === 2)).toEqual(['\f', '^', '{', '}', '\\', '[', '~', ']', '|', '€']);
    expect(new Set(letters.filter((letter) => septetsOf(letter)!.length === 1).map((letter) => septetsOf(letter)![0])).size).toBe(127);
  });
  it.each(letters)('%j comes back', (letter) => expect(decodeGsm7(Uint8Array.from(septetsOf(letter)!))).toBe(letter));
  it('letters stand where the standard has them', () => {
    expect([['@', 0], ['£', 1], ['\n', 10], ['Δ', 16], [' ', 32], ['A', 65], ['Ä', 91], ['§', 95], ['¿', 96], ['a', 97], ['à', 127]].map(([letter]) => septetsOf(letter as string)![0])).toEqual([0, 1, 10, 16, 32, 65, 91, 95, 96, 97, 127]);
    expect(septetsOf('€')).toEqual([0x1b, 0x65]);
  });
  it('lacks what other scripts and typographers write', () => expect(['ё', '“', '–', '🙂', '\t', 'ç'].map(isGsm7)).toEqual([false, false, false, false, false, false]));
  it('reads what nobody should write', () => expect(decodeGsm7(Uint8Array.of(0x1b, 0x41, 0x1b, 0x1b, 0x80, 0x1b))).toBe('A \uFFFD'));
});

describe('cutting', () => {
  it.each([
    ['a'.repeat(160), 1, 0], ['a'.repeat(161), 2, 145], ['a'.repeat(306), 2, 0], ['a'.repeat(307), 3, 152],
    [`${'a'.repeat(159)}€`, 2, 145], [`${'a'.repeat(152)}€${'a'.repeat(10)}`, 2, 141],
    ['я'.repeat(70), 1, 0], ['я'.repeat(71), 2, 63], ['я'.repeat(134), 2, 0], ['я'.repeat(135), 3, 66],
    ['🙂'.repeat(35), 1, 0], ['🙂'.repeat(36), 2, 61], [`${'я'.repeat(66)}🙂${'я'.repeat(10)}`, 2, 55],
  ])('%s', (text, parts, left) => expect([cut(text).parts.length, cut(text).left]).toEqual([parts, left]));

  it('an escape and its letter stay together', () => {
    const { parts } = cut(`${'a'.repeat(152)}€${'a'.repeat(10)}`);
    expect(parts.map((part) => part.length)).toEqual([152, 12]);
  });

  it('what is cut is the text, whatever it is, and no part is longer than it may be', () => {
    fc.assert(fc.property(fc.oneof(gsm, any), (text) => {
      const { coding, parts, left } = cut(text);
      expect(back(whole({ coding, parts, left }), coding)).toBe(text);
      // Each part alone is whole letters: what a phone shows while it waits for the rest.
      expect(parts.map((part) => back(part, coding)).join('')).toBe(text);
      const most = (coding === 'gsm-7' ? { alone: 160, each: 153 } : { alone: 140, each: 134 })[parts.length > 1 ? 'each' : 'alone'];
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(most);
      expect(parts.length === 0).toBe(text === '');
      expect(left).toBeGreaterThanOrEqual(0);
      if (parts.length > 0) expect(left).toBe((most - parts.at(-1)!.length) / (coding === 'gsm-7' ? 1 : 2));
    }), { numRuns: 300 });
  });

  it('a part with its header is at most 140 octets, packed, and its place is read back', () => {
    fc.assert(fc.property(fc.oneof(gsm, any), fc.integer({ min: 0, max: 255 }), (text, reference) => {
      const { coding, parts } = cut(text);
      if (parts.length < 2) return;
      for (const [place, part] of parts.entries()) {
        const octets = withHeader(part, reference, parts.length, place + 1);
        expect(coding === 'gsm-7' ? Math.ceil((7 + part.length) * 7 / 8) : octets.length).toBeLessThanOrEqual(140);
        expect(readUserData(octets, true)).toMatchObject({ place: { reference, total: parts.length, index: place + 1, width: 8 }, content: part });
      }
    }), { numRuns: 100 });
  });

  it('any octets can be read, with or without a header', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 255 }), fc.boolean(), (octets, coding, header) => {
      const { content } = readUserData(octets, header);
      const decoded = decode(content, coding);
      expect('binary' in decoded || decoded.text.isWellFormed()).toBe(true);
    }));
  });
});
