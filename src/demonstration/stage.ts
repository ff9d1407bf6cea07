// The people and inboxes of a scenario, made where they are not there yet. Invented agents get no sign-in: a demonstration opens no door.
import { automation, change } from '../operations/change.ts';
import { createInbox } from '../operations/create-inbox.ts';
import { createTeam } from '../operations/create-team.ts';
import type { Desk } from '../operations/desk.ts';
import type { InboxAccount } from '../operations/inbox-account.ts';
import { getAccount } from '../operations/inbox-account.ts';
import { findAgent, saveAgent } from '../store/agent.ts';
import { findInbox } from '../store/inbox.ts';
import { listTeams } from '../store/team.ts';
import { derivedId } from './derived-id.ts';
import type { Scenario } from './scenario.ts';

export type Stage = {
  readonly workspace: string;
  /** Ids by the keys of the scenario; `you` is who fills the desk. */
  readonly agents: ReadonlyMap<string, string>;
  readonly teams: ReadonlyMap<string, string>;
  readonly inboxes: ReadonlyMap<string, InboxAccount>;
};

/** Keys mean the same people and inboxes in every scenario of a workspace. */
export async function setStage(desk: Desk, workspace: string, administrator: string, scenario: Scenario): Promise<Stage> {
  const agents = new Map([['you', administrator]]);
  for (const key of Object.keys(scenario.agents)) agents.set(key, await ensureAgent(desk, workspace, key, scenario));
  const teams = new Map<string, string>();
  for (const key of Object.keys(scenario.teams)) teams.set(key, await ensureTeam(desk, workspace, key, scenario, agents));
  const inboxes = new Map<string, InboxAccount>();
  for (const key of Object.keys(scenario.inboxes)) inboxes.set(key, await ensureInbox(desk, workspace, administrator, key, scenario, teams));
  return { workspace, agents, teams, inboxes };
}

async function ensureAgent(desk: Desk, workspace: string, key: string, scenario: Scenario): Promise<string> {
  const id = derivedId(workspace, 'agent', key);
  const { name, role, language } = scenario.agents[key]!;
  await change(desk, { workspace, actor: automation }, async (within) => {
    if (await findAgent(within.db, workspace, id)) return;
    await saveAgent(within.db, workspace, { id, sign_in: null, name, email: `${key}@example.org`, role, language, at: within.now });
    within.record('agent-joined', { data: { agent: id } });
  });
  return id;
}

async function ensureTeam(desk: Desk, workspace: string, key: string, scenario: Scenario, agents: ReadonlyMap<string, string>): Promise<string> {
  const { name, members } = scenario.teams[key]!;
  const known = (await listTeams(desk.db, workspace)).find((team) => team.name.toLowerCase() === name.toLowerCase());
  if (known) return known.id;
  const named = { ...desk, newId: () => derivedId(workspace, 'team', key) };
  return (await createTeam(named, { workspace, actor: automation }, { name, members: members.map((member) => agents.get(member)!) })).id;
}

async function ensureInbox(desk: Desk, workspace: string, administrator: string, key: string, scenario: Scenario, teams: ReadonlyMap<string, string>): Promise<InboxAccount> {
  const { channel, name, settings, sender, teams: seenBy } = scenario.inboxes[key]!;
  const id = derivedId(workspace, 'inbox', key);
  if (!(await findInbox(desk.db, workspace, id))) {
    await createInbox({ ...desk, newId: () => id }, { workspace, actor: { kind: 'agent', id: administrator } }, {
      channel, name, teams: seenBy.map((team) => teams.get(team)!), undoSeconds: 5, config: settings, senders: sender === undefined ? [] : [sender],
    });
  }
  return getAccount(desk, desk.db, workspace, id);
}
