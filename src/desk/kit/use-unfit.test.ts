import { expect, test } from 'vitest';
import { kindOf } from './use-unfit.ts';

test.each([
  [{ valueMissing: true }, 'text', 'missing'],
  [{ typeMismatch: true }, 'email', 'email'],
  [{ typeMismatch: true }, 'url', 'link'],
  [{ tooShort: true }, 'password', 'short'],
  [{ tooLong: true }, 'text', 'long'],
  [{ rangeUnderflow: true }, 'number', 'number'],
  [{ rangeUnderflow: true }, 'datetime-local', 'other'],
] as const)('%j of a field for %s is told as %s', (validity, type, kind) => {
  expect(kindOf({ validity, type })).toBe(kind);
});
