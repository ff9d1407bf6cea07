// Requests for what helps with writing.
import type { addedTemplatesReply, addressFormsReply, ChangeTemplateBody, TemplateBody, TemplateView, templatesReply } from '../../contract/writing.ts';
import type { PlannedReplyView, PlanReplyBody, plannedRepliesReply } from '../../contract/planned.ts';
import type { ChangeMacroBody, MacroBody, MacroRunReply, MacroView } from '../../contract/macro.ts';
import type { PlannedStartView, PlanStartInput } from '../../contract/planned-start.ts';
import type { ConversationView } from '../../contract/views.ts';
import { request } from '../live/request.ts';

export const templates = {
  list: () => request<(typeof templatesReply)['_output']>('GET', '/templates'),
  forms: () => request<(typeof addressFormsReply)['_output']>('GET', '/address-forms'),
  create: (body: TemplateBody) => request<TemplateView>('POST', '/templates', body),
  change: (template: string, body: ChangeTemplateBody) => request<TemplateView>('PATCH', `/templates/${template}`, body),
  remove: (template: string) => request<void>('DELETE', `/templates/${template}`),
  addShipped: () => request<(typeof addedTemplatesReply)['_output']>('POST', '/templates/shipped', {}),
};

type Plans = (typeof plannedRepliesReply)['_output'];
const plans = (conversation: string, path = '') => `/conversations/${conversation}/planned-replies${path}`;
type Named = Pick<PlannedReplyView, 'id' | 'conversation'>;

export const planned = {
  list: (conversation: string) => request<Plans>('GET', plans(conversation)),
  plan: (conversation: string, body: Partial<PlanReplyBody> & Pick<PlanReplyBody, 'id' | 'text' | 'version' | 'sendAt'>) => request<Plans>('POST', plans(conversation), body),
  change: (plan: Named, sendAt: string) => request<Plans>('PATCH', plans(plan.conversation, `/${plan.id}`), { sendAt }),
  remove: (plan: Named) => request<Plans>('DELETE', plans(plan.conversation, `/${plan.id}`)),
  send: (plan: Named) => request<Plans>('POST', plans(plan.conversation, `/${plan.id}/send`), {}),
};

export const macros = {
  list: () => request<{ readonly macros: readonly MacroView[] }>('GET', '/macros'),
  create: (body: MacroBody) => request<MacroView>('POST', '/macros', body),
  change: (macro: string, body: ChangeMacroBody) => request<MacroView>('PATCH', `/macros/${macro}`, body),
  remove: (macro: string) => request<void>('DELETE', `/macros/${macro}`),
  run: (conversation: string, macro: string, run: string) => request<MacroRunReply>('POST', `/conversations/${conversation}/macros/${macro}`, { run }),
  undo: (conversation: string, run: string) => request<ConversationView>('POST', `/conversations/${conversation}/macro-runs/${run}/undo`),
};

type Starts = { readonly planned: readonly PlannedStartView[] };

export const starts = {
  list: () => request<Starts>('GET', '/planned-starts'),
  plan: (body: PlanStartInput) => request<Starts>('POST', '/planned-starts', body),
  change: (id: string, sendAt: string) => request<Starts>('PATCH', `/planned-starts/${id}`, { sendAt }),
  remove: (id: string) => request<Starts>('DELETE', `/planned-starts/${id}`),
  send: (id: string) => request<Starts>('POST', `/planned-starts/${id}/send`, {}),
};
