import { describe, expect, test } from 'vitest';
import type { Candidate, Candidates } from './placement.ts';
import { placeMessage } from './placement.ts';
import { lastWords } from './summary.ts';
import { afterFailure, afterIncoming, afterReply } from './transition.ts';

const open = (id: string, participants: readonly string[]): Candidate => ({ id, closed: null, participants });
const nothing: Candidates = { byKey: null, byReference: [], byNumber: null, newest: null };
const message = { sender: 'nora@a.test', participants: ['nora@a.test'], threaded: true, at: '2026-03-09T10:00:00.000Z' };

describe('which conversation a message belongs to', () => {
  test.each<[string, Partial<typeof message>, Partial<Candidates>, string | null]>([
    ['nothing known: a new one', {}, {}, null],
    ['our own key is believed from anybody', { sender: 'stranger@b.test' }, { byKey: open('key', []) }, 'key'],
    ['an answer to what was split off goes there, though the key stays with the whole', {}, { byKey: { ...open('whole', []), family: 'whole' }, byReference: [{ ...open('half', []), family: 'whole' }] }, 'half'],
    ['and not when the nearest is of the whole', {}, { byKey: { ...open('whole', []), family: 'whole' }, byReference: [{ ...open('half', []), family: 'whole' }, { ...open('whole', []), family: 'whole' }] }, 'whole'],
    ['nor when it is another family', {}, { byKey: { ...open('whole', []), family: 'whole' }, byReference: [{ ...open('other', ['nora@a.test']), family: 'other' }] }, 'whole'],
    ['a reference is believed among the same people', {}, { byReference: [open('ref', ['nora@a.test'])] }, 'ref'],
    ['a newsletter answered by somebody else begins a new one', {}, { byReference: [open('ref', ['other@a.test'])] }, null],
    ['the nearest reference counts', {}, { byReference: [open('far', ['nora@a.test']), open('near', ['nora@a.test'])] }, 'near'],
    ['a number in the subject is believed among the same people', {}, { byNumber: open('number', ['nora@a.test']) }, 'number'],
    ['and not from a stranger', { sender: 'guess@b.test' }, { byNumber: open('number', ['nora@a.test']) }, null],
    ['a mail without references begins a new one, whatever else is open', {}, { newest: open('newest', ['nora@a.test']) }, null],
    ['a messenger goes on', { threaded: false }, { newest: open('newest', []) }, 'newest'],
    ['also after it was closed two days ago', { threaded: false }, { newest: { ...open('newest', []), closed: { at: '2026-03-07T10:00:00.000Z', because: 'solved' } } }, 'newest'],
    ['and not after a week', { threaded: false }, { newest: { ...open('newest', []), closed: { at: '2026-03-02T10:00:00.000Z', because: 'solved' } } }, null],
    ['spam stays together', { threaded: false }, { newest: { ...open('newest', []), closed: { at: '2025-03-02T10:00:00.000Z', because: 'spam' } } }, 'newest'],
  ])('%s', (_name, change, candidates, expected) => {
    const placement = placeMessage({ ...message, ...change }, { ...nothing, ...candidates });
    expect(placement.do === 'append' ? placement.conversation : null).toBe(expected);
  });
});

describe('states', () => {
  const at = '2026-03-09T10:00:00.000Z';
  const closed = { is: 'closed', at, because: 'solved' } as const;
  const spam = { is: 'closed', at, because: 'spam' } as const;
  test('a customer opens what was closed and begins to wait', () => {
    expect(afterIncoming({ state: closed, waitingSince: null }, { at, machineSent: false })).toEqual({ state: { is: 'open' }, waitingSince: at });
  });
  test('and goes on waiting since the first unanswered message', () => {
    expect(afterIncoming({ state: { is: 'open' }, waitingSince: '2026-03-08T10:00:00.000Z' }, { at, machineSent: false }).waitingSince).toBe('2026-03-08T10:00:00.000Z');
  });
  test('a machine wakes nobody, and spam stays spam', () => {
    expect(afterIncoming({ state: closed, waitingSince: null }, { at, machineSent: true })).toEqual({ state: closed, waitingSince: null });
    expect(afterIncoming({ state: spam, waitingSince: null }, { at, machineSent: false })).toEqual({ state: spam, waitingSince: null });
  });
  test('only a person\'s answer ends the waiting', () => {
    expect(afterReply({ state: { is: 'open' }, waitingSince: at }, { at, byPerson: false, then: 'closed' })).toEqual({ state: { is: 'open' }, waitingSince: at });
    expect(afterReply({ state: { is: 'open' }, waitingSince: at }, { at, byPerson: true, then: 'closed' })).toEqual({ state: closed, waitingSince: null });
  });
  test('a failed message opens the matter again, waiting since it was written', () => {
    expect(afterFailure({ state: closed, waitingSince: null }, { sentAt: at })).toEqual({ state: { is: 'open' }, waitingSince: at });
    expect(afterFailure({ state: spam, waitingSince: null }, { sentAt: at }).state).toEqual(spam);
  });
});

test.each([
  ['one line', [], 'one line'],
  ['two\n\nlines\there', [], 'two lines here'],
  ['own words\n> quoted', [{ start: 0, end: 9 }], 'own words'],
  ['x'.repeat(300), [], `${'x'.repeat(199)}…`],
  [`${'x'.repeat(198)}😀 and more words that go on`, [], `${'x'.repeat(198)}…`],
])('the line in the list of %j', (text, own, line) => {
  expect(lastWords(text, own, 'in')).toBe(line);
});

test.each([
  ['Please **reset** it, _today_', [], 'out', 'Please reset it, today'],
  ['**Do this:**\n\n- one\n- two', [], 'note', 'Do this: - one - two'],
  ['See [our page](https://lumen.example/help)', [], 'out', 'See our page (https://lumen.example/help)'],
  ['Can you **check** this?\n\n> **In stars**', [{ start: 0, end: 23 }], 'to third party', 'Can you check this?'],
  ['2 ** 3 and snake_case_name', [], 'out', '2 ** 3 and snake_case_name'],
  // A customer's stars stay stars.
  ['**NOW** please', [], 'in', '**NOW** please'],
  ['It _went_ out', [], 'from third party', 'It _went_ out'],
  [`**${'x'.repeat(300)}**`, [], 'out', `${'x'.repeat(199)}…`],
] as const)('the line in the list of %j', (text, own, direction, line) => {
  expect(lastWords(text, own, direction)).toBe(line);
});
