import { describe, expect, test } from 'vitest';
import type { DeskEvent } from '../../contract/event.ts';
import type { ConversationView, EntryView, MessageView } from '../../contract/views.ts';
import { conversation, entry, event, message } from './things-for-tests.ts';
import { Store, withOpened } from './store.ts';

const named = (state: ReturnType<Store['state']>, id: string) => state.conversations[id]?.subject;
const about = (number: number, subject: string): DeskEvent => event(number, 'conversation-renamed', { conversations: [conversation({ id: 'c1', subject })] });

describe('the store', () => {
  test('an event that is contained already changes nothing and tells nobody', () => {
    const store = new Store();
    store.events([about(1, 'one'), about(2, 'two')]);
    let told = 0;
    store.subscribe(() => {
      told += 1;
    });
    store.events([about(1, 'one'), about(2, 'two')]);
    expect(named(store.state(), 'c1')).toBe('two');
    expect(told).toBe(0);
    expect(store.cursor()).toBe(2);
  });

  test('an answer that was asked for before an event does not hide the event', () => {
    const store = new Store();
    store.events([about(1, 'one')]);
    const asked = store.cursor();
    store.events([about(2, 'newer')]);
    store.take({ conversations: [conversation({ id: 'c1', subject: 'stale' }), conversation({ id: 'c2', subject: 'other' })] }, asked);
    expect(named(store.state(), 'c1')).toBe('newer');
    expect(named(store.state(), 'c2')).toBe('other');
    expect(store.cursor()).toBe(2);
  });

  test('an answer that was asked for after the last event is taken as it is', () => {
    const store = new Store();
    store.events([about(1, 'one')]);
    store.take({ conversations: [conversation({ id: 'c1', subject: 'fresh' })] });
    expect(named(store.state(), 'c1')).toBe('fresh');
  });

  test('what an event removed stays removed when an old answer brings it again', () => {
    const store = new Store();
    store.take({ conversations: [conversation({ id: 'c1' })] });
    const asked = store.cursor();
    store.events([{ ...event(1, 'conversation-assigned', {}), gone: { conversations: ['c1'] } }]);
    store.take({ conversations: [conversation({ id: 'c1' })] }, asked);
    expect(store.state().conversations['c1']).toBeUndefined();
  });

  test('a guess shows at once, gives way to the answer, and goes back when it is refused', () => {
    const store = new Store();
    store.take({ conversations: [conversation({ id: 'c1', subject: 'before' })] });
    const rename = (subject: string) =>
      store.begin((state) => ({ ...state, conversations: { ...state.conversations, c1: { ...state.conversations['c1']!, subject } } }));
    const refused = rename('guess');
    expect(named(store.state(), 'c1')).toBe('guess');
    refused.undo();
    expect(named(store.state(), 'c1')).toBe('before');
    const agreed = rename('guess');
    agreed.settle({ conversations: [conversation({ id: 'c1', subject: 'as the server has it' })] });
    expect(named(store.state(), 'c1')).toBe('as the server has it');
  });

  test('two guesses lie on top of each other, and an event below them does not lose them', () => {
    const store = new Store();
    store.take({ conversations: [conversation({ id: 'c1', subject: 'before', tags: [] })] });
    const change = (part: Partial<ConversationView>) =>
      store.begin((state) => ({ ...state, conversations: { ...state.conversations, c1: { ...state.conversations['c1']!, ...part } } }));
    const first = change({ subject: 'mine' });
    change({ tags: ['vip'] });
    store.events([event(1, 'conversation-assigned', { conversations: [conversation({ id: 'c1', assignee: 'somebody', tags: [] })] })]);
    expect(store.state().conversations['c1']).toMatchObject({ subject: 'mine', tags: ['vip'], assignee: 'somebody' });
    first.undo();
    expect(store.state().conversations['c1']).toMatchObject({ tags: ['vip'] });
  });

  test('a snapshot keeps conversations on the screen, and says that they must be looked at again', () => {
    const store = new Store();
    store.take({ conversations: [conversation({ id: 'c1' })] });
    const generation = store.generation();
    store.snapshot({ cursor: 900, tags: { t: { id: 't', name: 'vip' } } });
    expect(store.state().conversations['c1']).toBeDefined();
    expect(store.state().tags['t']?.name).toBe('vip');
    expect(store.cursor()).toBe(900);
    expect(store.generation()).toBe(generation + 1);
  });
});

describe('a conversation that is opened', () => {
  const held = (ids: readonly string[]): MessageView[] =>
    ids.map((id, index) => message({ id, conversation: 'c1', createdAt: `2026-03-0${index + 1}T10:00:00.000Z` }));
  const reply = (messages: readonly MessageView[], earlier: string | null, entries: readonly EntryView[] = []) => ({
    conversation: conversation({ id: 'c1' }),
    messages,
    earlier,
    history: { entries },
  });

  test('loses messages that are not there any more', () => {
    const store = new Store();
    const [one, two, three] = held(['m1', 'm2', 'm3']);
    store.replace((state) => withOpened(state, reply([one!, two!, three!], null), { messages: [one!, two!, three!] }), 0);
    store.replace((state) => withOpened(state, reply([one!, three!], null), { messages: [one!, three!] }), 0);
    expect(Object.keys(store.state().messages).sort()).toEqual(['m1', 'm3']);
  });

  test('keeps older pages that were loaded before', () => {
    const store = new Store();
    const [one, two, three] = held(['m1', 'm2', 'm3']);
    store.replace((state) => withOpened(state, reply([one!, two!, three!], null), { messages: [one!, two!, three!] }), 0);
    store.replace((state) => withOpened(state, reply([two!, three!], 'm2'), { messages: [two!, three!] }), 0);
    expect(Object.keys(store.state().messages).sort()).toEqual(['m1', 'm2', 'm3']);
  });

  test('takes messages by events only once it is open', () => {
    const store = new Store();
    const [one] = held(['m1']);
    store.events([event(1, 'message-received', { messages: [one!] })]);
    expect(store.state().messages).toEqual({});
    store.replace((state) => withOpened(state, reply([one!], null), { messages: [one!] }), 1);
    store.events([event(2, 'message-received', { messages: [message({ id: 'm9', conversation: 'c1', createdAt: '2026-03-09T10:00:00.000Z' })] })]);
    expect(Object.keys(store.state().messages)).toEqual(['m1', 'm9']);
  });

  test('holds the lines of its answer and of the events since, without the old ones that the answer may not reach back to', () => {
    const store = new Store();
    const [one] = held(['m1']);
    store.replace((state) => withOpened(state, reply([one!], null, [entry({ number: 1 }), entry({ number: 2 })]), { messages: [one!] }), 2);
    store.events([{ ...event(3, 'conversation-closed', {}), conversation: 'c1', data: { because: 'solved' } }]);
    expect(Object.keys(store.state().history)).toEqual(['1', '2', '3']);
    // Asked for before event 3 and answered after it: the event stays.
    store.replace((state) => withOpened(state, reply([one!], null, [entry({ number: 2 })]), { messages: [one!] }), 2);
    expect(Object.keys(store.state().history)).toEqual(['2', '3']);
    store.snapshot({ cursor: 9 });
    expect(Object.keys(store.state().history)).toEqual(['2', '3']);
  });
});
