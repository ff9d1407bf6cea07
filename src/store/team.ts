// Teams and who is in them.
import { sql } from 'kysely';
import type { Db } from './open.ts';

export type TeamRow = { readonly id: string; readonly name: string; readonly members: readonly string[]; readonly created_at: Date };

const membersOfTeam = sql<string[]>`array(
  select team_member.agent::text from team_member where team_member.workspace = team.workspace and team_member.team = team.id order by team_member.agent)`;

export async function listTeams(db: Db, workspace: string): Promise<readonly TeamRow[]> {
  return db.selectFrom('team').select(['id', 'name', 'created_at']).select(membersOfTeam.as('members')).where('workspace', '=', workspace).orderBy('created_at').orderBy('id').execute();
}

export async function findTeams(db: Db, workspace: string, ids: readonly string[]): Promise<readonly TeamRow[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('team').select(['id', 'name', 'created_at']).select(membersOfTeam.as('members')).where('workspace', '=', workspace).where('id', 'in', [...new Set(ids)]).orderBy('id').execute();
}

/** The team, its row locked until the transaction ends; null where there is none. */
export async function lockTeam(db: Db, workspace: string, id: string): Promise<TeamRow | null> {
  const locked = await db.selectFrom('team').select('id').where('workspace', '=', workspace).where('id', '=', id).forUpdate().executeTakeFirst();
  return locked ? ((await findTeams(db, workspace, [id]))[0] ?? null) : null;
}

export async function saveTeam(db: Db, workspace: string, team: { readonly id: string; readonly name: string; readonly at: string }): Promise<void> {
  await db.insertInto('team').values({ workspace, id: team.id, name: team.name, created_at: team.at }).execute();
}

export async function saveTeamName(db: Db, workspace: string, id: string, name: string): Promise<void> {
  await db.updateTable('team').set({ name }).where('workspace', '=', workspace).where('id', '=', id).execute();
}

/** @returns the agents who joined or left */
export async function saveTeamMembers(db: Db, workspace: string, team: string, agents: readonly string[]): Promise<readonly string[]> {
  const wanted = new Set(agents);
  const gone = await db.deleteFrom('team_member').where('workspace', '=', workspace).where('team', '=', team)
    .where((where) => (wanted.size === 0 ? where.lit(true) : where('agent', 'not in', [...wanted]))).returning('agent').execute();
  const come = wanted.size === 0 ? [] : await db.insertInto('team_member').values([...wanted].map((agent) => ({ workspace, team, agent })))
    .onConflict((conflict) => conflict.doNothing()).returning('agent').execute();
  return [...gone, ...come].map((row) => row.agent);
}

/** Adds one agent to several teams; teams that are not there (any more) are left out. @returns the teams joined */
export async function saveTeamsOfAgent(db: Db, workspace: string, agent: string, teams: readonly string[]): Promise<readonly string[]> {
  const there = await findTeams(db, workspace, teams);
  if (there.length > 0) await db.insertInto('team_member').values(there.map((team) => ({ workspace, team: team.id, agent }))).execute();
  return there.map((team) => team.id);
}

/** Inboxes that the team sees, and how many teams see them. */
export async function listInboxesOfTeam(db: Db, workspace: string, team: string): Promise<readonly { readonly id: string; readonly name: string; readonly teams: number }[]> {
  return db.selectFrom('inbox_team').innerJoin('inbox', (join) => join.onRef('inbox.workspace', '=', 'inbox_team.workspace').onRef('inbox.id', '=', 'inbox_team.inbox'))
    .select(['inbox.id', 'inbox.name'])
    .select(sql<number>`(select count(*)::int from inbox_team other where other.workspace = inbox.workspace and other.inbox = inbox.id)`.as('teams'))
    .where('inbox_team.workspace', '=', workspace).where('inbox_team.team', '=', team).where('inbox.archived_at', 'is', null).orderBy('inbox.name').execute();
}

/** Conversations are left without a team; memberships and inbox rights go by themselves. @returns those conversations */
export async function removeTeam(db: Db, workspace: string, id: string): Promise<readonly string[]> {
  const rows = await db.updateTable('conversation').set((update) => ({ team: null, version: update('version', '+', 1) }))
    .where('workspace', '=', workspace).where('team', '=', id).returning('id').execute();
  await db.deleteFrom('team').where('workspace', '=', workspace).where('id', '=', id).execute();
  return rows.map((row) => row.id);
}
