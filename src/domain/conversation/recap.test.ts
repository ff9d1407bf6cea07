import { expect, test } from 'vitest';
import type { RecapMessage } from './recap.ts';
import { recapOf } from './recap.ts';

let minute = 0;
function message(part: Partial<RecapMessage> & Pick<RecapMessage, 'text'>): RecapMessage {
  minute += 1;
  return {
    id: `m${minute}`, direction: 'in', author: { kind: 'contact', id: 'k', name: 'Giulia' }, createdAt: `2026-11-22T10:${String(minute).padStart(2, '0')}:00.000Z`,
    machineSent: false, removedAt: null, reading: null, ownWords: null, ...part,
  };
}
const reading = (part: Partial<NonNullable<RecapMessage['reading']>>): NonNullable<RecapMessage['reading']> => ({ ownWords: [], asks: [], facts: [], mood: 'neutral', ...part });
const agent = { kind: 'agent', id: 'a', name: 'Anna' } as const;

test('the key points of a conversation, from what was read and nothing else', () => {
  const messages = [
    message({ text: 'Where is order 55871? > quoted', reading: reading({ ownWords: [{ start: 0, end: 21 }], asks: [{ start: 0, end: 21 }], facts: [{ start: 15, end: 20, kind: 'order', value: '55871' }] }) }),
    message({ text: 'On its way.', direction: 'out', author: agent }),
    message({ text: 'It is broken! Who pays?', reading: reading({ asks: [{ start: 14, end: 23 }], mood: 'anger', facts: [{ start: 0, end: 1, kind: 'order', value: '55871' }] }) }),
    message({ text: 'A note', direction: 'note', author: agent }),
    message({ text: 'Friday.\n> asked', direction: 'from third party', author: { kind: 'third party', id: 'info@workshop.example', name: null }, ownWords: [{ start: 0, end: 7 }] }),
    message({ text: 'I am away', machineSent: true, reading: reading({ asks: [{ start: 0, end: 9 }], mood: 'joy' }) }),
    message({ text: 'gone', removedAt: '2026-11-22T11:00:00.000Z', reading: reading({ asks: [{ start: 0, end: 4 }] }) }),
  ];
  const promises = [
    { id: 'p1', promise: 'call', due: null, state: { is: 'open' } },
    { id: 'p2', promise: 'write', due: { by: '2026-11-23T10:00:00.000Z' }, state: { is: 'missed' } },
    { id: 'p3', promise: 'done', due: null, state: { is: 'kept' } },
  ];
  const recap = recapOf(messages, promises);
  expect(recap).toMatchObject({
    lastWords: { text: 'It is broken! Who pays?' }, asks: [{ text: 'Who pays?' }], facts: [{ kind: 'order', value: '55871' }], mood: 'anger', lastAnswer: { text: 'On its way.' },
    thirdParties: [{ name: 'info@workshop.example', text: 'Friday.' }],
  });
  expect(recap.promises.map((one) => one.id)).toEqual(['p2', 'p1']);
});

test('of nothing, nothing', () => {
  expect(recapOf([], [])).toEqual({ lastWords: null, asks: [], facts: [], mood: null, promises: [], lastAnswer: null, thirdParties: [] });
});
