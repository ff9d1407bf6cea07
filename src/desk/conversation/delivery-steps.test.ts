import { describe, expect, test } from 'vitest';
import { delivery } from '../live/things-for-tests.ts';
import { traceOf, undoUntil } from './delivery-steps.ts';

const now = Date.parse('2026-03-01T10:00:30.000Z');
const later = '2026-03-01T10:01:00.000Z';
const at = { queued: '2026-03-01T10:00:00.000Z', accepted: null, delivered: null, read: null, failed: null };
const accepted = { ...at, accepted: '2026-03-01T10:00:06.000Z' };
const both = ['delivered', 'read'] as const;
const steps = (part: Parameters<typeof delivery>[0]) => traceOf(delivery(part), both, now).steps.map((step) => step.what);

describe('the trace of a delivery', () => {
  test('says what happens now', () => {
    expect(steps({ due: later })).toEqual(['held']);
    expect(steps({ due: '2026-03-01T10:00:00.000Z' })).toEqual(['queued']);
    expect(steps({ due: later, attempts: 2 })).toEqual(['retrying']);
    expect(steps({ state: 'sending', attempts: 1 })).toEqual(['sending']);
  });

  test('says every step that was reached, with its time', () => {
    const read = { queued: at.queued, accepted: accepted.accepted, delivered: '2026-03-01T10:00:08.000Z', read: '2026-03-01T10:00:20.000Z', failed: null };
    expect(traceOf(delivery({ state: 'read', at: read }), both, now).steps).toEqual([
      { what: 'accepted', at: read.accepted },
      { what: 'delivered', at: read.delivered },
      { what: 'read', at: read.read },
    ]);
  });

  test('says what a channel cannot tell, and nothing where it can', () => {
    expect(traceOf(delivery({ state: 'accepted', at: accepted }), [], now).cannotTell).toBe('delivered');
    expect(traceOf(delivery({ state: 'accepted', at: accepted }), ['delivered'], now).cannotTell).toBe('read');
    expect(traceOf(delivery({ state: 'accepted', at: accepted }), both, now).cannotTell).toBeNull();
    expect(traceOf(delivery({ due: later }), [], now).cannotTell).toBeNull();
  });

  test('a failure and a doubt are told apart', () => {
    expect(traceOf(delivery({ state: 'failed', at: { ...at, failed: later } }), both, now).wrong).toBe('failed');
    expect(traceOf(delivery({ state: 'unknown' }), both, now).wrong).toBe('unknown');
    expect(traceOf(delivery({ state: 'cancelled' }), both, now).wrong).toBeNull();
  });
});

test('a reply can be undone while every delivery of it is held', () => {
  expect(undoUntil([delivery({ due: later })], now)).toBe(later);
  expect(undoUntil([delivery({ due: later }), delivery({ state: 'accepted', at: accepted })], now)).toBeNull();
  expect(undoUntil([delivery({ due: '2026-03-01T10:00:10.000Z' })], now)).toBeNull();
  expect(undoUntil([], now)).toBeNull();
});
