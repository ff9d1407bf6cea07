// Agents: the people of a workspace, with their teams.
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';

export type AgentRow = {
  readonly id: string; readonly sign_in: string | null; readonly name: string; readonly email: string;
  readonly role: 'administrator' | 'lead' | 'agent'; readonly language: string; readonly signature: string; readonly active: boolean;
  readonly created_at: Date; readonly teams: readonly string[];
};

const columns = ['id', 'sign_in', 'name', 'email', 'role', 'language', 'signature', 'active', 'created_at'] as const;

/** For queries from `agent`: the ids of their teams, in a fixed order. */
export const teamsOfAgent: RawBuilder<string[]> = sql<string[]>`array(
  select team_member.team::text from team_member where team_member.workspace = agent.workspace and team_member.agent = agent.id order by team_member.team)`;

export async function listAgents(db: Db, workspace: string): Promise<readonly AgentRow[]> {
  return db.selectFrom('agent').select(columns).select(teamsOfAgent.as('teams')).where('workspace', '=', workspace).orderBy('created_at').orderBy('id').execute();
}

export async function findAgents(db: Db, workspace: string, ids: readonly string[]): Promise<readonly AgentRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('agent').select(columns).select(teamsOfAgent.as('teams')).where('workspace', '=', workspace).where('id', '=', oneOf(ids)).orderBy('id').execute();
}

export async function findAgent(db: Db, workspace: string, id: string): Promise<AgentRow | null> {
  return (await findAgents(db, workspace, [id]))[0] ?? null;
}

export async function findAgentByEmail(db: Db, workspace: string, email: string): Promise<AgentRow | null> {
  const row = await db.selectFrom('agent').select(columns).select(teamsOfAgent.as('teams'))
    .where('workspace', '=', workspace).where(sql`lower(email)`, '=', email.toLowerCase()).executeTakeFirst();
  return row ?? null;
}

/** Locked until the transaction ends, so that two cannot be withdrawn from each other at once and leave none. */
export async function lockAdministrators(db: Db, workspace: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('agent').select('id')
    .where('workspace', '=', workspace).where('role', '=', 'administrator').where('active', '=', true).orderBy('id').forUpdate().execute();
  return rows.map((row) => row.id);
}

export async function saveAgent(db: Db, workspace: string, agent: Omit<AgentRow, 'created_at' | 'teams' | 'signature' | 'active'> & { readonly at: string }): Promise<void> {
  const { at, ...rest } = agent;
  await db.insertInto('agent').values({ workspace, ...rest, created_at: at }).execute();
}

export async function saveAgentChange(db: Db, workspace: string, id: string, changed: {
  readonly name?: string; readonly role?: AgentRow['role']; readonly active?: boolean; readonly language?: string; readonly signature?: string;
}): Promise<void> {
  await db.updateTable('agent').set(changed).where('workspace', '=', workspace).where('id', '=', id).execute();
}
