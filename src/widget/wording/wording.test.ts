import { describe, expect, it } from 'vitest';
import { dayOf, hoursInWords, waitInWords } from './moments.ts';
import { chooseLanguage, speechIn, wordings } from './wording.ts';

describe.each(Object.keys(wordings))('in %s', (language) => {
  const words = wordings[language]!;
  const english = wordings['en']!;
  it('every sentence is there, with the same values in it as in English', () => {
    const values = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(String).toSorted();
    for (const [key, sentence] of Object.entries(words)) {
      expect(sentence.trim(), key).not.toBe('');
      expect(values(sentence), key).toEqual(values(english[key as keyof typeof english]));
    }
  });
  it('no sentence was left in English', () => {
    const same = Object.entries(words).filter(([key, sentence]) => language !== 'en' && english[key as keyof typeof english] === sentence && /[a-z]{5}/i.test(sentence));
    expect(same).toEqual([]);
  });
});

describe('the language', () => {
  it.each([
    [['it-IT', 'en'], [], 'it'],
    [['fr', undefined, 'ru-RU'], [], 'ru'],
    [['zh-Hant-TW'], [], 'zh'],
    [['de'], [], 'en'],
    [[], [], 'en'],
    [['en', 'ru'], ['ru', 'it'], 'ru'],
    [['en'], ['it', 'ru'], 'it'],
    [['en'], ['de', 'fr'], 'en'],
    [['constructor'], ['toString'], 'en'],
  ])('wanted %j, answered in %j: %s', (wanted, answered, chosen) => {
    expect(chooseLanguage(wanted, answered)).toBe(chosen);
  });
  it('puts values into sentences and leaves unknown ones alone', () => {
    expect(speechIn('ru').say('typing', { name: '$& {name}' })).toBe('$& {name} пишет…');
    expect(speechIn('en').say('typing')).toBe('{name} is writing…');
  });
});

describe('waiting', () => {
  it.each([
    ['en', 8, 'Usually within 8 minutes'], ['en', 0, 'Usually within 1 minute'], ['en', 90, 'Usually within 90 minutes'], ['en', 91, 'Usually within 2 hours'], ['en', null, null],
    ['ru', 1, 'Обычное время ответа — 1 минута'], ['ru', 3, 'Обычное время ответа — 3 минуты'], ['ru', 25, 'Обычное время ответа — 25 минут'], ['ru', 200, 'Обычное время ответа — 4 часа'],
    ['it', 1, 'Di solito entro 1 minuto'], ['it', 8, 'Di solito entro 8 minuti'], ['it', 130, 'Di solito entro 3 ore'],
    ['zh', 8, '通常 8分钟内回复'],
  ])('%s, %s minutes', (language, minutes, said) => {
    expect(waitInWords(minutes, speechIn(language))).toBe(said);
  });
});

describe('hours', () => {
  const now = new Date(2026, 2, 9, 10, 0);
  const at = (day: number, hour: number) => new Date(2026, 2, day, hour, 30).toISOString();
  it.each([
    ['en-GB', { open: true, changesAt: at(9, 17) }, 'Here until 17:30'],
    ['en-GB', { open: true, changesAt: null }, 'Here now'],
    ['en-GB', { open: false, changesAt: null }, 'Away now'],
    ['en-GB', { open: false, changesAt: at(9, 12) }, 'Away, back at 12:30'],
    ['en-GB', { open: false, changesAt: at(10, 9) }, 'Away, back tomorrow at 09:30'],
    ['en-GB', { open: false, changesAt: at(12, 9) }, 'Away, back Thursday at 09:30'],
    ['en-GB', { open: false, changesAt: at(20, 9) }, 'Away, back Friday 20 March at 09:30'],
    ['ru', { open: false, changesAt: at(10, 9) }, 'Вернёмся: завтра, 09:30'],
    ['it', { open: false, changesAt: at(12, 9) }, 'Torniamo giovedì alle 09:30'],
    ['zh', { open: false, changesAt: at(10, 9) }, '明天 09:30 回来'],
  ])('%s %j', (language, hello, said) => {
    expect(hoursInWords(hello, speechIn(language), now)).toBe(said);
  });
  it.each([
    ['en-GB', 9, 'today'], ['en-GB', 8, 'yesterday'], ['en-GB', 6, 'Friday'], ['en-GB', 1, 'Sunday 1 March'], ['ru', 8, 'вчера'], ['it', 9, 'oggi'], ['zh', 8, '昨天'],
  ])('%s, the %ith is %s', (language, day, said) => {
    expect(dayOf(new Date(2026, 2, day, 23, 59), language, now)).toBe(said);
  });
});
