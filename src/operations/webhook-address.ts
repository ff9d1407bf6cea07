// Whether events may be sent to an address at all. What its name leads to is looked at again at every connection
// (worker/post-webhook.ts): a name that was public today may lead inside tomorrow.
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Refusal } from '../domain/refusal.ts';
import type { Desk } from './desk.ts';
import { isPrivateAddress } from './network-address.ts';

/** @returns the address as it will be called */
export async function checkWebhookAddress(desk: Pick<Desk, 'privateWebhooks'>, address: string): Promise<string> {
  const url = URL.parse(address);
  // In clear over the open network, what customers write would be readable on its way.
  const schemes = desk.privateWebhooks ? ['https:', 'http:'] : ['https:'];
  if (!url || !schemes.includes(url.protocol) || url.username !== '' || url.password !== '' || url.hostname === '') throw new Refusal('webhook-address-wrong');
  url.hash = '';
  if (!desk.privateWebhooks && (await leadsInside(url.hostname))) throw new Refusal('webhook-address-private');
  return url.toString();
}

/** A name that leads nowhere yet may be saved; its log will say so. */
async function leadsInside(hostname: string): Promise<boolean> {
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0) return isPrivateAddress(literal);
  const found = await lookup(literal, { all: true }).catch(() => []);
  return found.length > 0 && found.every(({ address }) => isPrivateAddress(address));
}
