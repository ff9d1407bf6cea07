import { array, assert, boolean, constantFrom, integer, oneof, property, record, constant, uniqueArray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeliveryState } from '../delivery/progress.ts';
import { quietUntil } from '../time/quiet-hours.ts';
import type { Cascade, CascadeStep, Reach, Signals, Tried } from './cascade.ts';
import { hasReached, longestWait, reaches } from './cascade.ts';
import { forecast } from './forecast.ts';
import { nextMove } from './next-move.ts';
import { orderFor } from './order.ts';
import { problemsOf } from './sound.ts';

const start = '2026-03-09T10:00:00.000Z';
const after = (minutes: number, from = start) => new Date(Date.parse(from) + minutes * 60_000).toISOString();
const step = (channel: string, until: Reach = 'delivered', wait = 10): CascadeStep => ({ channel, until, wait });
const cascade = (...steps: CascadeStep[]): Cascade => ({ steps, order: 'as written' });
const signals = (some: Partial<Signals> = {}): Signals => ({ answeredAt: null, quiet: null, timeZone: 'UTC', closed: [], ...some });
const tried = (place: number, state: DeliveryState, queuedAt = start): Tried => ({ step: place, state, queuedAt, acceptedAt: ['accepted', 'delivered', 'read'].includes(state) ? queuedAt : null });

describe('the next move', () => {
  const three = cascade(step('telegram', 'answered'), step('whatsapp'), step('sms'));

  test('the first way first, and it is given its time', () => {
    expect(nextMove(three, [], signals(), start)).toEqual({ do: 'send', step: 0, drop: [] });
    expect(nextMove(three, [tried(0, 'accepted')], signals(), after(9))).toEqual({ do: 'wait', until: after(10), because: 'not reached yet' });
    expect(nextMove(three, [tried(0, 'accepted')], signals(), after(10))).toEqual({ do: 'send', step: 1, drop: [] });
  });

  test('a way that failed has had its time at once', () => {
    expect(nextMove(three, [tried(0, 'failed')], signals(), after(1))).toEqual({ do: 'send', step: 1, drop: [] });
  });

  test('what may have been sent is waited for like what was sent', () => {
    expect(nextMove(three, [tried(0, 'unknown')], signals(), after(9))).toEqual({ do: 'wait', until: after(10), because: 'not reached yet' });
  });

  test('what could not leave in its time does not leave any more', () => {
    expect(nextMove(three, [tried(0, 'queued')], signals(), after(5))).toEqual({ do: 'wait', until: after(10), because: 'on its way' });
    expect(nextMove(three, [tried(0, 'queued')], signals(), after(10))).toEqual({ do: 'send', step: 1, drop: [0] });
    expect(nextMove(three, [tried(0, 'sending')], signals(), after(100))).toEqual({ do: 'wait', until: null, because: 'on its way' });
  });

  test('a receipt that comes late for an earlier way ends it', () => {
    const all = [tried(0, 'accepted'), tried(1, 'read'), tried(2, 'queued', after(20))];
    expect(nextMove(three, all, signals(), after(20))).toEqual({ do: 'stop', because: 'reached', drop: [2] });
  });

  test('ways that are closed are passed over', () => {
    expect(nextMove(three, [], signals({ closed: ['telegram', 'whatsapp'] }), start)).toEqual({ do: 'send', step: 2, drop: [] });
    expect(nextMove(three, [tried(2, 'failed')], signals({ closed: ['telegram'] }), start)).toEqual({ do: 'stop', because: 'exhausted', drop: [] });
  });

  test('nothing goes out in quiet hours', () => {
    const quiet = signals({ quiet: { from: '21:00', to: '08:00' }, timeZone: 'Europe/Moscow' });
    expect(nextMove(three, [], quiet, '2026-03-09T20:00:00.000Z')).toEqual({ do: 'wait', until: '2026-03-10T05:00:00.000Z', because: 'quiet hours' });
  });
});

test('what was read was delivered, and what was delivered accepted; only an answer is an answer', () => {
  const states = ['queued', 'sending', 'failed', 'unknown', 'cancelled', 'accepted', 'delivered', 'read'] as const;
  const reached = Object.fromEntries(reaches.map((until) => [until, states.filter((state) => hasReached(state, until))]));
  expect(reached).toEqual({ accepted: ['accepted', 'delivered', 'read'], delivered: ['delivered', 'read'], read: ['read'], answered: [] });
});

const anyCascade = uniqueArray(constantFrom('telegram', 'whatsapp', 'max', 'vk', 'sms', 'email'), { minLength: 1, maxLength: 6 })
  .chain((channels) => record({ order: constant('as written' as const), steps: array(record({ wait: integer({ min: 1, max: longestWait }), until: constantFrom(...reaches) }), { minLength: channels.length, maxLength: channels.length }) })
    .map(({ order, steps }): Cascade => ({ order, steps: steps.map((one, place) => ({ channel: channels[place]!, ...one })) })));
const anyQuiet = oneof(constant(null), record({ from: constantFrom('21:00', '00:00', '13:30'), to: constantFrom('08:00', '09:15', '23:00') }));
/** What the world does to a step when the cascade looks again: one of these happens to it. */
const fates = array(constantFrom<DeliveryState>('queued', 'accepted', 'delivered', 'read', 'failed', 'unknown'), { minLength: 40, maxLength: 40 });
const anyWorld = record({ cascade: anyCascade, quiet: anyQuiet, timeZone: constantFrom('UTC', 'Europe/Moscow', 'America/New_York', 'Asia/Shanghai'), closed: array(constantFrom('telegram', 'sms', 'vk'), { maxLength: 2 }), fates, answersAt: oneof(constant(null), integer({ min: 0, max: 30 })), late: boolean() });

test('whatever happens: it ends, never twice on a channel, never in quiet hours, never by a closed way, and never after an answer', () => {
  assert(property(anyWorld, (world) => {
    const about = { quiet: world.quiet, timeZone: world.timeZone, closed: world.closed };
    let now = start;
    let all: Tried[] = [];
    const sent: string[] = [];
    for (let moves = 0; moves < 60; moves += 1) {
      const answeredAt = world.answersAt !== null && moves >= world.answersAt ? now : null;
      const move = nextMove(world.cascade, all, { ...about, answeredAt }, now);
      if (answeredAt !== null) expect(move).toMatchObject({ do: 'stop', because: 'answered' });
      if (move.do === 'stop') return;
      if (move.do === 'send') {
        const { channel } = world.cascade.steps[move.step]!;
        expect(sent).not.toContain(channel);
        expect<readonly string[]>(world.closed).not.toContain(channel);
        expect(quietUntil(now, world.quiet, world.timeZone)).toBeNull();
        sent.push(channel);
        all = all.map((one) => (move.drop.includes(one.step) ? { ...one, state: 'cancelled' } : one));
        all.push({ step: move.step, state: world.fates[moves]!, queuedAt: now, acceptedAt: ['accepted', 'delivered', 'read'].includes(world.fates[moves]!) ? now : null });
      } else {
        // Time never stands still, and a wait is never for what has passed.
        expect(move.until === null || move.until > now).toBe(true);
        now = move.until ?? after(1, now);
      }
    }
    throw new Error('it does not end');
  }), { numRuns: 2_000 });
});

test('the forecast names each way once, in order, outside of quiet hours', () => {
  assert(property(anyWorld, ({ cascade: made, quiet, timeZone, closed }) => {
    const { steps, overAt } = forecast(made, { quiet, timeZone, closed }, start);
    expect(steps.map((one) => one.step)).toEqual(made.steps.flatMap(({ channel }, place) => ((closed as readonly string[]).includes(channel) ? [] : [place])));
    for (const [place, one] of steps.entries()) {
      expect(quietUntil(one.at, quiet, timeZone)).toBeNull();
      if (place > 0) expect(Date.parse(one.at) - Date.parse(steps[place - 1]!.at)).toBeGreaterThanOrEqual(made.steps[steps[place - 1]!.step]!.wait * 60_000);
    }
    expect(overAt >= (steps.at(-1)?.at ?? start)).toBe(true);
  }));
});

describe('the order for a contact', () => {
  const steps = [step('sms'), step('telegram'), step('email'), step('whatsapp')];
  const by = (habits: Partial<Parameters<typeof orderFor>[1]>) => orderFor({ steps, order: 'by contact' }, { preferred: null, lastUsed: {}, cost: {}, ...habits }).map(({ channel }) => channel);

  test('what they prefer, then where they wrote last, then what costs least', () => {
    expect(by({})).toEqual(['sms', 'telegram', 'email', 'whatsapp']);
    expect(by({ cost: { sms: 3, whatsapp: 1 } })).toEqual(['telegram', 'email', 'whatsapp', 'sms']);
    expect(by({ lastUsed: { email: after(-60), whatsapp: after(-5) }, cost: { sms: 3 } })).toEqual(['whatsapp', 'email', 'telegram', 'sms']);
    expect(by({ preferred: 'sms', lastUsed: { email: after(-60) }, cost: { sms: 3 } })).toEqual(['sms', 'email', 'telegram', 'whatsapp']);
  });

  test('as written stays as written', () => {
    expect(orderFor({ steps, order: 'as written' }, { preferred: 'whatsapp', lastUsed: {}, cost: {} })).toBe(steps);
  });
});

test('a cascade that cannot do what it says is told so, step by step', () => {
  const channels = new Map([
    ['telegram', { receipts: [], begins: true, triesFor: null }], ['whatsapp', { receipts: ['delivered', 'read'], begins: true, triesFor: 720 }],
    ['vk', { receipts: ['read'], begins: true, triesFor: null }], ['web-chat', { receipts: ['delivered', 'read'], begins: false, triesFor: null }],
  ] as const);
  const found = (...steps: CascadeStep[]) => problemsOf(cascade(...steps), channels);
  expect(found(step('telegram', 'answered'), step('vk', 'delivered'), step('whatsapp', 'read'))).toEqual([]);
  expect(found(step('telegram', 'read'), step('telegram', 'answered', 0), step('pigeon'))).toEqual([
    { step: 0, code: 'cascade-cannot-know' }, { step: 1, code: 'cascade-channel-twice' }, { step: 1, code: 'cascade-wait-wrong' }, { step: 2, code: 'cascade-channel-unknown' },
  ]);
  expect(found(step('whatsapp'), step('web-chat', 'read', 1_440))).toEqual([
    { step: 0, code: 'cascade-tries-longer' }, { step: 1, code: 'cascade-wait-wrong' }, { step: 1, code: 'cascade-cannot-begin' },
  ]);
});
