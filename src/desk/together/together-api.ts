// What these screens ask of the server.
import type { ColleaguesReply, ForwardBody, HandOverBody } from '../../contract/forward.ts';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import { request } from '../live/request.ts';

export const together = {
  forward: (conversation: string, body: Omit<ForwardBody, 'sender' | 'inbox'> & { readonly inbox?: string }) => request<MessageView>('POST', `/conversations/${conversation}/forwards`, body),
  handOver: (conversation: string, body: HandOverBody) => request<ConversationView>('POST', `/conversations/${conversation}/hand-over`, body),
  colleagues: (conversation: string) => request<ColleaguesReply>('GET', `/conversations/${conversation}/colleagues`),
};
