import { describe, expect, test } from 'vitest';
import { closedByHand, isSameStanding, reopenedByHand, snoozedByHand, waitingByHand, woken } from './by-hand.ts';
import type { State } from './message.ts';
import type { Standing } from './transition.ts';

const now = '2026-03-09T10:00:00.000Z';
const earlier = '2026-03-09T08:00:00.000Z';
const later = '2026-03-09T18:00:00.000Z';

const states: readonly State[] = [
  { is: 'open' }, { is: 'waiting', for: 'customer' }, { is: 'waiting', for: 'third party' }, { is: 'snoozed', until: later },
  { is: 'closed', at: earlier, because: 'solved' }, { is: 'closed', at: earlier, because: 'spam' }, { is: 'closed', at: earlier, because: 'no answer' },
];
const standings: readonly Standing[] = states.flatMap((state) => [{ state, waitingSince: null }, { state, waitingSince: earlier }]);

describe.each(standings)('from $state.is, waiting since $waitingSince', (standing) => {
  test('closing ends the waiting and keeps the moment of an equal earlier decision', () => {
    const after = closedByHand(standing, now, 'solved');
    if (standing.state.is === 'closed' && standing.state.because === 'solved') expect(after).toBe(standing);
    else expect(after).toEqual({ state: { is: 'closed', at: now, because: 'solved' }, waitingSince: null });
  });

  test('reopening asks only a closed one who wrote last', () => {
    const after = reopenedByHand(standing, now);
    expect(after.state).toEqual({ is: 'open' });
    expect(after.waitingSince).toBe(standing.state.is === 'closed' ? now : standing.waitingSince);
  });

  test('neither snoozing nor waiting for somebody stops the customer\'s clock', () => {
    const since = standing.state.is === 'closed' ? now : standing.waitingSince;
    expect(snoozedByHand(standing, later, now, now)).toEqual({ state: { is: 'snoozed', until: later }, waitingSince: since });
    expect(waitingByHand(standing, 'third party', now)).toEqual({ state: { is: 'waiting', for: 'third party' }, waitingSince: since });
  });

  test('only a snoozed one whose time has come wakes', () => {
    expect(woken(standing, now)).toBe(standing);
    const due = woken(standing, later);
    if (standing.state.is === 'snoozed') expect(due).toEqual({ state: { is: 'open' }, waitingSince: standing.waitingSince });
    else expect(due).toBe(standing);
  });
});

test.each([now, earlier, '1999-01-01T00:00:00.000Z'])('snoozing until %s is refused', (until) => {
  expect(snoozedByHand({ state: { is: 'open' }, waitingSince: null }, until, now, null)).toBeNull();
});

test('a time without milliseconds is the same time', () => {
  const snoozed = snoozedByHand({ state: { is: 'open' }, waitingSince: null }, '2026-03-09T18:00:00Z', now, null);
  expect(snoozed?.state).toEqual({ is: 'snoozed', until: later });
  expect(isSameStanding(snoozed!, { state: { is: 'snoozed', until: later }, waitingSince: null })).toBe(true);
});

test('no two different standings are the same', () => {
  for (const [index, one] of standings.entries()) for (const [place, other] of standings.entries()) expect(isSameStanding(one, other)).toBe(index === place);
});
