// Requests between the desk and the program are signed both ways, as the desk's own webhooks are (docs/webhooks.md, the scheme of
// https://www.standardwebhooks.com): an id, the time, and the body exactly as it travels.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RawRequest } from '../channel.ts';
import type { ApiConfig } from './config.ts';

/** Older or younger than this, a request may be somebody's repeat of one that was overheard. */
const windowSeconds = 300;
/** More of them nobody needs: one for each secret in force. */
const mostSignatures = 10;
const mostId = 600;

function digest(key: string, id: string, timestamp: string, body: Uint8Array | string): Buffer {
  return createHmac('sha256', Buffer.from(key, 'base64')).update(`${id}.${timestamp}.`).update(body).digest();
}

export function signedHeaders({ keys }: Pick<ApiConfig, 'keys'>, { id, at, body }: { readonly id: string; readonly at: string; readonly body: string }): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(Date.parse(at) / 1_000));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': keys.map((key) => `v1,${digest(key, id, timestamp, body).toString('base64')}`).join(' '),
  };
}

/** Whether one of the signatures was made with one of our secrets, and lately. */
export function authentic({ headers, body, receivedAt }: RawRequest, { keys }: ApiConfig): boolean {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headers[name] ?? '') as [string, string, string];
  if (id === '' || id.length > mostId || !/^\d{1,12}$/.test(timestamp)) return false;
  if (!(Math.abs(Date.parse(receivedAt) / 1_000 - Number(timestamp)) <= windowSeconds)) return false;
  const expected = keys.map((key) => digest(key, id, timestamp, body));
  // Those of later versions of the scheme are passed over.
  const given = signatures.split(' ').filter((one) => one.startsWith('v1,')).slice(0, mostSignatures).map((one) => Buffer.from(one.slice(3), 'base64'));
  return given.some((one) => expected.some((right) => one.byteLength === right.byteLength && timingSafeEqual(one, right)));
}
