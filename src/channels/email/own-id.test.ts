import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { config, settings } from './fixtures/sample.ts';
import { bounceAddress, ownMessageId, plusAddress, readOwnId, readPlusAddress, threadId, withoutTag } from './own-id.ts';

const message = '0199c0de-1234-7abc-8def-0123456789ab';
const keys = ['k7dm2qaxpwz4tbcv', '0123456789abcdef0123', '00000000000000000000', 'a-key-with-dashes'];
const stranger = readConfig({ ...settings, signingSecret: 'the secret of another inbox' });
const withoutPlus = readConfig({ ...settings, plusAddressing: { on: false } });

describe.each(keys)('the conversation key %s', (key) => {
  test('is found again in a Message-ID, whatever brackets and capitals it came back with', () => {
    const id = ownMessageId(config, message, key);
    for (const form of [id, `<${id}>`, ` <${id.toUpperCase()}> `]) expect(readOwnId(config, form)).toEqual({ key, message: id });
    expect(readOwnId(config, threadId(config, key)!)).toEqual({ key, message: null });
  });
  test('is found again in an address', () => {
    const address = plusAddress(config, key)!;
    expect(address.split('@')[0]!.length).toBeLessThanOrEqual(64);
    for (const form of [address, address.toUpperCase()]) expect(readPlusAddress(config, form)).toEqual({ key, message: null });
    expect(withoutTag(config, address)).toBe('help@shop.example');
  });
  test('and the message are found again in the address that bounces come to', () => {
    const address = bounceAddress(config, message, key)!;
    expect(address.split('@')[0]!.length).toBeLessThanOrEqual(64);
    expect(readPlusAddress(config, address)).toEqual({ key, message: ownMessageId(config, message, key) });
  });
  test('cannot be written by anybody without the secret, nor moved to another conversation', () => {
    const forms = [ownMessageId(stranger, message, key), threadId(stranger, key)!];
    for (const id of forms) expect(readOwnId(config, id)).toBeNull();
    for (const address of [plusAddress(stranger, key)!, bounceAddress(stranger, message, key)!]) expect(readPlusAddress(config, address)).toBeNull();
    const other = keys.find((one) => one !== key)!;
    expect(readOwnId(config, ownMessageId(config, message, key).replace(key, other))).toBeNull();
    expect(readPlusAddress(config, plusAddress(config, key)!.replace(key, other))).toBeNull();
  });
});

test('without plus-addressing there are no tags, and none is believed to be missing', () => {
  expect(plusAddress(withoutPlus, keys[0]!)).toBeNull();
  expect(bounceAddress(withoutPlus, message, keys[0]!)).toBeNull();
  expect(readPlusAddress(withoutPlus, plusAddress(config, keys[0]!)!)).toEqual({ key: keys[0], message: null });
});

test('an address too long for a mail server is not made', () => {
  const long = readConfig({ ...settings, senders: [{ address: `${'l'.repeat(40)}@shop.example` }], plusAddressing: { on: true } });
  expect(plusAddress(long, keys[0]!)).toBeNull();
  expect(bounceAddress(long, message, keys[0]!)).toBeNull();
});

test('a key that no address can carry is left out rather than changed', () => {
  const id = ownMessageId(config, message, 'Ключ с пробелами');
  expect(readOwnId(config, id)).toEqual({ key: null, message: id });
  expect([threadId(config, 'x y'), plusAddress(config, 'x y'), bounceAddress(config, message, 'x y')]).toEqual([null, null, null]);
});

test.each([[''], ['<>'], ['plain@example.com'], ['m.a.b.c@shop.example'], ['c..@'], ['m.'.repeat(5000)]])('%j is not ours', (id) => expect(readOwnId(config, id)).toBeNull());
test.each([['help@shop.example'], ['help+x@shop.example'], ['other+c-k7dm2qaxpwz4tbcv-axjvqo7i2bztwpkn@shop.example'], ['help+c-k7dm2qaxpwz4tbcv-axjvqo7i2bztwpkn@evil.example'], ['nonsense']])('%s carries nothing', (address) => {
  expect(readPlusAddress(config, address)).toBeNull();
  expect(withoutTag(config, address)).toBe(address);
});
