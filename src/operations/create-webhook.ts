// An address that is told of events from now on. Its signing secret is told once.
import type { WebhookRow } from '../store/webhook.ts';
import { findWebhook, saveWebhook } from '../store/webhook.ts';
import { getCursor } from '../store/event.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { checkWebhookAddress } from './webhook-address.ts';
import { newWebhookSecret, sealWebhookSecrets } from './webhook-secret.ts';

export type WebhookWanted = { readonly name: string; readonly address: string; readonly groups: readonly string[]; readonly kinds: readonly string[] };

export async function createWebhook(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, wanted: WebhookWanted): Promise<{ readonly webhook: WebhookRow; readonly secret: string }> {
  const address = await checkWebhookAddress(desk, wanted.address);
  const id = desk.newId();
  const secret = newWebhookSecret();
  return change(desk, who, async ({ db, workspace, now, record }) => {
    const secrets = sealWebhookSecrets(desk.key, id, { current: secret, previous: null, previousUntil: null });
    await saveWebhook(db, workspace, { id, ...wanted, address, secrets, cursor: await getCursor(db, workspace), at: now });
    record('webhook-created', { data: { webhook: id } });
    return { webhook: (await findWebhook(db, workspace, id))!, secret };
  });
}
