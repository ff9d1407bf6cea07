import { describe, expect, test } from 'vitest';
import { afterTakingBack } from './taken-back.ts';
import type { Standing } from './transition.ts';

const [early, late] = ['2026-03-02T09:00:00.000Z', '2026-03-02T10:00:00.000Z'];
const open = (waitingSince: string | null): Standing => ({ state: { is: 'open' }, waitingSince });
const waiting: Standing = { state: { is: 'waiting', for: 'customer' }, waitingSince: null };
const closed: Standing = { state: { is: 'closed', at: late, because: 'solved' }, waitingSince: null };
const snoozed = (waitingSince: string | null): Standing => ({ state: { is: 'snoozed', until: late }, waitingSince });
const nothing = { written: false, answered: false, decided: false };

describe('a reply that is taken back leaves the conversation', () => {
  test.each([
    ['as it was, where nothing happened since', waiting, open(early), nothing, open(early)],
    ['closed again, where it was closed and the reply opened it', waiting, closed, nothing, closed],
    ['open since the first unanswered word, where the customer wrote again', open(late), open(early), { ...nothing, written: true }, open(early)],
    ['open since the new word, where nobody had waited before', open(late), open(null), { ...nothing, written: true }, open(late)],
    ['as another answer left it', waiting, open(early), { ...nothing, answered: true }, waiting],
    ['snoozed by a colleague, with the customer waiting all the while', snoozed(null), open(early), { ...nothing, decided: true }, snoozed(early)],
    ['closed by a colleague, owing nothing', closed, open(early), { ...nothing, decided: true }, closed],
  ] as const)('%s', (_what, now, before, since, expected) => expect(afterTakingBack(now, before, since)).toEqual(expected));
});
