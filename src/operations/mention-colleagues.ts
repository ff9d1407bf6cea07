// Colleagues whom a note calls by name: they are told in the bell, whosever conversation it is. Who would not see the conversation is
// said before anything is saved, and is not told of what they cannot open.
import { maySeeConversation } from '../domain/access/permission.ts';
import type { Mention } from '../domain/conversation/mention.ts';
import { meantBy, mistakeInMentions } from '../domain/conversation/mention.ts';
import { Refusal } from '../domain/refusal.ts';
import { listConversationAccess } from '../store/access.ts';
import type { AgentRow } from '../store/agent.ts';
import { findAgents } from '../store/agent.ts';
import { findTeams } from '../store/team.ts';
import type { Change } from './change.ts';
import type { Desk } from './desk.ts';
import { notifyAgent } from './notify-agent.ts';

export type Calling = { readonly conversation: string; readonly note: string; readonly text: string; readonly mentions: readonly Mention[]; /** Save it although some of them see nothing of it. */ readonly anyway: boolean };

/** Refuses made-up ids and places, and, once, those who would see nothing. @returns whom to tell after the note is saved */
export async function checkMentions(within: Change, { conversation, text, mentions, anyway }: Calling): Promise<readonly string[]> {
  if (mentions.length === 0) return [];
  const { db, workspace } = within;
  const mistake = mistakeInMentions(text, mentions);
  const [teams, agents] = await Promise.all([findTeams(db, workspace, named(mentions, 'team')), findAgents(db, workspace, named(mentions, 'agent'))]);
  const unknown = agents.filter((agent) => agent.active).length < named(mentions, 'agent').length || teams.length < named(mentions, 'team').length;
  if (mistake !== null || unknown) throw new Refusal('input-wrong', { mentions: mistake ?? 'One of those who are mentioned is not here, or is switched off.' });
  const meant = await findAgents(db, workspace, meantBy(mentions, new Map(teams.map((team) => [team.id, team.members])), within.actor.id));
  const [access] = await listConversationAccess(db, workspace, [conversation]);
  const present = meant.filter((agent) => agent.active);
  const blind = present.filter((agent) => !access || !maySeeConversation(viewerOf(agent), access));
  // Of a team, whoever sees it is enough; somebody called by name is meant in person.
  const missed = blind.filter((agent) => mentions.some((one) => one.agent === agent.id) || teams.some((team) => team.members.includes(agent.id) && team.members.every((member) => !present.some((one) => one.id === member && !blind.includes(one)))));
  if (missed.length > 0 && !anyway) throw new Refusal('mentioned-cannot-see', { names: missed.map((agent) => agent.name).join(', '), agents: missed.map((agent) => agent.id).join(' ') });
  return present.filter((agent) => !blind.includes(agent)).map((agent) => agent.id);
}

export async function tellMentioned(desk: Desk, within: Change, { conversation, note }: Pick<Calling, 'conversation' | 'note'>, agents: readonly string[]): Promise<void> {
  for (const agent of agents) await notifyAgent(desk, within, { agent, kind: 'mentioned', conversation, message: note, data: { by: within.actor.id } });
}

export function viewerOf(agent: Pick<AgentRow, 'id' | 'role' | 'teams'>) {
  return { id: agent.id, kind: 'agent', role: agent.role, teams: agent.teams } as const;
}

function named(mentions: readonly Mention[], who: 'agent' | 'team'): readonly string[] {
  return [...new Set(mentions.flatMap((one) => one[who] ?? []))];
}
