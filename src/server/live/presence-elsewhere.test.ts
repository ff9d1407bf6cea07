import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LiveMessage } from '../../contract/event.ts';
import { openPresence } from './presence.ts';
import type { Signals } from './presence-elsewhere.ts';
import { sharePresence } from './presence-elsewhere.ts';

/** A line between processes that can swallow signals. */
function line() {
  const hearers = new Set<(payload: string | null) => void>();
  let deaf = false;
  const end = (): Signals => ({
    tell: (payload) => {
      if (!deaf) for (const hear of hearers) hear(payload);
    },
    hear: (onSignal) => {
      hearers.add(onSignal);
      onSignal(null);
      return () => void hearers.delete(onSignal);
    },
  });
  return {
    end,
    swallow: (on: boolean) => {
      deaf = on;
    },
  };
}

describe('who is there, over several processes', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const seat = (presence: ReturnType<typeof sharePresence>, agent: string) => {
    const told: LiveMessage[] = [];
    const seated = presence.join('w', agent, (message) => told.push(message));
    const last = () => told.filter((message) => message.kind === 'presence').at(-1);
    return { ...seated, told, last };
  };

  test('is known in each, and forgotten when a screen or a process goes', () => {
    const between = line();
    const [one, other] = [sharePresence(openPresence(), between.end()), sharePresence(openPresence(), between.end())];
    const anna = seat(one, 'anna');
    const boris = seat(other, 'boris');
    anna.view('c1');
    boris.view('c1');
    boris.write('c1', true);
    expect(anna.last()).toEqual({ kind: 'presence', conversation: 'c1', viewing: ['anna', 'boris'], writing: ['boris'] });
    boris.write('c1', false);
    expect(anna.last()).toMatchObject({ viewing: ['anna', 'boris'], writing: [] });
    boris.leave();
    expect(anna.last()).toMatchObject({ viewing: ['anna'] });
    const carla = seat(other, 'carla');
    carla.view('c1');
    expect(anna.last()).toMatchObject({ viewing: ['anna', 'carla'] });
    other.close();
    between.swallow(true);
    vi.advanceTimersByTime(30_000);
    expect(anna.last()).toMatchObject({ viewing: ['anna'] });
  });

  test('customers who type and agents who write are told to both', () => {
    const between = line();
    const [one, other] = [sharePresence(openPresence(), between.end()), sharePresence(openPresence(), between.end())];
    const anna = seat(one, 'anna');
    anna.view('c1');
    other.customerTyping('w', 'c1');
    expect(anna.told).toContainEqual({ kind: 'customer-typing', conversation: 'c1' });
    const marks: [string, boolean][] = [];
    other.onWriting((_workspace, conversation, on) => marks.push([conversation, on]));
    anna.write('c1', true);
    anna.view('c2');
    expect(marks).toEqual([['c1', true], ['c1', false]]);
  });

  test('one that begins later learns of the others, and lost signals are made good', () => {
    const between = line();
    const one = sharePresence(openPresence(), between.end());
    const anna = seat(one, 'anna');
    anna.view('c1');
    const other = sharePresence(openPresence(), between.end());
    const boris = seat(other, 'boris');
    boris.view('c1');
    expect(boris.last()).toMatchObject({ viewing: ['anna', 'boris'] });
    between.swallow(true);
    const carla = seat(one, 'carla');
    carla.view('c1');
    between.swallow(false);
    expect(boris.last()).toMatchObject({ viewing: ['anna', 'boris'] });
    vi.advanceTimersByTime(6_000);
    expect(boris.last()).toMatchObject({ viewing: expect.arrayContaining(['anna', 'boris', 'carla']) });
  });

  test('nonsense on the line breaks nothing', () => {
    const between = line();
    const one = sharePresence(openPresence(), between.end());
    const anna = seat(one, 'anna');
    anna.view('c1');
    for (const payload of ['', '{', '{}', '[]', '{"from":"x","kind":"seat"}', '{"from":"x","kind":"left","seat":"y"}']) between.end().tell(payload);
    expect(anna.last()).toMatchObject({ viewing: ['anna'] });
  });
});
