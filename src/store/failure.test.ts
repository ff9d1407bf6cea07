import { describe, expect, test } from 'vitest';
import { isDatabaseLost, isDiskFull, isSerializationFailure, isUniqueViolation } from './failure.ts';

const failure = (fields: object, message = 'x'): Error => Object.assign(new Error(message), fields);

describe('which failures mean that the database is lost', () => {
  test.each([
    ['connection refused', failure({ code: 'ECONNREFUSED' }), true],
    ['both addresses refused', new AggregateError([failure({ code: 'ECONNREFUSED' }), failure({ code: 'ECONNREFUSED' })]), true],
    ['one address for another reason', new AggregateError([failure({ code: 'ECONNREFUSED' }), failure({ code: '28P01' })]), false],
    ['no addresses tried', new AggregateError([]), false],
    ['socket file gone', failure({ code: 'ENOENT', syscall: 'connect' }), true],
    ['some other file gone', failure({ code: 'ENOENT', syscall: 'open' }), false],
    ['shut down by its administrator', failure({ code: '57P01' }), true],
    ['still starting up', failure({ code: '57P03' }), true],
    ['too many connections', failure({ code: '53300' }), true],
    ['connection lost in class 08', failure({ code: '08006' }), true],
    ['said by the driver alone', failure({}, 'Connection terminated unexpectedly'), true],
    ['pool waited too long', failure({}, 'timeout exceeded when trying to connect'), true],
    ['a statement that took too long', failure({ code: '57014' }), false],
    ['a constraint', failure({ code: '23505' }), false],
    ['a full disk', failure({ code: '53100' }), false],
    ['an ordinary fault', new TypeError('x is not a function'), false],
    ['no error at all', 'Connection terminated', false],
    ['nothing', null, false],
  ])('%s', (_name, error, lost) => {
    expect(isDatabaseLost(error)).toBe(lost);
  });
});

test('races and full disks are told apart', () => {
  expect([failure({ code: '40001' }), failure({ code: '40P01' }), failure({ code: '23505' })].map(isSerializationFailure)).toEqual([true, true, false]);
  expect([failure({ code: '53100' }), failure({ code: 'ENOSPC' }), failure({ code: 'EDQUOT' }), failure({ code: '40001' }), undefined].map(isDiskFull)).toEqual([true, true, true, false, false]);
  expect(isDiskFull(failure({ code: 'XX000' }, 'could not extend file "base/5/16384": Disk quota exceeded'))).toBe(true);
  expect(isDiskFull(failure({ code: 'XX000' }, 'could not write block 7 in file "base/5/16384": File too large'))).toBe(true);
  expect(isDiskFull(failure({ code: 'XX000' }, 'could not open file "base/5/16384"'))).toBe(false);
  expect(isUniqueViolation(failure({ code: '23505', constraint: 'one' }), 'two')).toBe(false);
  expect(isUniqueViolation(failure({ code: '23505', constraint: 'one' }), 'one')).toBe(true);
});
