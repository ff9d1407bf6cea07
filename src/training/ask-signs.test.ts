import { describe, expect, it } from 'vitest';
import { askTable, fitAsks, speaksForAsk } from './ask-signs.ts';
import type { SignedAsk } from './ask-signs.ts';

const ask = (asked: boolean, right: boolean, signs: string): SignedAsk => ({ asked, right, signs: signs.split(' ') });
const asks = Array.from({ length: 20 }, () => [
  ask(true, true, 'any please'), ask(true, false, 'any sarcasm'), ask(true, true, 'any question'),
  ask(false, false, 'any plain'), ask(false, true, 'any wish'), ask(false, false, 'any thanks'), ask(false, false, 'any sarcasm'),
]).flat();

describe('fitting what speaks for an ask', () => {
  const weights = fitAsks(asks);
  it('learns for asks that rules found, and for sentences without one, each by itself', () => {
    expect(weights.get('sarcasm')![0]).toBeLessThan(-0.5);
    expect(weights.get('wish')).toEqual([0, expect.any(Number)]);
    expect(weights.get('wish')![1]).toBeGreaterThan(0.5);
    for (const one of asks) expect(speaksForAsk(weights, one) > 0, `${one.signs.join(' ')} ${one.asked}`).toBe(one.right);
  });
  it('gives the same numbers for the same texts', () => expect([...fitAsks(asks)]).toEqual([...weights]));
  it('learns nothing of what stands in a few places only', () => expect(fitAsks([...asks, ask(true, false, 'any rare')]).has('rare')).toBe(false));
  it('knows nothing of a sign it never met', () => expect(speaksForAsk(new Map([['any', [1, -1]]]), { asked: false, signs: ['any', 'new'] })).toBe(-1));
  it('writes a table without what hardly speaks', () => {
    expect(askTable(new Map([['wish', [0, 1]], ['faint', [0.01, -0.01]], ['ask not', [-1, 0]]]))).toContain("= {\n  'ask not': [-1.00, 0.00],\n  wish: [0.00, 1.00],\n};\n");
  });
});
