// Files that a message names by address: whom the desk asks for them, and with what.
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage as HttpMessage } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fetched } from '../../channel.ts';
import { readConfig } from '../config.ts';
import { fetchBy, fetchMedia } from './fetch-media.ts';
import { isOpen } from './open-network.ts';
import { type Reach, reachBy } from './reach.ts';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const io = { signal: new AbortController().signal };
const photo = randomBytes(300_000);
const asked: { readonly host: string; readonly path: string; readonly authorization: string | undefined }[] = [];
let port = 0;
const server = createServer((request, response) => {
  const path = request.url ?? '/';
  asked.push({ host: request.headers.host ?? '', path, authorization: request.headers.authorization });
  if (path === '/photo') return void response.writeHead(200, { 'content-type': 'image/png' }).end(photo);
  if (path === '/short') {
    response.writeHead(200, { 'content-length': '1000' }).write('only this');
    return void setTimeout(() => response.destroy(), 20);
  }
  if (path === '/on') return void response.writeHead(302, { location: '/photo' }).end();
  if (path === '/round') return void response.writeHead(302, { location: '/round' }).end();
  if (path.startsWith('/to?')) return void response.writeHead(302, { location: decodeURIComponent(path.slice(4)) }).end();
  const status = Number(path.slice(1));
  response.writeHead(status, status === 429 ? { 'retry-after': '7' } : {}).end();
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const config = () => readConfig({ programAddress: `http://127.0.0.1:${port}/desk`, secret, fileToken: 'for-files' });
const fetched = (remote: string): Promise<Fetched> => fetchMedia({ remote, bytes: null }, config(), io);
const here = (path: string): string => `http://127.0.0.1:${port}${path}`;

async function bytesOf(found: Fetched): Promise<Buffer> {
  if (!found.ok) throw new Error(found.reason);
  const pieces: Uint8Array[] = [];
  for await (const piece of found.content) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('at the program’s own address', () => {
  it('files are asked for with its token, and come whole', async () => {
    const content = await bytesOf(await fetched(here('/photo')));
    expect(createHash('sha256').update(content).digest('hex')).toBe(createHash('sha256').update(photo).digest('hex'));
    expect(asked.at(-1)).toMatchObject({ path: '/photo', authorization: 'Bearer for-files' });
  });

  it('a redirect is followed, but not for ever', async () => {
    expect(await bytesOf(await fetched(here('/on')))).toHaveLength(photo.length);
    expect(await fetched(here('/round'))).toMatchObject({ ok: false, retry: 'never', code: 'api.file-address-refused' });
  });

  it('a file that breaks off does not pass for whole', async () => {
    await expect(bytesOf(await fetched(here('/short')))).rejects.toThrow();
  });

  it.each([
    [401, { retry: 'later', code: 'api.file-token-refused' }],
    [403, { retry: 'later', code: 'api.file-token-refused' }],
    [404, { retry: 'never', code: 'media-gone' }],
    [410, { retry: 'never', code: 'media-gone' }],
    [413, { retry: 'never', code: 'media-too-large' }],
    [429, { retry: 'later', code: 'media-fetch-broke', retryAfterSeconds: 7 }],
    [503, { retry: 'later', code: 'media-fetch-broke' }],
  ])('%i', async (status, outcome) => {
    expect(await fetched(here(`/${status}`))).toMatchObject({ ok: false, ...outcome });
  });

  it('nobody there is tried again, without the address in the reason', async () => {
    const away = readConfig({ programAddress: 'http://127.0.0.1:1/desk', secret });
    const found = await fetchMedia({ remote: 'http://127.0.0.1:1/photo?key=hunter2', bytes: null }, away, io);
    expect(found).toEqual({ ok: false, retry: 'later', code: 'media-fetch-broke', reason: 'ECONNREFUSED' });
  });
});

describe('anywhere else', () => {
  it.each([
    'http://files.example.com/photo', 'ftp://files.example.com/photo', 'file:///etc/passwd', 'https://me:secret@files.example.com/photo', 'no address',
    'https://127.0.0.1/photo', 'https://127.1/photo', 'https://2130706433/photo', 'https://0x7f.0.0.1/photo', 'https://10.0.0.1/', 'https://192.168.1.1/', 'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/', 'https://[::ffff:127.0.0.1]/', 'https://[64:ff9b::a00:1]/', 'https://[fe80::1]/', 'https://[fd00::1]/', 'https://[2002:7f00:1::]/', 'https://localhost/photo', 'https://0.0.0.0/',
  ])('the desk does not ask %s', async (remote) => {
    const before = asked.length;
    expect(await fetched(remote)).toMatchObject({ ok: false, retry: 'never', code: 'api.file-address-refused' });
    expect(asked).toHaveLength(before);
  });

  it('another port of the program’s own machine is somebody else', async () => {
    expect(await fetched(`http://127.0.0.1:${port === 65_535 ? 1 : port + 1}/photo`)).toMatchObject({ ok: false, code: 'api.file-address-refused' });
    expect(await fetched(`http://localhost:${port}/photo`)).toMatchObject({ ok: false, code: 'api.file-address-refused' });
  });

  it('a redirect is held to the same rules', async () => {
    for (const to of ['https://169.254.169.254/latest/meta-data/', 'http://files.example.com/photo', 'file:///etc/passwd']) {
      expect(await fetched(here(`/to?${encodeURIComponent(to)}`)), to).toMatchObject({ ok: false, retry: 'never', code: 'api.file-address-refused' });
    }
  });

  it('a name that leads inside is found out in the connection’s own look-up', async () => {
    const names: Readonly<Record<string, readonly string[]>> = { 'inside.example': ['10.0.0.7', '::1'], 'both.example': ['10.0.0.7', '203.0.113.9'] };
    const lookup = ((host: string, _options: object, callback: (error: null, found: object) => void) => callback(null, names[host]!.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))) as unknown as LookupFunction;
    for (const name of Object.keys(names)) {
      expect(await fetchBy(reachBy(lookup), { remote: `https://${name}/photo`, bytes: null }, config(), io), name).toMatchObject({ ok: false, retry: 'never', code: 'api.file-address-refused' });
    }
  });

  it('the token is not sent, not even after a redirect from the program’s own address', async () => {
    const reached: { readonly origin: string; readonly headers: Readonly<Record<string, string>>; readonly onlyOpen: boolean }[] = [];
    const reach: Reach = async (url, { headers, onlyOpen }) => {
      reached.push({ origin: url.origin, headers, onlyOpen });
      const content = Readable.from([Buffer.from('bytes')]) as unknown as HttpMessage;
      return url.port === String(port) ? { status: 302, headers: { location: 'https://storage.example.com/photo' }, content } : { status: 200, headers: {}, content };
    };
    expect(await bytesOf(await fetchBy(reach, { remote: here('/photo'), bytes: null }, config(), io))).toEqual(Buffer.from('bytes'));
    expect(reached).toEqual([
      { origin: `http://127.0.0.1:${port}`, headers: { accept: '*/*', authorization: 'Bearer for-files' }, onlyOpen: false },
      { origin: 'https://storage.example.com', headers: { accept: '*/*' }, onlyOpen: true },
    ]);
  });

  it('403 is what an address says whose time is over', async () => {
    const reach: Reach = async () => ({ status: 403, headers: {}, content: Readable.from([]) as unknown as HttpMessage });
    expect(await fetchBy(reach, { remote: 'https://storage.example.com/photo', bytes: null }, config(), io)).toMatchObject({ ok: false, retry: 'never', code: 'media-gone' });
  });
});

it('knows the open network', () => {
  for (const address of ['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700:4700::1111', '2a00:1450:4001:81b::200e']) expect(isOpen(address), address).toBe(true);
  for (const address of ['', 'localhost', '127.0.0.1', '10.1.2.3', '172.16.0.1', '100.64.0.1', '224.0.0.1', '255.255.255.255', '::', '::1', '::ffff:8.8.8.8', 'fe80::1%eth0', 'fc00::1', '2001:db8::1', '2001::1', 'ff02::1', '3fff::1']) expect(isOpen(address), address).toBe(false);
});
