// A browser may be sent what its agent should know. Its address comes from outside, so it is looked at like a webhook's.
import { createHash } from 'node:crypto';
import type { PushSubscriptionBody } from '../contract/notifying.ts';
import { Refusal } from '../domain/refusal.ts';
import type { SubscriptionRow } from '../store/push.ts';
import { findSubscription, removeOtherSubscriptions, saveSubscription } from '../store/push.ts';
import { storable } from '../store/receive.ts';
import { seal, unseal } from '../store/sealed.ts';
import type { Desk } from './desk.ts';
import { isPushPoint } from './push-key.ts';
import { checkWebhookAddress } from './webhook-address.ts';

export type OpenSubscription = Pick<PushSubscriptionBody, 'endpoint' | 'keys'>;

/** Browsers that were thrown away never say so: the oldest make room. */
const mostDevices = 10;

export async function subscribeDevice(desk: Desk, workspace: string, agent: string, wanted: PushSubscriptionBody): Promise<SubscriptionRow> {
  const endpoint = await checked(desk, wanted);
  const id = desk.newId();
  const sealed = seal(desk.key, sealedFor(id), { endpoint, keys: wanted.keys } satisfies OpenSubscription);
  return desk.db.transaction().execute(async (db) => {
    await saveSubscription(db, workspace, { id, agent, addressHash: createHash('sha256').update(endpoint).digest('hex'), sealed, device: storable(wanted.device), at: desk.now() });
    await removeOtherSubscriptions(db, workspace, agent, mostDevices);
    return (await findSubscription(db, workspace, id))!;
  });
}

/** Throws where it was sealed with another key. */
export function openSubscription(key: Buffer, row: Pick<SubscriptionRow, 'id' | 'sealed'>): OpenSubscription {
  return unseal(key, sealedFor(row.id), row.sealed) as OpenSubscription;
}

async function checked(desk: Desk, { endpoint, keys }: PushSubscriptionBody): Promise<string> {
  const mistakes: Record<string, string> = {};
  if (!isPushPoint(keys.p256dh)) mistakes['keys.p256dh'] = 'This is not a public key of a browser.';
  if (Buffer.from(keys.auth, 'base64url').length !== 16) mistakes['keys.auth'] = 'This is not a secret of a browser: it has 16 bytes.';
  const address = await checkWebhookAddress(desk, endpoint).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    mistakes['endpoint'] = error.code === 'webhook-address-private' ? 'This address leads into a private network.' : 'This is not an address of a push service: it begins with https.';
    return '';
  });
  if (Object.keys(mistakes).length > 0) throw new Refusal('input-wrong', mistakes);
  return address;
}

function sealedFor(device: string): string {
  return `push ${device}`;
}
