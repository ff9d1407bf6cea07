import { describe, expect, test } from 'vitest';
import { actions, type ActionId, type Place } from './action-table.ts';
import { findStep, holdsWhileTyping, isSingle, keysOf, signOf, stepOf, usualKeys } from './bindings.ts';

type Held = Partial<Record<'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey', boolean>>;
const pressed = (code: string, key = '', held: Held = {}) => ({ code, key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...held });
const mounted = (...list: readonly (readonly [ActionId, Place])[]) => list.map(([action, place]) => ({ action, place }));
const idsOf = (found: { readonly run: { readonly action: string } | null; readonly pending: string | null }) => [found.run?.action ?? null, found.pending];

describe('a key', () => {
  test('is named by its place, whatever letter the layout puts on it', () => {
    for (const key of ['j', 'о', 'j', 'Process', 'h']) expect(stepOf(pressed('KeyJ', key), false)).toBe('KeyJ');
    expect(stepOf(pressed('Slash', ',', { shiftKey: true }), false)).toBe('shift+Slash');
  });

  test('with Control is the same as with Command on a Mac, and the other one belongs to the system', () => {
    expect(stepOf(pressed('KeyK', 'k', { ctrlKey: true }), false)).toBe('mod+KeyK');
    expect(stepOf(pressed('KeyK', 'k', { metaKey: true }), true)).toBe('mod+KeyK');
    expect(stepOf(pressed('KeyK', 'k', { metaKey: true }), false)).toBeNull();
    expect(stepOf(pressed('KeyK', 'k', { ctrlKey: true }), true)).toBeNull();
    expect(stepOf(pressed('KeyX', 'x', { ctrlKey: true, altKey: true, shiftKey: true }), false)).toBe('mod+alt+shift+KeyX');
  });

  test('that only modifies, or that has no place, is none', () => {
    for (const code of ['ShiftLeft', 'ControlRight', 'AltLeft', 'MetaLeft', 'CapsLock', '']) expect(stepOf(pressed(code), false)).toBeNull();
  });

  test('for a slash or a question mark is found where the layout has it', () => {
    expect(signOf(pressed('Digit7', '/', { shiftKey: true }))).toBe('Slash');
    expect(signOf(pressed('Minus', '?', { shiftKey: true }))).toBe('shift+Slash');
    expect(signOf(pressed('Slash', '/', { ctrlKey: true }))).toBeNull();
    expect(signOf(pressed('KeyA', 'a'))).toBeNull();
  });
});

describe('what it does', () => {
  const go = mounted(['goMine', 'everywhere'], ['macro', 'conversation'], ['merge', 'conversation'], ['reply', 'conversation']);

  test('is what can be done now, and nothing else', () => {
    expect(idsOf(findStep(go, usualKeys, null, 'KeyR'))).toEqual(['reply', null]);
    expect(idsOf(findStep(go, usualKeys, null, 'KeyE'))).toEqual([null, null]);
  });

  test('may need a second key; one that leads nowhere counts for itself', () => {
    const first = findStep(go, usualKeys, null, 'KeyG');
    expect(idsOf(first)).toEqual([null, 'KeyG']);
    expect(idsOf(findStep(go, usualKeys, 'KeyG', 'KeyM'))).toEqual(['goMine', null]);
    expect(idsOf(findStep(go, usualKeys, 'KeyG', 'KeyR'))).toEqual(['reply', null]);
    expect(idsOf(findStep(go, usualKeys, 'KeyG', 'KeyX'))).toEqual([null, null]);
    expect(idsOf(findStep(go, usualKeys, 'KeyG', 'KeyG'))).toEqual([null, 'KeyG']);
  });

  test('is done in the narrowest place that has it', () => {
    const both = mounted(['assign', 'selection'], ['back', 'list'], ['selectNone', 'selection'], ['assign', 'conversation']);
    expect(findStep(both, usualKeys, null, 'KeyA').run).toEqual({ action: 'assign', place: 'selection' });
    expect(findStep(both, usualKeys, null, 'Escape').run).toEqual({ action: 'selectNone', place: 'selection' });
    expect(findStep(mounted(['back', 'over'], ['selectNone', 'selection']), usualKeys, null, 'Escape').run).toEqual({ action: 'back', place: 'over' });
  });

  test('follows what the agent chose; what is fixed stays', () => {
    const own = { singleKeys: true, changed: { reply: ['KeyY'], goMine: ['KeyG KeyT'], back: ['KeyB'] } };
    expect(idsOf(findStep(go, own, null, 'KeyR'))).toEqual([null, null]);
    expect(idsOf(findStep(go, own, null, 'KeyY'))).toEqual(['reply', null]);
    expect(idsOf(findStep(go, own, 'KeyG', 'KeyT'))).toEqual(['goMine', null]);
    expect(idsOf(findStep(mounted(['back', 'list']), own, null, 'KeyB'))).toEqual([null, null]);
    expect(idsOf(findStep(mounted(['back', 'list']), own, null, 'Escape'))).toEqual(['back', null]);
  });

  test('is what the agent chose, where a later version brings the same key for something else', () => {
    const own = { singleKeys: true, changed: { goMine: ['KeyR'] } };
    expect(idsOf(findStep(mounted(['goMine', 'everywhere'], ['reply', 'conversation']), own, null, 'KeyR'))).toEqual(['goMine', null]);
    expect(idsOf(findStep(mounted(['reply', 'conversation'], ['goMine', 'everywhere']), own, null, 'KeyR'))).toEqual(['goMine', null]);
  });

  test('is nothing for a letter alone when those are switched off; keys with Control and Escape go on', () => {
    const own = { singleKeys: false, changed: { reply: ['KeyR', 'mod+alt+KeyR'] } };
    const all = mounted(['reply', 'conversation'], ['palette', 'everywhere'], ['back', 'list'], ['goMine', 'everywhere'], ['merge', 'conversation'], ['help', 'everywhere']);
    for (const step of ['KeyR', 'KeyM', 'KeyG', 'shift+Slash']) expect(idsOf(findStep(all, own, null, step)), step).toEqual([null, null]);
    expect(idsOf(findStep(all, own, null, 'mod+alt+KeyR'))).toEqual(['reply', null]);
    expect(idsOf(findStep(all, own, null, 'mod+KeyK'))).toEqual(['palette', null]);
    expect(idsOf(findStep(all, own, null, 'Escape'))).toEqual(['back', null]);
    for (const action of actions) for (const binding of keysOf(action, own)) expect(isSingle(binding), `${action.id} ${binding}`).toBe(false);
  });
});

test('while somebody types only keys with Control hold, and none of those that text needs', () => {
  expect(holdsWhileTyping('mod+KeyK')).toBe(true);
  for (const step of ['KeyR', 'shift+KeyM', 'alt+KeyR', 'Escape', 'mod+KeyZ', 'mod+KeyA', 'mod+KeyC', 'mod+shift+ArrowLeft', 'mod+Enter']) expect(holdsWhileTyping(step), step).toBe(false);
});
