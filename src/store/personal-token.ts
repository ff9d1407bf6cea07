// Tokens with which a program acts as one agent. Who the agent is and what they may is read at every request, never kept in the token.
import type { Scope } from '../domain/access/scope.ts';
import { teamsOfAgent } from './agent.ts';
import type { Db } from './open.ts';
import { noteEveryMs } from './service-token.ts';
import type { SessionRow } from './sign-in.ts';

export type PersonalTokenRow = {
  readonly id: string; readonly agent: string; readonly name: string; readonly scopes: readonly Scope[];
  readonly created_at: Date; readonly expires_at: Date | null; readonly last_used_at: Date | null; readonly withdrawn_at: Date | null;
};

export type FoundPersonalToken = SessionRow & { readonly token: string; readonly scopes: readonly Scope[]; readonly expires_at: Date | null };

/** The active agent behind a token that is not withdrawn; one that has expired is found, so that its holder can be told. */
export async function findPersonalToken(db: Db, hash: string, at: string): Promise<FoundPersonalToken | null> {
  const row = await db.selectFrom('personal_token').innerJoin('agent', (join) => join.onRef('agent.workspace', '=', 'personal_token.workspace').onRef('agent.id', '=', 'personal_token.agent'))
    .select(['agent.workspace', 'agent.id', 'agent.role', 'personal_token.id as token', 'personal_token.scopes', 'personal_token.expires_at', 'personal_token.last_used_at'])
    .select(teamsOfAgent.as('teams'))
    .where('personal_token.token_hash', '=', hash).where('personal_token.withdrawn_at', 'is', null).where('agent.active', '=', true).executeTakeFirst();
  if (!row) return null;
  if (row.last_used_at === null || Date.parse(at) - row.last_used_at.getTime() > noteEveryMs) {
    await db.updateTable('personal_token').set({ last_used_at: at }).where('workspace', '=', row.workspace).where('id', '=', row.token).execute();
  }
  return row as unknown as FoundPersonalToken;
}

export async function listPersonalTokens(db: Db, workspace: string, agent: string): Promise<readonly PersonalTokenRow[]> {
  const rows = await db.selectFrom('personal_token').select(['id', 'agent', 'name', 'scopes', 'created_at', 'expires_at', 'last_used_at', 'withdrawn_at'])
    .where('workspace', '=', workspace).where('agent', '=', agent).orderBy('created_at').orderBy('id').execute();
  return rows as unknown as readonly PersonalTokenRow[];
}

type NewPersonalToken = Pick<PersonalTokenRow, 'id' | 'agent' | 'name' | 'scopes'> & { readonly expiresAt: string | null; readonly hash: string; readonly at: string };

export async function savePersonalToken(db: Db, workspace: string, { scopes, expiresAt, hash, at, ...rest }: NewPersonalToken): Promise<void> {
  await db.insertInto('personal_token').values({ workspace, ...rest, scopes: JSON.stringify(scopes), expires_at: expiresAt, token_hash: hash, created_at: at }).execute();
}

/** @returns whether this agent had one in force */
export async function savePersonalTokenWithdrawn(db: Db, workspace: string, agent: string, id: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('personal_token').set({ withdrawn_at: at })
    .where('workspace', '=', workspace).where('agent', '=', agent).where('id', '=', id).where('withdrawn_at', 'is', null).executeTakeFirst();
  return numUpdatedRows > 0n;
}
