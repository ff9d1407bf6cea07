// Templates: everybody's, and the viewer's own. Nothing is counted about who uses which.
import { addedTemplatesReply, addressFormsReply, changeTemplateBody, filledReply, templateBody, templatesReply, templateView } from '../../contract/writing.ts';
import type { Viewer } from '../../domain/access/permission.ts';
import { maySeeOwned } from '../../domain/access/own-or-shared.ts';
import { Refusal } from '../../domain/refusal.ts';
import { addShippedTemplates } from '../../operations/add-shipped-templates.ts';
import { changeTemplate } from '../../operations/change-template.ts';
import { createTemplate } from '../../operations/create-template.ts';
import type { Desk } from '../../operations/desk.ts';
import { removeTemplate } from '../../operations/remove-template.ts';
import { findTemplate, listTemplates } from '../../store/template.ts';
import { pathId } from '../path-id.ts';
import { fillFor, presentTemplate } from '../present/writing.ts';
import { route } from '../route.ts';

export const templateRoutes = [
  route({
    method: 'GET', path: '/api/templates', noun: 'templates', who: 'agent', summary: 'Every template that the viewer may use', reply: templatesReply,
    handle: async ({ desk, workspace, viewer }) => listed(desk, workspace, viewer),
  }),
  route({
    method: 'GET', path: '/api/address-forms', noun: 'templates', who: 'agent',
    summary: 'How people are addressed in each language: what fills {greeting} and {name}', reply: addressFormsReply,
    handle: async ({ desk }) => ({ forms: structuredClone(desk.writing.forms) as never }),
  }),
  route({
    method: 'POST', path: '/api/templates', noun: 'templates', who: 'agent', refuses: ['not-allowed'],
    summary: 'Write a template, for oneself or, as a lead, for everybody', body: templateBody, reply: templateView,
    handle: async ({ desk, workspace, actor, viewer, body }) => presentTemplate(await createTemplate(desk, { workspace, actor, viewer }, body)),
  }),
  route({
    method: 'POST', path: '/api/templates/shipped', noun: 'templates', who: 'lead',
    summary: 'Add the templates that come with Attune, as far as they are not there', reply: addedTemplatesReply,
    handle: async ({ desk, workspace, actor, viewer }) => ({ added: await addShippedTemplates(desk, { workspace, actor }), ...(await listed(desk, workspace, viewer)) }),
  }),
  route({
    method: 'PATCH', path: '/api/templates/{template}', noun: 'templates', who: 'agent', refuses: ['not-found', 'not-allowed', 'changed-meanwhile'],
    summary: 'Change a template', body: changeTemplateBody, reply: templateView,
    handle: async ({ desk, workspace, actor, viewer, params, body }) => presentTemplate(await changeTemplate(desk, { workspace, actor, viewer }, pathId(params, 'template'), body)),
  }),
  route({
    method: 'DELETE', path: '/api/templates/{template}', noun: 'templates', who: 'agent', refuses: ['not-found', 'not-allowed'],
    summary: 'Remove a template; what was written with it stays', reply: null,
    handle: async ({ desk, workspace, actor, viewer, params }) => removeTemplate(desk, { workspace, actor, viewer }, pathId(params, 'template')),
  }),
  route({
    method: 'GET', path: '/api/conversations/{conversation}/templates/{template}', noun: 'templates', who: 'agent', sees: 'conversation', refuses: ['not-found'],
    summary: 'A template with its places filled for this conversation', reply: filledReply,
    handle: async ({ desk, workspace, viewer, params }) => {
      const template = await findTemplate(desk.db, workspace, pathId(params, 'template'));
      if (!template || !maySeeOwned(viewer, template.owner)) throw new Refusal('not-found');
      return fillFor(desk, workspace, params['conversation']!, viewer.kind === 'agent' ? viewer.id : null, template);
    },
  }),
];

async function listed(desk: Desk, workspace: string, viewer: Viewer) {
  return { templates: (await listTemplates(desk.db, workspace, viewer.kind === 'agent' ? viewer.id : null)).map(presentTemplate) };
}
