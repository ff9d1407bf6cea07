// Dissolves a team. Its conversations stay, without a team; its agents stay, without its rights.
import { Refusal } from '../domain/refusal.ts';
import { listInboxesOfTeam, lockTeam, removeTeam as removeTeamRow } from '../store/team.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';

export async function removeTeam(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, id: string): Promise<void> {
  await change(desk, who, async ({ db, workspace, record }) => {
    const team = await lockTeam(db, workspace, id);
    if (!team) throw new Refusal('not-found');
    const inboxes = await listInboxesOfTeam(db, workspace, id);
    // An inbox without any team is open to everybody: what was kept for a few must not become public by this.
    const onlyHere = inboxes.find((inbox) => inbox.teams === 1);
    if (onlyHere) throw new Refusal('team-holds-inbox', { inbox: onlyHere.name });
    for (const conversation of await removeTeamRow(db, workspace, id)) record('conversation-assigned', { conversation, data: { team: null } });
    record('team-removed', { data: { team: id, agents: team.members, inboxes: inboxes.map((inbox) => inbox.id) } });
  });
}
