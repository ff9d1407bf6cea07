import { describe, expect, test } from 'vitest';
import type { TemplateView } from '../../contract/writing.ts';
import { findTemplates } from './find-templates.ts';
import { inserted, slashBegun, wordsAfter } from './slash.ts';

describe('a slash', () => {
  test.each([
    ['/', 'Slash', true], ['Hello /', 'Slash', true], ['Hello\n/', 'Slash', true], ['、', 'Slash', true], ['你好 、', 'Process', true], ['／', '', true], ['.', 'Slash', true], ['Да .', 'Slash', true], ['/', 'Backslash', true],
    ['and/', 'Slash', false], ['http:/', 'Slash', false], ['.', 'Period', false], ['Да.', 'Slash', false], ['?', 'Slash', false], ['', 'Slash', false], ['7', 'Slash', false],
  ])('%j typed by %s opens: %s', (text, code, opens) => expect(slashBegun(text, text.length, code, true) !== null).toBe(opens));

  test('that stands there already, or comes with pasted words, is none', () => {
    expect(slashBegun('Hello /', 7, 'Slash', false)).toBeNull();
    expect(slashBegun('Hello / there', 13, 'Slash', true)).toBeNull();
  });

  test('is followed by words until they cannot be a search any more', () => {
    const slash = { start: 6, from: 7 };
    expect(wordsAfter('Hello /', 7, slash)).toBe('');
    expect(wordsAfter('Hello /late del', 15, slash)).toBe('late del');
    expect(wordsAfter('Hello /late del', 11, slash)).toBe('late');
    expect(wordsAfter('Hello /', 6, slash)).toBeNull();
    expect(wordsAfter('Hel', 3, slash)).toBeNull();
    expect(wordsAfter('Hello /\n', 8, slash)).toBeNull();
    expect(wordsAfter('Hello /..', 9, slash)).toBeNull();
    expect(wordsAfter('Hello / no', 10, slash)).toBeNull();
  });

  test('gives its place to the words that were chosen', () => {
    expect(inserted('Hello /late, and', 11, { start: 6, from: 7 }, 'It is late')).toEqual({ text: 'Hello It is late, and', start: 6, end: 16 });
    expect(inserted('Hello ', 6, { start: 6, from: 6 }, 'there')).toEqual({ text: 'Hello there', start: 6, end: 11 });
  });
});

describe('templates', () => {
  const one = (part: Partial<TemplateView>): TemplateView => ({
    id: part.name ?? 'x', owner: null, language: 'en', name: 'Late', shortcut: '', situation: null, topic: null, text: 'Words', origin: null, version: 1, changedAt: '2026-03-01T10:00:00.000Z', ...part,
  });
  const all = [
    one({ name: 'Promised day missed', shortcut: 'late', situation: 'angry', topic: 'Delivery' }),
    one({ name: 'Later', topic: 'Late answers' }),
    one({ name: 'Thanks', situation: 'grateful', text: 'It was never too late' }),
    one({ name: 'Списали дважды', language: 'ru', shortcut: 'ещё' }),
    one({ name: '重复扣款', language: 'zh' }),
  ];
  const found = (words: string, more: object = {}) => findTemplates(all, { words, language: 'en', situation: null, situationName: (name) => `feels ${name}`, ...more }).map(({ name }) => name);

  test('without a word: those of the customer\'s language, the fitting feeling first', () => {
    expect(found('')).toEqual(['Later', 'Promised day missed', 'Thanks']);
    expect(found('', { situation: 'grateful' })[0]).toBe('Thanks');
    expect(found('', { language: 'ru' })).toEqual(['Списали дважды']);
    expect(found('', { language: 'de' })).toEqual([]);
  });
  test('the word for it before its name, the name before what stands in it', () => {
    expect(found('late')).toEqual(['Promised day missed', 'Later', 'Thanks']);
    expect(found('LATE deliv')).toEqual(['Promised day missed']);
    expect(found('feels ang')).toEqual(['Promised day missed']);
    expect(found('ate')).toEqual(['Promised day missed', 'Later', 'Thanks'].filter((name) => name === 'Thanks'));
  });
  test('in other languages they are found when they are looked for, with or without their dots', () => {
    expect(found('еще')).toEqual(['Списали дважды']);
    expect(found('扣款')).toEqual(['重复扣款']);
    expect(found('nothing like it')).toEqual([]);
  });
});
