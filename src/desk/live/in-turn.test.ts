import { expect, test } from 'vitest';
import { inTurn } from './in-turn.ts';

/** A call that is answered when the test says so. */
function waiting(name: string, begun: string[]) {
  const answer = Promise.withResolvers<string>();
  return {
    ...answer,
    call: () => {
      begun.push(name);
      return answer.promise;
    },
  };
}

test('what is done to one thing goes one after the other, also when one of it is refused; to another thing it goes at once', async () => {
  const begun: string[] = [];
  const [close, reopen, tag, other] = ['close', 'reopen', 'tag', 'other'].map((name) => waiting(name, begun)) as [ReturnType<typeof waiting>, ReturnType<typeof waiting>, ReturnType<typeof waiting>, ReturnType<typeof waiting>];
  const closed = inTurn('one', close.call);
  const reopened = inTurn('one', reopen.call);
  const tagged = inTurn('one', tag.call);
  const elsewhere = inTurn('two', other.call);
  expect(begun).toEqual(['close', 'other']);
  close.reject(new Error('refused'));
  await expect(closed).rejects.toThrow('refused');
  await Promise.resolve();
  expect(begun).toEqual(['close', 'other', 'reopen']);
  reopen.resolve('open');
  tag.resolve('tagged');
  other.resolve('else');
  expect(await Promise.all([reopened, tagged, elsewhere])).toEqual(['open', 'tagged', 'else']);
  expect(begun).toEqual(['close', 'other', 'reopen', 'tag']);
  const later = waiting('later', begun);
  later.resolve('at once');
  const again = inTurn('one', later.call);
  expect(begun.at(-1)).toBe('later');
  expect(await again).toBe('at once');
});
