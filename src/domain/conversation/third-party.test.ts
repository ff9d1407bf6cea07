import { describe, expect, test } from 'vitest';
import type { Relation } from './third-party.ts';
import { afterForward, afterThirdParty, isFromThirdParty } from './third-party.ts';

const relation = (part: Partial<Relation>): Relation => ({ by: 'key', withThirdParty: false, customer: false, thirdParty: false, customersSide: false, ...part });
const at = '2026-11-22T10:00:00.000Z';

describe('whose a letter is', () => {
  test.each<[string, readonly Relation[], boolean]>([
    ['nothing is named', [], false],
    ['a stranger with the customer’s key', [relation({})], false],
    ['anybody with the third parties’ key', [relation({ by: 'third-party key', withThirdParty: true })], true],
    ['the customer with the third parties’ key', [relation({ by: 'third-party key', withThirdParty: true, customer: true })], false],
    ['the customer’s company with the third parties’ key', [relation({ by: 'third-party key', withThirdParty: true, customersSide: true })], true],
    ['a third party in the customer’s thread', [relation({ thirdParty: true })], true],
    ['a third party who names the number alone', [relation({ by: 'number', thirdParty: true })], true],
    ['somebody of the customer’s company', [relation({ customersSide: true })], false],
    ['somebody on both sides, in the customer’s thread', [relation({ thirdParty: true, customersSide: true })], false],
    ['a stranger who answers a third party’s message without our key', [relation({ by: 'reference', withThirdParty: true })], false],
    ['a third party who answers their colleague’s message without our key', [relation({ by: 'reference', withThirdParty: true, thirdParty: true })], true],
    ['the customer who answers a third party’s message', [relation({ by: 'reference', withThirdParty: true, customer: true })], false],
    ['the customer of one of two conversations that are named', [relation({ thirdParty: true }), relation({ by: 'reference', customer: true })], false],
  ])('%s', (_case, relations, expected) => expect(isFromThirdParty(relations)).toBe(expected));
});

describe('what their answer does', () => {
  test.each([
    [{ is: 'closed', at, because: 'solved' }, { is: 'open' }],
    [{ is: 'waiting', for: 'third party' }, { is: 'open' }],
    [{ is: 'waiting', for: 'customer' }, { is: 'open' }],
    [{ is: 'snoozed', until: at }, { is: 'open' }],
    [{ is: 'open' }, { is: 'open' }],
    [{ is: 'closed', at, because: 'spam' }, { is: 'closed', at, because: 'spam' }],
  ] as const)('%j becomes %j, and the customer’s clock stays', (state, after) => {
    for (const waitingSince of [null, at]) {
      expect(afterThirdParty({ state, waitingSince }, { machineSent: false })).toEqual({ state: after, waitingSince });
      expect(afterThirdParty({ state, waitingSince }, { machineSent: true })).toEqual({ state, waitingSince });
    }
  });
});

test('a letter to them answers no customer', () => {
  const open = { state: { is: 'open' }, waitingSince: at } as const;
  expect(afterForward(open, 'stay', null)).toEqual(open);
  expect(afterForward(open, 'waiting', null)).toEqual({ state: { is: 'waiting', for: 'third party' }, waitingSince: at });
  // From a closed conversation: who had not been answered has not been answered.
  expect(afterForward({ state: { is: 'closed', at, because: 'solved' }, waitingSince: null }, 'waiting', at)).toEqual({ state: { is: 'waiting', for: 'third party' }, waitingSince: at });
  expect(afterForward({ state: { is: 'closed', at, because: 'spam' }, waitingSince: null }, 'waiting', at).state.is).toBe('closed');
});
