// What customers attach, fetched from an emulated VK, and from addresses that are not VK's.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { vk as emulator, type VkRunning } from '../../emulators/vk/vk.ts';
import type { ChannelIo, Fetched, RemoteMedia } from '../channel.ts';
import { vk } from './channel.ts';
import type { VkConfig } from './config.ts';

let vendor: VkRunning;
let config: VkConfig;
let server: Server | null;
beforeEach(async () => {
  vendor = await emulator.start({ port: 0, seed: 5, pace: 0.01 });
  config = vk.readConfig(vendor.settings);
  server = null;
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await vendor.stop();
});

const io: ChannelIo = { now: () => new Date().toISOString(), openBlob: async () => Readable.from([]), log: () => undefined, publicAddress: 'https://desk.example', signal: new AbortController().signal };

async function bytesOf(fetched: Fetched): Promise<string> {
  if (!fetched.ok) return fetched.code;
  const pieces: Uint8Array[] = [];
  for await (const piece of fetched.content) pieces.push(piece);
  return Buffer.concat(pieces).toString('latin1');
}

async function attached(): Promise<readonly RemoteMedia[]> {
  const { result } = { result: await (await fetch(`${config.apiAddress}/messages.getHistory`, { method: 'POST', headers: { authorization: `Bearer ${config.accessToken}` }, body: new URLSearchParams({ peer_id: '500000001', v: '5.199' }) })).json() as { response: { items: readonly unknown[] } } };
  const body = new TextEncoder().encode(JSON.stringify({ type: 'message_new', group_id: 123456789, object: { message: result.response.items[0] } }));
  return vk.receive({ kind: 'update', headers: {}, body, receivedAt: new Date(Date.now() + 1_000).toISOString(), key: null }).flatMap((one) => (one.kind === 'message' ? one.content.attachments.map(({ content }) => content as RemoteMedia) : []));
}

/** Answers in the place of the emulator's files. */
async function answering(answer: (path: string) => { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }): Promise<{ readonly at: string; readonly config: VkConfig }> {
  server = createServer((request, response) => {
    const { status, headers = {}, body = '' } = answer(request.url ?? '');
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { at, config: { ...config, apiAddress: `${at}/method` } };
}

describe('media', () => {
  it('come byte by byte, the largest size of a picture', async () => {
    const picture = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(200_000, 7)]);
    vendor.customers.write('Анна', { text: '', files: [{ name: 'a.jpg', mediaType: 'image/jpeg', content: picture }, { name: 'чек.pdf', mediaType: 'application/pdf', content: Buffer.from('%PDF') }, { name: 'v.ogg', mediaType: 'audio/ogg', content: Buffer.from('voice') }] });
    const media = await attached();
    expect(media.map(({ bytes }) => bytes)).toEqual([null, 4, null]);
    expect(await Promise.all(media.map(async (one) => bytesOf(await vk.fetchMedia(one, config, io))))).toEqual([picture.toString('latin1'), '%PDF', 'voice']);
  });

  it.each([
    ['gone', { status: 404 }, 'media-gone', 'never'], ['forbidden', { status: 403 }, 'media-gone', 'never'], ['a page instead', { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<html>' }, 'media-gone', 'never'],
    ['broken', { status: 502 }, 'media-fetch-broke', 'later'], ['too often', { status: 429, headers: { 'retry-after': '9' } }, 'media-fetch-broke', 'later'], ['redirected for ever', { status: 302, headers: { location: '/again' } }, 'media-fetch-broke', 'later'],
    ['redirected into our network', { status: 302, headers: { location: 'http://10.0.0.1/admin' } }, 'media-gone', 'never'], ['redirected nowhere', { status: 302 }, 'media-gone', 'never'],
  ] as const)('%s', async (_name, answer, code, retry) => {
    const other = await answering(() => answer);
    expect(await vk.fetchMedia({ remote: `${other.at}/doc1_1`, bytes: null }, other.config, io)).toMatchObject({ ok: false, code, retry, ...(code === 'media-fetch-broke' && answer.status === 429 ? { retryAfterSeconds: 9 } : {}) });
  });

  it('follow a redirect to where the bytes are, and take a page where a page was attached', async () => {
    const other = await answering((path) => (path === '/doc1_1' ? { status: 302, headers: { location: '/files/page.html' } } : { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>hello' }));
    expect(await bytesOf(await vk.fetchMedia({ remote: `${other.at}/doc1_1`, bytes: null }, other.config, io))).toBe('<p>hello');
  });

  it.each(['http://10.0.0.1/a.jpg', 'http://127.0.0.1:1/a.jpg', 'https://192.168.0.1/', 'file:///etc/passwd', 'not an address'])('are not fetched from %s', async (remote) => {
    expect(await vk.fetchMedia({ remote, bytes: null }, config, io)).toMatchObject({ ok: false, retry: 'never', code: 'media-gone' });
  });

  it('that are too large are not begun', async () => {
    expect(await vk.fetchMedia({ remote: `${vendor.address}/files/x`, bytes: 300_000_000 }, config, io)).toMatchObject({ retry: 'never', code: 'media-too-large' });
    const other = await answering(() => ({ status: 200, headers: { 'content-length': '300000000' } }));
    expect(await vk.fetchMedia({ remote: `${other.at}/a`, bytes: null }, other.config, io)).toMatchObject({ retry: 'never', code: 'media-too-large' });
  });

  it('wait when nobody is there', async () => {
    vendor.faults.away = true;
    expect(await vk.fetchMedia({ remote: `${vendor.address}/files/x/y`, bytes: null }, config, io)).toMatchObject({ retry: 'later', code: 'media-fetch-broke' });
  });
});
