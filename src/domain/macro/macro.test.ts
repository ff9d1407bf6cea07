import { describe, expect, test } from 'vitest';
import type { Situation } from './forecast.ts';
import { forecast, obstacleIn } from './forecast.ts';
import type { Step } from './macro.ts';
import { momentFrom, quarrelIn } from './macro.ts';

describe('steps', () => {
  const close: Step = { do: 'close', because: 'solved' };
  test.each<readonly [string, readonly Step[], object | null]>([
    ['two states', [close, { do: 'wait', for: 'customer' }], { step: 1, with: 0 }],
    ['two owners', [{ do: 'assign', agent: 'me' }, close, { do: 'assign', agent: null }], { step: 2, with: 0 }],
    ['a tag put on and taken off, whatever its capitals', [{ do: 'add-tags', tags: ['Refund  Asked'] }, { do: 'remove-tags', tags: ['refund asked'] }], { step: 1, with: 0 }],
    ['an agent and a team, several tags, several words', [{ do: 'assign', agent: 'me' }, { do: 'assign-team', team: 't' }, { do: 'add-tags', tags: ['a'] }, { do: 'add-tags', tags: ['a', 'b'] }, { do: 'insert-text', text: 'x' }, { do: 'insert-text', text: 'y' }, close], null],
  ])('quarrel or not: %s', (_name, steps, quarrel) => expect(quarrelIn(steps)).toEqual(quarrel));
});

describe('a moment told from now', () => {
  const now = '2026-03-27T08:30:00.000Z';
  test.each([
    [{ hours: 3 }, '2026-03-27T11:30:00.000Z'],
    [{ days: 1, at: '09:00' }, '2026-03-28T08:00:00.000Z'],
    // The clocks change on the 29th; nine stays nine.
    [{ days: 2, at: '09:00' }, '2026-03-29T07:00:00.000Z'],
    [{ weekday: 1, at: '09:00' }, '2026-03-30T07:00:00.000Z'],
    // It is Friday half past nine: nine has passed, ten has not.
    [{ weekday: 5, at: '09:00' }, '2026-04-03T07:00:00.000Z'],
    [{ weekday: 5, at: '10:00' }, '2026-03-27T09:00:00.000Z'],
  ])('%j', (moment, at) => expect(momentFrom(moment, now, 'Europe/Rome')).toBe(at));
});

describe('what a macro would do', () => {
  const situation: Situation = {
    now: '2026-03-27T08:30:00.000Z', timeZone: 'UTC', me: 'anna', state: { is: 'open' }, assignee: 'anna', team: null, tags: ['Refund'], inboxArchived: false, contactBlocked: false,
    agent: (id) => ({ anna: { name: 'Anna', active: true }, olga: { name: 'Olga', active: false } })[id] ?? null, hasTeam: (id) => id === 'billing', hasTemplate: (id) => id === 'late',
  };
  const one = (step: Step, more: Partial<Situation> = {}) => forecast([step], { ...situation, ...more })[0]!;

  test('only what is not so already', () => {
    expect(one({ do: 'add-tags', tags: ['refund', 'paid'] })).toEqual({ step: 1, do: 'add-tags', tags: ['paid'], already: false, obstacle: null });
    expect(one({ do: 'remove-tags', tags: ['refund', 'paid'] })).toMatchObject({ tags: ['refund'], already: false });
    expect(one({ do: 'add-tags', tags: ['REFUND'] })).toMatchObject({ tags: [], already: true });
    expect(one({ do: 'assign', agent: 'me' })).toMatchObject({ to: 'anna', already: true, obstacle: null });
    expect(one({ do: 'assign', agent: null })).toMatchObject({ to: null, already: false });
    expect(one({ do: 'open' }).already).toBe(true);
    expect(one({ do: 'close', because: 'solved' }).already).toBe(false);
    expect(one({ do: 'snooze', until: { days: 1, at: '09:00' } }).until).toBe('2026-03-28T09:00:00.000Z');
  });

  test('and what stands against it, by the number of its step', () => {
    const code = (step: Step, more: Partial<Situation> = {}) => one(step, more).obstacle?.code ?? null;
    expect(one({ do: 'assign', agent: 'olga' }).obstacle).toEqual({ code: 'macro-agent-off', values: { step: 1, name: 'Olga' } });
    expect(code({ do: 'assign', agent: 'nobody' })).toBe('macro-agent-off');
    expect(code({ do: 'assign', agent: 'me' }, { me: null })).toBe('not-allowed');
    expect(code({ do: 'assign-team', team: 'sales' })).toBe('macro-team-gone');
    expect(code({ do: 'assign-team', team: 'billing' })).toBeNull();
    expect(code({ do: 'insert-template', template: 'gone' })).toBe('macro-template-gone');
    expect(code({ do: 'insert-text', text: 'x' }, { inboxArchived: true })).toBe('inbox-archived');
    expect(code({ do: 'insert-text', text: 'x' }, { contactBlocked: true })).toBe('contact-blocked');
    // Where nothing is to be sent, an archived inbox does not matter.
    expect(code({ do: 'close', because: 'solved' }, { inboxArchived: true })).toBeNull();
    expect(obstacleIn(forecast([{ do: 'close', because: 'solved' }, { do: 'assign-team', team: 'x' }, { do: 'assign', agent: 'olga' }], situation))).toEqual({ code: 'macro-team-gone', values: { step: 2 } });
  });
});
