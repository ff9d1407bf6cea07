import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { State } from './message.ts';
import type { Meanwhile, WrittenMeanwhile } from './merging.ts';
import { homesOfReplies, joined, parted, restored } from './merging.ts';
import type { Standing } from './transition.ts';
import { isSpam } from './transition.ts';

const early = '2026-11-20T08:00:00.000Z';
const late = '2026-11-21T08:00:00.000Z';
const open: State = { is: 'open' };
const solved: State = { is: 'closed', at: early, because: 'solved' };
const spam: State = { is: 'closed', at: early, because: 'spam' };
const waiting: State = { is: 'waiting', for: 'customer' };
const snoozed = (until: string): State => ({ is: 'snoozed', until });
const standing = (state: State, waitingSince: string | null = null): Standing => ({ state, waitingSince });

describe('joined', () => {
  test.each<[string, Standing, Standing[], Standing]>([
    ['open wins over closed, and the longer wait counts', standing(solved), [standing(open, late)], standing(open, late)],
    ['both open: the longer wait counts', standing(open, late), [standing(open, early)], standing(open, early)],
    ['a time to come back wins over waiting', standing(waiting), [standing(snoozed(late))], standing(snoozed(late))],
    ['of two times, the earlier', standing(snoozed(late)), [standing(snoozed(early))], standing(snoozed(early))],
    ['of two that wait, the survivor says for whom', standing({ is: 'waiting', for: 'third party' }), [standing(waiting)], standing({ is: 'waiting', for: 'third party' })],
    ['two that are closed stay as the survivor was closed', standing(solved), [standing({ is: 'closed', at: late, because: 'no answer' })], standing(solved)],
    ['spam changes nothing about the survivor', standing(waiting), [standing(spam)], standing(waiting)],
    ['a survivor that was spam becomes what the other was', standing(spam), [standing(open, early)], standing(open, early)],
    ['spam and spam is spam', standing(spam), [standing(spam)], standing(spam)],
    ['of three, the one that wants most', standing(solved), [standing(waiting), standing(open, late), standing(snoozed(early))], standing(open, late)],
  ])('%s', (_what, survivor, others, expected) => {
    expect(joined(survivor, others)).toEqual(expected);
  });

  const anyState = fc.constantFrom<State>(open, solved, spam, waiting, { is: 'waiting', for: 'third party' }, snoozed(early), snoozed(late));
  const any: fc.Arbitrary<Standing> = fc.record({ state: anyState, waitingSince: fc.constantFrom<string | null>(null, early, late) });

  test('nobody who waits for an open matter is forgotten, and one joined after the other is the same as all at once', () => {
    fc.assert(fc.property(any, fc.array(any, { maxLength: 4 }), (survivor, others) => {
      const whole = joined(survivor, others);
      if ([survivor, ...others].some((one) => one.state.is === 'open')) expect(whole.state.is).toBe('open');
      if (whole.state.is !== 'closed') for (const one of [survivor, ...others]) if (!isSpam(one.state) && one.waitingSince !== null) expect(whole.waitingSince! <= one.waitingSince).toBe(true);
      const kept = [survivor, ...others].filter((one) => one.state.is !== 'closed');
      if (kept.length === 1 + others.length) expect(others.reduce((so, one) => joined(so, [one]), survivor)).toEqual(whole);
    }));
  });
});

describe('homesOfReplies', () => {
  const said = (id: string, direction: 'in' | 'out' | 'note', home = '', more: Partial<WrittenMeanwhile> = {}): WrittenMeanwhile => ({ id, direction, home, byPerson: true, machineSent: false, ...more });

  test.each<[string, string[], WrittenMeanwhile[], Record<string, string>]>([
    ['answers the one whose customer waited', ['A'], [said('1', 'out')], { 1: 'A' }],
    ['answers both: stays', ['A', 'S'], [said('1', 'out')], { 1: 'S' }],
    ['answers nobody in particular: stays', [], [said('1', 'out')], { 1: 'S' }],
    ['answers what came since', [], [said('1', 'in', 'A'), said('2', 'out'), said('3', 'in', 'S'), said('4', 'out')], { 2: 'A', 4: 'S' }],
    ['a second word after the answer stays', ['A'], [said('1', 'out'), said('2', 'out')], { 1: 'A', 2: 'S' }],
    ['a machine answers and ends no waiting', ['A'], [said('1', 'out', '', { byPerson: false }), said('2', 'out')], { 1: 'A', 2: 'A' }],
    ['an absence notice asks for nothing', [], [said('1', 'in', 'A', { machineSent: true }), said('2', 'out')], { 2: 'S' }],
    ['notes are not moved', ['A'], [said('1', 'note')], {}],
    ['two that were joined at once, answered together: stays', ['A', 'B'], [said('1', 'out')], { 1: 'S' }],
  ])('%s', (_what, was, written, expected) => {
    expect(Object.fromEntries(homesOfReplies('S', was, written))).toEqual(expected);
  });
});

describe('parted', () => {
  const of = fc.constantFrom('S', 'A', 'B');
  const at = fc.integer({ min: 0, max: 1e9 }).map((second) => new Date(1_790_000_000_000 + second * 1_000).toISOString());
  const happened: fc.Arbitrary<Meanwhile> = fc.oneof(
    fc.record({ is: fc.constant('incoming' as const), of, at, machineSent: fc.boolean() }),
    fc.record({ is: fc.constant('reply' as const), of, at, byPerson: fc.boolean(), then: fc.constantFrom('open' as const, 'waiting' as const, 'closed' as const) }),
    fc.record({ is: fc.constant('failed' as const), of, sentAt: at }),
    fc.record({ is: fc.constant('decided' as const), of: fc.constant('S'), state: fc.constantFrom<State>(open, solved, waiting, spam) }),
  );
  const before = fc.record({ S: fc.constantFrom(open, solved, waiting), A: fc.constantFrom(open, solved, waiting, snoozed(late)), B: fc.constantFrom(open, spam) })
    .map((states) => new Map(Object.entries(states).map(([id, state]) => [id, standing(state, state.is === 'open' ? early : null)] as const)));

  test('where nothing happened, everything is exactly as it was', () => {
    fc.assert(fc.property(before, (was) => {
      expect(parted(was, [])).toEqual(was);
    }));
  });

  test('what happened to one changes nothing about the others: each is as if they had never been joined', () => {
    fc.assert(fc.property(before, fc.array(happened, { maxLength: 12 }), (was, meanwhile) => {
      const together = parted(was, meanwhile);
      for (const [id, one] of was) expect(together.get(id)).toEqual(parted(new Map([[id, one]]), meanwhile.filter((each) => each.of === id)).get(id));
    }));
  });

  test('decisions stay with the survivor; the other comes back as it stood, and open once its customer has written', () => {
    const was = new Map([['S', standing(open, early)], ['A', standing(snoozed(late))]]);
    const meanwhile: Meanwhile[] = [{ is: 'decided', of: 'S', state: solved }, { is: 'incoming', of: 'A', at: late, machineSent: false }];
    expect(Object.fromEntries(parted(was, meanwhile))).toEqual({ S: standing(solved), A: standing(open, late) });
    expect(Object.fromEntries(parted(was, meanwhile.slice(0, 1)))).toEqual({ S: standing(solved), A: standing(snoozed(late)) });
  });

  test('reopened by hand, a conversation knows who was still waiting', () => {
    const was = new Map([['S', standing(open, early)]]);
    expect(parted(was, [{ is: 'decided', of: 'S', state: solved }, { is: 'decided', of: 'S', state: open }]).get('S')).toEqual(standing(open, early));
  });
});

test('restored: only what nobody touched goes back', () => {
  expect(restored<string | null>(null, 'anna', 'anna')).toBeNull();
  expect(restored<string | null>(null, 'anna', 'bruno')).toBe('bruno');
  expect(restored<string | null>(null, 'anna', null)).toBeNull();
});
