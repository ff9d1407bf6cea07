import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWritingLibrary } from '../../writing-library.ts';
import { usualWorkingHours } from '../time/working-time.ts';
import { fillTemplate, gapsIn, unknownPlaces } from './fill.ts';
import { formsOf } from './library.ts';
import { situationOf } from './template.ts';
import type { Known } from './values.ts';
import { valuesOf } from './values.ts';

const { forms } = readWritingLibrary();
const fill = (text: string, known: Partial<Known> = {}) => fillTemplate(text, valuesOf({
  forms: formsOf(forms, 'en'), contact: { name: 'Helen Reed', timeZone: null, attributes: {} }, agent: 'Anna', number: 1042, facts: [], due: null,
  now: '2026-11-24T08:00:00.000Z', timeZone: 'UTC', workingHours: usualWorkingHours, ...known,
}));

describe('places', () => {
  test('are filled with what is known', () => {
    const filled = fill('{greeting} I am {agent}, this is {number}. Order {order}, {amount}.', { facts: [{ kind: 'order', value: '7', text: 'no. 7' }, { kind: 'order', value: '1182', text: '1182' }, { kind: 'money', value: '49 EUR', text: '49 €' }] });
    expect(filled).toEqual({ text: 'Hello Helen, I am Anna, this is 1042. Order 1182, 49 €.', gaps: [], hints: [] });
  });
  test('show what is missing, and where', () => {
    const { text, gaps } = fill('About order {order}: {name:dative} is fine.', { contact: { name: null, timeZone: null, attributes: {} } });
    expect(text).toBe('About order [order number]: [name] is fine.');
    expect(gaps.map((gap) => text.slice(gap.start, gap.end))).toEqual(['[order number]', '[name]']);
  });
  test('without a name greet all the same, and say so', () => {
    expect(fill('{greeting}\n\nIt ships today.', { contact: { name: 'user_77', timeZone: null, attributes: {} } })).toEqual({
      text: 'Hello,\n\nIt ships today.', gaps: [], hints: [{ variable: 'greeting', hint: 'name-unknown' }],
    });
  });
  test('take the promise that is open, else propose the end of the working day and say that it is a proposal', () => {
    expect(fill('{promise}', { due: '2026-11-25T10:00:00.000Z' })).toEqual({ text: 'tomorrow by 10:00', gaps: [], hints: [] });
    expect(fill('{promise}', { due: '2026-11-24T07:00:00.000Z' })).toEqual({ text: 'today by 18:00', gaps: [], hints: [{ variable: 'promise', hint: 'time-proposed' }] });
    expect(fill('{promise}', { workingHours: {} }).text).toBe('[day and time]');
  });
  test.each([
    ['en', 'Helen Reed', { address: 'informal', title: null }, 'Hi Helen,'],
    ['en', 'Helen Reed', { address: 'formal', title: 'Professor' }, 'Hello Professor Reed,'],
    ['en', 'Helen Reed', { address: null, title: 'mrs' }, 'Hello Mrs Reed,'],
    ['en', 'Helen Reed', { address: null, title: null }, 'Hello Helen,'],
    ['it', 'Marco Bianchi', { address: 'informal', title: 'avvocato' }, 'Ciao Marco,'],
    ['it', 'Marco Bianchi', { address: null, title: 'ingegnere' }, 'Gentile ingegner Bianchi,'],
    ['it', 'Marco Bianchi', { address: 'formal', title: 'onorevole' }, 'Gentile onorevole Bianchi,'],
    ['ru', 'Марина Сергеевна Королёва', { address: 'informal', title: null }, 'Марина, привет!'],
    ['ru', 'Марина Сергеевна Королёва', { address: 'formal', title: null }, 'Марина Сергеевна, здравствуйте!'],
    ['zh', '王小明', { address: 'informal', title: null }, '小明，你好！'],
  ] as const)('in %s %s is greeted as they asked: %j', (language, name, preferences, greeting) => {
    expect(fill('{greeting}', { forms: formsOf(forms, language), contact: { name, timeZone: null, attributes: {}, preferences } }).text).toBe(greeting);
  });
  test('take an order from the card where no message names one', () => {
    expect(fill('{order}', { contact: { name: null, timeZone: null, attributes: { Order: 'A-9' } } }).text).toBe('A-9');
  });
});

describe('brackets', () => {
  test('stand only where all that they name is known', () => {
    expect(fill('Paid twice[ for order {order}][, {amount}].').text).toBe('Paid twice.');
    expect(fill('Paid twice[ for order {order}].', { facts: [{ kind: 'order', value: '5', text: '5' }] }).text).toBe('Paid twice for order 5.');
  });
  test('that name nothing are a gap for the writer', () => {
    const { text, gaps } = fill('It is [what happened].');
    expect(gaps.map((gap) => text.slice(gap.start, gap.end))).toEqual(['[what happened]']);
    expect(gapsIn('See [1] and [2].')).toEqual([]);
  });
});

test('what nothing can fill stays as it was written and is named', () => {
  expect(fill('{first_name} {{order}} {}').text).toContain('{first_name}');
  expect(unknownPlaces('{first_name} {order} {promise}')).toEqual(['first_name']);
});

test('whatever stands in a template or a card, filling ends and inserts each value as it is', () => {
  assert(property(string({ maxLength: 300 }), string({ maxLength: 80 }), (template, value) => {
    const { text } = fill(`${template}|{agent}|`, { agent: value });
    expect(typeof text).toBe('string');
    if (value.trim() !== '' && !/[[\]{}|]/.test(template + value)) expect(text).toContain(value);
  }));
});

test('a mood calls for a situation, or for none', () => {
  expect(situationOf('anger')).toBe('angry');
  expect(situationOf('neutral')).toBeNull();
});
