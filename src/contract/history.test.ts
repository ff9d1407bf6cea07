import { expect, test } from 'vitest';
import type { DeskEvent } from './event.ts';
import { eventKinds } from './event.ts';
import { entryKinds, entryOf } from './history.ts';
import { apply, emptyState, hold, open } from './state.ts';
import { entryView } from './views.ts';

const conversation = '019a0000-0000-7000-8000-000000000001';
const event = (part: Partial<DeskEvent> = {}): DeskEvent => ({
  number: 1, kind: 'conversation-closed', at: '2026-03-01T10:00:00.000Z', actor: { kind: 'agent', id: 'a1' }, conversation, data: { because: 'solved' }, views: {}, gone: {}, ...part,
});

test('kinds of lines are kinds of events, each in the view and the other way round', () => {
  expect(eventKinds).toEqual(expect.arrayContaining([...entryKinds]));
  expect([...entryKinds].sort()).toEqual([...entryView.shape.kind.options].sort());
});

test('a line carries what it needs to be said and nothing else', () => {
  const entry = entryOf(event({ data: { because: 'solved', secret: 'x', removedMessages: ['m1'] } }));
  expect(entry).toEqual({ number: 1, kind: 'conversation-closed', conversation, at: '2026-03-01T10:00:00.000Z', actor: { kind: 'agent', id: 'a1' }, data: { because: 'solved' } });
  expect(entryOf(event({ kind: 'conversation-assigned', data: { assignee: null, team: 't1' } }))?.data).toEqual({ assignee: null, team: 't1' });
  expect(entryOf(event({ kind: 'conversation-tagged', data: { added: ['refund'], removed: [] } }))?.data).toEqual({ added: ['refund'], removed: [] });
});

test('damaged data of an old event is left out, and the view still takes the line', () => {
  const entry = entryOf(event({ kind: 'conversation-tagged', data: { added: [1], removed: 'refund', late: 'yes', until: 5, assignee: {} } }));
  expect(entry?.data).toEqual({});
  expect(entryView.safeParse(entry).success).toBe(true);
});

test('messages, what concerns no conversation, and the ordinary way of a delivery make no line', () => {
  expect(entryOf(event({ kind: 'message-received', data: {} }))).toBeNull();
  expect(entryOf(event({ conversation: null }))).toBeNull();
  expect(entryOf(event({ kind: 'delivery-changed', data: { state: 'delivered' } }))).toBeNull();
  expect(entryOf(event({ kind: 'delivery-changed', data: { because: 'not-delivered', delivery: 'd1', state: 'queued' } }))?.data).toEqual({ because: 'not-delivered', delivery: 'd1' });
  expect(entryOf({ ...event(), kind: 'toString' })).toBeNull();
});

test('an event adds its line to an opened conversation only, once, and it goes with the conversation', () => {
  const unopened = apply(emptyState, event());
  expect(unopened.history).toEqual({});
  const opened = apply(open(emptyState, [conversation]), event());
  expect(Object.keys(opened.history)).toEqual(['1']);
  expect(apply(opened, event())).toBe(opened);
  expect(hold(opened, { history: [entryOf(event())!] }).history).toEqual(opened.history);
  expect(apply(opened, event({ number: 2, kind: 'conversation-assigned', conversation: null, gone: { conversations: [conversation] } })).history).toEqual({});
});
