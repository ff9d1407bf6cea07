import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as outboxes from './outbox.ts';

const item = (id: string, writtenAt = 0) => ({ id, text: id, attachments: [], writtenAt });
const filled = (...ids: string[]) => ids.reduce((outbox, id, at) => outboxes.add(outbox, item(id, at)), [] as outboxes.Outbox);

describe('the outbox', () => {
  it('sends one at a time, in order', () => {
    const outbox = filled('a', 'b');
    expect(outboxes.next(outbox)?.id).toBe('a');
    expect(outboxes.next(outboxes.sending(outbox, 'a'))).toBeNull();
    expect(outboxes.next(outboxes.accepted(outboxes.sending(outbox, 'a'), 'a'))?.id).toBe('b');
  });
  it('sends again what was not answered, before what came after it', () => {
    expect(outboxes.next(outboxes.unanswered(outboxes.sending(filled('a', 'b'), 'a'), 'a'))?.id).toBe('a');
  });
  it('is not held up by what was refused, and sends it only when asked', () => {
    const outbox = outboxes.refused(outboxes.sending(filled('a', 'b'), 'a'), 'a', 'message-too-long');
    expect(outboxes.next(outbox)?.id).toBe('b');
    expect(outbox[0]).toMatchObject({ state: 'refused', code: 'message-too-long' });
    expect(outboxes.again(outbox, 'a')[0]).toEqual({ ...item('a'), state: 'waiting' });
  });
  it('does not take an acknowledged message back for sending', () => {
    expect(outboxes.unanswered(outboxes.accepted(filled('a'), 'a'), 'a')[0]?.state).toBe('sent');
  });
  it('holds an id once', () => {
    expect(outboxes.add(filled('a'), item('a'))).toHaveLength(1);
  });
  it('takes what was kept in the order of writing, and leaves out what cannot be read', () => {
    const kept = [null, 7, 'x', {}, { ...item('late', 9), state: 'sending' }, { ...item('early', 1), state: 'refused', code: 'x' }, { ...item('odd'), attachments: 'none' }];
    expect(outboxes.restored(kept)).toEqual([{ ...item('early', 1), state: 'waiting' }, { ...item('late', 9), state: 'waiting' }]);
  });
});

// Whatever is lost on the way, in whatever order: a model of a browser, a bad connection and a desk that stores an id once.
describe('through a bad connection', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('write' as const) }),
    fc.record({ do: fc.constant('send' as const), question: fc.boolean(), answer: fc.boolean() }),
    fc.record({ do: fc.constant('reload' as const) }),
    fc.record({ do: fc.constant('arrive' as const) }),
  );

  it('every message arrives once, in the order in which it was written', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const desk: string[] = [];
      const kept = new Map<string, outboxes.Waiting>();
      const written: string[] = [];
      let outbox: outboxes.Outbox = [];
      const send = (question: boolean, answer: boolean) => {
        const next = outboxes.next(outbox);
        if (!next) return;
        outbox = outboxes.sending(outbox, next.id);
        if (question && !desk.includes(next.id)) desk.push(next.id);
        outbox = question && answer ? outboxes.accepted(outbox, next.id) : outboxes.unanswered(outbox, next.id);
        if (question && answer) kept.delete(next.id);
      };
      const arrive = () => {
        for (const id of desk) kept.delete(id);
        outbox = outboxes.discard(outbox, desk);
      };
      for (const one of steps) {
        if (one.do === 'write') {
          const added = item(`m${written.length}`, written.length);
          written.push(added.id);
          outbox = outboxes.add(outbox, added);
          kept.set(added.id, { ...added, state: 'waiting' });
        } else if (one.do === 'send') send(one.question, one.answer);
        else if (one.do === 'reload') outbox = outboxes.restored([...kept.values()].toReversed());
        else arrive();
      }
      while (outboxes.next(outbox)) send(true, true);
      expect(desk).toEqual(written);
      arrive();
      expect(outbox).toEqual([]);
      expect(kept.size).toBe(0);
    }));
  });
});
