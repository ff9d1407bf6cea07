// What these screens ask of the server.
import type { ColleaguesReply, ForwardBody, HandOverBody } from '../../contract/forward.ts';
import type { ForwardDraftContent, ForwardDraftView, SavedForwardDraftReply } from '../../contract/forward-draft.ts';
import type { PlanForwardInput, PlannedForwardView } from '../../contract/planned-forward.ts';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import { request } from '../live/request.ts';

type Planned = { readonly planned: readonly PlannedForwardView[] };
type Named = Pick<PlannedForwardView, 'id' | 'conversation'>;
const plans = (conversation: string, path = '') => `/conversations/${conversation}/planned-forwards${path}`;
export const draftsPath = (conversation: string) => `/conversations/${conversation}/forward-drafts`;

export const together = {
  forward: (conversation: string, body: Omit<ForwardBody, 'sender' | 'inbox'> & { readonly inbox?: string }) => request<MessageView>('POST', `/conversations/${conversation}/forwards`, body),
  drafts: (conversation: string) => request<{ readonly drafts: readonly ForwardDraftView[] }>('GET', draftsPath(conversation)),
  keepDraft: ({ conversation, about }: { readonly conversation: string; readonly about: string | null }, kept: { readonly content: ForwardDraftContent | null; readonly device: string; readonly seen: number | null }) =>
    request<SavedForwardDraftReply>('PUT', draftsPath(conversation), { about, ...kept }),
  planned: {
    list: (conversation: string) => request<Planned>('GET', plans(conversation)),
    plan: (conversation: string, body: PlanForwardInput) => request<Planned>('POST', plans(conversation), body),
    change: (plan: Named, sendAt: string) => request<Planned>('PATCH', plans(plan.conversation, `/${plan.id}`), { sendAt }),
    remove: (plan: Named) => request<Planned>('DELETE', plans(plan.conversation, `/${plan.id}`)),
    send: (plan: Named) => request<Planned>('POST', plans(plan.conversation, `/${plan.id}/send`), {}),
  },
  handOver: (conversation: string, body: HandOverBody) => request<ConversationView>('POST', `/conversations/${conversation}/hand-over`, body),
  colleagues: (conversation: string) => request<ColleaguesReply>('GET', `/conversations/${conversation}/colleagues`),
};
