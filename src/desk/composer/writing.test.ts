// What helps with writing: addresses, findings, promises, and what came in between.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../language/advice/advice.ts';
import { message, reading } from '../live/things-for-tests.ts';
import { readAddresses, writeAddresses } from './addresses.ts';
import { withOffset } from './advice-question.ts';
import { awaitsAnswer, messagesToAnswer, newestWords, ownText, writtenMeanwhile } from './answered-since.ts';
import { fixAt, shownFindings, stretchesOf, type ToldFinding } from './findings.ts';
import { keptPromises, promiseLines } from './promises.ts';

describe('addresses as they are typed', () => {
  test.each([
    ['anna@example.org', [{ name: null, address: 'anna@example.org' }], []],
    [
      'Anna Rossi <anna@example.org>, b@example.org; c@example.org',
      [
        { name: 'Anna Rossi', address: 'anna@example.org' },
        { name: null, address: 'b@example.org' },
        { name: null, address: 'c@example.org' },
      ],
      [],
    ],
    ['"Rossi, Anna" <anna@example.org>', [{ name: 'Rossi, Anna', address: 'anna@example.org' }], []],
    ['anna@example.org, ANNA@example.org', [{ name: null, address: 'anna@example.org' }], []],
    ['анна@пример.рф', [{ name: null, address: 'анна@пример.рф' }], []],
    ['anna', [], ['anna']],
    ['Anna <anna at example>, b@example.org', [{ name: null, address: 'b@example.org' }], ['Anna <anna at example>']],
    [' , ;\n', [], []],
  ])('%s', (typed, addresses, wrong) => {
    expect(readAddresses(typed)).toEqual({ addresses, wrong });
  });

  test('what is written is read back', () => {
    const some = [
      { name: 'Rossi, Anna', address: 'anna@example.org' },
      { name: null, address: 'b@example.org' },
      { name: 'Пётр', address: 'p@example.org' },
    ];
    expect(readAddresses(writeAddresses(some)).addresses).toEqual(some);
  });
});

const finding = (part: Partial<ToldFinding>): ToldFinding => ({
  rule: 'a-rule',
  family: 'vagueness',
  level: 'hint',
  values: {},
  fix: null,
  start: 0,
  end: 4,
  told: 'told',
  ...part,
});

describe('advice', () => {
  const draft = 'soon as possible, sorry for any inconvenience, kind regards';
  const all = [
    finding({ rule: 'a', start: 0 }),
    finding({ rule: 'b', level: 'warning', start: 5 }),
    finding({ rule: 'c', level: 'confirm', start: 9, end: 12 }),
    finding({ rule: 'd', level: 'warning', start: 2 }),
  ];

  test('shows three, the gravest first, and counts the rest', () => {
    const { shown, more } = shownFindings(all, draft, []);
    expect(shown.map((one) => one.rule)).toEqual(['c', 'd', 'b']);
    expect(more).toBe(1);
  });

  test('that does not apply here is not said again in this draft, whatever the words', () => {
    expect(shownFindings(all, draft, ['c']).shown.map((one) => one.rule)).toEqual(['d', 'b', 'a']);
    expect(shownFindings([finding({ rule: 'c', level: 'confirm', start: 0, end: 4 })], draft, ['c']).shown).toEqual([]);
  });

  test('for those who want quiet only what should be looked at before it goes, and no count of the rest', () => {
    expect(shownFindings(all, draft, [], 'hard')).toMatchObject({ shown: [{ rule: 'c' }], more: 0 });
  });

  test('about a longer draft than there is now is not shown', () => {
    expect(shownFindings([finding({ start: 0, end: 400 })], draft, []).shown).toEqual([]);
  });

  test('the Tab key mends what is at the caret, else the first that can be mended', () => {
    const fixes = [
      finding({ rule: 'none', start: 0, end: 2 }),
      finding({ rule: 'first', start: 3, end: 5, fix: { start: 3, end: 5, text: 'x' } }),
      finding({ rule: 'second', start: 8, end: 10, fix: { start: 8, end: 10, text: '' } }),
    ];
    expect(fixAt(fixes, 9)?.rule).toBe('second');
    expect(fixAt(fixes, 1)?.rule).toBe('first');
    expect(fixAt(fixes.slice(0, 1), 1)).toBeNull();
  });

  test('the copy behind the text holds exactly the text', () => {
    const span = fc.tuple(fc.nat(40), fc.nat(40)).map(([one, other]) => ({ start: Math.min(one, other), end: Math.max(one, other) }));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.array(span, { maxLength: 5 }), fc.array(span, { maxLength: 3 }), (text, found, promised) => {
        const marks: Finding[] = found.map((one) => finding(one));
        expect(
          stretchesOf(text, marks as ToldFinding[], promised)
            .map((stretch) => stretch.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('promises in a draft', () => {
  const found = [
    { start: 2, end: 20, text: 'call you tomorrow', due: '2026-03-02T12:00:00+01:00', stated: true },
    { start: 25, end: 40, text: 'look into it', due: '2026-03-01T18:00:00+01:00', stated: false },
  ];

  test('are kept with the due time that was found, unless the agent decides otherwise', () => {
    expect(promiseLines(found, {}).map((line) => [line.due, line.stated, line.dropped])).toEqual([
      [found[0]!.due, true, false],
      [found[1]!.due, false, false],
    ]);
    const changed = promiseLines(found, { 'look into it': { due: '2026-03-05T10:00:00.000Z' }, 'call you tomorrow': { dropped: true } });
    expect(changed[0]!.dropped).toBe(true);
    expect(changed[1]).toMatchObject({ due: '2026-03-05T10:00:00.000Z', stated: true });
  });

  test('go with offsets into the text as it is sent, in universal time', () => {
    expect(keptPromises(promiseLines(found, {}), 2, 36)).toEqual([
      { start: 0, end: 18, due: '2026-03-02T11:00:00.000Z' },
      { start: 23, end: 36, due: '2026-03-01T17:00:00.000Z' },
    ]);
    expect(keptPromises(promiseLines(found, { 'call you tomorrow': { dropped: true } }), 0, 40)).toHaveLength(1);
  });
});

test("the present moment has the workspace's offset, in summer and in winter, east and west", () => {
  expect(withOffset(new Date('2026-01-15T12:00:05Z'), 'Europe/Rome')).toBe('2026-01-15T13:00:05+01:00');
  expect(withOffset(new Date('2026-07-15T12:00:05Z'), 'Europe/Rome')).toBe('2026-07-15T14:00:05+02:00');
  expect(withOffset(new Date('2026-01-15T02:00:00Z'), 'America/St_Johns')).toBe('2026-01-14T22:30:00-03:30');
  expect(withOffset(new Date('2026-01-15T20:00:00Z'), 'Asia/Kolkata')).toBe('2026-01-16T01:30:00+05:30');
});

describe('what a draft answers', () => {
  const said = (id: string, direction: 'in' | 'out' | 'note', minute: number, author = 'k1') =>
    message({
      id,
      direction,
      author: { kind: direction === 'in' ? 'contact' : 'agent', id: author, name: null },
      createdAt: `2026-03-01T10:0${minute}:00.000Z`,
    });
  const thread = [said('1', 'in', 0), said('2', 'out', 1, 'anna'), said('3', 'in', 2), said('4', 'note', 3, 'boris'), said('5', 'in', 4)];

  test('is what the customer wrote since our last answer, or their last message', () => {
    expect(messagesToAnswer(thread).map((one) => one.id)).toEqual(['3', '5']);
    expect(messagesToAnswer(thread.slice(0, 2)).map((one) => one.id)).toEqual(['1']);
    expect(messagesToAnswer([])).toEqual([]);
  });

  test('is open while the customer has the last word; notes and machines do not count', () => {
    expect(awaitsAnswer(thread)).toBe(true);
    expect(awaitsAnswer(thread.slice(0, 2))).toBe(false);
    expect(awaitsAnswer([...thread.slice(0, 3), said('4', 'note', 3, 'boris')])).toBe(true);
    expect(awaitsAnswer([...thread.slice(0, 2), { ...said('9', 'in', 5), machineSent: true }])).toBe(false);
    expect(awaitsAnswer([])).toBe(false);
  });

  test('is read without quoted history', () => {
    expect(ownText({ text: 'Yes.\n> Really?', reading: reading({ ownWords: [{ start: 0, end: 4 }] }) })).toBe('Yes.');
    expect(ownText({ text: 'Yes.', reading: null })).toBe('Yes.');
  });

  test("words of others that came after the first word of the draft came in between; notes and one's own did not", () => {
    expect(writtenMeanwhile(thread, '2026-03-01T10:01:00.000Z', 'anna').map((one) => one.id)).toEqual(['3', '5']);
    expect(writtenMeanwhile([said('6', 'out', 5, 'anna'), said('7', 'out', 6, 'boris')], '2026-03-01T10:04:00.000Z', 'anna').map((one) => one.id)).toEqual([
      '7',
    ]);
    expect(writtenMeanwhile(thread, null, 'anna')).toEqual([]);
  });

  test('words that were changed meanwhile came in between too, until they were seen', () => {
    const changed = thread.map((one) => (one.id === '1' ? { ...one, editedAt: '2026-03-01T11:00:00.000Z' } : one));
    expect(writtenMeanwhile(changed, thread.at(-1)!.createdAt, 'anna').map((one) => one.id)).toEqual(['1']);
    expect(writtenMeanwhile(changed, newestWords(changed)!, 'anna')).toEqual([]);
  });
});
