import { describe, expect, test } from 'vitest';
import { nameOf, stepOf } from './keys.ts';

const pressed = (code: string, held: Partial<Record<'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey', boolean>> = {}) => ({
  code,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  ...held,
});
const nothing = () => undefined;

describe('keys', () => {
  test('go by place, so a Cyrillic letter on the same key is the same', () => {
    expect(nameOf(pressed('KeyJ'))).toBe('KeyJ');
    expect(nameOf(pressed('Slash', { shiftKey: true }))).toBe('shift+Slash');
  });

  test('with Control, Alt or Command belong to the browser', () => {
    for (const held of ['altKey', 'ctrlKey', 'metaKey'] as const) expect(nameOf(pressed('KeyR', { [held]: true }))).toBeNull();
  });

  test('one after the other lead somewhere', () => {
    const go = () => undefined;
    const bindings = { 'KeyG KeyM': go, KeyM: nothing };
    const first = stepOf(bindings, null, 'KeyG');
    expect(first).toEqual({ run: null, pending: 'KeyG' });
    expect(stepOf(bindings, first.pending, 'KeyM')).toEqual({ run: go, pending: null });
  });

  test('a sequence that leads nowhere is forgotten, and its last key counts for itself', () => {
    const reply = () => undefined;
    const bindings = { 'KeyG KeyM': nothing, KeyR: reply };
    expect(stepOf(bindings, 'KeyG', 'KeyR')).toEqual({ run: reply, pending: null });
    expect(stepOf(bindings, 'KeyG', 'KeyX')).toEqual({ run: null, pending: null });
    expect(stepOf(bindings, 'KeyG', 'KeyG')).toEqual({ run: null, pending: 'KeyG' });
  });
});
