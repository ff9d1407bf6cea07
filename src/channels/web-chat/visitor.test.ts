import { createHmac } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidConfig, type Incoming, type Outgoing, type RawRequest } from '../channel.ts';
import { conformance } from '../conformance.ts';
import { newSecrets, type WebChatConfig } from './config.ts';
import { fileProof, fileProven, openSession, uploadId, uploadOf, visitorClaimed, visitorOf, withoutProof } from './visitor.ts';
import { webChat } from './web-chat.ts';

const secrets = (letter: string) => ({ signingSecret: letter.repeat(40), identitySecret: letter.toUpperCase().repeat(40) });
const config: WebChatConfig = webChat.readConfig({ teamName: 'Shop', ...secrets('a') });
const otherInbox: WebChatConfig = webChat.readConfig({ teamName: 'Shop', ...secrets('b') });
const newId = '0197c1f0-6a00-7000-8000-000000000001';
const sign = (said: string, secret = config.identitySecret) => createHmac('sha256', secret).update(said).digest('hex');
const inbox = 'inbox-1';

describe('a stranger', () => {
  const session = openSession({ inbox, newId }, config)!;
  it('is who the token says, in this inbox only', () => {
    expect(session).toEqual({ visitor: `visitor-${newId}`, token: expect.any(String), verified: false });
    expect(visitorOf(session.token, config)).toEqual({ id: `visitor-${newId}`, verified: false, email: null, name: null });
    expect(visitorOf(session.token, otherInbox)).toBeNull();
  });
  it.each(['', 'x', undefined, `visitor-${newId}`, `visitor-${newId}..`, `visitor-${newId}..${'0'.repeat(64)}`, `signed-${'0'.repeat(40)}..${'0'.repeat(64)}`])('is not believed with %s', (token) => {
    expect(visitorOf(token, config)).toBeNull();
  });
  it('cannot change one character of the token', () => {
    fc.assert(fc.property(fc.nat(session.token.length - 1), fc.constantFrom(...'0aZ-_.'), (at, sign) => {
      const changed = session.token.slice(0, at) + sign + session.token.slice(at + 1);
      if (changed !== session.token) expect(visitorOf(changed, config)).toBeNull();
    }));
  });
  it('is still named by the part of the token that may be stored, which opens nothing', () => {
    const stored = withoutProof(session.token);
    expect(visitorOf(stored, config)).toBeNull();
    expect(visitorClaimed(stored)?.id).toBe(`visitor-${newId}`);
  });
});

describe('a signed identity', () => {
  const luca = { id: '4711', email: 'Luca@Example.it', name: 'Luca', signature: sign('4711\nLuca@Example.it') };
  it('is believed, and is the same visitor on every visit', () => {
    const first = openSession({ inbox, newId, identity: luca }, config)!;
    const second = openSession({ inbox, newId: 'other', identity: { id: '4711', signature: sign('4711').toUpperCase() } }, config)!;
    expect(first).toMatchObject({ verified: true, visitor: expect.stringMatching(/^signed-[0-9a-f]{40}$/) });
    expect(second.visitor).toBe(first.visitor);
    expect(visitorOf(first.token, config)).toEqual({ id: first.visitor, verified: true, email: 'luca@example.it', name: 'Luca' });
  });
  it('is another visitor under another id or in another inbox', () => {
    const visitors = [
      openSession({ inbox, newId, identity: luca }, config),
      openSession({ inbox, newId, identity: { id: '4712', signature: sign('4712') } }, config),
      openSession({ inbox: 'inbox-2', newId, identity: luca }, config),
    ].map((session) => session!.visitor);
    expect(new Set(visitors).size).toBe(3);
  });
  it.each([
    ['of another secret', { id: '4711', signature: sign('4711', otherInbox.identitySecret) }],
    ['made with the signing secret', { id: '4711', signature: sign('4711', config.signingSecret) }],
    ['of another id', { id: '4711', signature: sign('4712') }],
    ['without the address that is claimed', { id: '4711', email: 'a@example.it', signature: sign('4711') }],
    ['of another address', { ...luca, email: 'b@example.it' }],
    ['that is empty', { id: '4711', signature: '' }],
    ['that is cut short', { id: '4711', signature: sign('4711').slice(0, 63) }],
  ])('with a signature %s is refused', (_, identity) => {
    expect(openSession({ inbox, newId, identity }, config)).toBeNull();
  });
});

describe('uploads and files', () => {
  const upload = { hash: 'c'.repeat(64), bytes: 3, mediaType: 'text/plain', name: 'a.txt' };
  const id = uploadId(upload, 'visitor-1', config);
  it('belong to the visitor and the inbox that made them', () => {
    expect(uploadOf(id, 'visitor-1', config)).toEqual(upload);
    expect(uploadOf(id, 'visitor-2', config)).toBeNull();
    expect(uploadOf(id, 'visitor-1', otherInbox)).toBeNull();
    for (const forged of ['', '.', id.slice(0, -1), `${id.slice(0, id.lastIndexOf('.'))}.${'0'.repeat(64)}`]) expect(uploadOf(forged, 'visitor-1', config)).toBeNull();
  });
  it('a file link opens one file', () => {
    const proof = fileProof('attachment-1', config);
    expect(fileProven('attachment-1', proof, config)).toBe(true);
    expect(fileProven('attachment-2', proof, config)).toBe(false);
    expect(fileProven('attachment-1', proof, otherInbox)).toBe(false);
  });
});

describe('the door', () => {
  const session = openSession({ inbox, newId }, config)!;
  const other = openSession({ inbox, newId: '0197c1f0-6a00-7000-8000-000000000002' }, config)!;
  const request = (kind: string, body: unknown, token = session.token): RawRequest => ({
    kind, headers: { 'x-visitor-token': token }, body: new TextEncoder().encode(JSON.stringify(body)), receivedAt: '2026-03-09T10:02:11.000Z', key: null,
  });
  const upload = uploadId({ hash: 'c'.repeat(64), bytes: 3, mediaType: 'text/plain', name: 'a.txt' }, session.visitor, config);
  const message = { id: newId, text: 'x', attachments: [upload] };
  it.each([
    ['its own message with its own upload', request('message', message), true],
    ['receipts', request('receipts', { read: [newId] }), true],
    ['somebody else\'s upload', request('message', message, other.token), false],
    ['a forged token', request('receipts', {}, `${session.token.slice(0, -64)}${'0'.repeat(64)}`), false],
    ['a kind that does not exist', request('toString', {}), false],
    ['a message that is none', request('message', 'x'), false],
  ])('%s', (_, raw, expected) => {
    expect(webChat.authentic(raw, config)).toBe(expected);
  });
  it('a stored request cannot come in again from outside', () => {
    expect(webChat.authentic(request('receipts', {}, withoutProof(session.token)), config)).toBe(false);
  });
});

describe('sending', () => {
  it('names the message so that only this visitor\'s receipts can concern it', async () => {
    const sent = await webChat.send({ to: 'visitor-1', message: { id: 'message-1' } } as unknown as Outgoing);
    expect(sent).toEqual({ ok: true, externalId: 'visitor-1/message-1' });
  });
});

const samples = readdirSync(new URL('./fixtures/', import.meta.url)).map((name) => {
  const { incoming, body, ...request } = JSON.parse(readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8')) as Omit<RawRequest, 'body'> & { body: unknown; incoming: { kind: Incoming['kind'] }[] };
  return { name, request: { ...request, body: new TextEncoder().encode(JSON.stringify(body)) }, kinds: incoming.map((one) => one.kind) };
});

conformance(webChat, {
  settings: { teamName: 'Shop', ...secrets('a'), allowedOrigins: ['https://shop.example'], welcome: { it: 'Ciao' }, languages: ['it', 'en'] },
  wrongSettings: [
    { name: 'several at once', settings: { teamName: '', colour: 'red', askEmail: 'yes', ...secrets('a'), identitySecret: 'short', other: 1 }, paths: ['teamName', 'colour', 'askEmail', 'identitySecret', 'other'] },
    { name: 'inside lists', settings: { teamName: 'x', ...secrets('a'), allowedOrigins: ['ftp://x'], languages: ['it', 'Italian!'] }, paths: ['allowedOrigins.0', 'languages.1'] },
  ],
  inputs: [
    ...samples,
    { name: 'no visitor', request: { kind: 'message', headers: {}, body: new TextEncoder().encode('{}'), receivedAt: '2026-03-09T10:00:00.000Z', key: null }, unreadable: 'web-chat-unreadable' },
  ],
  forged: samples.map(({ name, request }) => ({ name: `${name} with a stored token`, request })),
});

describe('settings', () => {
  it('are filled up with what is usual', () => {
    expect(config).toMatchObject({ askEmail: true, languages: [], allowedOrigins: [], colour: null, uploads: true, maxUploadBytes: 20 * 1024 * 1024 });
    expect(webChat.readConfig({ teamName: ' Shop ', allowedOrigins: ['https://Shop.example:443/basket?x=1', 'http://localhost:5173'], ...secrets('a') }))
      .toMatchObject({ teamName: 'Shop', allowedOrigins: ['https://shop.example', 'http://localhost:5173'] });
  });
  it.each<[string, unknown, Record<string, string>]>([
    ['nothing', null, { settings: 'setting-wrong' }],
    ['no name', secrets('a'), { teamName: 'setting-missing' }],
    ['an empty name', { teamName: '  ', ...secrets('a') }, { teamName: 'setting-missing' }],
    ['no secrets', { teamName: 'x' }, { signingSecret: 'setting-missing', identitySecret: 'setting-missing' }],
    ['a short secret', { teamName: 'x', ...secrets('a'), signingSecret: 'abc' }, { signingSecret: 'setting-too-small' }],
    ['several mistakes', { teamName: 'x'.repeat(81), colour: 'red', ...secrets('a'), surprise: 1 }, { teamName: 'setting-too-large', colour: 'setting-wrong', surprise: 'setting-unknown' }],
    ['origins that are none', { teamName: 'x', ...secrets('a'), allowedOrigins: ['https://ok.example', 'shop', 'javascript:alert(1)'] }, { 'allowedOrigins.1': 'setting-wrong', 'allowedOrigins.2': 'setting-wrong' }],
  ])('%s: each mistake is named', (_, input, problems) => {
    expect(() => webChat.readConfig(input)).toThrow(InvalidConfig);
    try {
      webChat.readConfig(input);
    } catch (error) {
      expect((error as InvalidConfig).problems).toEqual(problems);
    }
  });
  it('gets secrets from the server', () => {
    let count = 0;
    const made = newSecrets((bytes) => `${(count += 1)}`.repeat(bytes));
    expect(() => webChat.readConfig({ teamName: 'x', ...made })).not.toThrow();
    expect(made.signingSecret).not.toBe(made.identitySecret);
    expect(Object.keys(made)).toEqual(webChat.secrets);
  });
});
