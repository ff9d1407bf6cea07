import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer as createSecure, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Running } from '../../emulators/emulator.ts';
import { max as emulator } from '../../emulators/max/max.ts';
import type { ChannelIo, IncomingAttachment, RemoteMedia } from '../channel.ts';
import { max } from './channel.ts';
import type { MaxConfig } from './config.ts';
import { storageUrl } from './media.ts';

const io: ChannelIo = { now: () => new Date().toISOString(), openBlob: () => Promise.reject(new Error('none')), log: () => undefined, publicAddress: 'https://desk.example', signal: new AbortController().signal };
let running: Running;
let config: MaxConfig;

beforeEach(async () => {
  running = await emulator.start({ port: 0, seed: 3, pace: 0.001 });
  config = max.readConfig({ ...running.settings, webhookSecret: 'secret-secret' });
});
afterEach(() => running.stop());

async function received(): Promise<readonly IncomingAttachment[]> {
  const { updates } = await (await fetch(`${running.address}/updates?timeout=0`, { headers: { authorization: config.accessToken } })).json() as { readonly updates: unknown[] };
  const all = updates.flatMap((update) => max.receive({ kind: 'update', headers: {}, body: Buffer.from(JSON.stringify(update)), receivedAt: '2040-01-01T00:00:00.000Z', key: null }));
  return all.flatMap((one) => (one.kind === 'message' ? one.content.attachments : []));
}

const remoteOf = ({ content }: IncomingAttachment): RemoteMedia => content as RemoteMedia;

describe('what a customer sent', () => {
  test('is fetched from the vendor, byte by byte, of every kind', async () => {
    const given = [['фото.png', 'image/png'], ['clip.mp4', 'video/mp4'], ['voice.ogg', 'audio/ogg'], ['счёт.pdf', 'application/pdf']].map(([name, mediaType]) => ({ name: name!, mediaType: mediaType!, content: Buffer.from(name!.repeat(30_000)) }));
    running.customers.write('Анна', { text: 'вот', files: given });
    const attachments = await received();
    expect(attachments.length).toBe(4);
    const hashes: string[] = [];
    for (const one of attachments) {
      const fetched = await max.fetchMedia(remoteOf(one), config, io);
      if (!fetched.ok) throw new Error(fetched.code);
      const hash = createHash('sha256');
      for await (const piece of fetched.content) hash.update(piece);
      hashes.push(`${fetched.mediaType} ${fetched.name ?? one.name} ${hash.digest('hex').slice(0, 8)}`);
    }
    const short = (content: Buffer) => createHash('sha256').update(content).digest('hex').slice(0, 8);
    expect(hashes.toSorted()).toEqual([`application/pdf счёт.pdf ${short(given[3]!.content)}`, `audio/ogg audio-1.ogg ${short(given[2]!.content)}`, `image/png image-1.png ${short(given[0]!.content)}`, `video/mp4 video-2.mp4 ${short(given[1]!.content)}`].toSorted());
  });

  test('is asked for again where its address has ended', async () => {
    running.customers.write('Анна', { text: '', files: [{ name: 'a.png', mediaType: 'image/png', content: Buffer.from('picture') }] });
    const [one] = await received();
    const remote = JSON.parse(remoteOf(one!).remote) as Record<string, unknown>;
    const ended = { remote: JSON.stringify({ ...remote, url: `${running.address}/i?r=ended` }), bytes: null };
    expect(await max.fetchMedia(ended, config, io)).toMatchObject({ ok: true, mediaType: 'image/png' });
    expect(await max.fetchMedia({ remote: JSON.stringify({ ...remote, url: null }), bytes: null }, config, io)).toMatchObject({ ok: true });
    running.customers.remove!(String(remote['mid']));
    expect(await max.fetchMedia(ended, config, io)).toMatchObject({ ok: false, retry: 'never', code: 'media-gone' });
  });

  test('waits where the vendor is away, and is gone where nobody knows of it', async () => {
    const video = { remote: JSON.stringify({ kind: 'video', mid: 'mid.none', where: 'own', place: 0, url: null, token: 'none' }), bytes: null };
    expect(await max.fetchMedia(video, config, io)).toMatchObject({ ok: false, retry: 'never', code: 'media-gone' });
    Object.assign(running.faults, { tooMany: 1, retryAfterSeconds: 9 });
    expect(await max.fetchMedia(video, config, io)).toMatchObject({ ok: false, retry: 'later', code: 'media-fetch-broke', retryAfterSeconds: 9 });
    Object.assign(running.faults, { tooMany: 0, away: true });
    expect(await max.fetchMedia(video, config, io)).toMatchObject({ ok: false, retry: 'later', code: 'media-fetch-broke' });
    for (const remote of ['', 'nonsense', '{}', '[]', '{"kind":"image"}']) expect(await max.fetchMedia({ remote, bytes: null }, config, io)).toMatchObject({ ok: false, retry: 'never', code: 'media-gone' });
  });
});

test('nothing is fetched from inside a network, and nothing unencrypted', () => {
  const real = { ...config, apiAddress: 'https://platform-api2.max.ru' };
  expect(storageUrl('https://i.oneme.ru/i?r=1', real)?.href).toBe('https://i.oneme.ru/i?r=1');
  expect(storageUrl('http://omub.okcdn.ru/upload.do?x=1', real)?.href).toBe('https://omub.okcdn.ru/upload.do?x=1');
  for (const address of ['http://127.0.0.1:9/', 'https://localhost/', 'https://10.0.0.1/', 'https://169.254.169.254/latest', 'https://[::1]/', 'https://router.local/', 'https://intranet/', 'file:///etc/passwd', 'ftp://a.example/', 'https://u:p@a.example/', 'nothing']) expect(storageUrl(address, real), address).toBeNull();
  expect(storageUrl(`${running.address}/i?r=1`, config)).not.toBeNull();
});

describe('the vendor’s certificate', () => {
  const { certificate, key } = selfSigned();
  let server: Server;
  let address: string;
  beforeEach(async () => {
    server = createSecure({ cert: certificate, key }, (request, response) => void (async () => {
      const answer = await fetch(`${running.address}${request.url}`, { headers: { authorization: request.headers.authorization ?? '' } });
      response.writeHead(answer.status).end(await answer.text());
    })());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise<void>((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  }));
  const typed = () => ({ ...running.settings, webhookSecret: 'secret-secret', apiAddress: address });

  test('is not trusted by itself, and the check says so', async () => {
    expect(await max.check(max.readConfig(typed()), io)).toMatchObject({ ok: false, problems: [{ code: 'max.certificate' }] });
  });

  test('is trusted for this inbox where its root was given, as text or by lines', async () => {
    for (const trustedCertificate of [certificate, `Subject: something\n${certificate}`, certificate.split('\n')]) expect(await max.check(max.readConfig({ ...typed(), trustedCertificate }), io)).toEqual({ ok: true });
    expect(await max.check(max.readConfig(typed()), io)).toMatchObject({ ok: false });
  });

  test('of somebody else does not help', async () => {
    expect(await max.check(max.readConfig({ ...typed(), trustedCertificate: selfSigned().certificate }), io)).toMatchObject({ ok: false, problems: [{ code: 'max.certificate' }] });
  });

  test.each([['', null], [[], null], [null, null]])('may be left empty: %j', (trustedCertificate, read) => {
    expect(max.readConfig({ ...typed(), trustedCertificate }).trustedCertificate).toBe(read);
  });
});

/** A certificate for 127.0.0.1, signed by itself (X.509 v3, ECDSA with SHA-256). */
function selfSigned(): { readonly certificate: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
    const content = Buffer.concat(parts);
    const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 255];
    return Buffer.concat([Buffer.from([tag, ...length]), content]);
  };
  const hex = (text: string): Buffer => Buffer.from(text, 'hex');
  const algorithm = der(0x30, der(0x06, hex('2a8648ce3d040302')));
  const name = der(0x30, der(0x31, der(0x30, der(0x06, hex('550403')), der(0x0c, Buffer.from('Root of the test')))));
  const times = der(0x30, der(0x17, Buffer.from('240101000000Z')), der(0x17, Buffer.from('490101000000Z')));
  const alternative = der(0x30, der(0x06, hex('551d11')), der(0x04, der(0x30, der(0x87, hex('7f000001')))));
  const body = der(0x30, der(0xa0, der(0x02, hex('02'))), der(0x02, hex('2a')), algorithm, name, times, name, publicKey.export({ type: 'spki', format: 'der' }), der(0xa3, der(0x30, alternative)));
  const whole = der(0x30, body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)])));
  return { certificate: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replaceAll(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string };
}
