// Everything that a macro's steps ask of a conversation and of the desk, read at once.
import { maySeeOwned } from '../domain/access/own-or-shared.ts';
import type { Viewer } from '../domain/access/permission.ts';
import type { Situation } from '../domain/macro/forecast.ts';
import type { Step } from '../domain/macro/macro.ts';
import { findAgents } from '../store/agent.ts';
import { findContacts } from '../store/contact.ts';
import type { LockedConversation } from '../store/conversation.ts';
import { stateOf } from '../store/conversation.ts';
import { findInbox } from '../store/inbox.ts';
import type { Db } from '../store/open.ts';
import { findTags, listConversationTagIds } from '../store/tag.ts';
import { findTeams } from '../store/team.ts';
import type { TemplateRow } from '../store/template.ts';
import { findTemplates } from '../store/template.ts';
import { findWorkspaceTime } from '../store/workspace-time.ts';
import type { Words } from './fill-words.ts';

type Given = { readonly viewer: Viewer; readonly now: string };
export type Around = { readonly situation: Situation; readonly templates: ReadonlyMap<string, TemplateRow>; readonly tagIds: readonly string[] };
type Here = Pick<Situation, 'state' | 'assignee' | 'team' | 'tags' | 'inboxArchived' | 'contactBlocked'>;

/** A conversation in which nothing stands against anything. */
export const anywhere: Here = { state: { is: 'open' }, assignee: null, team: null, tags: [], inboxArchived: false, contactBlocked: false };

export async function macroSituation(db: Db, workspace: string, conversation: LockedConversation, steps: readonly Step[], given: Given): Promise<Around> {
  const [around, tagIds, inbox, { contacts }] = await Promise.all([
    macroAround(db, workspace, steps, given), listConversationTagIds(db, workspace, conversation.id), findInbox(db, workspace, conversation.inbox), findContacts(db, workspace, [conversation.contact]),
  ]);
  const here: Here = {
    state: stateOf(conversation), assignee: conversation.assignee, team: conversation.team, tags: (await findTags(db, workspace, tagIds)).map((tag) => tag.name),
    inboxArchived: inbox?.archived_at !== null, contactBlocked: contacts[0]?.blocked_at != null,
  };
  return { situation: { ...around.of, ...here }, templates: around.templates, tagIds };
}

/** What they ask of the desk, whatever the conversation. */
export async function macroAround(db: Db, workspace: string, steps: readonly Step[], { viewer, now }: Given): Promise<{ readonly of: Omit<Situation, keyof Here>; readonly templates: Around['templates'] }> {
  const me = viewer.kind === 'agent' ? viewer.id : null;
  const wanted = (pick: (step: Step) => string | null | undefined) => [...new Set(steps.flatMap((step) => pick(step) ?? []))];
  const [agents, teams, templates, time] = await Promise.all([
    findAgents(db, workspace, wanted((step) => (step.do === 'assign' ? (step.agent === 'me' ? me : step.agent) : null))),
    findTeams(db, workspace, wanted((step) => (step.do === 'assign-team' ? step.team : null))),
    findTemplates(db, workspace, wanted((step) => (step.do === 'insert-template' ? step.template : null))), findWorkspaceTime(db, workspace),
  ]);
  const usable = new Map(templates.filter((one) => maySeeOwned(viewer, one.owner)).map((one) => [one.id, one]));
  return {
    of: { now, timeZone: time.timeZone, me, agent: (id) => agents.find((one) => one.id === id) ?? null, hasTeam: (id) => teams.some((one) => one.id === id), hasTemplate: (id) => usable.has(id) },
    templates: usable,
  };
}

/** The words that its steps put in, in their order; a template has a language of its own. */
export function wordsOf(steps: readonly Step[], templates: Around['templates']): Words[] {
  return steps.flatMap((step): Words[] => {
    if (step.do === 'insert-text') return [{ language: null, text: step.text }];
    const template = step.do === 'insert-template' ? templates.get(step.template) : undefined;
    return template ? [{ language: template.language, text: template.text }] : [];
  });
}
