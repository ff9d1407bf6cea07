import { readFileSync, readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Incoming, type RawRequest, UnreadableInput } from '../channel.ts';
import { conformance, type Samples } from '../conformance.ts';
import { api } from './channel.ts';
import { identityOf, idOf, programItself } from './person.ts';
import { problems } from './problems.ts';
import { receive } from './receive.ts';
import { signedHeaders } from './signature.ts';

const folder = new URL('./fixtures/', import.meta.url);
type Fixture = { readonly name: string; readonly receivedAt: string; readonly body: unknown; readonly incoming?: readonly object[]; readonly unreadable?: string };
const fixtures: readonly Fixture[] = readdirSync(folder).map((name) => ({ name, ...JSON.parse(readFileSync(new URL(name, folder), 'utf8')) }));
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const receivedAt = '2026-03-09T10:02:11.000Z';
const raw = (body: Uint8Array, change: Partial<RawRequest> = {}): RawRequest => ({ kind: 'webhook', headers: {}, body, receivedAt, key: null, ...change });
const taken = (...events: readonly unknown[]): readonly Incoming[] => receive(raw(bytes({ events })));
const message = { type: 'message', id: 'm-1', from: { id: 'anna-7' }, text: 'Hello' };

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const other = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const settings = { programAddress: 'https://messenger.example.com/desk', secret, fileToken: 'for-files' };
const config = api.readConfig(settings);
const body = JSON.stringify({ events: [message] });
const signed = (change: { readonly at?: string; readonly secret?: string; readonly headers?: Record<string, string>; readonly body?: string } = {}): RawRequest => {
  const keys = (change.secret ?? secret).split(' ').map((one) => one.replace('whsec_', ''));
  return raw(new TextEncoder().encode(change.body ?? body), { headers: { ...signedHeaders({ keys }, { id: 'told-1', at: change.at ?? receivedAt, body }), ...change.headers } });
};

conformance(api, {
  settings,
  wrongSettings: [
    { name: 'nothing typed', settings: {}, paths: ['programAddress', 'secret'] },
    { name: 'empty', settings: { programAddress: ' ', secret: '' }, paths: ['programAddress', 'secret'] },
    { name: 'in clear over the network', settings: { ...settings, programAddress: 'http://messenger.example.com/desk' }, paths: ['programAddress'] },
    { name: 'everything wrong at once', settings: { programAddress: 'ftp://x', secret: 'short', fileToken: 'a b', colour: 'green' }, paths: ['programAddress', 'secret', 'fileToken', 'colour'] },
    { name: 'a password in the address', settings: { ...settings, programAddress: 'https://me:secret@messenger.example.com/' }, paths: ['programAddress'] },
    { name: 'one of two secrets wrong', settings: { ...settings, secret: `${secret} whsec_AAAA` }, paths: ['secret'] },
    { name: 'four secrets', settings: { ...settings, secret: [secret, secret, secret, secret].join(' ') }, paths: ['secret'] },
  ],
  inputs: [
    ...fixtures.map(recorded),
    { name: 'no JSON', request: raw(new TextEncoder().encode('{"events":')), unreadable: 'api.unreadable' },
    { name: 'no UTF-8', request: raw(new Uint8Array([0x7b, 0xff, 0x7d])), unreadable: 'api.unreadable' },
    { name: 'nothing', request: raw(new Uint8Array()), unreadable: 'api.unreadable' },
    { name: 'too many events', request: raw(bytes({ events: Array.from({ length: 101 }, () => message) })), unreadable: 'api.too-many-events' },
  ],
  forged: [
    { name: 'no signature', request: raw(bytes({ events: [message] })) },
    { name: 'signed with another secret', request: signed({ secret: other }) },
    { name: 'another body', request: signed({ body: body.replace('Hello', 'Hallo') }) },
    { name: 'another id', request: signed({ headers: { 'webhook-id': 'told-2' } }) },
    { name: 'another time', request: signed({ headers: { 'webhook-timestamp': String(Date.parse(receivedAt) / 1_000 - 1) } }) },
    { name: 'overheard six minutes ago', request: signed({ at: '2026-03-09T09:56:10.000Z' }) },
    { name: 'from the future', request: signed({ at: '2026-03-09T10:08:11.000Z' }) },
    { name: 'of another version', request: signed({ headers: { 'webhook-signature': signed().headers['webhook-signature']!.replace('v1,', 'v2,') } }) },
    { name: 'a time that is none', request: signed({ headers: { 'webhook-timestamp': 'NaN' } }) },
    { name: 'an empty signature', request: signed({ headers: { 'webhook-signature': 'v1,' } }) },
  ],
});

/** The suite wants every message to be another one; the fixtures all tell of `m-1`. */
function recorded({ name, body: given, receivedAt: at, incoming, unreadable }: Fixture): Samples['inputs'][number] {
  const text = JSON.stringify(given).replaceAll('"m-', `"${name}-m-`);
  const request = raw(new TextEncoder().encode(text), { receivedAt: at });
  return unreadable === undefined ? { name, request, kinds: incoming!.map((one) => (one as Incoming).kind) } : { name, request, unreadable };
}

describe('recorded events', () => {
  test.each(fixtures.filter(({ incoming }) => incoming).map((fixture) => [fixture.name, fixture] as const))('%s becomes what happened', (_name, fixture) => {
    const incoming = receive(raw(bytes(fixture.body), { receivedAt: fixture.receivedAt }));
    expect(incoming).toHaveLength(fixture.incoming!.length);
    for (const [place, one] of fixture.incoming!.entries()) expect(incoming[place]).toMatchObject(one);
  });
});

describe('a signature', () => {
  it('is believed with each of the secrets in force, among others, and with five minutes of difference', () => {
    const both = api.readConfig({ ...settings, secret: ` ${secret}  ${other} ` });
    expect(api.authentic(signed(), config)).toBe(true);
    expect(api.authentic(signed(), both)).toBe(true);
    expect(api.authentic(signed({ secret: other }), both)).toBe(true);
    expect(api.authentic(signed({ secret: `${other} ${secret}` }), config)).toBe(true);
    expect(api.authentic(signed({ at: '2026-03-09T09:57:12.000Z' }), config)).toBe(true);
    expect(api.authentic(signed({ at: '2026-03-09T10:07:11.000Z' }), config)).toBe(true);
  });

  it('may be made with a secret that is written without its beginning', () => {
    expect(api.readConfig({ ...settings, secret: secret.replace('whsec_', '') })).toEqual(config);
  });
});

describe('files', () => {
  it('that travel along are there byte for byte, and are part of what tells messages apart', () => {
    const [one] = taken({ ...message, attachments: [{ name: 'a', mediaType: 'text/plain', base64: Buffer.from('one').toString('base64') }] });
    const [two] = taken({ ...message, attachments: [{ name: 'a', mediaType: 'text/plain', base64: Buffer.from('two').toString('base64') }] });
    expect(one).toMatchObject({ content: { attachments: [{ content: Buffer.from('one') }] } });
    expect((one as { readonly fingerprint: string }).fingerprint).not.toBe((two as { readonly fingerprint: string }).fingerprint);
  });

  it('of more than 1 MB must be fetched: the message is here, and so is what was sent', () => {
    const large = { name: 'a', mediaType: 'text/plain', base64: Buffer.alloc(1_048_577).toString('base64') };
    const [one] = taken({ ...message, attachments: [large] });
    expect(one).toMatchObject({ content: { text: 'Hello', attachments: [{ name: 'event.json' }] }, notices: ['api.event-partly-read'] });
    expect(taken({ ...message, attachments: [{ ...large, base64: Buffer.alloc(1_048_576).toString('base64') }] })[0]).not.toHaveProperty('notices');
  });
});

describe('what is not as it should be', () => {
  it('is attached as it came', () => {
    const wrong = { ...message, mood: 'cross' };
    const [one] = taken(wrong) as [Extract<Incoming, { kind: 'message' }>];
    expect(JSON.parse(Buffer.from(one.content.attachments[0]!.content as Uint8Array).toString())).toEqual(wrong);
  });

  it('is named by its place, and never with what stands there', () => {
    const failure = catching(() => taken({ type: 'edit', message: 'm-1', text: { secret: 'hunter2' } }, { type: 'receipt', message: 'out-1', 'hunter2 in a name': true }));
    expect(failure).toBeInstanceOf(UnreadableInput);
    expect((failure as Error).message).toContain('events.0.text is no string');
    expect((failure as Error).message).toContain('events.1.state');
    expect((failure as Error).message).not.toContain('hunter2');
  });

  it('is the same message when it is sent again', () => {
    const [one] = taken({ type: 'message', from: { id: 'anna-7' }, text: 'No id' });
    const [again] = receive(raw(bytes({ events: [{ type: 'message', from: { id: 'anna-7' }, text: 'No id' }] }), { receivedAt: '2026-03-10T10:00:00.000Z' }));
    expect(one).toMatchObject({ externalId: (again as { readonly externalId: string }).externalId });
  });

  it('is cut where it is too long, and whole in the file', () => {
    const [one] = taken({ ...message, text: 'x'.repeat(100_001) }) as [Extract<Incoming, { kind: 'message' }>];
    expect(one.content.text).toHaveLength(100_000);
    expect(Buffer.from(one.content.attachments[0]!.content as Uint8Array).toString()).toContain('x'.repeat(100_001));
    expect(taken({ ...message, text: 'x'.repeat(100_000) })[0]).not.toHaveProperty('notices');
  });

  it('may be nested thousands deep: then the whole request is kept with it', () => {
    const deep = `{"events":[{"type":"message","id":"m-1","from":{"id":"anna-7"},"text":"Hello","deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`;
    const [one] = receive(raw(new TextEncoder().encode(deep))) as [Extract<Incoming, { kind: 'message' }>];
    expect(one.content).toMatchObject({ text: 'Hello', attachments: [{ name: 'event.json' }] });
    expect(Buffer.from(one.content.attachments[0]!.content as Uint8Array).toString()).toContain('[[[[');
  });

  it('never throws anything but its own, and never loses a right event, whatever stands beside it', () => {
    fc.assert(fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), (others) => {
      const all = taken(...others, { ...message, id: 'right' });
      expect(all.some((one) => one.kind === 'message' && one.externalId === 'right' && one.notices === undefined)).toBe(true);
      expect(all).toHaveLength(others.length + 1);
    }));
    fc.assert(fc.property(fc.oneof(fc.uint8Array(), fc.json().map((text) => new TextEncoder().encode(text))), (input) => {
      const failure = catching(() => receive(raw(input)));
      if (failure !== null) expect(failure).toBeInstanceOf(UnreadableInput);
    }));
  });
});

describe('people', () => {
  const odd = fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom('a', 'A', '^', '-', 'б', 'Б', 'ß', 'ẞ', 'İ', 'Σ', 'ς', 'ǅ', '1') });

  it('come back as the program calls them, and no two become one', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }), odd), odd, (id, another) => {
      const identity = identityOf(id);
      if (identity === null) return;
      expect(identity).toBe(identity.toLowerCase());
      expect(idOf(identity)).toBe(id);
      expect(identityOf(another) === identity).toBe(another === id);
      expect(identity).not.toBe(programItself);
    }), { numRuns: 500 });
  });

  it('may be called what people are called anywhere; what could not come back is refused', () => {
    for (const id of ['anna-7', 'ANNA', '+7 900 123-45-67', 'Маша', '李雷', 'a^B', '😀', 'x'.repeat(200)]) expect(idOf(identityOf(id)!), id).toBe(id);
    for (const id of ['', ' ', 'İ', 'ẞ', 'a\u0000', 'a\nb', '\ud83d', 'x'.repeat(201)]) expect(identityOf(id), JSON.stringify(id)).toBeNull();
    for (const identity of [programItself, '^', 'a^', '^1', '']) expect(api.canReach!(identity), identity).toBe(false);
  });
});

test('every problem that is told is one that the channel gives', () => {
  const files = readdirSync(new URL('.', import.meta.url), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'problems.ts');
  const given = new Set(files.flatMap((name) => [...readFileSync(new URL(name, import.meta.url), 'utf8').matchAll(/'(api\.[a-z-]+)'/g)].map((match) => match[1]!)));
  expect([...given].toSorted()).toEqual(Object.keys(problems).toSorted());
});

function catching(work: () => unknown): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}
