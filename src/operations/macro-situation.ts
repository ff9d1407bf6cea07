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

export type Around = { readonly situation: Situation; readonly templates: ReadonlyMap<string, TemplateRow>; readonly tagIds: readonly string[] };

export async function macroSituation(db: Db, workspace: string, conversation: LockedConversation, steps: readonly Step[], given: { readonly viewer: Viewer; readonly now: string }): Promise<Around> {
  const me = given.viewer.kind === 'agent' ? given.viewer.id : null;
  const wanted = (pick: (step: Step) => string | null | undefined) => [...new Set(steps.flatMap((step) => pick(step) ?? []))];
  const [agents, teams, templates, tagIds, time, inbox, { contacts }] = await Promise.all([
    findAgents(db, workspace, wanted((step) => (step.do === 'assign' ? (step.agent === 'me' ? me : step.agent) : null))),
    findTeams(db, workspace, wanted((step) => (step.do === 'assign-team' ? step.team : null))),
    findTemplates(db, workspace, wanted((step) => (step.do === 'insert-template' ? step.template : null))),
    listConversationTagIds(db, workspace, conversation.id), findWorkspaceTime(db, workspace), findInbox(db, workspace, conversation.inbox), findContacts(db, workspace, [conversation.contact]),
  ]);
  const usable = new Map(templates.filter((one) => maySeeOwned(given.viewer, one.owner)).map((one) => [one.id, one]));
  const situation: Situation = {
    now: given.now, timeZone: time.timeZone, me, state: stateOf(conversation), assignee: conversation.assignee, team: conversation.team, tags: (await findTags(db, workspace, tagIds)).map((tag) => tag.name),
    inboxArchived: inbox?.archived_at !== null, contactBlocked: contacts[0]?.blocked_at != null,
    agent: (id) => agents.find((one) => one.id === id) ?? null, hasTeam: (id) => teams.some((one) => one.id === id), hasTemplate: (id) => usable.has(id),
  };
  return { situation, templates: usable, tagIds };
}

/** The words that its steps put in, in their order; a template has a language of its own. */
export function wordsOf(steps: readonly Step[], templates: Around['templates']): Words[] {
  return steps.flatMap((step): Words[] => {
    if (step.do === 'insert-text') return [{ language: null, text: step.text }];
    const template = step.do === 'insert-template' ? templates.get(step.template) : undefined;
    return template ? [{ language: template.language, text: template.text }] : [];
  });
}
