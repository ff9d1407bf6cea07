import { readFileSync, readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conformance } from '../conformance.ts';
import { UnreadableInput, type Incoming, type RawRequest } from '../channel.ts';
import { max } from './channel.ts';
import { readCard } from './contact-card.ts';
import { problems } from './problems.ts';
import { receive } from './receive.ts';
import { dialogOf, keyOf, keyOfUpdate } from './update.ts';

type Fixture = { readonly name: string; readonly body: Record<string, unknown>; readonly unreadable?: string; readonly incoming?: readonly Record<string, unknown>[] };

const folder = new URL('./fixtures/', import.meta.url);
const fixtures = readdirSync(folder).map((name): Fixture => ({ name: name.replace('.json', ''), ...JSON.parse(readFileSync(new URL(name, folder), 'utf8')) }));
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const secret = 'secret_of_the-webhook';
const raw = (body: unknown, change: Partial<RawRequest> = {}): RawRequest => ({ kind: 'webhook', headers: { 'x-max-bot-api-secret': secret }, body: bytes(body), receivedAt: '2026-02-10T00:00:00.000Z', key: null, ...change });
const settings = { accessToken: 'f9LHodD0cOL-token', botName: 'id7701234567_bot', webhookSecret: secret };
const fixture = (name: string) => fixtures.find((one) => one.name === name)!.body;

conformance(max, {
  settings,
  wrongSettings: [
    { name: 'nothing', settings: {}, paths: ['accessToken', 'botName', 'webhookSecret'] },
    { name: 'everything wrong', settings: { accessToken: 'two words', botName: 'a b', receiveBy: 'pigeon', webhookSecret: 'abc!', webhookAddress: 'http://desk.example/hooks/x', apiAddress: 'http://max.example', trustedCertificate: 'none', colour: 'red' }, paths: ['accessToken', 'apiAddress', 'botName', 'colour', 'receiveBy', 'trustedCertificate', 'webhookAddress', 'webhookSecret'] },
    { name: 'other types', settings: { accessToken: 7, botName: {}, receiveBy: [], webhookSecret: null, webhookAddress: 5, apiAddress: 6, trustedCertificate: 7 }, paths: ['accessToken', 'apiAddress', 'botName', 'receiveBy', 'trustedCertificate', 'webhookAddress', 'webhookSecret'] },
    { name: 'a webhook on another port', settings: { ...settings, webhookAddress: 'https://desk.example:8443/hooks/x' }, paths: ['webhookAddress'] },
  ],
  inputs: fixtures.map(({ name, body, unreadable, incoming }) => ({ name, request: raw(body), ...(unreadable === undefined ? { kinds: incoming!.map((one) => one['kind'] as Incoming['kind']) } : { unreadable }) })),
  forged: [
    { name: 'without the secret', request: raw(fixture('text'), { headers: {} }) },
    { name: 'with another secret', request: raw(fixture('text'), { headers: { 'x-max-bot-api-secret': `${secret}x` } }) },
    { name: 'with an empty one', request: raw(fixture('text'), { headers: { 'x-max-bot-api-secret': '' } }) },
  ],
});

/** Bytes as their text, and a very long text as its length: so the table can be read. */
const legible = (incoming: readonly Incoming[]): unknown => JSON.parse(JSON.stringify(incoming, (key, value: unknown) => {
  if (key === 'fingerprint') return undefined;
  if (typeof value === 'string' && value.length > 10_000) return { length: value.length };
  return value instanceof Uint8Array ? { text: Buffer.from(value).toString('utf8') } : value;
}));

describe('recorded updates', () => {
  test.each(fixtures.filter(({ incoming }) => incoming).map((one) => [one.name, one] as const))('%s becomes what happened', (_name, { body, incoming }) => {
    expect(legible(receive(raw(body)))).toEqual(incoming);
  });

  test('a webhook with the secret is authentic, and so is what was asked for', () => {
    const config = max.readConfig(settings);
    expect(max.authentic(raw(fixture('text')), config)).toBe(true);
    expect(max.authentic(raw(fixture('text'), { kind: 'update', headers: {} }), config)).toBe(true);
  });

  test('a message that is read again after it was changed is the same message', () => {
    const update = fixture('text') as { readonly message: { readonly body: object } };
    const changed = { ...update, message: { ...update.message, body: { ...update.message.body, text: 'etwas anderes' } } };
    const [first, again] = [update, changed].map((one) => receive(raw(one))[0] as Extract<Incoming, { kind: 'message' }>);
    expect(again).toMatchObject({ externalId: first!.externalId, fingerprint: first!.fingerprint });
  });
});

describe('the key of an update', () => {
  test('is the same for every telling, and another for every other event', () => {
    const keys = fixtures.filter(({ unreadable }) => unreadable === undefined).map(({ body }) => keyOf({ body: bytes(body) }));
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{64}$/);
    const reordered = Object.fromEntries(Object.entries(fixture('text')).toReversed());
    expect(keyOfUpdate(reordered)).toBe(keyOfUpdate(fixture('text')));
  });

  test('of a new message is that of the message read from its chat', () => {
    const told = fixture('image') as { readonly message: Record<string, unknown> };
    expect(keyOfUpdate({ update_type: 'message_created', timestamp: 1, message: told.message })).toBe(keyOfUpdate(told));
  });

  test('of an edit is another one with each edit', () => {
    const edited = fixture('edited');
    expect(keyOfUpdate({ ...edited, timestamp: 5 })).not.toBe(keyOfUpdate(edited));
  });

  test('there is none for what is no update', () => expect(keyOf({ body: new Uint8Array([1, 2]) })).toBeNull());
});

test('dialogs are noticed, chats of several people are not', () => {
  expect(dialogOf(fixture('text'))).toEqual({ chat: 228532008, at: 1770679787821 });
  expect(dialogOf(fixture('started'))).toEqual({ chat: 228532008, at: 1770679887822 });
  expect([dialogOf(fixture('group')), dialogOf(fixture('user-added-to-group')), dialogOf({})]).toEqual([null, null, null]);
});

test.each([
  ['BEGIN:VCARD\nN:Rossi;Luca;;;\nTEL;TYPE=CELL:+39 02 1234\nitem1.TEL:tel:+3906\nEND:VCARD', { name: 'Luca Rossi', reach: ['+39 02 1234', '+3906'] }],
  ['FN:A very\n  long name\r\nEMAIL;TYPE=INTERNET:a@b.example', { name: 'A very long name', reach: ['a@b.example'] }],
  ['no card at all', { name: null, reach: [] }],
])('a contact card: %j', (text, card) => expect(readCard(text)).toEqual(card));

test('whatever comes, it is understood or refused with the code', () => {
  fc.assert(fc.property(fc.oneof(fc.uint8Array(), fc.json().map((text) => new TextEncoder().encode(text)), fc.record({ update_type: fc.constantFrom(...fixtures.flatMap(({ body }) => (typeof body['update_type'] === 'string' ? [body['update_type']] : []))), timestamp: fc.anything(), message: fc.anything(), callback: fc.anything(), user: fc.anything() }).map((one) => bytes(one))), (body) => {
    try {
      receive(raw({}, { body }));
    } catch (error) {
      expect(error).toBeInstanceOf(UnreadableInput);
      expect((error as UnreadableInput).code).toBe('max.unreadable');
    }
  }), { numRuns: 500 });
});

test('links carry what they are given, and every problem is told', () => {
  expect(max.link('a-B_9', max.readConfig({ ...settings, botName: 'https://max.ru/id7701234567_bot?start=x' }))).toBe('https://max.ru/id7701234567_bot?start=a-B_9');
  const sources = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'problems.ts').map((name) => readFileSync(new URL(name, import.meta.url), 'utf8')).join('\n');
  const used = new Set([...sources.matchAll(/'(max\.[a-z-]+)'/g)].map((match) => match[1]!));
  expect([...used].toSorted()).toEqual(Object.keys(problems).toSorted());
});
