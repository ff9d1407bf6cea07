import { describe, expect, test } from 'vitest';
import { loadWritingLibrary } from '../../writing-library.ts';
import { recapParts } from '../template/address-forms.ts';
import { keyPointsOf, type PointMessage } from './key-points.ts';
import { pointKey, pointsForCustomer } from './words.ts';

const span = (text: string, words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });
const none = { asks: [], facts: [], problem: null, mood: 'neutral', emotions: [], ownWords: [] } as const;
const customer = (id: string, text: string, reading: Partial<NonNullable<PointMessage['reading']>> = {}): PointMessage => ({ id, direction: 'in', author: { kind: 'contact' }, text, reading: { ...none, ...reading } });
const agent = (id: string, direction = 'out'): PointMessage => ({ id, direction, author: { kind: 'agent' }, text: 'We look into it.', reading: null });

const first = 'Where is my lamp? I paid 49 € for order 1182. Nobody calls me back and I am furious.';
const second = 'And who pays for the day off? where is my LAMP';
const messages: readonly PointMessage[] = [
  customer('m1', first, {
    asks: [span(first, 'Where is my lamp?')], facts: [{ ...span(first, '49 €'), kind: 'money', value: '49 EUR' }, { ...span(first, '1182'), kind: 'order', value: '1182' }, { ...span(first, 'Nobody'), kind: 'name', value: 'Nobody' }],
    problem: span(first, 'Nobody calls me back'), mood: 'anger', emotions: [{ value: 'anger', intensity: 0.9, probability: 0.9, because: [{ ...span(first, 'furious'), rule: 'x', part: 'rule' }] }],
  }),
  agent('m2'),
  agent('m3', 'note'),
  customer('m4', second, { asks: [span(second, 'who pays for the day off?'), span(second, 'where is my LAMP')], facts: [{ start: 0, end: 3, kind: 'order', value: '1182' }] }),
];
const commitments = [
  { id: 'c1', message: 'm2', promise: 'We call you back', due: { by: '2026-11-25T11:00:00.000Z' }, state: { is: 'open' } },
  { id: 'c2', message: 'm2', promise: 'We look into it', due: { by: '2026-11-24T08:00:00.000Z' }, state: { is: 'missed' } },
  { id: 'c3', message: 'm2', promise: 'done', due: null, state: { is: 'kept' } },
];
const points = keyPointsOf({ messages, commitments });

describe('key points', () => {
  test('are what was asked, felt, told and promised, each with the message it comes from', () => {
    expect(points).toEqual({
      said: 2,
      lastWords: { message: 'm4', text: second },
      problem: { message: 'm1', text: 'Nobody calls me back' },
      mood: { message: 'm1', value: 'anger', intensity: 0.9, text: 'furious' },
      // Asked again it is one question, and open again.
      asks: [{ message: 'm4', text: 'who pays for the day off?', answered: false }, { message: 'm4', text: 'where is my LAMP', answered: false }],
      facts: [{ message: 'm1', text: '49 €', kind: 'money', value: '49 EUR' }, { message: 'm4', text: 'And', kind: 'order', value: '1182' }],
      promises: [
        { commitment: 'c2', message: 'm2', promise: 'We look into it', due: '2026-11-24T08:00:00.000Z', missed: true },
        { commitment: 'c1', message: 'm2', promise: 'We call you back', due: '2026-11-25T11:00:00.000Z', missed: false },
      ],
      lastAnswer: { message: 'm2', text: 'We look into it.' },
      thirdParties: [],
    });
  });

  test('third parties are told by their newest own words', () => {
    const theirs = (id: string, text: string, rest: Partial<PointMessage> = {}): PointMessage => ({ id, direction: 'from third party', author: { kind: 'third party', id: 'info@workshop.example', name: null }, text, reading: null, ...rest });
    const heard = [theirs('t1', 'We look.'), theirs('t2', 'Friday.\n> asked', { ownWords: [{ start: 0, end: 7 }] }), theirs('t3', 'We are away.', { machineSent: true })];
    expect(keyPointsOf({ messages: heard, commitments: [] })).toMatchObject({ said: 0, thirdParties: [{ message: 't2', text: 'Friday.', name: 'info@workshop.example' }] });
  });

  test('of what we, machines and removed messages said, nothing is the customer\'s', () => {
    const removed = { ...messages[0]!, removedAt: '2026-11-24T09:00:00.000Z' };
    expect(keyPointsOf({ messages: [removed, { ...messages[3]!, machineSent: true }, agent('a')], commitments: [] })).toEqual({ said: 0, lastWords: null, problem: null, mood: null, asks: [], facts: [], promises: [], lastAnswer: { message: 'a', text: 'We look into it.' }, thirdParties: [] });
    expect(keyPointsOf({ messages: [customer('m', '?', { asks: [{ start: 0, end: 1 }] }), agent('a')], commitments: [] }).asks).toEqual([{ message: 'm', text: '?', answered: true }]);
  });

  test('many are few, long ones short', () => {
    const long = 'word '.repeat(100);
    const asks = Array.from({ length: 9 }, (_, index) => customer(`m${index}`, `question ${index}? ${long}`, { asks: [{ start: 0, end: long.length }] }));
    const found = keyPointsOf({ messages: asks, commitments: [] }).asks;
    expect(found.map((ask) => ask.message)).toEqual(['m4', 'm5', 'm6', 'm7', 'm8']);
    for (const ask of found) expect(ask.text.length).toBeLessThanOrEqual(241);
  });
});

describe('as words for the customer', () => {
  const { forms } = loadWritingLibrary();
  const given = (language: string) => ({ forms: forms[language]!, now: '2026-11-24T09:00:00.000Z', timeZone: 'Europe/Rome' });

  test('quote them, name times in their language, and ask whether it is right; how they feel is not written to them', () => {
    expect(pointsForCustomer(points, new Set([pointKey.fact(1)]), given('en'))).toBe([
      'To make sure that nothing is lost, here is what I have:', '- What happened: “Nobody calls me back”', '- You told me: 49 €', '- We promised: “We look into it”', '- We promised tomorrow by 12:00: “We call you back”',
      '- Still to be answered: “who pays for the day off?”', '- Still to be answered: “where is my LAMP”', '', 'Is this right, and is anything missing?',
    ].join('\n'));
    expect(pointsForCustomer(points, new Set(), given('en'))).toContain('- You told me: 49 €, order number And');
    expect(pointsForCustomer(points, new Set(), given('ru'))).toContain('- Мы обещали завтра до 12:00: «We call you back»');
  });

  test('of points that were all left out, nothing', () => {
    const left = new Set([pointKey.problem, pointKey.fact(0), pointKey.fact(1), pointKey.promise(0), pointKey.promise(1), pointKey.ask(0), pointKey.ask(1)]);
    expect(pointsForCustomer(points, left, given('en'))).toBe('');
  });

  test.each(Object.keys(forms))('are all there in %s', (language) => {
    for (const part of recapParts) expect(forms[language]!.recap[part], part).not.toBe('');
    const text = pointsForCustomer(points, new Set(), given(language));
    expect(text).not.toMatch(/[{}]/);
    expect(text.split('\n').length).toBe(9);
  });
});
