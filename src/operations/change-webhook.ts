// Another address, other events, on or off; a new secret; and gone.
import { Refusal } from '../domain/refusal.ts';
import { getCursor } from '../store/event.ts';
import type { WebhookChange, WebhookRow } from '../store/webhook.ts';
import { findWebhook, lockWebhook, removeWebhook as removeRow, saveWebhookChange } from '../store/webhook.ts';
import type { Actor, Change } from './change.ts';
import { change } from './change.ts';
import type { WebhookWanted } from './create-webhook.ts';
import type { Desk } from './desk.ts';
import { checkWebhookAddress } from './webhook-address.ts';
import { openWebhookSecrets, newWebhookSecret, renewed, sealWebhookSecrets } from './webhook-secret.ts';

type Who = { readonly workspace: string; readonly actor: Actor };
type Wanted = { readonly [Part in keyof WebhookWanted]?: WebhookWanted[Part] | undefined } & { readonly on?: boolean | undefined; readonly missed?: 'send' | 'pass-over' | undefined };

/** Nothing is told where nothing changes. */
export async function changeWebhook(desk: Desk, who: Who, id: string, wanted: Wanted): Promise<WebhookRow> {
  const address = wanted.address === undefined ? undefined : await checkWebhookAddress(desk, wanted.address);
  return withWebhook(desk, who, id, async ({ db, workspace, now, record }, row) => {
    const { name, groups, kinds, on, missed } = wanted;
    const turned: WebhookChange = on === undefined || on === (row.off_at === null) ? {} : on
      ? { off: null, ...(missed === 'pass-over' ? { cursor: await getCursor(db, workspace) } : {}) }
      : { off: { at: now, because: 'person' } };
    const changed: WebhookChange = {
      ...turned,
      ...(name === undefined || name === row.name ? {} : { name }), ...(address === undefined || address === row.address ? {} : { address }),
      ...(groups === undefined || same(groups, row.groups) ? {} : { groups }), ...(kinds === undefined || same(kinds, row.kinds) ? {} : { kinds }),
    };
    if (Object.keys(changed).length > 0) {
      await saveWebhookChange(db, workspace, id, changed);
      record('webhook-changed', { data: { webhook: id } });
    }
    return (await findWebhook(db, workspace, id))!;
  });
}

/** @returns the new secret; the one before signs along for a day */
export async function renewWebhookSecret(desk: Desk, who: Who, id: string): Promise<string> {
  return withWebhook(desk, who, id, async ({ db, workspace, now, record }, row) => {
    const secrets = renewedOrNew(desk, row, now);
    await saveWebhookChange(db, workspace, id, { secrets: sealWebhookSecrets(desk.key, id, secrets) });
    record('webhook-changed', { data: { webhook: id } });
    return secrets.current;
  });
}

function renewedOrNew(desk: Desk, row: WebhookRow, now: string) {
  try {
    return renewed(openWebhookSecrets(desk.key, row.id, row.secrets), now);
  } catch {
    // Sealed with another ATTUNE_KEY: the old one is lost.
    return { current: newWebhookSecret(), previous: null, previousUntil: null };
  }
}

/** With its log. */
export async function removeWebhook(desk: Desk, who: Who, id: string): Promise<void> {
  await withWebhook(desk, who, id, async ({ db, workspace, record }) => {
    await removeRow(db, workspace, id);
    record('webhook-removed', { data: { webhook: id } });
  });
}

export async function withWebhook<Result>(desk: Desk, who: Who, id: string, work: (within: Change, row: WebhookRow) => Promise<Result>): Promise<Result> {
  return change(desk, who, async (within) => {
    const row = await lockWebhook(within.db, within.workspace, id);
    if (!row) throw new Refusal('not-found');
    return work(within, row);
  });
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());
}
