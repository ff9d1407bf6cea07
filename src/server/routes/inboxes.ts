// Inboxes: the connected accounts of channels.
import { z } from 'zod';
import { changeInboxBody, checkInboxBody, checkReply, checkSavedInboxBody, inboxBody, inboxSettingsReply } from '../../contract/requests.ts';
import type { InboxView } from '../../contract/views.ts';
import { inboxView } from '../../contract/views.ts';
import { maySeeInbox } from '../../domain/access/permission.ts';
import { Refusal } from '../../domain/refusal.ts';
import { archiveInbox } from '../../operations/archive-inbox.ts';
import { changeInbox } from '../../operations/change-inbox.ts';
import { checkInbox, checkSettings } from '../../operations/check-inbox.ts';
import { createInbox } from '../../operations/create-inbox.ts';
import type { Desk } from '../../operations/desk.ts';
import { listInboxTeams } from '../../store/access.ts';
import { findInbox, listInboxes } from '../../store/inbox.ts';
import { countRawInputs } from '../../store/raw-input.ts';
import { presentInboxSettings } from '../present/inbox-settings.ts';
import { presentInbox } from '../present/inbox.ts';
import { route } from '../route.ts';

const ofOne = { noun: 'inboxes', who: 'administrator', sees: 'inbox' } as const;

export const inboxRoutes = [
  route({
    method: 'GET', path: '/api/inboxes', noun: 'inboxes', who: 'agent', summary: 'Inboxes that the viewer may see, archived ones too', reply: z.object({ inboxes: z.array(inboxView) }),
    handle: async ({ desk, workspace, viewer }) => {
      const [rows, teams] = await Promise.all([listInboxes(desk.db, workspace), listInboxTeams(desk.db, workspace)]);
      return { inboxes: rows.filter((row) => maySeeInbox(viewer, teams.get(row.id) ?? [])).map((row) => presentInbox(desk, row, teams.get(row.id) ?? [])) };
    },
  }),
  route({
    method: 'POST', path: '/api/inboxes', noun: 'inboxes', who: 'administrator', summary: 'Connect an account of a channel', body: inboxBody, reply: inboxView, refuses: ['channel-unknown', 'inbox-settings-wrong'],
    handle: async ({ desk, workspace, actor, body }) => showInbox(desk, workspace, await createInbox(desk, { workspace, actor }, body)),
  }),
  route({
    method: 'POST', path: '/api/inboxes/check', noun: 'inboxes', who: 'administrator', limit: 60, summary: 'Try settings for real before they are saved: sign in both ways, send nothing',
    body: checkInboxBody, reply: checkReply, refuses: ['channel-unknown', 'inbox-settings-wrong'],
    handle: async ({ desk, body }) => copied(await checkSettings(desk, body)),
  }),
  route({
    method: 'GET', path: '/api/inboxes/{inbox}', noun: 'inboxes', who: 'agent', sees: 'inbox', summary: 'One inbox', reply: inboxView,
    handle: async ({ desk, workspace, params }) => showInbox(desk, workspace, params['inbox']!),
  }),
  route({
    method: 'PATCH', path: '/api/inboxes/{inbox}', ...ofOne, summary: 'Change an inbox. What is left out stays; a secret that is left empty stays too.',
    body: changeInboxBody, reply: inboxView, refuses: ['inbox-settings-wrong', 'inbox-archived'],
    handle: async ({ desk, workspace, actor, params, body }) => {
      await changeInbox(desk, { workspace, actor }, params['inbox']!, body);
      return showInbox(desk, workspace, params['inbox']!);
    },
  }),
  route({
    method: 'DELETE', path: '/api/inboxes/{inbox}', ...ofOne, summary: 'Archive an inbox: it takes nothing in and sends nothing new; what it brought stays', reply: null,
    handle: async ({ desk, workspace, actor, params }) => archiveInbox(desk, { workspace, actor }, params['inbox']!),
  }),
  route({
    method: 'GET', path: '/api/inboxes/{inbox}/settings', ...ofOne, summary: 'Settings without secrets, and how the intake turned out', reply: inboxSettingsReply,
    handle: async ({ desk, workspace, params }) => {
      const row = await findInbox(desk.db, workspace, params['inbox']!);
      if (!row) throw new Refusal('not-found');
      return presentInboxSettings(desk, row, await countRawInputs(desk.db, workspace, row.id));
    },
  }),
  route({
    method: 'POST', path: '/api/inboxes/{inbox}/check', ...ofOne, limit: 60, summary: 'Try the saved settings for real, with changes that are not saved yet where some are given',
    body: checkSavedInboxBody.nullish(), reply: checkReply, refuses: ['inbox-settings-wrong'],
    handle: async ({ desk, workspace, params, body }) => copied(await checkInbox(desk, workspace, params['inbox']!, body ?? {})),
  }),
];

async function showInbox(desk: Desk, workspace: string, id: string): Promise<InboxView> {
  const row = await findInbox(desk.db, workspace, id);
  if (!row) throw new Refusal('not-found');
  return presentInbox(desk, row, (await listInboxTeams(desk.db, workspace)).get(id) ?? []);
}

function copied({ ok, problems }: Awaited<ReturnType<typeof checkInbox>>): z.infer<typeof checkReply> {
  return { ok, problems: problems.map(({ code, detail }) => ({ code, detail })) };
}
