import { describe, expect, test } from 'vitest';
import type { InvalidConfig } from '../channel.ts';
import { newSecrets, readConfig, secrets } from './config.ts';
import { settings } from './fixtures/sample.ts';

const problems = (change: Record<string, unknown>): Readonly<Record<string, string>> => {
  try {
    readConfig({ ...settings, ...change });
    return {};
  } catch (error) {
    return (error as InvalidConfig).problems;
  }
};
const server = { host: 'mail.shop.example', user: 'help', password: 'x' };

describe('what follows from what was typed', () => {
  test.each([
    [{}, { imap: [993, true], smtp: [465, true] }],
    [{ imap: { ...server, port: 143 }, smtp: { ...server, port: 587 } }, { imap: [143, false], smtp: [587, false] }],
    [{ imap: { ...server, secure: false }, smtp: { ...server, secure: false } }, { imap: [143, false], smtp: [587, false] }],
    [{ imap: { ...server, port: 9993, secure: true }, smtp: { ...server, port: 2525 } }, { imap: [9993, true], smtp: [2525, false] }],
  ])('ports and encryption: %j', (change, expected) => {
    const { imap, smtp } = readConfig({ ...settings, ...change });
    expect({ imap: [imap?.port, imap?.secure], smtp: [smtp?.port, smtp?.secure] }).toEqual(expected);
  });
  test('addresses are brought to their one form, domains of senders are our own', () => {
    const config = readConfig({ ...settings, senders: [{ address: ' Help@SHOP.example ' }, { address: 'помощь@магазин.рф' }], ownDomains: ['Shop.example', 'Brand.EXAMPLE'], plusAddressing: { on: true } });
    expect(config.senders.map((sender) => sender.address)).toEqual(['help@shop.example', 'помощь@магазин.рф']);
    expect(config.ownDomains).toEqual(['shop.example', 'brand.example', 'магазин.рф']);
    expect(config.plusAddressing).toEqual({ on: true, address: 'help@shop.example' });
  });
  test('Google and Microsoft need no addresses typed', () => {
    const oauth = (provider: string) => readConfig({ ...settings, imap: { host: 'imap.example', user: 'help', auth: 'oauth2' }, oauth2: { provider, clientId: 'c', refreshToken: 'r' } }).oauth2;
    expect(oauth('google')).toEqual({ clientId: 'c', clientSecret: '', refreshToken: 'r', tokenUrl: 'https://oauth2.googleapis.com/token', scope: null });
    expect(oauth('microsoft')).toMatchObject({ tokenUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/token', scope: expect.stringContaining('SMTP.Send') });
  });
  test('every secret is a setting that can be typed', () => {
    expect(Object.keys(problems({ imap: { ...server, password: 7 }, smtp: { ...server, password: 7 }, oauth2: { clientId: 'c', clientSecret: 7, refreshToken: 7, tokenUrl: 'https://x.example' }, signingSecret: 7, installationSecret: 7 })).toSorted()).toEqual([...secrets].toSorted());
  });
  test('the signing secret is made by the server', () => expect(newSecrets((bytes) => 'x'.repeat(bytes))).toEqual({ signingSecret: 'x'.repeat(32) }));
});

describe('mistakes', () => {
  test.each<[string, Record<string, unknown>, Readonly<Record<string, string>>]>([
    ['nothing to sign in with', { imap: { host: 'mail.example' }, smtp: { host: 'mail.example' } }, { 'imap.user': 'setting-missing', 'imap.password': 'setting-missing', 'smtp.user': 'setting-missing', 'smtp.password': 'setting-missing' }],
    ['sending without signing in is possible', { smtp: { host: 'mail.example', auth: 'none' } }, {}],
    ['reading without signing in is not', { imap: { host: 'mail.example', auth: 'none' } }, { 'imap.auth': 'setting-unknown-choice' }],
    ['tokens without a place to get them', { oauth2: { clientId: 'c', refreshToken: 'r' } }, { 'oauth2.tokenUrl': 'setting-missing' }],
    ['a secret over an open line', { oauth2: { clientId: 'c', refreshToken: 'r', tokenUrl: 'http://token.example' } }, { 'oauth2.tokenUrl': 'setting-not-a-safe-link' }],
    ['on this machine it stays here', { oauth2: { clientId: 'c', refreshToken: 'r', tokenUrl: 'http://127.0.0.1:9/token' } }, {}],
    ['no sender', { senders: [] }, { senders: 'setting-missing' }],
    ['a link for a host', { imap: { ...server, host: 'https://mail.example/' } }, { 'imap.host': 'setting-not-a-host' }],
    ['numbers outside', { takeInDays: -1, reconcileMinutes: 0, maxBytes: 10, idleMinutes: 1.5 }, { takeInDays: 'setting-out-of-range', reconcileMinutes: 'setting-out-of-range', maxBytes: 'setting-out-of-range', idleMinutes: 'setting-wrong' }],
    ['inside a sender', { senders: [{ name: 'x'.repeat(300), address: 'a@b', colour: 1 }] }, { 'senders.0.name': 'setting-too-large', 'senders.0.colour': 'setting-unknown' }],
    ['a short secret', { signingSecret: 'short' }, { signingSecret: 'setting-too-small' }],
  ])('%s', (_name, change, expected) => expect(problems(change)).toEqual(expected));
});
