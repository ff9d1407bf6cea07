import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VisitorEvent, VisitorMessage } from '../../contract/visitor.ts';
import { emptyTimeline, take, unread, type Timeline } from './timeline.ts';

const message = (id: string, change: Partial<VisitorMessage> = {}): VisitorMessage => ({
  id, author: { kind: 'agent', name: 'Anna' }, text: id, attachments: [], at: '2026-03-09T10:00:00.000Z', edited: false, state: 'accepted', ...change,
});
const came = (id: string, change: Partial<VisitorMessage> = {}): VisitorEvent => ({ kind: 'message', cursor: '1', message: message(id, change) });
const after = (...events: VisitorEvent[]): Timeline => take(emptyTimeline, { events, cursor: '9', fresh: false });
const texts = (timeline: Timeline) => timeline.lines.map((line) => (line.is === 'message' ? `${line.message.text} ${line.message.state}` : line.is));

describe('the conversation', () => {
  it('is what came, in its order, each once', () => {
    expect(texts(after(came('a'), came('b'), came('a')))).toEqual(['a accepted', 'b accepted']);
  });
  it('shows an edit in its place and forgets what was removed', () => {
    const timeline = after(came('a'), came('b'), { kind: 'message-edited', cursor: '2', message: message('a', { text: 'A', edited: true }) }, { kind: 'message-removed', cursor: '3', id: 'b' });
    expect(texts(timeline)).toEqual(['A accepted']);
  });
  it('never takes a receipt back, in whatever order receipts come', () => {
    const read: VisitorEvent = { kind: 'receipt', cursor: '2', id: 'a', state: 'read' };
    const delivered: VisitorEvent = { kind: 'receipt', cursor: '3', id: 'a', state: 'delivered' };
    expect(texts(after(came('a'), read, delivered, came('a')))).toEqual(['a read']);
  });
  it('shows a closing once, and an answer that closed the conversation before it', () => {
    const closed: VisitorEvent = { kind: 'conversation-closed', cursor: '5', at: '2026-03-09T10:00:00.000Z' };
    expect(texts(after(came('a'), closed, closed, came('answer'), came('later', { at: '2026-03-09T11:00:00.000Z' })))).toEqual(['a accepted', 'answer accepted', 'closed', 'later accepted']);
  });
  it('begins anew when everything was sent anew', () => {
    expect(texts(take(after(came('old')), { events: [came('new')], cursor: '10', fresh: true }))).toEqual(['new accepted']);
  });
  it('passes over what a newer desk may say', () => {
    const unknown = { kind: 'survey-offered', cursor: '4', id: 'a' } as unknown as VisitorEvent;
    expect(texts(after(came('a'), unknown))).toEqual(['a accepted']);
  });
  it('counts as unread what the desk wrote and nobody saw', () => {
    expect(unread(after(came('a'), came('b', { state: 'read' }), came('c', { author: { kind: 'visitor', name: null } }), came('d', { author: { kind: 'automation', name: null }, state: 'delivered' }))).map(({ id }) => id)).toEqual(['a', 'd']);
  });
  it('is the same however often parts of it are repeated', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('message' as const), cursor: fc.constant('1'), message: fc.constantFrom('a', 'b', 'c').map((id) => message(id)) }),
      fc.record({ kind: fc.constant('receipt' as const), cursor: fc.constant('2'), id: fc.constantFrom('a', 'b', 'c'), state: fc.constantFrom('delivered' as const, 'read' as const) }),
    );
    fc.assert(fc.property(fc.array(event), (more) => {
      const events = [came('a'), came('b'), came('c'), ...more];
      const once = after(...events);
      expect(take(once, { events, cursor: '9', fresh: false })).toEqual(once);
    }));
  });
});
