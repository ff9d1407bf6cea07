import { describe, expect, test } from 'vitest';
import { Dictionary } from './dictionary.ts';

type Texts = { desk: { hello: string; mails_one: string; mails_other: string; deep: { down: string; here: { left_one: string; left_other: string } } }; other: { end: string } };

function made() {
  const words = new Dictionary<Texts>();
  words.add('en', 'desk', { hello: 'Hello {name}', mails_one: '{count} mail', mails_other: '{count} mails', deep: { down: 'Down', here: { left_one: 'one left', left_other: '{count} left' } } });
  words.add('ru', 'desk', { hello: 'Здравствуйте, {name}', mails_one: '{count} письмо', mails_few: '{count} письма', mails_many: '{count} писем', mails_other: '{count} письма' });
  words.change('en');
  return words;
}

describe('a sentence', () => {
  test('is found by its path, with what is put in', () => {
    const t = made().in('en', 'desk');
    expect(t('hello', { name: 'Anna' })).toBe('Hello Anna');
    expect(t('deep.down')).toBe('Down');
    expect(t('deep.here.left', { count: 3 })).toBe('3 left');
  });

  test('takes the form that the number asks for in its language', () => {
    const words = made();
    expect([1, 2, 0].map((count) => words.in('en', 'desk')('mails', { count }))).toEqual(['1 mail', '2 mails', '0 mails']);
    expect([1, 2, 5, 21, 112].map((count) => words.in('ru', 'desk')('mails', { count }))).toEqual(['1 письмо', '2 письма', '5 писем', '21 письмо', '112 писем']);
  });

  test('keeps what was put in as it is, whatever it looks like', () => {
    expect(made().in('en', 'desk')('hello', { name: '{count} $& $1', count: 4 })).toBe('Hello {count} $& $1');
    expect(made().in('en', 'desk')('hello')).toBe('Hello ');
  });

  test('that nobody wrote is said as its path, or as whoever asks wants it', () => {
    const t = made().in('en', 'desk') as (path: string, values?: object) => string;
    expect(t('nothing.there')).toBe('nothing.there');
    expect(t('deep')).toBe('deep');
    expect(t('toString')).toBe('toString');
    expect(t('nothing', { defaultValue: 'Something {name}', name: 'else' })).toBe('Something else');
  });

  test('of a part that is not there yet is its path, and then the sentence', () => {
    const words = made();
    const t = words.in('en', 'other');
    expect([words.has('en', 'other'), words.knows('other', 'end'), t('end')]).toEqual([false, false, 'end']);
    words.add('en', 'other', { end: 'The end' });
    expect([words.has('en', 'other'), words.knows('other', 'end'), t('end')]).toEqual([true, true, 'The end']);
  });
});

test('a change of language is told once, and brings other functions', () => {
  const words = made();
  const heard: string[] = [];
  const stop = words.subscribe(() => heard.push(words.language));
  expect(words.in('en', 'desk')).toBe(words.in('en', 'desk'));
  words.change('ru');
  words.change('ru');
  stop();
  words.change('en');
  expect(heard).toEqual(['ru']);
  expect(words.in('ru', 'desk')).not.toBe(words.in('en', 'desk'));
});
