import { describe, expect, test } from 'vitest';
import type { Entry, EntryGroup } from './entry.ts';
import { questionOf, rank } from './match.ts';
import { sectionsOf } from './results.ts';

const fits = (typed: string, label: string, also = '') => rank(questionOf(typed), { label, also }) !== null;

describe('words fit', () => {
  test.each([
    ['in any order', 'me assign', 'Assign to me', ''],
    ['begun only', 'ass m', 'Assign to me', ''],
    ['without accents', 'gia perche', 'Già, perché', ''],
    ['with accents that are not there', 'pérche', 'perche', ''],
    ['with е for ё', 'еще елка', 'Ещё ёлка', ''],
    ['with ё for е', 'ёще', 'Еще', ''],
    ['by another word for it', 'respond', 'Answer', 'reply respond'],
    ['in Chinese, anywhere in it', '承诺', '转到承诺', ''],
    ['by pinyin', 'huifu', '回复', 'huifu dafu'],
    ['in the wrong layout', 'ghbdtn', 'Привет всем', ''],
    ['in the wrong layout the other way', 'ыутв', 'Send', ''],
    ['in the wrong layout, with letters that are signs', ',elm', 'будь здоров', ''],
    ['in the wrong layout and any order', 'vyt yfp', 'Назначить мне', ''],
    ['with nothing typed', '  ', 'Anything', ''],
  ])('%s: %s', (_how, typed, label, also) => {
    expect(fits(typed, label, also)).toBe(true);
  });

  test('all of them, or the thing does not fit', () => {
    expect(fits('assign nobody', 'Assign to me')).toBe(false);
    expect(fits('xyz', 'Assign to me')).toBe(false);
    expect(fits('ssi', 'Assign to me')).toBe(true);
  });

  test('better at the beginning than inside, in the name than elsewhere, as typed than in another layout', () => {
    const place = (typed: string, label: string, also = '') => rank(questionOf(typed), { label, also })!;
    const better = [place('send', 'Send'), place('send', 'Send and close'), place('send', 'Close and send'), place('send', 'Go', 'send'), place('send', 'Resend'), place('ыутв', 'Send')];
    expect([...better].sort((one, other) => one - other)).toEqual(better);
    expect(new Set(better).size).toBe(better.length);
  });
});

describe('results', () => {
  const entry = (id: string, label: string, group: EntryGroup = 'actions'): Entry => ({ id, label, group, run: () => undefined });
  const show = (sections: ReturnType<typeof sectionsOf>) => sections.map(({ group, entries }) => `${group}: ${entries.map(({ id }) => id).join(' ')}`);
  const entries = [entry('a', 'Assign'), entry('r', 'Reply'), entry('p', 'Go to mine', 'places'), entry('c', 'Anna — Assignment', 'conversations'), entry('t', 'Assembled', 'templates')];

  test('are everything that can be done, with what was used lately first; people and conversations only when they are looked for', () => {
    expect(show(sectionsOf([{ entries }], '', ['p', 'gone', 'c', 'r'], false))).toEqual(['recent: p c r', 'actions: a']);
    expect(show(sectionsOf([{ entries }], '', [], true))).toEqual(['actions: a r', 'places: p', 'templates: t', 'conversations: c']);
  });

  test('are what fits, the best kind first', () => {
    expect(show(sectionsOf([{ entries }], 'ass', [], false))).toEqual(['actions: a', 'templates: t', 'conversations: c']);
    expect(show(sectionsOf([{ entries }], 'go', [], false))).toEqual(['places: p']);
    expect(show(sectionsOf([{ entries }], 'nothing like it', [], false))).toEqual([]);
  });

  test('put what was used lately before its equals', () => {
    const equal = [entry('one', 'Tag one'), entry('two', 'Tag two')];
    expect(show(sectionsOf([{ entries: equal }], 'tag', ['two'], false))).toEqual(['actions: two one']);
  });

  test('have what the server found at the end, once, and move nothing that was there', () => {
    const before = sectionsOf([{ entries }], 'ass', [], false);
    const after = sectionsOf([{ entries }, { entries: [], found: [entry('c', 'Anna', 'conversations'), entry('d', 'Assunta', 'conversations'), entry('m', 'Mario', 'contacts')] }], 'ass', [], false);
    expect(show(after)).toEqual(['actions: a', 'templates: t', 'conversations: c d', 'contacts: m']);
    expect(show(after).slice(0, 2)).toEqual(show(before).slice(0, 2));
  });
});
