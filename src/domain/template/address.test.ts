// Names as they come, and how the people behind them are addressed in each language.
import { describe, expect, test } from 'vitest';
import { readWritingLibrary } from '../../writing-library.ts';
import { addressOf, declined, greetingOf } from './address.ts';
import { dueWords } from './due-words.ts';
import { formsOf } from './library.ts';
import { readPersonName } from './person-name.ts';

const { forms } = readWritingLibrary();
const of = (language: string) => formsOf(forms, language);

describe('a greeting', () => {
  test.each([
    ['en', 'Helen Reed', 'Hello Helen,'],
    ['en', 'Ms Helen Reed', 'Hello Ms Reed,'],
    ['en', 'Dr. Reed', 'Hello Dr Reed,'],
    ['en', 'REED, HELEN', 'Hello Helen,'],
    ['ru', 'марина', 'Марина, здравствуйте!'],
    ['en', "Sinéad O'Connor", 'Hello Sinéad,'],
    ['ru', 'Марина', 'Марина, здравствуйте!'],
    ['ru', 'Королёва Марина', 'Марина, здравствуйте!'],
    ['ru', 'Марина Королёва', 'Марина, здравствуйте!'],
    ['ru', 'Королёва Марина Сергеевна', 'Марина Сергеевна, здравствуйте!'],
    ['ru', 'Иван Петрович', 'Иван Петрович, здравствуйте!'],
    ['ru', 'ИВАН', 'Иван, здравствуйте!'],
    ['it', 'Giulia Bianchi', 'Gentile Giulia Bianchi,'],
    ['it', 'Bianchi Giulia', 'Gentile Giulia Bianchi,'],
    ['it', 'Sig.ra Giulia Bianchi', 'Gentile signora Bianchi,'],
    ['it', 'Dott. Luca De Rossi', 'Gentile dottor De Rossi,'],
    ['zh', '王小明', '王小明，您好！'],
    ['zh', '王女士', '王女士，您好！'],
    ['zh', '欧阳娜先生', '欧阳先生，您好！'],
    ['zh', '阿卜杜拉·买买提', '阿卜杜拉·买买提，您好！'],
    ['zh', 'Luca Rossi', 'Luca Rossi，您好！'],
  ])('%s: %s is "%s"', (language, name, greeting) => {
    expect(greetingOf(readPersonName(name, of(language)), of(language))).toBe(greeting);
  });

  test.each([null, '', '   ', 'marina@example.test', 'user_1988', 'Visitor 42', '+39 333 1234567', 'http://x', '😀', '{name}', 'a '.repeat(40), 'noreply'])('%j is nobody to be called by', (name) => {
    for (const language of ['en', 'ru', 'it', 'zh']) {
      const greeting = greetingOf(readPersonName(name, of(language)), of(language));
      expect(greeting).toBe(of(language).greeting.unnamed);
    }
  });

  test('a title that was noted on the card counts, an unknown one does not', () => {
    expect(addressOf(readPersonName('王小明', of('zh'), '先生'), of('zh'))).toBe('王先生');
    expect(addressOf(readPersonName('Giulia Bianchi', of('it'), 'Signora'), of('it'))).toBe('signora Bianchi');
    expect(addressOf(readPersonName('Giulia Bianchi', of('it'), 'Baronessa'), of('it'))).toBe('Giulia Bianchi');
  });

  test('a language without forms of its own guesses nothing', () => {
    expect(greetingOf(readPersonName('Jürgen Groß', of('de')), of('de'))).toBe('Jürgen Groß,');
    expect(greetingOf(null, of('de'))).toBe('');
  });
});

describe('a case', () => {
  const cased = (name: string, wanted: string) => declined(readPersonName(name, of('ru'))!, wanted, of('ru'));
  test.each([
    ['Марина', 'genitive', 'Марины'], ['Марина', 'dative', 'Марине'], ['Марина', 'instrumental', 'Мариной'],
    ['Ольга', 'genitive', 'Ольги'], ['Мария', 'dative', 'Марии'], ['Наталья', 'instrumental', 'Натальей'], ['Маша', 'instrumental', 'Машей'],
    ['Иван', 'accusative', 'Ивана'], ['Сергей', 'instrumental', 'Сергеем'], ['Дмитрий', 'prepositional', 'Дмитрии'], ['Игорь', 'dative', 'Игорю'],
    ['Илья', 'instrumental', 'Ильёй'], ['Никита', 'genitive', 'Никиты'], ['Павел', 'dative', 'Павлу'], ['Пётр', 'genitive', 'Петра'], ['Лев', 'instrumental', 'Львом'],
    ['Любовь', 'genitive', 'Любови'], ['Марина Сергеевна', 'dative', 'Марине Сергеевне'], ['Королёв Иван Петрович', 'instrumental', 'Иваном Петровичем'],
  ])('%s in the %s is %s', (name, wanted, form) => expect(cased(name, wanted)).toEqual({ words: form, safe: true }));

  test.each(['Кармен', 'Жаклин', 'Гюльчатай', 'Ли'])('%s is not declined: whether it can be is not known', (name) => {
    expect(cased(name, 'genitive')).toEqual({ words: name, safe: false });
  });

  test('a case that the language does not have leaves the name as it is', () => {
    expect(cased('Марина', 'vocative')).toEqual({ words: 'Марина', safe: false });
    expect(declined(readPersonName('Helen Reed', of('en'))!, 'dative', of('en'))).toEqual({ words: 'Helen', safe: false });
  });
});

test.each([
  ['en', '2026-11-24T18:00:00.000Z', 'today by 18:00'],
  ['en', '2026-11-25T09:05:00.000Z', 'tomorrow by 9:05'],
  ['en', '2026-11-27T09:00:00.000Z', 'on Friday by 9:00'],
  ['en', '2026-12-24T09:00:00.000Z', 'on December 24 by 9:00'],
  ['ru', '2026-11-25T18:00:00.000Z', 'завтра до 18:00'],
  ['ru', '2026-11-29T18:00:00.000Z', 'в воскресенье до 18:00'],
  ['ru', '2026-12-24T18:00:00.000Z', '24 декабря до 18:00'],
  ['it', '2026-11-24T18:00:00.000Z', 'oggi entro le 18:00'],
  ['it', '2026-12-24T18:00:00.000Z', 'il 24 dicembre entro le 18:00'],
  ['zh', '2026-11-26T18:00:00.000Z', '周四18:00前'],
  ['zh', '2026-12-24T18:00:00.000Z', '12月24日18:00前'],
])('%s: by %s is "%s"', (language, due, words) => {
  expect(dueWords(due, '2026-11-24T08:00:00.000Z', 'UTC', of(language))).toBe(words);
});

test("a time is told by the customer's clock", () => {
  expect(dueWords('2026-11-24T21:00:00.000Z', '2026-11-24T08:00:00.000Z', 'Asia/Shanghai', of('en'))).toBe('tomorrow by 5:00');
});
