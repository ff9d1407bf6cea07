// Tokens by which machines call the API. Only hashes are stored: a copy of the database opens no door.
import { createHash } from 'node:crypto';
import type { Scope } from '../domain/access/scope.ts';
import type { Db } from './open.ts';

export type ServiceTokenRow = {
  readonly id: string; readonly name: string; readonly role: 'administrator' | 'lead' | 'agent'; readonly from_environment: boolean; readonly scopes: readonly Scope[];
  readonly created_at: Date; readonly expires_at: Date | null; readonly last_used_at: Date | null; readonly withdrawn_at: Date | null;
};

const columns = ['id', 'name', 'role', 'from_environment', 'scopes', 'created_at', 'expires_at', 'last_used_at', 'withdrawn_at'] as const;

/** Tokens are long and random, so that a fast hash is enough. */
export function hashToken(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}

/** Its use is noted at most once in five minutes. */
export const noteEveryMs = 300_000;

export type FoundServiceToken = { readonly workspace: string; readonly id: string; readonly role: ServiceTokenRow['role']; readonly scopes: readonly Scope[]; readonly expires_at: Date | null };

/** Not one that was withdrawn; one that has expired is found, so that its holder can be told. */
export async function findServiceToken(db: Db, hash: string, at: string): Promise<FoundServiceToken | null> {
  const row = await db.selectFrom('service_token').select(['workspace', 'id', 'role', 'scopes', 'expires_at', 'last_used_at'])
    .where('token_hash', '=', hash).where('withdrawn_at', 'is', null).executeTakeFirst();
  if (!row) return null;
  if (row.last_used_at === null || Date.parse(at) - row.last_used_at.getTime() > noteEveryMs) {
    await db.updateTable('service_token').set({ last_used_at: at }).where('workspace', '=', row.workspace).where('id', '=', row.id).execute();
  }
  return row as unknown as FoundServiceToken;
}

export async function listServiceTokens(db: Db, workspace: string): Promise<readonly ServiceTokenRow[]> {
  const rows = await db.selectFrom('service_token').select(columns).where('workspace', '=', workspace).orderBy('created_at').orderBy('id').execute();
  return rows as unknown as readonly ServiceTokenRow[];
}

/** The one in force that the environment named, and whether a value was ever known. */
export async function findEnvironmentTokens(db: Db, workspace: string): Promise<readonly (ServiceTokenRow & { readonly token_hash: string })[]> {
  const rows = await db.selectFrom('service_token').select(columns).select('token_hash').where('workspace', '=', workspace).where('from_environment', '=', true).orderBy('created_at').execute();
  return rows as unknown as readonly (ServiceTokenRow & { readonly token_hash: string })[];
}

type NewServiceToken = Pick<ServiceTokenRow, 'id' | 'name' | 'role' | 'from_environment' | 'scopes'> & { readonly expiresAt: string | null; readonly hash: string; readonly at: string };

export async function saveServiceToken(db: Db, workspace: string, token: NewServiceToken): Promise<void> {
  const { hash, at, scopes, expiresAt, ...rest } = token;
  await db.insertInto('service_token').values({ workspace, ...rest, scopes: JSON.stringify(scopes), expires_at: expiresAt, token_hash: hash, created_at: at }).execute();
}

/** @returns whether there was one in force */
export async function saveServiceTokenWithdrawn(db: Db, workspace: string, id: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('service_token').set({ withdrawn_at: at })
    .where('workspace', '=', workspace).where('id', '=', id).where('withdrawn_at', 'is', null).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** null: it was withdrawn. */
export async function findServiceTokenRole(db: Db, workspace: string, id: string): Promise<ServiceTokenRow['role'] | null> {
  const row = await db.selectFrom('service_token').select('role').where('workspace', '=', workspace).where('id', '=', id).where('withdrawn_at', 'is', null).executeTakeFirst();
  return row?.role ?? null;
}
