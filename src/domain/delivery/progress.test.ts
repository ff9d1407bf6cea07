import { property, assert, constantFrom, array, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Progress, Receipt } from './progress.ts';
import { afterReceipt } from './progress.ts';
import { giveUpAfter, nextAttempt } from './retry.ts';

const fresh: Progress = { state: 'sending', acceptedAt: null, deliveredAt: null, readAt: null, failedAt: null };
const at = (minute: number) => new Date(Date.UTC(2026, 2, 9, 10, minute)).toISOString();

describe('receipts', () => {
  test.each<[Receipt['state'][], Progress['state']]>([
    [['accepted', 'delivered', 'read'], 'read'],
    [['read', 'delivered', 'accepted'], 'read'],
    [['delivered', 'bounced'], 'delivered'],
    [['accepted', 'bounced'], 'failed'],
    [['bounced', 'accepted'], 'failed'],
    [['bounced', 'delivered'], 'delivered'],
    [['accepted', 'accepted'], 'accepted'],
  ])('%j end as %s', (receipts, state) => {
    const end = receipts.reduce<Progress>((progress, receipt, index) => afterReceipt(progress, { state: receipt, at: at(index) }) ?? progress, fresh);
    expect(end.state).toBe(state);
  });

  test('in any order and any number, a delivery never moves back, and the same receipt twice changes nothing', () => {
    const rank = { queued: 0, sending: 1, unknown: 2, cancelled: 2, failed: 3, accepted: 3, delivered: 4, read: 5 } as const;
    const receipts = array(record({ state: constantFrom<Receipt['state']>('accepted', 'delivered', 'read', 'bounced'), at: constantFrom(at(1), at(2), at(3)) }), { maxLength: 12 });
    assert(property(receipts, (list) => {
      let progress = fresh;
      for (const receipt of list) {
        const next = afterReceipt(progress, receipt);
        if (next === null) continue;
        expect(rank[next.state]).toBeGreaterThanOrEqual(rank[progress.state]);
        for (const time of ['acceptedAt', 'deliveredAt', 'readAt'] as const) if (progress[time] !== null) expect(next[time]).toBe(progress[time]);
        expect(afterReceipt(next, receipt)).toBeNull();
        progress = next;
      }
    }));
  });
});

describe('trying again', () => {
  test('waits longer each time, at most an hour, and as long as it was asked to', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((attempts) => (Date.parse(nextAttempt(attempts, at(0), at(0), null)!) - Date.parse(at(0))) / 1_000);
    expect(waits).toEqual([20, 60, 180, 540, 1_620, 3_600, 3_600]);
    expect(nextAttempt(1, at(0), at(0), 900)).toBe(at(15));
  });
  test('gives up after a day', () => {
    expect(nextAttempt(20, at(0), at(giveUpAfter), null)).toBeNull();
  });
});
