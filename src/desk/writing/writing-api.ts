// Requests for what helps with writing.
import type { addedTemplatesReply, addressFormsReply, ChangeTemplateBody, TemplateBody, TemplateView, templatesReply } from '../../contract/writing.ts';
import { request } from '../live/request.ts';

export const templates = {
  list: () => request<(typeof templatesReply)['_output']>('GET', '/templates'),
  forms: () => request<(typeof addressFormsReply)['_output']>('GET', '/address-forms'),
  create: (body: TemplateBody) => request<TemplateView>('POST', '/templates', body),
  change: (template: string, body: ChangeTemplateBody) => request<TemplateView>('PATCH', `/templates/${template}`, body),
  remove: (template: string) => request<void>('DELETE', `/templates/${template}`),
  addShipped: () => request<(typeof addedTemplatesReply)['_output']>('POST', '/templates/shipped', {}),
};
