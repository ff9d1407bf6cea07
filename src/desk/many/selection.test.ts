import { describe, expect, test } from 'vitest';
import { isSelected, nothing, reaching, stepped, toggled, wholeView, withAll, type Selection } from './selection.ts';

const rows = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));
const held = (selection: Selection) => rows.map((row) => row.id).filter((id) => isSelected(selection, id)).join('');

describe('by hand', () => {
  test('one is selected and let go', () => {
    const one = toggled(nothing, 'b');
    expect(held(one)).toBe('b');
    expect(held(toggled(one, 'b'))).toBe('');
  });

  test('a range reaches from the last one that was touched, up or down, and keeps what else is selected', () => {
    expect(held(reaching(toggled(nothing, 'b'), rows, 'd'))).toBe('bcd');
    expect(held(reaching(toggled(toggled(nothing, 'a'), 'e'), rows, 'c'))).toBe('acde');
    expect(held(reaching(nothing, rows, 'c'))).toBe('c');
    // The anchor has left the list: the range begins where it ends.
    expect(held(reaching(toggled(nothing, 'gone'), rows, 'b'))).toBe('b');
  });

  test('step by step down, and back again', () => {
    let now = stepped(nothing, rows, 'b', 1);
    expect(held(now)).toBe('b');
    now = stepped(stepped(now, rows, null, 1), rows, null, 1);
    expect(held(now)).toBe('bcd');
    now = stepped(now, rows, null, -1);
    expect(held(now)).toBe('bc');
    now = stepped(now, rows, null, -1);
    expect(held(now)).toBe('b');
    expect(held(stepped(now, rows, null, -1))).toBe('ab');
  });

  test('a step beyond the end changes nothing', () => {
    expect(held(stepped(toggled(nothing, 'e'), rows, null, 1))).toBe('e');
    expect(held(stepped(nothing, [], null, 1))).toBe('');
  });

  test('all that is loaded', () => expect(held(withAll(toggled(nothing, 'c'), rows))).toBe('abcde'));
});

test('everything in the view, but for what is taken out again', () => {
  const whole = wholeView(withAll(nothing, rows), 7);
  expect(held(whole)).toBe('abcde');
  expect(isSelected(whole, 'never loaded')).toBe(true);
  const less = toggled(whole, 'b');
  expect(held(less)).toBe('acde');
  expect(less.whole).toEqual({ except: new Set(['b']), seen: 7 });
  expect(held(reaching(less, rows, 'c'))).toBe('abcde');
});
