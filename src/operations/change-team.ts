// A team's name and who is in it.
import { Refusal } from '../domain/refusal.ts';
import type { TeamRow } from '../store/team.ts';
import { findTeams, lockTeam, saveTeamMembers, saveTeamName } from '../store/team.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import { checkMembers, refusingTakenNames } from './create-team.ts';
import type { Desk } from './desk.ts';

export type TeamChange = { readonly name?: string | undefined; readonly members?: readonly string[] | undefined };

export async function changeTeam(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, id: string, wanted: TeamChange): Promise<TeamRow> {
  return refusingTakenNames(() => change(desk, who, async ({ db, workspace, record }) => {
    const team = await lockTeam(db, workspace, id);
    if (!team) throw new Refusal('not-found');
    const renamed = wanted.name !== undefined && wanted.name !== team.name;
    if (renamed) await saveTeamName(db, workspace, id, wanted.name);
    if (wanted.members) await checkMembers(db, workspace, wanted.members);
    const moved = wanted.members ? await saveTeamMembers(db, workspace, id, wanted.members) : [];
    if (!renamed && moved.length === 0) return team;
    record('team-changed', { data: { team: id, agents: moved } });
    return (await findTeams(db, workspace, [id]))[0]!;
  }));
}
