import { describe, expect, test } from 'vitest';
import type { Role, Viewer } from './permission.ts';
import { hasRole, isLastAdministrator, maySeeConversation, maySeeInbox } from './permission.ts';

const viewer = (role: Role, teams: readonly string[] = [], kind: Viewer['kind'] = 'agent'): Viewer => ({ id: 'me', kind, role, teams });

describe('roles', () => {
  test.each([
    ['agent', 'agent', true], ['agent', 'lead', false], ['agent', 'administrator', false],
    ['lead', 'agent', true], ['lead', 'lead', true], ['lead', 'administrator', false],
    ['administrator', 'agent', true], ['administrator', 'lead', true], ['administrator', 'administrator', true],
  ] as const)('%s has at least the role %s: %s', (role, least, has) => expect(hasRole(viewer(role), least)).toBe(has));
});

describe('who sees a conversation', () => {
  const closed = { assignee: null, team: null, inboxTeams: ['billing'] };
  test.each([
    ['an agent of no team, inbox open to all', viewer('agent'), { ...closed, inboxTeams: [] }, true],
    ['an agent of no team, inbox of a team', viewer('agent'), closed, false],
    ['an agent of the inbox\'s team', viewer('agent', ['billing']), closed, true],
    ['an agent of another team', viewer('agent', ['returns']), closed, false],
    ['the assignee, whatever the inbox', viewer('agent'), { ...closed, assignee: 'me' }, true],
    ['an agent, assigned to a colleague', viewer('agent'), { ...closed, assignee: 'colleague' }, false],
    ['a member of the conversation\'s team', viewer('agent', ['returns']), { ...closed, team: 'returns' }, true],
    ['a lead', viewer('lead'), closed, true],
    ['an administrator', viewer('administrator'), closed, true],
    ['a service token with the least role', viewer('agent', [], 'service'), closed, true],
  ])('%s', (_who, who, conversation, sees) => expect(maySeeConversation(who, conversation)).toBe(sees));
});

describe('who sees an inbox', () => {
  test.each([
    ['open to all', viewer('agent'), [], true],
    ['of a team, no member', viewer('agent', ['returns']), ['billing', 'sales'], false],
    ['of several teams, member of one', viewer('agent', ['sales']), ['billing', 'sales'], true],
    ['of a team, lead', viewer('lead'), ['billing'], true],
    ['of a team, service', viewer('agent', [], 'service'), ['billing'], true],
  ])('%s', (_who, who, teams, sees) => expect(maySeeInbox(who, teams)).toBe(sees));
});

describe('the last administrator', () => {
  test.each([
    [['one'], 'one', { role: 'agent' as const }, true],
    [['one'], 'one', { active: false }, true],
    [['one'], 'one', { role: 'administrator' as const }, false],
    [['one'], 'one', { active: true }, false],
    [['one'], 'one', {}, false],
    [['one', 'two'], 'one', { role: 'lead' as const }, false],
    [['one'], 'other', { active: false }, false],
    [[], 'one', { active: false }, false],
  ])('of %j, %s becoming %j leaves none: %s', (administrators, agent, changed, leavesNone) => expect(isLastAdministrator(administrators, agent, changed)).toBe(leavesNone));
});
