// Addresses that are told of events. A row is its own work item: its cursor says how far it is, its lease who is at it.
import { sql } from 'kysely';
import type { Db } from './open.ts';

export type WebhookRow = {
  readonly workspace: string; readonly id: string; readonly name: string; readonly address: string; readonly groups: readonly string[]; readonly kinds: readonly string[];
  readonly secrets: Buffer; readonly off_at: Date | null; readonly off_because: 'person' | 'gone' | 'failing' | 'restored' | null; readonly cursor: number;
  readonly due_at: Date | null; readonly failures: number; readonly failing_since: Date | null; readonly delivered_at: Date | null; readonly created_at: Date;
};

const columns = ['workspace', 'id', 'name', 'address', 'groups', 'kinds', 'secrets', 'off_at', 'off_because', 'cursor', 'due_at', 'failures', 'failing_since', 'delivered_at', 'created_at'] as const;

export async function listWebhooks(db: Db, workspace: string): Promise<readonly WebhookRow[]> {
  return (await db.selectFrom('webhook').select(columns).where('workspace', '=', workspace).orderBy('created_at').orderBy('id').execute()) as unknown as readonly WebhookRow[];
}

export async function findWebhook(db: Db, workspace: string, id: string): Promise<WebhookRow | null> {
  const row = await db.selectFrom('webhook').select(columns).where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst();
  return (row as unknown as WebhookRow | undefined) ?? null;
}

export async function lockWebhook(db: Db, workspace: string, id: string): Promise<WebhookRow | null> {
  const row = await db.selectFrom('webhook').select(columns).where('workspace', '=', workspace).where('id', '=', id).forUpdate().executeTakeFirst();
  return (row as unknown as WebhookRow | undefined) ?? null;
}

export type NewWebhook = Pick<WebhookRow, 'id' | 'name' | 'address' | 'groups' | 'kinds' | 'secrets' | 'cursor'> & { readonly at: string };

export async function saveWebhook(db: Db, workspace: string, { groups, kinds, at, ...rest }: NewWebhook): Promise<void> {
  await db.insertInto('webhook').values({ workspace, ...rest, groups: JSON.stringify(groups), kinds: JSON.stringify(kinds), created_at: at }).execute();
}

export type WebhookChange = {
  readonly name?: string; readonly address?: string; readonly groups?: readonly string[]; readonly kinds?: readonly string[]; readonly secrets?: Buffer;
  readonly off?: { readonly at: string; readonly because: 'person' | 'gone' | 'failing' } | null; readonly cursor?: number;
};

/** Whoever is sending at this moment loses the lease, so that what follows is done after the change and as it says. */
export async function saveWebhookChange(db: Db, workspace: string, id: string, { groups, kinds, off, ...rest }: WebhookChange): Promise<void> {
  await db.updateTable('webhook').set({
    ...rest, leased_until: null,
    ...(groups ? { groups: JSON.stringify(groups) } : {}), ...(kinds ? { kinds: JSON.stringify(kinds) } : {}),
    ...(off === undefined ? {} : off === null ? { off_at: null, off_because: null, failures: 0, failing_since: null, due_at: null } : { off_at: off.at, off_because: off.because, due_at: null }),
    // What was asked for by a person is tried at once.
    ...(rest.address !== undefined || rest.cursor !== undefined ? { due_at: null } : {}),
  }).where('workspace', '=', workspace).where('id', '=', id).execute();
}

export async function removeWebhook(db: Db, workspace: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('webhook').where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Takes one that has something to send: the next event after its cursor, or one that is tried by itself. Nobody else has it until then. */
export async function takeDueWebhook(db: Db, now: string, leaseUntil: string): Promise<WebhookRow | null> {
  const { rows } = await sql<WebhookRow>`
    with due as (
      select webhook.workspace, webhook.id from webhook join workspace_counter counter on counter.workspace = webhook.workspace
      where webhook.off_at is null and (webhook.leased_until is null or webhook.leased_until < ${now}::timestamptz)
        and (
          (webhook.cursor < counter.event and (webhook.due_at is null or webhook.due_at <= ${now}::timestamptz))
          or exists (select from webhook_delivery one where one.workspace = webhook.workspace and one.webhook = webhook.id and one.aside and one.state = 'waiting' and one.due_at <= ${now}::timestamptz)
        )
      order by webhook.due_at nulls first, webhook.leased_until nulls first limit 1 for update of webhook skip locked
    )
    update webhook set leased_until = ${leaseUntil}::timestamptz from due where webhook.workspace = due.workspace and webhook.id = due.id
    returning ${sql.join(columns.map((column) => sql.ref(`webhook.${column}`)))}`.execute(db);
  return rows[0] ?? null;
}

export type Progress = {
  readonly cursor?: number; readonly dueAt?: string | null; readonly failures?: number; readonly failingSince?: string | null; readonly deliveredAt?: string;
};

/** @returns whether the lease was still ours; where it was not, nothing is changed */
export async function saveProgress(db: Db, webhook: Pick<WebhookRow, 'workspace' | 'id'>, lease: { readonly was: string; readonly becomes: string | null }, progress: Progress): Promise<boolean> {
  const { cursor, dueAt, failures, failingSince, deliveredAt } = progress;
  const { numUpdatedRows } = await db.updateTable('webhook').set({
    leased_until: lease.becomes,
    ...(cursor === undefined ? {} : { cursor }), ...(dueAt === undefined ? {} : { due_at: dueAt }), ...(failures === undefined ? {} : { failures }),
    ...(failingSince === undefined ? {} : { failing_since: failingSince }), ...(deliveredAt === undefined ? {} : { delivered_at: deliveredAt }),
  }).where('workspace', '=', webhook.workspace).where('id', '=', webhook.id).where('leased_until', '=', new Date(lease.was)).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** When something is to be tried again next, of all workspaces; null: nothing waits for its time. */
export async function findNextDueWebhook(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ due: Date | null }>`
    select least(
      (select min(due_at) from webhook where off_at is null),
      (select min(one.due_at) from webhook_delivery one join webhook on webhook.workspace = one.workspace and webhook.id = one.webhook where one.aside and one.state = 'waiting' and webhook.off_at is null)
    ) as due`.execute(db);
  return rows[0]?.due ?? null;
}

/** The number of the last event before a moment. */
export async function findCursorBefore(db: Db, workspace: string, at: string): Promise<number> {
  const row = await db.selectFrom('event').select('number').where('workspace', '=', workspace).where('at', '<', new Date(at)).orderBy('number', 'desc').limit(1).executeTakeFirst();
  return row?.number ?? 0;
}
