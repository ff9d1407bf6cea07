// The secret that a webhook's requests are signed with, sealed at rest. After a renewal the one before signs along for a day,
// so that the receiver can change over without a gap.
import { createHmac, randomBytes } from 'node:crypto';
import type { Instant } from '../domain/identifier.ts';
import { seal, unseal } from '../store/sealed.ts';

/** How https://www.standardwebhooks.com writes them. */
const start = 'whsec_';
const overlapMs = 86_400_000;

export type WebhookSecrets = { readonly current: string; readonly previous: string | null; readonly previousUntil: Instant | null };

export function newWebhookSecret(): string {
  return start + randomBytes(32).toString('base64');
}

export function renewed(secrets: WebhookSecrets, now: Instant): WebhookSecrets {
  return { current: newWebhookSecret(), previous: secrets.current, previousUntil: new Date(Date.parse(now) + overlapMs).toISOString() };
}

export function sealWebhookSecrets(key: Buffer, webhook: string, secrets: WebhookSecrets): Buffer {
  return seal(key, webhook, secrets);
}

/** Throws where it was sealed with another key. */
export function openWebhookSecrets(key: Buffer, webhook: string, sealed: Uint8Array): WebhookSecrets {
  return unseal(key, webhook, sealed) as WebhookSecrets;
}

/** The header `webhook-signature`: a version and a signature for each secret in force, with spaces between. */
export function signWebhook(secrets: WebhookSecrets, now: Instant, message: { readonly id: string; readonly timestamp: number; readonly body: string }): string {
  const inForce = [secrets.current, ...(secrets.previous !== null && secrets.previousUntil !== null && secrets.previousUntil > now ? [secrets.previous] : [])];
  return inForce.map((secret) => `v1,${createHmac('sha256', Buffer.from(secret.slice(start.length), 'base64')).update(`${message.id}.${message.timestamp}.${message.body}`).digest('base64')}`).join(' ');
}
