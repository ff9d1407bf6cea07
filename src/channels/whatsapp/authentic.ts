// Whether Meta is speaking: the signature under each webhook, and the question with which a webhook's address is confirmed.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Handshake, RawRequest } from '../channel.ts';
import type { WhatsAppConfig } from './config.ts';

/** Over the bytes as they came: Meta escapes letters in its own way, and signs that. */
export function authentic(request: RawRequest, config: WhatsAppConfig): boolean {
  const given = /^sha256=([0-9a-f]{64})$/.exec(request.headers['x-hub-signature-256'] ?? '');
  return given !== null && same(given[1]!, createHmac('sha256', config.appSecret).update(request.body).digest('hex'));
}

export function handshake(hello: Handshake, config: WhatsAppConfig): string | null {
  if (hello.method !== 'GET' || hello.query['hub.mode'] !== 'subscribe') return null;
  const challenge = hello.query['hub.challenge'] ?? '';
  const known = same(hello.query['hub.verify_token'] ?? '', config.verifyToken);
  return known && /^[\w.~-]{1,256}$/.test(challenge) ? challenge : null;
}

/** Compares hashes of both, so that neither content nor length shows in the time it takes. */
function same(given: string, wanted: string): boolean {
  return timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(wanted).digest());
}
