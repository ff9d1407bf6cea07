import { expect, test } from 'vitest';
import { sentencesToAsk } from './ask-sentences.ts';

const words = (text: string, spans: readonly { readonly start: number; readonly end: number }[]) => spans.map(({ start, end }) => text.slice(start, end));

test('every sentence of the customer can be ticked, a question that was read as it was read', () => {
  const text = 'Hello!\nWhere is it? Tell me\nthe price please.\n> quoted words?';
  const own = [{ start: 0, end: text.indexOf('>') }];
  const ask = { start: text.indexOf('Where'), end: text.indexOf('Where') + 12 };
  expect(words(text, sentencesToAsk(text, own, [ask], 'en'))).toEqual(['Hello!', 'Where is it?', 'Tell me', 'the price please.']);
});

test('in Chinese too', () => {
  const text = '你好。什么时候到？请告诉我。';
  expect(words(text, sentencesToAsk(text, [{ start: 0, end: text.length }], [], 'zh'))).toEqual(['你好。', '什么时候到？', '请告诉我。']);
});
