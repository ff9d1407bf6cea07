// The devices on which agents want to be told, what each agent chose, and the workspace's own key towards push services.
import type { Db } from './open.ts';

export type ChoiceRow = { readonly places: unknown; readonly quiet: unknown };

export async function findChoice(db: Db, workspace: string, agent: string): Promise<ChoiceRow | null> {
  return (await db.selectFrom('notification_choice').select(['places', 'quiet']).where('workspace', '=', workspace).where('agent', '=', agent).executeTakeFirst()) ?? null;
}

export async function saveChoice(db: Db, workspace: string, agent: string, choice: { readonly places: object; readonly quiet: object | null }): Promise<void> {
  const values = { places: JSON.stringify(choice.places), quiet: choice.quiet === null ? null : JSON.stringify(choice.quiet) };
  await db.insertInto('notification_choice').values({ workspace, agent, ...values }).onConflict((conflict) => conflict.columns(['workspace', 'agent']).doUpdateSet(values)).execute();
}

export type SubscriptionRow = { readonly id: string; readonly agent: string; readonly sealed: Buffer; readonly device: string; readonly created_at: Date; readonly used_at: Date | null };

const columns = ['id', 'agent', 'sealed', 'device', 'created_at', 'used_at'] as const;

export async function listSubscriptions(db: Db, workspace: string, agent: string): Promise<readonly SubscriptionRow[]> {
  return await db.selectFrom('push_subscription').select(columns).where('workspace', '=', workspace).where('agent', '=', agent).orderBy('created_at').orderBy('id').execute();
}

export async function listSubscriptionIds(db: Db, workspace: string, agent: string): Promise<readonly string[]> {
  return (await db.selectFrom('push_subscription').select('id').where('workspace', '=', workspace).where('agent', '=', agent).execute()).map((row) => row.id);
}

export async function findSubscription(db: Db, workspace: string, id: string): Promise<SubscriptionRow | null> {
  return (await db.selectFrom('push_subscription').select(columns).where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** A browser has one address, whoever is signed in there: who comes last has it. */
export async function saveSubscription(db: Db, workspace: string, subscription: { readonly id: string; readonly agent: string; readonly addressHash: string; readonly sealed: Buffer; readonly device: string; readonly at: string }): Promise<void> {
  const { addressHash, at, ...rest } = subscription;
  await db.deleteFrom('push_subscription').where('address_hash', '=', addressHash).execute();
  await db.insertInto('push_subscription').values({ workspace, ...rest, address_hash: addressHash, created_at: at }).execute();
}

export async function removeSubscription(db: Db, workspace: string, id: string, agent: string | null): Promise<boolean> {
  let query = db.deleteFrom('push_subscription').where('workspace', '=', workspace).where('id', '=', id);
  if (agent !== null) query = query.where('agent', '=', agent);
  return (await query.executeTakeFirst()).numDeletedRows > 0n;
}

export async function removeOtherSubscriptions(db: Db, workspace: string, agent: string, keep: number): Promise<void> {
  const old = (await listSubscriptions(db, workspace, agent)).slice(0, -keep).map((row) => row.id);
  if (old.length > 0) await db.deleteFrom('push_subscription').where('workspace', '=', workspace).where('id', 'in', old).execute();
}

export async function saveSubscriptionUsed(db: Db, workspace: string, id: string, at: string): Promise<void> {
  await db.updateTable('push_subscription').set({ used_at: at }).where('workspace', '=', workspace).where('id', '=', id).execute();
}

export type PushKeyRow = { readonly public_key: string; readonly private_key: Buffer };

export async function findPushKey(db: Db, workspace: string): Promise<PushKeyRow | null> {
  return (await db.selectFrom('push_key').select(['public_key', 'private_key']).where('workspace', '=', workspace).executeTakeFirst()) ?? null;
}

/** Of two who make one at once, the first's is kept. */
export async function savePushKey(db: Db, workspace: string, key: PushKeyRow & { readonly at: string }): Promise<void> {
  const { at, ...rest } = key;
  await db.insertInto('push_key').values({ workspace, ...rest, created_at: at }).onConflict((conflict) => conflict.column('workspace').doNothing()).execute();
}

/** It can no longer be opened: what subscribed with it can never be sent anything again. */
export async function removePushKey(db: Db, workspace: string): Promise<void> {
  await db.deleteFrom('push_subscription').where('workspace', '=', workspace).execute();
  await db.deleteFrom('push_key').where('workspace', '=', workspace).execute();
}
