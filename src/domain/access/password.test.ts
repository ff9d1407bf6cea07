import { describe, expect, test } from 'vitest';
import { isPasswordTooWeak } from './password.ts';

const known = ['giulia.conti@bottega-verde.example', 'Giulia Conti', 'Bottega Verde'];

describe('too easy to guess', () => {
  test.each([
    'password123', 'Password2026!', 'P@ssw0rd!!', 'passwordpassword', '1234567890', '0987654321', 'aaaaaaaaaaaa', 'abcabcabcabc', '1212121212',
    'qwertyuiop', 'QWERTYUIOP1', 'йцукенгшщз', 'qwerty12345', '1qaz2wsx3edc', 'asdfghjkl1', 'abcdefghij',
    'пароль12345', 'Привет2026!', 'segreta2026', 'woaini5201314', '密码密码密码密码密码', 'administrator', 'attune-attune',
    'giulia.conti', 'GiuliaConti1', 'bottegaverde', 'Bottega-Verde-2026', '          1', 'changeme2026', '!!!!!!!!!!',
  ])('%s', (password) => expect(isPasswordTooWeak(password, known)).toBe(true));
});

describe('good enough', () => {
  test.each([
    'correct horse battery staple', 'vN7#kq2Lw!zR', 'мой кот спит на печке', 'il gatto dorme sul tetto', '我的猫在屋顶上睡觉了呢', 'tre-limoni-gialli', 'Zug um 7 nach Brno',
    'a1B2c3D4e5F6', 'giulia mangia nespole mature', '🐈🌙🍋🚲🎻🧊🪁🦉🐚🌵',
  ])('%s', (password) => expect(isPasswordTooWeak(password, known)).toBe(false));

  test('what one person must not use, another may', () => {
    expect(isPasswordTooWeak('verdebottega', [])).toBe(false);
    expect(isPasswordTooWeak('verdebottega', known)).toBe(true);
  });

  test('two hundred characters of anything are read in a moment', () => {
    expect(isPasswordTooWeak('aB3$'.repeat(50), known)).toBe(true);
    expect(isPasswordTooWeak(`${'ab1'.repeat(40)} wunderlich`, known)).toBe(false);
  });
});
