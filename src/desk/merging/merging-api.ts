// What the screens of joining and dividing ask of the server.
import type { SearchReply } from '../../contract/finding.ts';
import type { ContactMergePreview, MergePreview, MergeView, SplitPreview } from '../../contract/merge.ts';
import type { ContactView, ConversationView } from '../../contract/views.ts';
import { queryText } from '../live/desk-api.ts';
import { request } from '../live/request.ts';

export type SplitWish = { readonly id: string; readonly conversation: string; readonly messages: readonly string[]; readonly contact: string; readonly subject: string | null };

const inConversation = (conversation: string, path: string) => `/conversations/${conversation}/${path}`;
const inContact = (contact: string, path: string) => `/contacts/${contact}/${path}`;

export const merging = {
  doubles: (conversation: string) => request<{ readonly conversations: readonly ConversationView[] }>('GET', inConversation(conversation, 'doubles')),
  find: (words: string) => request<SearchReply>('GET', `/search${queryText({ q: words, limit: 12 })}`),
  preview: (survivor: string, merge: readonly string[]) => request<MergePreview>('POST', inConversation(survivor, 'merge-preview'), { merge }),
  merge: (survivor: string, body: { readonly id: string; readonly merge: readonly string[]; readonly acrossContacts: boolean }) => request<MergeView>('POST', inConversation(survivor, 'merge'), body),
  splitPreview: (conversation: string, messages: readonly string[], contact?: string) => request<SplitPreview>('POST', inConversation(conversation, 'split-preview'), { messages, ...(contact ? { contact } : {}) }),
  split: (from: string, wish: SplitWish) => request<MergeView>('POST', inConversation(from, 'split'), wish),
  undo: (merge: string) => request<MergeView>('POST', `/merges/${merge}/undo`, {}),
};

export const contactMerging = {
  doubles: (contact: string) => request<{ readonly contacts: readonly ContactView[] }>('GET', inContact(contact, 'doubles')),
  read: (contact: string) => request<ContactView>('GET', `/contacts/${contact}`),
  merges: (contact: string) => request<{ readonly merges: readonly MergeView[] }>('GET', inContact(contact, 'merges')),
  preview: (survivor: string, merge: string) => request<ContactMergePreview>('POST', inContact(survivor, 'merge-preview'), { merge }),
  merge: (survivor: string, body: { readonly id: string; readonly merge: string }) => request<MergeView>('POST', inContact(survivor, 'merge'), body),
};
