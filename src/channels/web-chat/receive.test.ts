import { readFileSync, readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detailsBody, receiptsBody, typingBody, visitorMessageBody } from '../../contract/visitor.ts';
import { UnreadableInput, type RawRequest } from '../channel.ts';
import { receive } from './receive.ts';
import { uploadId } from './visitor.ts';
import { webChat } from './web-chat.ts';

const folder = new URL('./fixtures/', import.meta.url);
const fixtures = readdirSync(folder).map((name) => ({ name, ...JSON.parse(readFileSync(new URL(name, folder), 'utf8')) }));
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const stranger = 'visitor-0197c1f0-6a00-7000-8000-000000000001';
const raw = (change: Partial<RawRequest>): RawRequest => ({
  kind: 'message', headers: { 'x-visitor-token': `${stranger}..` }, body: bytes({}), receivedAt: '2026-03-09T10:02:11.000Z', key: null, ...change,
});
const config = webChat.readConfig({ teamName: 'Shop', signingSecret: 's'.repeat(40), identitySecret: 'i'.repeat(40) });

describe('recorded input', () => {
  it.each(fixtures)('$name becomes what happened', (fixture) => {
    const incoming = receive({ ...fixture, body: bytes(fixture.body) });
    expect(incoming).toEqual(fixture.incoming.map((one: Record<string, unknown>) => (one['kind'] === 'message' ? { ...one, fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) } : one)));
  });

  const doors = { message: visitorMessageBody, receipts: receiptsBody, details: detailsBody, typing: typingBody };
  it.each(fixtures.filter((fixture) => fixture.name !== 'empty.json'))('$name passes the door too', (fixture) => {
    expect(doors[fixture.kind as keyof typeof doors].safeParse(fixture.body).success).toBe(true);
  });
});

describe('attachments', () => {
  it('come by hash, in order, and are part of the fingerprint', () => {
    const one = uploadId({ hash: 'a'.repeat(64), bytes: 10, mediaType: 'image/png', name: 'фото 📷.png' }, stranger, config);
    const two = uploadId({ hash: 'b'.repeat(64), bytes: 20, mediaType: 'application/pdf', name: 'b.pdf' }, stranger, config);
    const body = { id: '0197c1f0-6a00-7000-8000-0000000000a1', text: '', attachments: [one, two] };
    const [first] = receive(raw({ body: bytes(body) }));
    expect(first).toMatchObject({
      content: { attachments: [
        { name: 'фото 📷.png', mediaType: 'image/png', contentId: null, content: { hash: 'a'.repeat(64), bytes: 10 } },
        { name: 'b.pdf', mediaType: 'application/pdf', contentId: null, content: { hash: 'b'.repeat(64), bytes: 20 } },
      ] },
    });
    const [other] = receive(raw({ body: bytes({ ...body, attachments: [one] }) }));
    expect(other).not.toMatchObject({ fingerprint: (first as { fingerprint: string }).fingerprint });
  });
});

describe('text that no database takes', () => {
  it('is mended, and the rest of it kept', () => {
    const [one] = receive(raw({ body: new TextEncoder().encode('{"id":"0197C1F0-6a00-7000-8000-0000000000a1","text":"a\\u0000b\\ud83d c \\ud83d\\ude42"}') }));
    expect(one).toMatchObject({ externalId: `${stranger}/0197c1f0-6a00-7000-8000-0000000000a1`, content: { text: 'ab\ufffd c 🙂' } });
  });
});

describe('times', () => {
  it('never lie in the future, and not more than a week back', () => {
    const sentAt = (heldSeconds: number) => receive(raw({ body: bytes({ id: '0197c1f0-6a00-7000-8000-0000000000a1', text: 'x', heldSeconds }) })).map((one) => 'sentAt' in one && one.sentAt);
    expect(sentAt(0)).toEqual(['2026-03-09T10:02:11.000Z']);
    expect(sentAt(90 * 24 * 3600)).toEqual(['2026-03-02T10:02:11.000Z']);
  });
});

describe('input that cannot be read', () => {
  it.each([
    ['no visitor', { headers: {} }],
    ['a visitor of another form', { headers: { 'x-visitor-token': 'admin..' } }],
    ['an unknown kind', { kind: 'constructor' }],
    ['no JSON', { body: new TextEncoder().encode('{"id":') }],
    ['no UTF-8', { body: new Uint8Array([0x22, 0xff, 0xfe, 0x22]) }],
    ['nothing', { body: new Uint8Array() }],
    ['a text that is too long', { body: bytes({ id: '0197c1f0-6a00-7000-8000-0000000000a1', text: 'x'.repeat(10_001) }) }],
    ['an id that is none', { body: bytes({ id: '1', text: 'x' }) }],
    ['an attachment that is none', { body: bytes({ id: '0197c1f0-6a00-7000-8000-0000000000a1', text: 'x', attachments: ['abc.def'] }) }],
  ])('%s is said to be unreadable, with a code', (_, change) => {
    expect(() => receive(raw(change))).toThrow(expect.objectContaining({ name: 'UnreadableInput', code: 'web-chat-unreadable' }));
  });

  it('never throws anything else, whatever comes', () => {
    fc.assert(fc.property(fc.constantFrom('message', 'receipts', 'details', 'typing', '__proto__'), fc.oneof(fc.uint8Array(), fc.json().map((text) => new TextEncoder().encode(text))), fc.string(), (kind, body, token) => {
      try {
        receive(raw({ kind, body, headers: { 'x-visitor-token': token } }));
        receive(raw({ kind, body }));
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableInput);
      }
    }));
  });
});
