import { describe, expect, test } from 'vitest';
import type { Standing } from './webhook-turn.ts';
import { nextTurn } from './webhook-turn.ts';

const now = '2026-11-22T12:00:00.000Z';
const ago = (hours: number) => new Date(Date.parse(now) - hours * 3_600_000).toISOString();
const inSeconds = (seconds: number) => new Date(Date.parse(now) + seconds * 1_000).toISOString();
const standing = (some: Partial<Standing> = {}): Standing => ({ attempts: 1, firstAt: now, aside: false, failures: 0, failingSince: null, ...some });
const answered = (status: number | null, retryAfter: number | null = null) => ({ status, retryAfter });

describe('the next turn of a webhook', () => {
  test.each([200, 201, 202, 204, 299])('%d is well', (status) => {
    expect(nextTurn(answered(status), standing({ failures: 9, failingSince: ago(100) }), now)).toEqual({ do: 'go-on' });
  });

  test.each([[0, 5], [1, 15], [2, 45], [3, 135], [4, 405], [5, 1_215], [6, 3_600], [7, 3_600], [500, 3_600]])('after %d failures in a row it waits %d s', (failures, seconds) => {
    for (const status of [null, 301, 401, 404, 408, 502, 503]) expect(nextTurn(answered(status), standing({ failures, failingSince: ago(1), attempts: failures + 1 }), now)).toEqual({ do: 'wait', until: inSeconds(seconds) });
  });

  test('who asks for a longer pause gets it, up to an hour', () => {
    expect(nextTurn(answered(429, 120), standing(), now)).toEqual({ do: 'wait', until: inSeconds(120) });
    expect(nextTurn(answered(503, 999_999), standing(), now)).toEqual({ do: 'wait', until: inSeconds(3_600) });
    expect(nextTurn(answered(429, 1), standing({ failures: 3 }), now)).toEqual({ do: 'wait', until: inSeconds(135) });
    expect(nextTurn(answered(500, 900), standing(), now), 'an answer that asks for nothing').toEqual({ do: 'wait', until: inSeconds(5) });
  });

  test('410 ends it at once', () => {
    expect(nextTurn(answered(410), standing(), now)).toEqual({ do: 'switch-off', because: 'gone' });
    expect(nextTurn(answered(410), standing({ aside: true }), now)).toEqual({ do: 'switch-off', because: 'gone' });
  });

  test('an event that is refused lets others pass at its third try; one that breaks the receiver at its fifth', () => {
    expect(nextTurn(answered(400), standing({ attempts: 2, failures: 1 }), now).do).toBe('wait');
    expect(nextTurn(answered(422), standing({ attempts: 3, failures: 2 }), now)).toEqual({ do: 'let-others-pass', until: inSeconds(45) });
    expect(nextTurn(answered(500), standing({ attempts: 4, failures: 3 }), now).do).toBe('wait');
    expect(nextTurn(answered(500), standing({ attempts: 5, failures: 4 }), now).do).toBe('let-others-pass');
  });

  test('nobody passes while the address itself does not answer', () => {
    for (const status of [null, 301, 401, 403, 404, 429, 502, 503, 504]) expect(nextTurn(answered(status), standing({ attempts: 30, failures: 30, failingSince: ago(30) }), now).do).toBe('wait');
  });

  test('an event by itself is tried for a day, an address for three', () => {
    const alone = standing({ aside: true, attempts: 20, firstAt: ago(23.9) });
    expect(nextTurn(answered(400), alone, now)).toEqual({ do: 'wait', until: inSeconds(3_600) });
    expect(nextTurn(answered(400), { ...alone, firstAt: ago(24) }, now)).toEqual({ do: 'give-up' });
    expect(nextTurn(answered(null), standing({ failures: 70, failingSince: ago(71.9), attempts: 70, firstAt: ago(72) }), now).do).toBe('wait');
    expect(nextTurn(answered(null), standing({ failures: 70, failingSince: ago(72), attempts: 70, firstAt: ago(72) }), now)).toEqual({ do: 'switch-off', because: 'failing' });
  });
});
