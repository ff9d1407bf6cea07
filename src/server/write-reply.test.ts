import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { writerOf } from './write-reply.ts';

const state = z.discriminatedUnion('is', [z.object({ is: z.literal('open') }), z.object({ is: z.literal('snoozed'), until: z.iso.datetime() })]);
const thing = z.object({
  id: z.uuid(), number: z.int(), share: z.number(), loud: z.boolean(), name: z.string().nullable(), mood: z.enum(['glad', 'sad']), state, more: z.string().optional(), tags: z.array(z.string()),
  hours: z.record(z.string(), z.array(z.tuple([z.string(), z.string()]))), either: z.union([z.object({ a: z.string() }), z.object({ b: z.number() })]), anything: z.unknown(), inner: z.object({ deep: z.object({ at: z.iso.datetime().nullable() }) }),
});
const given = {
  id: '01a20494-7282-42f7-870a-fc602a6987ff', number: -7, share: 0.1, loud: false, name: null, mood: 'glad', state: { is: 'snoozed', until: '2026-11-22T18:44:35.000Z' }, tags: ['one', 'two'],
  hours: { mo: [['09:00', '17:00']], su: [] }, either: { b: 2 }, anything: { x: [1, null] }, inner: { deep: { at: null } },
};
const byZod = (schema: z.ZodType, value: unknown): string => JSON.stringify(z.encode(schema, value));

describe('writing answers', () => {
  test('what fits is written as zod and JSON write it', () => {
    expect(writerOf(thing)(given)).toBe(byZod(thing, given));
    expect(JSON.parse(writerOf(thing)(given))).toEqual(given);
    expect(writerOf(z.array(thing))([given, { ...given, more: 'yes' }, { ...given, more: undefined }])).toBe(byZod(z.array(thing), [given, { ...given, more: 'yes' }, { ...given, more: undefined }]));
    expect([writerOf(z.array(z.string()))([]), writerOf(z.object({}))({}), writerOf(z.object({ a: z.string().optional(), b: z.string().optional() }))({ b: 'b' })]).toEqual(['[]', '{}', '{"b":"b"}']);
    expect(writerOf(z.array(z.string()))(['', ''])).toBe('["",""]');
  });

  test('what the contract does not name is left out, however deep', () => {
    const told = writerOf(thing)({ ...given, password: 'secret', state: { ...given.state, secret: 1 }, inner: { deep: { at: null, secret: 2 }, secret: 3 }, either: { b: 2, secret: 4 } });
    expect(told).not.toMatch(/secret|password/);
    expect(told).toBe(writerOf(thing)(given));
  });

  test.each(['plain', '', 'a "quoted" one', 'back\\slash', 'line\nbreak\ttab\u0000\u001f\u007f', 'Деньги вернём', '订单', '😀 and 👩‍👩‍👧', '\ud800 alone', '\u2028\u2029', '\ud7ff\ue000\uffff', '__proto__'])('%j is the text that it was', (text) => {
    expect(writerOf(z.string())(text)).toBe(JSON.stringify(text));
    expect(writerOf(z.record(z.string(), z.string()))({ [`${text} `]: text })).toBe(JSON.stringify({ [`${text} `]: text }));
  });

  test.each([
    ['a number for a text', { ...given, name: 7 }], ['a text for a number', { ...given, number: '7' }], ['no number', { ...given, share: Number.NaN }], ['an endless one', { ...given, share: Number.POSITIVE_INFINITY }], ['a word that is none', { ...given, mood: 'grim' }],
    ['nothing where something is', { ...given, loud: undefined }], ['null where something is', { ...given, tags: null }], ['a state that is none', { ...given, state: { is: 'lost' } }], ['a state without its moment', { ...given, state: { is: 'snoozed' } }],
    ['no list', { ...given, tags: 'one' }], ['a list with something else', { ...given, tags: ['one', 2] }], ['no object', { ...given, inner: 'x' }], ['neither of two', { ...given, either: { c: 1 } }], ['nothing at all', null], ['a date for a moment', { ...given, state: { is: 'snoozed', until: new Date() } }],
  ])('%s is refused', (_name, value) => {
    expect(() => byZod(thing, value)).toThrow();
    expect(() => writerOf(thing)(value)).toThrow();
  });
});
