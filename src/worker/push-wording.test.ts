import { describe, expect, test } from 'vitest';
import { notificationView } from '../contract/views.ts';
import { trialWords, wordPush } from './push-wording.ts';

const languages = ['en', 'ru', 'it', 'zh'];

describe.each(languages)('on a device in %s', (language) => {
  test('every kind but those for the bell alone has its own words', () => {
    const other = wordPush({ kind: 'something else' }, language, null).title;
    for (const kind of notificationView.shape.kind.options.filter((one) => one !== 'webhook-off')) expect(wordPush({ kind }, language, null).title, kind).not.toBe(other);
  });
  test('without leave it names nobody and quotes nothing', () => expect(wordPush({ kind: 'mentioned' }, language, null).body).toBe(wordPush({ kind: 'customer-answered' }, language, null).body));
  test('it can be tried', () => expect(trialWords(language).title).not.toBe(''));
});

test('with leave it says who and what, in one line, and not more than fits', () => {
  expect(wordPush({ kind: 'commitment-due' }, 'en', { name: 'Марина', words: ' call\nback ' })).toEqual({ title: 'A promise is due soon', body: 'Марина: call back' });
  expect([...wordPush({ kind: 'mentioned' }, 'zh', { name: null, words: '🌷'.repeat(500) }).body]).toHaveLength(140);
  expect(wordPush({ kind: 'mentioned' }, 'en', { name: null, words: ' ' }).body).toBe('Open Attune to see it.');
});

test('a language without words of its own is told in English', () => expect(wordPush({ kind: 'mentioned' }, 'de', null).title).toBe('You were mentioned'));
