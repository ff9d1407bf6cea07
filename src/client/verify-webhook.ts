// For the receiver of an outgoing webhook: whether a request comes from the desk, unchanged and not of long ago.
import type { WebhookPayload } from '../contract/webhook.ts';

export type WebhookRequest = {
  /** As it was told when the webhook was made: `whsec_…`. */
  readonly secret: string;
  readonly headers: { get(name: string): string | null };
  /** The body exactly as it came, before anything read it. */
  readonly body: string;
  /** In milliseconds since 1970. */
  readonly now?: number;
};

/** Older or younger than this, a request may be somebody's repeat of one that was overheard. */
const windowSeconds = 300;

/** @returns the event; null: not the desk's, or too old */
export async function verifyWebhook({ secret, headers, body, now = Date.now() }: WebhookRequest): Promise<WebhookPayload | null> {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headers.get(name) ?? '');
  if (!id || !timestamp || !/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1_000 - Number(timestamp)) > windowSeconds) return null;
  const key = await crypto.subtle.importKey('raw', bytesOf(secret.replace(/^whsec_/, '')), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const signature of (signatures ?? '').split(' ')) {
    // Several while a secret is renewed; those of later versions are passed over.
    if (signature.startsWith('v1,') && (await crypto.subtle.verify('HMAC', key, bytesOf(signature.slice(3)), signed))) return JSON.parse(body) as WebhookPayload;
  }
  return null;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array(1);
  }
}
