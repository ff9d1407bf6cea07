import { describe, expect, it } from 'vitest';
import type { RawRequest } from '../channel.ts';
import { vk } from './channel.ts';
import { isTrusted, newSecrets, readConfig } from './config.ts';

const settings = { groupId: '123456789', accessToken: 'vk1.a.token', confirmationCode: '8f2a91c0', secretKey: 'aB3dE5fG7hJ9kL1mN2pQ4' };
const config = readConfig(settings);
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('settings', () => {
  it.each(['123456789', ' club123456789 ', 'public123456789', 'https://vk.com/club123456789', 'vk.com/public123456789/', 'https://m.vk.com/event123456789', 123456789])('take the community as people copy it: %s', (groupId) => {
    expect(readConfig({ ...settings, groupId }).groupId).toBe('123456789');
  });

  it.each(['https://vk.com/shop', 'club', '0', '-5', '12 34', 'https://evil.example/club5', 1.5])('refuse what names no community: %s', (groupId) => {
    expect(() => readConfig({ ...settings, groupId })).toThrow(expect.objectContaining({ problems: { groupId: 'vk.not-a-community' } }));
  });

  it('have usual values for what nobody has to know', () => {
    expect(readConfig(settings)).toMatchObject({ apiVersion: '5.199', apiAddress: 'https://api.vk.com/method', receiveBy: 'callback' });
    expect(readConfig({ ...settings, apiAddress: 'https://api.vk.ru/method/' }).apiAddress).toBe('https://api.vk.ru/method');
  });

  it.each(['http://api.vk.com/method', 'ftp://127.0.0.1/', 'https://user:pass@api.vk.com/', 'https://api.vk.com/?a=1', 'api.vk.com'])('refuse an address to which the token must not go: %s', (apiAddress) => {
    expect(() => readConfig({ ...settings, apiAddress })).toThrow(expect.objectContaining({ problems: { apiAddress: 'setting-not-a-safe-link' } }));
  });

  it.each(['http://127.0.0.1:9104/method', 'http://localhost:9104/method', 'http://[::1]:9104/method'])('take an unencrypted address of this machine: %s', (apiAddress) => {
    expect(readConfig({ ...settings, apiAddress }).apiAddress).toBe(apiAddress);
  });

  it('make a secret that VK takes, from whatever the server gives', () => {
    for (const random of ['x'.repeat(43), 'aB-_'.repeat(11), '+/=='.repeat(11)]) {
      const made = newSecrets(() => random);
      expect(readConfig({ ...settings, ...made }).secretKey).toMatch(/^[A-Za-z0-9]{20,50}$/);
    }
  });
});

describe('addresses that VK names', () => {
  it.each(['https://sun9-1.userapi.com/a.jpg', 'https://pu.vk.com/c1/upload.php', 'https://lp.vk.ru/whp/1'])('are used: %s', (address) => expect(isTrusted(address, config)).toBe(true));
  it.each(['http://sun9-1.userapi.com/a.jpg', 'https://127.0.0.1/', 'https://10.0.0.5/a', 'https://[::1]/', 'https://localhost/', 'https://db.internal/', 'https://router.local/', 'https://intranet/', 'file:///etc/passwd', 'https://a:b@vk.com/', ''])('are not, where they lead elsewhere: %s', (address) => expect(isTrusted(address, config)).toBe(false));
  it('may lie beside an API on this machine', () => {
    expect(isTrusted('http://127.0.0.1:9104/files/a', { apiAddress: 'http://127.0.0.1:9104/method' })).toBe(true);
    expect(isTrusted('http://127.0.0.1:5432/', { apiAddress: 'http://127.0.0.1:9104/method' })).toBe(false);
  });
});

describe('the door', () => {
  const hello = (body: unknown, method: 'GET' | 'POST' = 'POST') => ({ method, query: {}, body: bytes(body) });
  const webhook = (body: unknown): RawRequest => ({ kind: 'webhook', headers: {}, body: bytes(body), receivedAt: '2026-03-09T11:00:00.000Z', key: null });

  it('gives the code to VK’s question for this community, with the secret or before VK knows it', () => {
    expect(vk.handshake(hello({ type: 'confirmation', group_id: 123456789 }), config)).toBe('8f2a91c0');
    expect(vk.handshake(hello({ type: 'confirmation', group_id: 123456789, secret: settings.secretKey }), config)).toBe('8f2a91c0');
  });

  it.each([
    ['another community', { type: 'confirmation', group_id: 5 }],
    ['no community', { type: 'confirmation' }],
    ['a community in words', { type: 'confirmation', group_id: '123456789' }],
    ['another secret', { type: 'confirmation', group_id: 123456789, secret: 'wrong' }],
    ['an event', { type: 'message_new', group_id: 123456789, secret: settings.secretKey, object: {} }],
    ['no object', null],
  ])('tells it to nobody else: %s', (_name, body) => {
    expect(vk.handshake(hello(body), config)).toBeNull();
  });

  it('has no code to give where none was entered, and none for a GET', () => {
    expect(vk.handshake(hello({ type: 'confirmation', group_id: 123456789 }), readConfig({ ...settings, confirmationCode: '' }))).toBeNull();
    expect(vk.handshake(hello({ type: 'confirmation', group_id: 123456789 }, 'GET'), config)).toBeNull();
  });

  it('lets in what knows the secret, and no question as an event', () => {
    expect(vk.authentic(webhook({ type: 'message_new', group_id: 123456789, secret: settings.secretKey, object: {} }), config)).toBe(true);
    expect(vk.authentic(webhook({ type: 'confirmation', group_id: 123456789, secret: settings.secretKey }), config)).toBe(false);
  });

  it('knows an input again, whichever way it came', () => {
    const message = { type: 'message_new', event_id: 'a1', object: { message: { peer_id: 7, conversation_message_id: 3 } } };
    expect(vk.keyOf({ body: bytes(message) })).toBe('message:7:3');
    expect(vk.keyOf({ body: bytes({ ...message, event_id: 'b2', secret: 'x' }) })).toBe('message:7:3');
    expect(vk.keyOf({ body: bytes({ type: 'message_deny', event_id: 'a1', object: { user_id: 7 } }) })).toBe('event:a1');
    expect([bytes({ type: 'message_deny', object: { user_id: 7 } }), bytes([]), new Uint8Array([1])].map((body) => vk.keyOf({ body }))).toEqual([null, null, null]);
  });

  it('answers as VK wants to read it', () => expect(vk.acknowledgement).toBe('ok'));
});

describe('links', () => {
  it('open the chat and carry what they are given', () => {
    expect(vk.link('k3J_9-aZ', config)).toBe('https://vk.me/club123456789?ref=k3J_9-aZ');
  });
});
