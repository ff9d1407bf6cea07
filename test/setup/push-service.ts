// A push service and a browser in one: it hands out subscriptions with real keys, takes what is posted to them, and opens it as a
// browser would (RFC 8291 and RFC 8188 written out with Node's own cryptography, so that nothing of the sender is trusted).
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PushSubscriptionBody } from '../../src/contract/notifying.ts';
import type { PushPayload } from '../../src/domain/notification/push-payload.ts';

export type Rung = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly payload: PushPayload; readonly raw: Buffer; readonly vapid: { readonly aud: string; readonly sub: string; readonly exp: number; readonly key: string } | null };

export type PushService = {
  readonly origin: string;
  readonly rung: Rung[];
  /** How often something was posted, whatever it was answered. */
  asked: number;
  answer: (path: string) => number;
  subscribe(device?: string): PushSubscriptionBody & { readonly path: string };
  stop(): Promise<void>;
};

export async function startPushService(): Promise<PushService> {
  const browsers = new Map<string, { readonly ecdh: ReturnType<typeof createECDH>; readonly auth: Buffer }>();
  const service: PushService = { origin: '', rung: [], asked: 0, answer: () => 201, subscribe: () => ({ endpoint: '', keys: { p256dh: '', auth: '' }, device: '', path: '' }), stop: async () => undefined };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      service.asked += 1;
      const path = request.url ?? '';
      const status = service.answer(path);
      const browser = browsers.get(path);
      if (status < 300 && browser) {
        const raw = Buffer.concat(pieces);
        service.rung.push({ path, headers: request.headers, raw, payload: JSON.parse(opened(raw, browser)) as PushPayload, vapid: vapidOf(String(request.headers.authorization)) });
      }
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(service, {
    origin,
    subscribe: (device = 'Firefox on Linux') => {
      const ecdh = createECDH('prime256v1');
      const auth = randomBytes(16);
      const path = `/push/${randomBytes(12).toString('base64url')}`;
      browsers.set(path, { ecdh, auth });
      return { endpoint: origin + path, keys: { p256dh: ecdh.generateKeys().toString('base64url'), auth: auth.toString('base64url') }, device, path };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

/** RFC 8188, section 2: salt (16), record size (4), length of the key id (1), key id; here the sender's public key. */
function opened(raw: Buffer, { ecdh, auth }: { readonly ecdh: ReturnType<typeof createECDH>; readonly auth: Buffer }): string {
  const salt = raw.subarray(0, 16);
  const sender = raw.subarray(21, 21 + raw[20]!);
  const record = raw.subarray(21 + raw[20]!);
  // RFC 8291, section 3.3 and 3.4.
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(sender), auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12));
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = padded.lastIndexOf(2);
  if (end < 0) throw new Error('the last record has no delimiter');
  return padded.subarray(0, end).toString('utf8');
}

/** RFC 8292, section 3: who sends, signed with ES256; null where the signature is not by the key that is named. */
function vapidOf(authorization: string): Rung['vapid'] {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? [];
  const [head = '', body = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') }, format: 'jwk' });
  const good = verify('sha256', Buffer.from(`${head}.${body}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  return good ? { ...(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as { aud: string; sub: string; exp: number }), key } : null;
}

