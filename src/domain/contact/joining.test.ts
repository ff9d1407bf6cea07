import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Known } from './known.ts';
import type { Preferences } from './preferences.ts';
import { noPreferences } from './preferences.ts';
import { joinKnown, partKnown } from './joining.ts';

const nothing: Known = { name: null, language: null, languageSet: false, timeZone: null, attributes: {} };

describe('joinKnown', () => {
  test.each<[string, Partial<Known>, Partial<Known>, Partial<Known>]>([
    ['what only the other knows is taken over', { name: 'Marina' }, { language: 'ru', languageSet: true, timeZone: 'Europe/Moscow', attributes: { order: '7' } }, { name: 'Marina', language: 'ru', languageSet: true, timeZone: 'Europe/Moscow', attributes: { order: '7' } }],
    ['what both know differently is noted', { name: 'Marina', attributes: { phone: '1' } }, { name: 'M. Koroleva', attributes: { phone: '2' } }, { name: 'Marina', attributes: { phone: '1', 'also:phone': '2', 'also:name': 'M. Koroleva' } }],
    ['the same in other letters is not noted', { name: 'Marina ' }, { name: 'MARINA' }, { name: 'Marina ', attributes: {} }],
    ['a third value stands beside the second', { attributes: { phone: '1', 'also:phone': '2' } }, { attributes: { phone: '3', 'also:phone': '4' } }, { attributes: { phone: '1', 'also:phone': '2', 'also:phone 2': '3', 'also:phone 3': '4' } }],
    ['a language that a person chose gives way to no other, and the other is noted', { language: 'it', languageSet: true }, { language: 'en' }, { language: 'it', languageSet: true, attributes: { 'also:language': 'en' } }],
    ['a language that was seen comes without a choice', {}, { language: 'zh' }, { language: 'zh', languageSet: false }],
  ])('%s', (_what, survivor, other, expected) => {
    expect(joinKnown({ ...nothing, ...survivor }, { ...nothing, ...other })).toEqual({ ...nothing, ...expected });
  });
});

const word = fc.constantFrom('a', 'b', 'also:a', 'A', 'long', '中');
const known: fc.Arbitrary<Known> = fc.record({
  name: fc.option(word), language: fc.option(word), languageSet: fc.boolean(), timeZone: fc.option(word), attributes: fc.dictionary(word, word),
});

describe('partKnown', () => {
  test('undone at once, everything is as it was, and nothing was lost in between', () => {
    fc.assert(fc.property(known, known, (survivor, other) => {
      const after = joinKnown(survivor, other);
      expect(partKnown(survivor, after, after)).toEqual(survivor);
      const values = new Set([...Object.values(after.attributes), after.name, after.language, after.timeZone].map((value) => value?.trim().toLowerCase()));
      for (const value of [other.name, other.language, other.timeZone, ...Object.values(other.attributes)]) if (value !== null) expect(values).toContain(value.trim().toLowerCase());
    }));
  });

  test('what was learned meanwhile stays, what was taken away meanwhile stays away', () => {
    fc.assert(fc.property(known, known, word, word, (survivor, other, name, value) => {
      const after = joinKnown(survivor, other);
      const learned = { ...after, attributes: { ...after.attributes, [`new ${name}`]: value } };
      expect(partKnown(survivor, after, learned)).toEqual({ ...survivor, attributes: { ...survivor.attributes, [`new ${name}`]: value } });
      expect(partKnown(survivor, after, { ...after, attributes: {} }).attributes).toEqual({});
      expect(partKnown(survivor, after, { ...after, name: 'said by themselves' }).name).toBe('said by themselves');
    }));
  });
});

describe('wishes', () => {
  const wishing = (wishes: Partial<Preferences>): Known => ({ ...nothing, preferences: { ...noPreferences, ...wishes } });
  const quiet = { from: '21:00', to: '09:00' };
  test('the survivor\'s count, and what it does not know is taken over', () => {
    expect(joinKnown(wishing({ title: 'Dr' }), wishing({ title: 'Mrs', quiet, channel: 'email' })).preferences).toEqual({ ...noPreferences, title: 'Dr', quiet, channel: 'email' });
  });
  test('undone, what was brought goes, and what was learned meanwhile stays', () => {
    const [before, other] = [wishing({ title: 'Dr' }), wishing({ quiet, channel: 'email' })];
    const after = joinKnown(before, other);
    expect(partKnown(before, after, after).preferences).toEqual(before.preferences);
    expect(partKnown(before, after, { ...after, preferences: { ...after.preferences!, channel: 'web-chat', address: 'formal' } }).preferences).toEqual({ ...before.preferences!, channel: 'web-chat', address: 'formal' });
  });
  test('a joining of before there were any leaves them alone', () => expect(joinKnown(nothing, wishing({ title: 'Dr' }))).not.toHaveProperty('preferences'));
});
