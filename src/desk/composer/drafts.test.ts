import { describe, expect, test } from 'vitest';
import { Drafts, type Keeper } from './drafts.ts';

class Drawer implements Keeper {
  readonly kept = new Map<string, string>();
  full = false;
  get length() {
    return this.kept.size;
  }
  key(index: number) {
    return [...this.kept.keys()][index] ?? null;
  }
  getItem(key: string) {
    return this.kept.get(key) ?? null;
  }
  removeItem(key: string) {
    this.kept.delete(key);
  }
  setItem(key: string, value: string) {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.kept.set(key, value);
  }
}

function desk(start = 1_000_000_000_000) {
  const drawer = new Drawer();
  let now = start;
  return {
    drawer,
    drafts: new Drafts(drawer, () => now),
    again: () => new Drafts(drawer, () => now),
    later: (days: number) => {
      now += days * 86_400_000;
    },
  };
}

describe('a draft', () => {
  test('outlives the page, with its id', () => {
    const { drafts, again } = desk();
    drafts.change('c1', { text: 'Dear Marina' });
    const { id } = drafts.read('c1');
    expect(again().read('c1')).toMatchObject({ id, text: 'Dear Marina', kind: 'reply' });
  });

  test('is forgotten when it was sent, and the next one is another message', () => {
    const { drafts, drawer } = desk();
    drafts.change('c1', { text: 'Dear Marina', kind: 'note' });
    const { id } = drafts.read('c1');
    drafts.clear('c1');
    expect(drawer.kept.size).toBe(0);
    expect(drafts.read('c1')).toMatchObject({ text: '', kind: 'note' });
    expect(drafts.read('c1').id).not.toBe(id);
  });

  test('that was taken back returns under a new id, but never over new words', () => {
    const { drafts } = desk();
    drafts.change('c1', { text: 'sent', version: 3 });
    const sent = drafts.read('c1');
    drafts.clear('c1');
    drafts.restore('c1', sent);
    expect(drafts.read('c1').text).toBe('sent');
    expect(drafts.read('c1').id).not.toBe(sent.id);
    // Taking it back changed the conversation, and that was no word of anybody else.
    expect(drafts.read('c1').version).toBeNull();
    drafts.change('c1', { text: 'new words' });
    drafts.restore('c1', sent);
    expect(drafts.read('c1').text).toBe('new words');
  });

  test('of nothing but white space is not kept', () => {
    const { drafts, drawer } = desk();
    drafts.change('c1', { text: 'x' });
    drafts.change('c1', { text: '  \n' });
    expect(drawer.kept.size).toBe(0);
  });

  test('lives on in the page when the device is full', () => {
    const { drafts, drawer } = desk();
    drawer.full = true;
    drafts.change('c1', { text: 'still here' });
    expect(drafts.read('c1').text).toBe('still here');
  });

  test('that is damaged, or of an older version, does no harm', () => {
    for (const kept of ['{', 'null', '[]', '{"text":5}', '"x"']) {
      const { drawer, again } = desk();
      drawer.kept.set('attune.draft.c1', kept);
      expect(again().read('c1').text).toBe('');
    }
    const { drawer, again } = desk();
    drawer.kept.set('attune.draft.c1', '{"text":"old"}');
    expect(again().read('c1')).toMatchObject({ text: 'old', attachments: [], copy: null });
  });

  test('to which nobody came back is cleared away after a month, other things are not', () => {
    const { drafts, drawer, later, again } = desk();
    drafts.change('old', { text: 'old' });
    drawer.kept.set('something.else', 'stays');
    later(31);
    drafts.change('new', { text: 'new' });
    again().prune();
    expect([...drawer.kept.keys()].sort()).toEqual(['attune.draft.new', 'something.else']);
  });

  test('as an answer and as a note are two, and each keeps its words while the other is looked at', () => {
    const { drafts, again } = desk();
    drafts.change('c1', { text: 'Dear Marina' });
    drafts.change('c1', { kind: 'note' });
    expect(drafts.read('c1')).toMatchObject({ kind: 'note', text: '' });
    drafts.change('c1', { text: 'She is right' });
    drafts.change('c1', { kind: 'reply' });
    expect(drafts.read('c1').text).toBe('Dear Marina');
    drafts.clear('c1');
    expect(again().read('c1')).toMatchObject({ kind: 'note', text: 'She is right' });
    expect(again().places()).toEqual([{ place: 'c1', kind: 'note' }]);
  });

  test('belongs to who wrote it: the next one to sign in on this device begins with their own', () => {
    const { drafts } = desk();
    drafts.belongTo('anna');
    drafts.change('c1', { text: 'of Anna' });
    drafts.belongTo('olga');
    expect(drafts.read('c1').text).toBe('');
    expect(drafts.places()).toEqual([]);
    drafts.change('c1', { text: 'of Olga' });
    drafts.belongTo('anna');
    expect(drafts.read('c1').text).toBe('of Anna');
  });
});
