import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { conformance } from '../conformance.ts';
import type { InvalidConfig } from '../channel.ts';
import { whatsapp } from './channel.ts';
import { hook, settings } from './fixtures/sample.ts';

const folder = new URL('fixtures/', import.meta.url);
const raw = (name: string) => readFileSync(new URL(name, folder));
const unreadable: Readonly<Record<string, string>> = { 'to-another-number.json': 'whatsapp.other-number', 'nobody-wrote-it.json': 'whatsapp.unreadable', 'another-product.json': 'whatsapp.unreadable' };
const inputs = readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => ({ name, request: hook(raw(name)), ...(unreadable[name] ? { unreadable: unreadable[name] } : {}) }));
const signed = (body: string | Buffer, secret = settings.appSecret) => ({ 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` });
const text = raw('text.json');

conformance(whatsapp, {
  settings,
  wrongSettings: [
    { name: 'nothing typed', settings: {}, paths: ['phoneNumberId', 'accessToken', 'appSecret', 'verifyToken'] },
    {
      name: 'many mistakes',
      settings: { phoneNumberId: '+7 916', accessToken: 'two words', appSecret: 'short', verifyToken: 'short', businessAccountId: 'x', graphVersion: '25', apiAddress: 'http://graph.example', templates: ['hello', settings.templates[0], settings.templates[0]], colour: 'green' },
      paths: ['phoneNumberId', 'accessToken', 'appSecret', 'verifyToken', 'businessAccountId', 'graphVersion', 'apiAddress', 'templates.0', 'colour'],
    },
    { name: 'the same template twice', settings: { ...settings, templates: [settings.templates[0], settings.templates[0]] }, paths: ['templates.1'] },
    { name: 'an address with a secret in it', settings: { ...settings, apiAddress: 'https://me:pass@graph.example' }, paths: ['apiAddress'] },
  ],
  inputs: [...inputs, { name: 'no JSON', request: hook('{"object":'), unreadable: 'whatsapp.unreadable' }, { name: 'a deep hole', request: hook('['.repeat(200_000)), unreadable: 'whatsapp.unreadable' }, { name: 'no UTF-8', request: hook(Buffer.from([0x22, 0xff])), unreadable: 'whatsapp.unreadable' }],
  forged: [
    { name: 'without a signature', request: hook(text) },
    { name: 'of another secret', request: hook(text, signed(text, 'f'.repeat(32))) },
    { name: 'of other bytes', request: hook(`${text.toString()} `, signed(text)) },
    { name: 'in an older form', request: hook(text, { 'x-hub-signature': `sha1=${createHmac('sha1', settings.appSecret).update(text).digest('hex')}` }) },
    { name: 'cut short', request: hook(text, { 'x-hub-signature-256': signed(text)['x-hub-signature-256'].slice(0, -2) }) },
  ],
});

const config = whatsapp.readConfig(settings);

test('a webhook is believed by the signature over its very bytes', () => {
  expect(whatsapp.authentic(hook(text, signed(text)), config)).toBe(true);
});

describe('the question whether an address is ours', () => {
  const asked = (change: Record<string, string>) => whatsapp.handshake!({ method: 'GET', query: { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': settings.verifyToken, ...change }, body: new Uint8Array() }, config);
  test.each<[string, Record<string, string>, string | null]>([
    ['asked rightly', {}, '1158201444'],
    ['another token', { 'hub.verify_token': 'guessed' }, null],
    ['no token', { 'hub.verify_token': '' }, null],
    ['another mode', { 'hub.mode': 'unsubscribe' }, null],
    ['something to be repeated to a browser', { 'hub.challenge': '<script>alert(1)</script>' }, null],
  ])('%s', (_name, change, told) => expect(asked(change)).toBe(told));
  test('a POST is no such question', () => expect(whatsapp.handshake!({ method: 'POST', query: { 'hub.mode': 'subscribe', 'hub.challenge': '1', 'hub.verify_token': settings.verifyToken }, body: new Uint8Array() }, config)).toBeNull());
});

describe('settings', () => {
  test('the vendor\'s own address and version are usual', () => expect(config).toMatchObject({ apiAddress: 'https://graph.facebook.com', graphVersion: 'v25.0' }));
  test('an emulator on this machine may stand in', () => expect(whatsapp.readConfig({ ...settings, apiAddress: 'http://127.0.0.1:9102/' }).apiAddress).toBe('http://127.0.0.1:9102'));
  test('templates are read from lines', () => {
    const lines = ['a|it|Utility|30|Ciao {{1}} | tutto bene?\\nA presto', 'b | ru | marketing | - | x'];
    expect(whatsapp.readConfig({ ...settings, templates: lines }).templates).toEqual([
      { name: 'a', language: 'it', category: 'utility', ttlSeconds: 30, body: 'Ciao {{1}} | tutto bene?\nA presto' },
      { name: 'b', language: 'ru', category: 'marketing', ttlSeconds: null, body: 'x' },
    ]);
  });
  test.each([['A | en | utility | | x'], ['a | english | utility | | x'], ['a | en | service | | x'], ['a | en | utility | | '], ['a | en | utility | 5 | x'], ['a | en | marketing | 600 | x'], ['a | en | authentication | 901 | x'], ['a | en | utility | 1.5 | x'], ['a | en | utility'], ['']])('no template: %j', (line) => {
    const problems = (() => {
      try {
        return whatsapp.readConfig({ ...settings, templates: [line] });
      } catch (error) {
        return (error as InvalidConfig).problems;
      }
    })();
    expect(problems).toEqual({ 'templates.0': 'whatsapp.setting-template-line' });
  });
});

describe('addresses', () => {
  test.each([['79161234567', true], ['+79161234567', true], ['ru.13491208655302741918', true], ['US.ENT.118157', true], ['help@shop.example', false], ['', false], ['12', false], ['@ana', false], ['us.', false], ['usa.1', false]])('%s: %s', (address, can) => expect(whatsapp.canReach!(address)).toBe(can));
});
