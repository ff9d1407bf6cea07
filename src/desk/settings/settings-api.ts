// Requests of the settings pages. What changes by events (agents, teams, inboxes) is read from the live state instead.
import type { InboxBody, SessionReply, checkReply, inboxSettingsReply, invitationView, rawInputView } from '../../contract/requests.ts';
import type { AgentView, InboxView, TeamView, WorkspaceView } from '../../contract/views.ts';
import { inTurn } from '../live/in-turn.ts';
import { request } from '../live/request.ts';

export type Invitation = (typeof invitationView)['_output'];
export type InboxSettings = (typeof inboxSettingsReply)['_output'];
export type RawInput = (typeof rawInputView)['_output'];
export type Role = AgentView['role'];
export const roles: readonly Role[] = ['agent', 'lead', 'administrator'];
export type CheckReply = (typeof checkReply)['_output'];

export const me = {
  change: (body: { readonly name?: string; readonly language?: string; readonly signature?: string }) => inTurn('me', () => request<SessionReply>('PATCH', '/me', body)),
  password: (current: string, next: string) => request<void>('POST', '/password', { current, next }),
  beginSecondFactor: (password: string) =>
    request<{ readonly uri: string; readonly backupCodes: readonly string[] }>('POST', '/second-factor/begin', { password }),
  confirmSecondFactor: (code: string) => request<void>('POST', '/second-factor/confirm', { code }),
  dropSecondFactor: (password: string) => request<void>('DELETE', '/second-factor', { password }),
};

export const people = {
  changeAgent: (agent: string, body: { readonly role?: Role; readonly active?: boolean; readonly name?: string }) =>
    request<AgentView>('PATCH', `/agents/${agent}`, body),
  secondFactors: () => request<{ readonly agents: readonly string[]; readonly mailed: boolean }>('GET', '/agents/second-factors'),
  removeSecondFactor: (agent: string) => request<void>('DELETE', `/agents/${agent}/second-factor`),
  invitations: () => request<{ readonly invitations: readonly Invitation[] }>('GET', '/invitations'),
  invite: (body: { readonly email: string; readonly role: Role; readonly teams: readonly string[]; readonly language: string }) =>
    request<Invitation & { readonly link: string; readonly mailed: boolean }>('POST', '/invitations', body),
  withdraw: (invitation: string) => request<void>('DELETE', `/invitations/${invitation}`),
  createTeam: (name: string, members: readonly string[]) => request<TeamView>('POST', '/teams', { name, members }),
  changeTeam: (team: string, body: { readonly name?: string; readonly members?: readonly string[] }) => request<TeamView>('PATCH', `/teams/${team}`, body),
  removeTeam: (team: string) => request<void>('DELETE', `/teams/${team}`),
};

export type WorkspaceChange = Partial<Pick<WorkspaceView, 'name' | 'language' | 'timeZone' | 'workingHours' | 'pushText'>>;
export const changeWorkspace = (body: WorkspaceChange) => request<WorkspaceView>('PATCH', '/workspace', body);

type InboxChange = Partial<Omit<InboxBody, 'channel'>>;
export const inboxes = {
  create: (body: Pick<InboxBody, 'channel' | 'name' | 'config'> & InboxChange) => request<InboxView>('POST', '/inboxes', body),
  change: (inbox: string, body: InboxChange) => request<InboxView>('PATCH', `/inboxes/${inbox}`, body),
  archive: (inbox: string) => request<unknown>('DELETE', `/inboxes/${inbox}`),
  settings: (inbox: string) => request<InboxSettings>('GET', `/inboxes/${inbox}/settings`),
  /** With what stands in the form, saved or not; secrets that were not typed again are the stored ones. */
  check: (inbox: string, body: InboxChange) => request<CheckReply>('POST', `/inboxes/${inbox}/check`, body),
  checkNew: (channel: string, body: InboxChange) => request<CheckReply>('POST', '/inboxes/check', { channel, ...body }),
  failedInputs: (inbox: string) => request<{ readonly rawInputs: readonly RawInput[] }>('GET', `/raw-inputs?state=failed&limit=100&inbox=${inbox}`),
  retryInput: (rawInput: string) => request<unknown>('POST', `/raw-inputs/${rawInput}/retry`, {}),
  inputSource: (rawInput: string) => `/api/raw-inputs/${rawInput}/source`,
};
