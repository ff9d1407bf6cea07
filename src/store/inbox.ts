// Inboxes: connected accounts of channels.
import type { Db } from './open.ts';

/** Why an inbox cannot send, and since when. */
export type SendingProblem = { readonly code: string; readonly detail: string; readonly at: string };

export type InboxRow = {
  readonly workspace: string; readonly id: string; readonly channel: string; readonly name: string; readonly token: string;
  readonly config: Readonly<Record<string, unknown>>; readonly secrets: Buffer | null;
  readonly senders: readonly { readonly name: string; readonly address: string; readonly signature: string }[];
  readonly undo_seconds: number; readonly listen_cursor: unknown; readonly health: { readonly is: 'new' | 'connected' | 'failing'; readonly problem?: { readonly code: string; readonly detail: string } };
  readonly health_at: Date | null; readonly sending_problem: SendingProblem | null; readonly reconciliation: unknown; readonly created_at: Date; readonly archived_at: Date | null;
};

const columns = ['workspace', 'id', 'channel', 'name', 'token', 'config', 'secrets', 'senders', 'undo_seconds', 'listen_cursor', 'health', 'health_at', 'sending_problem',
  'reconciliation', 'created_at', 'archived_at'] as const;

export async function findInboxByToken(db: Db, token: string): Promise<InboxRow | null> {
  return as(await db.selectFrom('inbox').select(columns).where('token', '=', token).where('archived_at', 'is', null).executeTakeFirst());
}

export async function findInbox(db: Db, workspace: string, id: string): Promise<InboxRow | null> {
  return as(await db.selectFrom('inbox').select(columns).where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst());
}

export async function listInboxes(db: Db, workspace: string): Promise<readonly InboxRow[]> {
  return (await db.selectFrom('inbox').select(columns).where('workspace', '=', workspace).orderBy('created_at').orderBy('id').execute()) as unknown as readonly InboxRow[];
}

/** Inboxes of all workspaces that a worker listens to, for channels that fetch. */
export async function listInboxesOfChannels(db: Db, channels: readonly string[]): Promise<readonly InboxRow[]> {
  if (channels.length === 0) return [];
  return (await db.selectFrom('inbox').select(columns).where('channel', 'in', [...channels]).where('archived_at', 'is', null).orderBy('id').execute()) as unknown as readonly InboxRow[];
}

export type NewInbox = Pick<InboxRow, 'id' | 'channel' | 'name' | 'token' | 'config' | 'senders' | 'undo_seconds'> & { readonly secrets: Buffer | null; readonly at: string };

export async function saveInbox(db: Db, workspace: string, inbox: NewInbox): Promise<void> {
  const { at, config, senders, ...rest } = inbox;
  await db.insertInto('inbox').values({ workspace, ...rest, config: JSON.stringify(config), senders: JSON.stringify(senders), created_at: at }).execute();
}

export async function saveInboxChange(db: Db, workspace: string, id: string, changed: {
  readonly name?: string; readonly config?: unknown; readonly secrets?: Buffer; readonly senders?: unknown; readonly undo_seconds?: number;
  readonly archived_at?: string; readonly health?: unknown; readonly health_at?: string; readonly listen_cursor?: unknown; readonly reconciliation?: unknown; readonly sending_problem?: SendingProblem | null;
}): Promise<void> {
  const { config, senders, health, listen_cursor: cursor, reconciliation, sending_problem: sending, ...plain } = changed;
  await db.updateTable('inbox').set({
    ...plain,
    ...(config === undefined ? {} : { config: JSON.stringify(config) }),
    ...(senders === undefined ? {} : { senders: JSON.stringify(senders) }),
    ...(health === undefined ? {} : { health: JSON.stringify(health) }),
    ...(cursor === undefined ? {} : { listen_cursor: JSON.stringify(cursor) }),
    ...(reconciliation === undefined ? {} : { reconciliation: JSON.stringify(reconciliation) }),
    ...(sending === undefined ? {} : { sending_problem: sending === null ? null : JSON.stringify(sending) }),
  }).where('workspace', '=', workspace).where('id', '=', id).execute();
}

export async function saveInboxTeams(db: Db, workspace: string, inbox: string, teams: readonly string[]): Promise<void> {
  await db.deleteFrom('inbox_team').where('workspace', '=', workspace).where('inbox', '=', inbox).execute();
  if (teams.length > 0) await db.insertInto('inbox_team').values([...new Set(teams)].map((team) => ({ workspace, inbox, team }))).execute();
}

function as(row: unknown): InboxRow | null {
  return (row as InboxRow | undefined) ?? null;
}

/** @returns false where there is no such inbox */
export async function lockInbox(db: Db, workspace: string, id: string): Promise<boolean> {
  return (await db.selectFrom('inbox').select('id').where('workspace', '=', workspace).where('id', '=', id).forUpdate().executeTakeFirst()) !== undefined;
}
