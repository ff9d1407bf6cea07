import { describe, expect, test } from 'vitest';
import type { EntryView } from '../../../contract/views.ts';
import { entryKinds } from '../../../contract/history.ts';
import { commitment, entry, message } from '../../live/things-for-tests.ts';
import englishWords from '../../wording/en/desk.json';
import { tellEntry, type Known } from './told-entry.ts';
import { timelineOf, worthTelling } from './timeline.ts';

const at = (minute: number) => `2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z`;
const line = (number: number, minute: number) => entry({ number, at: at(minute) });
const said = (id: string, minute: number) => message({ id, createdAt: at(minute) });
const shape = (items: ReturnType<typeof timelineOf>) => items.map((item) => (item.is === 'message' ? item.message.id : item.entries.map((one) => one.number)));

describe('the order of a conversation', () => {
  test('lines stand between the messages, together where nothing was said between them, after the message of the same moment', () => {
    expect(shape(timelineOf([said('m1', 1), said('m2', 5)], [line(4, 9), line(1, 1), line(2, 3), line(3, 5)], false))).toEqual(['m1', [1, 2], 'm2', [3, 4]]);
  });
  test('without messages or without lines it is what there is', () => {
    expect(shape(timelineOf([], [line(1, 1)], false))).toEqual([[1]]);
    expect(shape(timelineOf([said('m1', 1)], [], true))).toEqual(['m1']);
    expect(timelineOf([], [], false)).toEqual([]);
  });
  test('lines from before the first message that is held wait for the page that they belong to', () => {
    const lines = [line(1, 1), line(2, 8)];
    expect(shape(timelineOf([said('m1', 5)], lines, true))).toEqual(['m1', [2]]);
    expect(shape(timelineOf([said('m1', 5)], lines, false))).toEqual([[1], 'm1', [2]]);
  });
});

test("a visitor's page is told when it is another one than before, whoever wrote in between", () => {
  const page = (url: string) => ({ url, title: '' });
  const items = timelineOf(
    [
      message({ id: 'm1', createdAt: at(1), page: page('https://a.test/') }),
      message({ id: 'm2', createdAt: at(2) }),
      message({ id: 'm3', createdAt: at(3), page: page('https://a.test/') }),
      message({ id: 'm4', createdAt: at(4), page: page('https://a.test/cart') }),
    ],
    [],
    false,
  );
  expect(items.map((item) => item.is === 'message' && item.page?.url)).toEqual(['https://a.test/', undefined, undefined, 'https://a.test/cart']);
});

test('what was taken back and warnings that are over are told no more', () => {
  const made = entry({ number: 1, kind: 'commitment-made', data: { commitment: 'p1' } });
  const warned = entry({ number: 2, kind: 'commitment-due-soon', data: { commitment: 'p1' } });
  const numbers = (entries: readonly EntryView[]) => entries.map((one) => one.number);
  expect(numbers(worthTelling([made, warned, entry({ number: 3 })], {}))).toEqual([3]);
  expect(numbers(worthTelling([made, warned], { p1: commitment() }))).toEqual([1, 2]);
  expect(numbers(worthTelling([made, warned], { p1: commitment({ state: { is: 'kept', by: null, at: at(1) } }) }))).toEqual([1]);
});

test('an answer that was taken back leaves one line, whatever it did beside itself', () => {
  const entries = [
    entry({ number: 1, kind: 'conversation-assigned', data: { assignee: 'a1' } }),
    entry({ number: 2, kind: 'commitment-kept', data: { commitment: 'p1', message: 'm1' } }),
    entry({ number: 3, kind: 'conversation-closed', data: { because: 'solved', message: 'm1' } }),
    entry({ number: 4, kind: 'conversation-assigned', data: { assignee: 'a2', message: 'm1' } }),
    entry({ number: 5, kind: 'conversation-closed', data: { because: 'solved', message: 'm2' } }),
    entry({ number: 6, kind: 'reply-undone', data: { message: 'm1' } }),
    entry({ number: 7, kind: 'conversation-closed', data: { because: 'solved', message: 'm3' } }),
  ];
  expect(worthTelling(entries, { p1: commitment() }).map((one) => one.number)).toEqual([1, 5, 6, 7]);
});

describe('what a line says', () => {
  const known: Known = { agent: (id) => `agent ${id}`, team: (id) => `team ${id}`, when: () => 'tomorrow', read: (_field, word) => word, way: () => 'e-mail', commitment: () => commitment() };
  const told = (part: Partial<EntryView>) => tellEntry(entry(part), known).map(({ key, values }) => [key, ...Object.values(values)].join(' '));

  test.each<[string, Partial<EntryView>, readonly string[]]>([
    ['an agent', { kind: 'conversation-assigned', data: { assignee: 'a1' } }, ['history.assigned agent a1']],
    ['nobody and a team', { kind: 'conversation-assigned', data: { assignee: null, team: 't1' } }, ['history.noAgent', 'history.teamOf team t1']],
    ['no team', { kind: 'conversation-assigned', data: { team: null } }, ['history.noTeam']],
    ['tags put on and taken off', { kind: 'conversation-tagged', data: { added: ['a', 'b'], removed: ['c'] } }, ['history.tagged a, b', 'history.untagged c']],
    ['spam', { data: { because: 'spam' } }, ['history.closedSpam']],
    ['closed without a reason', { data: {} }, ['history.closed']],
    ['reopened by the customer', { kind: 'conversation-reopened', data: { because: 'customer-wrote' } }, ['history.reopenedCustomer']],
    ['reopened for a reason that nobody knows yet', { kind: 'conversation-reopened', data: { because: 'of-the-moon' } }, ['history.reopened']],
    ['snoozed', { kind: 'conversation-snoozed', data: { until: at(1) } }, ['history.snoozed tomorrow']],
    ['another way', { kind: 'delivery-changed', data: { because: 'not-delivered', delivery: 'd1' } }, ['history.elsewhere e-mail']],
    ['kept late', { kind: 'commitment-kept', data: { commitment: 'p1', late: true } }, ['history.promise.keptLate I will call']],
    ['another time', { kind: 'commitment-changed', data: { commitment: 'p1', due: at(1) } }, ['history.promise.changed I will call tomorrow']],
  ])('%s', (_what, part, expected) => {
    expect(told(part)).toEqual(expected);
  });

  test('every kind has words, and all that these words need', () => {
    const words = (key: string) => key.split('.').reduce<unknown>((found, name) => (found as Record<string, unknown>)[name], englishWords) as string;
    for (const kind of entryKinds) {
      const lines = tellEntry(entry({ kind, data: { assignee: 'a1', added: ['a'], commitment: 'p1', delivery: 'd1', because: 'not-delivered', due: at(1), until: at(1), subject: 'A lamp' } }), known);
      expect(lines.length, kind).toBeGreaterThan(0);
      for (const { key, values } of lines) {
        for (const [, name] of words(key).matchAll(/\{(\w+)\}/g)) expect(Object.keys(values), `${kind}: ${key}`).toContain(name);
      }
    }
  });
});
