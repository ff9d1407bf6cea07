// A new team of agents.
import { Refusal } from '../domain/refusal.ts';
import { isUniqueViolation } from '../store/failure.ts';
import type { TeamRow } from '../store/team.ts';
import { findTeams, saveTeam, saveTeamMembers } from '../store/team.ts';
import { findAgents } from '../store/agent.ts';
import type { Db } from '../store/open.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export async function createTeam(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, wanted: { readonly name: string; readonly members: readonly string[] }): Promise<TeamRow> {
  const id = desk.newId();
  return refusingTakenNames(() => change(desk, who, async ({ db, workspace, now, record }) => {
    await checkMembers(db, workspace, wanted.members);
    await saveTeam(db, workspace, { id, name: wanted.name, at: now });
    await saveTeamMembers(db, workspace, id, wanted.members);
    record('team-created', { data: { team: id, agents: [...new Set(wanted.members)] } });
    return (await findTeams(db, workspace, [id]))[0]!;
  }));
}

/** An id of another workspace is not there for this one. */
export async function checkMembers(db: Db, workspace: string, members: readonly string[]): Promise<void> {
  const wanted = new Set(members);
  if ((await findAgents(db, workspace, [...wanted])).length !== wanted.size) throw new Refusal('input-wrong', { members: 'One of these agents does not exist.' });
}

export async function refusingTakenNames<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error, 'team_name')) throw new Refusal('name-taken');
    throw error;
  }
}
