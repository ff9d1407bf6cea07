import { describe, expect, test } from 'vitest';
import { keyBinding } from '../../contract/keys.ts';
import { actionOf, actions } from './action-table.ts';
import { chosenKeys, usualKeys } from './bindings.ts';
import { allConflicts, conflictsOf, keptBy, taking, withKeys } from './conflicts.ts';

const names = (list: readonly { readonly action: { readonly id: string }; readonly binding: string }[]) => list.map(({ action, binding }) => `${action.id} ${binding}`);

describe('keys in each other’s way', () => {
  test('are none among the usual ones, but for Escape, which goes by the place', () => {
    expect([...allConflicts(usualKeys).keys()]).toEqual([]);
    const ids = actions.map((action) => action.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const action of actions) for (const binding of action.keys) expect(keyBinding.safeParse(binding).success, binding).toBe(true);
  });

  test('are the same key, and one that begins another or is begun by it', () => {
    expect(names(conflictsOf('close', 'KeyR', usualKeys))).toEqual(['reply KeyR']);
    expect(names(conflictsOf('close', 'KeyG', usualKeys))).toContain('goMine KeyG KeyM');
    expect(names(conflictsOf('goMine', 'KeyR KeyM', usualKeys))).toEqual(['reply KeyR']);
    expect(names(conflictsOf('goMine', 'KeyG KeyT', usualKeys))).toEqual([]);
    expect(names(conflictsOf('reply', 'KeyR', usualKeys))).toEqual([]);
    expect(names(conflictsOf('close', 'mod+Enter', usualKeys))).toEqual(['send mod+Enter']);
  });

  test('are none where the two never hold together: on the page of promises no conversation is open', () => {
    expect(names(conflictsOf('promiseKeep', 'KeyR', usualKeys))).toEqual([]);
    expect(names(conflictsOf('close', 'KeyW', usualKeys))).toEqual([]);
    expect(names(conflictsOf('promiseKeep', 'KeyJ', usualKeys))).toEqual(['next KeyJ']);
    expect(names(conflictsOf('help', 'KeyW', usualKeys))).toEqual(['promiseWaive KeyW']);
  });

  test('are seen with what the agent has changed already', () => {
    const own = { singleKeys: true, changed: { reply: ['KeyY'] } };
    expect(names(conflictsOf('close', 'KeyR', own))).toEqual([]);
    expect(names(conflictsOf('close', 'KeyY', own))).toEqual(['reply KeyY']);
    expect([...allConflicts({ singleKeys: true, changed: { close: ['KeyR'] } }).keys()].sort()).toEqual(['close', 'reply']);
  });

  test('can be settled: the key is taken from whoever had it', () => {
    const own = taking(usualKeys, 'close', ['KeyR']);
    expect(own.changed).toEqual({ close: ['KeyR'], reply: [] });
    expect([...allConflicts(own).keys()]).toEqual([]);
    const going = taking(usualKeys, 'close', ['KeyG']);
    expect(chosenKeys(actionOf('goMine'), going)).toEqual([]);
    expect([...allConflicts(going).keys()]).toEqual([]);
  });

  test('of several keys only the one in the way is taken', () => {
    expect(taking(usualKeys, 'close', ['KeyU']).changed).toEqual({ close: ['KeyU'], undo: ['KeyZ', 'mod+KeyZ'] });
  });
});

test('what is as usual is not written down', () => {
  const own = withKeys(usualKeys, 'reply', ['KeyY']);
  expect(own.changed).toEqual({ reply: ['KeyY'] });
  expect(withKeys(own, 'reply', ['KeyR']).changed).toEqual({});
  expect(withKeys(usualKeys, 'spam', []).changed).toEqual({});
});

test.each([
  ['mod+KeyT', 'browser'], ['mod+shift+KeyN', 'browser'], ['F5', 'browser'], ['alt+F4', 'browser'], ['mod+KeyC', 'text'], ['mod+KeyV', 'text'], ['Tab', 'moving'], ['Enter', 'moving'], ['ArrowDown', 'moving'],
  ['KeyT', null], ['alt+KeyT', null], ['F9', null], ['mod+KeyK', null], ['mod+shift+Enter', null],
] as const)('%s is kept by: %s', (step, owner) => {
  expect(keptBy(step)).toBe(owner);
});
