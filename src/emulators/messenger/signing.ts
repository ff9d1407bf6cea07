// Signatures as docs/http-inbox.md describes them, from the program's side: HMAC-SHA256 over id, time and body.
import { createHmac, timingSafeEqual } from 'node:crypto';

const tolerated = 300;

const signatureOf = (secret: string, id: string, time: string, body: string | Buffer): Buffer =>
  createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`${id}.${time}.`).update(body).digest();

/** null: it is the desk's, and new. Otherwise what is wrong with it. */
export function whatIsWrong(secret: string, headers: Headers, body: Buffer): string | null {
  const [id, time, signatures] = [headers.get('webhook-id'), headers.get('webhook-timestamp'), headers.get('webhook-signature')];
  if (!id || !time || !signatures) return 'the headers webhook-id, webhook-timestamp and webhook-signature are needed';
  if (!/^\d+$/.test(time) || Math.abs(Date.now() / 1_000 - Number(time)) > tolerated) return 'webhook-timestamp is not of now';
  const right = signatureOf(secret, id, time, body);
  const given = signatures.split(' ').flatMap((one) => (one.startsWith('v1,') ? [Buffer.from(one.slice(3), 'base64')] : []));
  return given.some((one) => one.length === right.length && timingSafeEqual(one, right)) ? null : 'webhook-signature does not fit';
}

/** Headers that are made anew whenever they are read: a request that is tried again later must not carry the time of the first try. */
export function signing(secret: string, id: string, body: string): Readonly<Record<string, string>> {
  let time = '';
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    get 'webhook-timestamp'() {
      time = String(Math.floor(Date.now() / 1_000));
      return time;
    },
    get 'webhook-signature'() {
      return `v1,${signatureOf(secret, id, time, body).toString('base64')}`;
    },
  };
}
