import { describe, expect, test } from 'vitest';
import type { DraftContent, DraftView } from '../../contract/draft.ts';
import { Refused } from '../live/request.ts';
import { DraftSync, type Written } from './draft-sync.ts';
import { Drafts } from './drafts.ts';

/** A server of one agent's drafts, as keep-draft.ts is one. */
function server() {
  const rows = new Map<string, DraftView>();
  let versions = 0;
  return {
    rows,
    lost: false,
    refusing: 0,
    asked: 0,
    list: (place: string) => [...rows.entries()].filter(([name]) => name.startsWith(`${place} `)).map(([, row]) => row),
    save(place: string, { kind, content, device, seen }: Written) {
      const name = `${place} ${kind ?? 'new'}`;
      const found = rows.get(name) ?? null;
      const other = found !== null && found.device !== device && found.version !== seen;
      if (content === null) {
        if (other) return { draft: found, replaced: null };
        rows.delete(name);
        return { draft: null, replaced: null };
      }
      versions += 1;
      const draft: DraftView = { kind: kind ?? 'new', conversation: place === 'new' ? null : place, content, device, version: versions, changedAt: '2026-03-01T10:00:00.000Z' };
      rows.set(name, draft);
      return { draft, replaced: other && found.content.text !== content.text ? found : null };
    },
  };
}

class Drawer {
  readonly kept = new Map<string, string>();
  get length() {
    return this.kept.size;
  }
  key = (index: number) => [...this.kept.keys()][index] ?? null;
  getItem = (key: string) => this.kept.get(key) ?? null;
  removeItem = (key: string) => void this.kept.delete(key);
  setItem = (key: string, value: string) => void this.kept.set(key, value);
}

function page(desk: ReturnType<typeof server>, device: string, drawer = new Drawer()) {
  let now = 1_000_000;
  let timers: { at: number; then: () => void }[] = [];
  const drafts = new Drafts(drawer, () => now);
  const parted: Written[] = [];
  const replaced: (() => void)[] = [];
  const sync = new DraftSync(drafts, {
    device,
    now: () => now,
    list: async (place) => {
      if (desk.lost) throw new Error('lost');
      return { drafts: desk.list(place) };
    },
    save: async (place, body) => {
      desk.asked += 1;
      if (desk.lost) throw new Error('lost');
      if (desk.refusing > 0) throw new Refused(desk.refusing, { code: desk.refusing === 409 ? 'conversation-merged' : 'fault', message: '', whatToDo: '', values: {} });
      return desk.save(place, body);
    },
    part: (_place, body) => void parted.push(body),
    later: (milliseconds, then) => {
      const timer = { at: now + milliseconds, then };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    replaced: (takeOther) => void replaced.push(takeOther),
  });
  sync.start('anna');
  const pass = async (milliseconds: number) => {
    const end = now + milliseconds;
    for (;;) {
      const next = timers.filter((one) => one.at <= end).sort((one, other) => one.at - other.at)[0];
      if (!next) break;
      timers = timers.filter((one) => one !== next);
      now = Math.max(now, next.at);
      next.then();
      for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
    }
    now = end;
  };
  return { drafts, sync, parted, replaced, drawer, pass, type: (text: string) => drafts.change('c1', { text }) };
}

const text = (desk: ReturnType<typeof server>) => desk.list('c1').map((row) => row.content.text);
/** Looks at the place as a screen does, without a window. */
async function look(one: ReturnType<typeof page>) {
  const stub = { addEventListener: () => undefined, removeEventListener: () => undefined, visibilityState: 'visible' };
  Object.assign(globalThis, { document: stub, window: stub });
  const leave = one.sync.attend('c1');
  for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  return leave;
}

describe('a draft', () => {
  test('goes out when the hand rests, and after five seconds of writing without a rest', async () => {
    const desk = server();
    const laptop = page(desk, 'laptop');
    laptop.type('D');
    await laptop.pass(1_000);
    laptop.type('De');
    await laptop.pass(1_000);
    expect(text(desk)).toEqual([]);
    await laptop.pass(300);
    expect(text(desk)).toEqual(['De']);
    for (let index = 0; index < 6; index += 1) {
      laptop.type(`Dear ${index}`);
      await laptop.pass(1_000);
    }
    expect(text(desk)[0]).toMatch(/^Dear [345]$/);
  });

  test('stands on the other device when that is looked at, goes on there, and comes back', async () => {
    const desk = server();
    const [laptop, phone] = [page(desk, 'laptop'), page(desk, 'phone')];
    laptop.type('Dear Marina');
    await laptop.pass(2_000);
    await look(phone);
    expect(phone.drafts.read('c1')).toMatchObject({ text: 'Dear Marina', id: laptop.drafts.read('c1').id });
    phone.type('Dear Marina, it leaves today');
    await phone.pass(2_000);
    expect(phone.replaced).toEqual([]);
    await look(laptop);
    expect(laptop.drafts.read('c1').text).toBe('Dear Marina, it leaves today');
  });

  test('written on two devices at once: the last one stands, its writer is told and can take the other one', async () => {
    const desk = server();
    const [laptop, phone] = [page(desk, 'laptop'), page(desk, 'phone')];
    laptop.type('from the laptop');
    phone.type('from the phone');
    await laptop.pass(2_000);
    await phone.pass(2_000);
    expect(text(desk)).toEqual(['from the phone']);
    expect(phone.replaced).toHaveLength(1);
    phone.replaced[0]!();
    expect(phone.drafts.read('c1').text).toBe('from the laptop');
    await phone.pass(2_000);
    expect(text(desk)).toEqual(['from the laptop']);
  });

  test('that was sent here is gone there, but words that are newer there stay', async () => {
    const desk = server();
    const [laptop, phone, tablet] = [page(desk, 'laptop'), page(desk, 'phone'), page(desk, 'tablet')];
    laptop.type('Done');
    await laptop.pass(2_000);
    await look(phone);
    await look(tablet);
    tablet.type('Done, and more');
    laptop.drafts.clear('c1');
    await laptop.pass(2_000);
    await look(phone);
    expect(phone.drafts.read('c1').text).toBe('');
    await look(tablet);
    await tablet.pass(2_000);
    expect(text(desk)).toEqual(['Done, and more']);
  });

  test('survives a lost connection and a crash: what this device kept goes out when it can', async () => {
    const desk = server();
    desk.lost = true;
    const before = page(desk, 'laptop');
    before.type('Not yet there');
    await before.pass(60_000);
    expect(text(desk)).toEqual([]);
    desk.lost = false;
    const after = page(desk, 'laptop again', before.drawer);
    await after.pass(2_000);
    expect(text(desk)).toEqual(['Not yet there']);
  });

  test('goes out as the page closes, and as the place is left', async () => {
    const desk = server();
    const laptop = page(desk, 'laptop');
    laptop.type('Half a sen');
    laptop.sync.flush();
    expect(laptop.parted.map((one) => (one.content as DraftContent).text)).toEqual(['Half a sen']);
    laptop.type('Half a sentence');
    const leave = await look(laptop);
    leave();
    await laptop.pass(0);
    expect(text(desk)).toEqual(['Half a sentence']);
  });

  test('of a letter that begins a conversation knows to whom, and a note is kept beside the answer', async () => {
    const desk = server();
    const laptop = page(desk, 'laptop');
    laptop.drafts.change('new', { text: 'Hello', begins: { conversation: 'c9', to: 'a@b.example', subject: 'Lamp' } });
    laptop.type('answer');
    laptop.drafts.change('c1', { kind: 'note', text: 'note' });
    await laptop.pass(2_000);
    expect(desk.rows.get('new new')?.content.begins).toMatchObject({ to: 'a@b.example' });
    expect(text(desk).sort()).toEqual(['answer', 'note']);
  });

  test.each([[409, 1], [503, 5], [429, 5]])('a place that answers %i is asked %i times in a minute; the words stay here and go out once they are taken', async (status, times) => {
    const desk = server();
    const laptop = page(desk, 'laptop');
    desk.refusing = status;
    laptop.type('merged meanwhile');
    await laptop.pass(62_000);
    expect(desk.asked).toBe(times);
    expect(laptop.drafts.read('c1').text).toBe('merged meanwhile');
    desk.refusing = 0;
    laptop.type('merged and undone');
    await laptop.pass(2_000);
    expect(text(desk)).toEqual(['merged and undone']);
  });

  test('is nobody\'s after signing out', async () => {
    const desk = server();
    const laptop = page(desk, 'laptop');
    laptop.sync.stop();
    laptop.type('words');
    await laptop.pass(60_000);
    expect(text(desk)).toEqual([]);
  });
});
