// Into the open network only: checked where the connection is made, whatever the address said before.
import type { AddressInfo, LookupFunction } from 'node:net';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPrivateAddress } from '../operations/network-address.ts';
import { openPost } from './post-webhook.ts';

describe('addresses of the network', () => {
  test.each([
    '127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '192.0.0.8', '198.18.0.1', '224.0.0.1', '255.255.255.255',
    '::1', '::', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '2002:7f00:1::', '2002:c0a8:101::1', '2001:db8::1', 'localhost', '',
  ])('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true));

  test.each(['1.1.1.1', '172.15.255.255', '172.32.0.1', '100.63.255.255', '100.128.0.1', '192.167.255.255', '8.8.8.8', '2606:4700:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808', '2002:808:808::1'])('%s is open', (address) => expect(isPrivateAddress(address)).toBe(false));
});

describe('a request to an address that somebody entered', () => {
  let port = 0;
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    request.resume();
    response.writeHead(request.url === '/teapot' ? 418 : 200, { 'retry-after': '7' }).end('hello\0there');
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => void server.close());

  const looking = (...answers: readonly string[]): LookupFunction => {
    let count = 0;
    return (_name, options, callback) => {
      const address = answers[Math.min(count, answers.length - 1)]!;
      count += 1;
      if (options.all) callback(null, [{ address, family: address.includes(':') ? 6 : 4 }] as never);
      else callback(null, address, address.includes(':') ? 6 : 4);
    };
  };
  const posting = (settings: Partial<Parameters<typeof openPost>[0]> = {}) => openPost({ privateAllowed: false, userAgent: 'test', timeoutMs: 300, ...settings });

  test.each(['http://127.0.0.1:PORT/', 'http://localhost:PORT/', 'http://[::1]:PORT/', 'http://2130706433:PORT/', 'http://0x7f.1:PORT/', 'http://[::ffff:127.0.0.1]:PORT/'])('does not reach inside by %s', async (address) => {
    const before = asked;
    expect(await posting().post(address.replace('PORT', String(port)), {}, '{}')).toMatchObject({ status: null, problem: 'private-address', answer: '' });
    expect(asked).toBe(before);
  });

  test('does not reach inside by a name that led outside a moment ago', async () => {
    const before = asked;
    const { post } = posting({ lookup: looking('203.0.114.1', '127.0.0.1') });
    expect(['timeout', 'unreachable']).toContain((await post(`http://rebinding.example:${port}/`, {}, '{}')).problem);
    expect(await post(`http://rebinding.example:${port}/`, {}, '{}')).toMatchObject({ status: null, problem: 'private-address' });
    expect(asked).toBe(before);
  });

  test('reaches inside where that is allowed, and tells what was answered', async () => {
    const { post, close } = posting({ privateAllowed: true });
    expect(await post(`http://127.0.0.1:${port}/`, { 'x-one': '1' }, '{}')).toMatchObject({ status: 200, problem: null, answer: 'hello\uFFFDthere', retryAfter: 7 });
    expect(await post(`http://127.0.0.1:${port}/teapot`, {}, '{}')).toMatchObject({ status: 418, problem: 'refused' });
    expect(await post(`https://127.0.0.1:${port}/`, {}, '{}')).toMatchObject({ status: null, problem: 'certificate' });
    expect(await post('nonsense', {}, '{}')).toMatchObject({ status: null, problem: 'unreachable' });
    close();
  });
});
