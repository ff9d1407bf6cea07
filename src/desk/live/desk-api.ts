// Every request the agent's screens make to conversations and what belongs to them. Settings: ../settings/settings-api.ts.
import type { DeskState } from '../../contract/state.ts';
import type { contactLinksReply, countsReply, historyReply, messagesReply, ListQuery, OpenReply, ReplyBody, SessionReply, StartBody, listReply } from '../../contract/requests.ts';
import type { MoodsReply } from '../../contract/moods.ts';
import type { AttachmentView, CommitmentView, ContactView, ConversationView, MessageView } from '../../contract/views.ts';
import type { KeysView } from '../../contract/keys.ts';
import type { DeskEvent } from '../../contract/event.ts';
import { inTurn } from './in-turn.ts';
import { request, upload } from './request.ts';

export type ListReply = (typeof listReply)['_output'];
export type Counts = Partial<(typeof countsReply)['_output']>;
export type MessagesReply = (typeof messagesReply)['_output'];
export type HistoryReply = (typeof historyReply)['_output'];
export type Asked = { readonly view: ListQuery['view']; readonly limit: number; readonly cursor?: string };

/** What a caller may leave out, the server fills with the usual. */
type Sent<Body, Needed extends keyof Body> = Partial<Body> & Pick<Body, Needed>;

const inConversation = (conversation: string, path = '') => `/conversations/${conversation}${path}`;

export function queryText(query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as [string, string]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

export const session = {
  read: () => request<SessionReply>('GET', '/session'),
  signIn: (email: string, password: string) => request<SessionReply>('POST', '/session', { email, password }),
  secondFactor: (code: string) => request<SessionReply>('POST', '/session/second-factor', { code }),
  signOut: () => request<void>('DELETE', '/session'),
};

/** The agent's own keys. */
export const me = {
  keys: () => request<KeysView>('GET', '/me/keys'),
  giveKeys: (keys: KeysView) => inTurn('keys', () => request<KeysView>('PUT', '/me/keys', keys)),
};

export const snapshot = () => request<DeskState>('GET', '/snapshot');
export const eventsSince = (cursor: number) =>
  request<{ readonly events: readonly DeskEvent[]; readonly cursor: number; readonly snapshotNeeded: boolean }>('GET', `/events?since=${cursor}`);

export const conversations = {
  list: (asked: Asked, signal?: AbortSignal) => request<ListReply>('GET', `/conversations${queryText(asked)}`, undefined, signal),
  counts: () => request<Counts>('GET', '/counts'),
  start: (body: Sent<StartBody, 'id' | 'message' | 'inbox' | 'to' | 'text'>) => request<OpenReply>('POST', '/conversations', body),
  open: (conversation: string) => request<OpenReply>('GET', inConversation(conversation)),
  earlier: (conversation: string, earlier: string) => request<MessagesReply>('GET', inConversation(conversation, `/messages${queryText({ earlier })}`)),
  history: (conversation: string, earlier: number) => request<HistoryReply>('GET', inConversation(conversation, `/history${queryText({ earlier })}`)),
  // oxlint-disable-next-line unicorn/no-thenable -- the contract's word for what comes after; it is never awaited
  reply: (conversation: string, body: Sent<ReplyBody, 'id' | 'text' | 'version'>, after: ReplyBody['then']) =>
    request<MessageView>('POST', inConversation(conversation, '/replies'), { ...body, then: after }),
  note: (conversation: string, body: { readonly id: string; readonly text: string; readonly attachments: readonly string[]; readonly mentions?: MessageView['mentions']; readonly anyway?: boolean }) =>
    request<MessageView>('POST', inConversation(conversation, '/notes'), body),
  assign: (conversation: string, body: { readonly agent?: string | null; readonly team?: string | null }) =>
    request<ConversationView>('POST', inConversation(conversation, '/assign'), body),
  tag: (conversation: string, add: readonly string[], remove: readonly string[]) =>
    request<ConversationView>('POST', inConversation(conversation, '/tags'), { add, remove }),
  close: (conversation: string, because: 'solved' | 'no answer' = 'solved', version?: number) =>
    request<ConversationView>('POST', inConversation(conversation, '/close'), { because, ...(version === undefined ? {} : { version }) }),
  reopen: (conversation: string) => request<ConversationView>('POST', inConversation(conversation, '/reopen'), {}),
  snooze: (conversation: string, until: string) => request<ConversationView>('POST', inConversation(conversation, '/snooze'), { until }),
  wait: (conversation: string, whom: 'customer' | 'third party') => request<ConversationView>('POST', inConversation(conversation, '/wait'), { for: whom }),
  spam: (conversation: string) => request<ConversationView>('POST', inConversation(conversation, '/spam'), {}),
  rename: (conversation: string, subject: string | null) => request<ConversationView>('POST', inConversation(conversation, '/subject'), { subject }),
};

export const messages = {
  undo: (message: string) => request<{ readonly text: string; readonly attachments: readonly AttachmentView[] }>('POST', `/messages/${message}/undo`, {}),
  retry: (delivery: string) => request<unknown>('POST', `/deliveries/${delivery}/retry`, {}),
  attach: (file: File, signal?: AbortSignal) => upload<AttachmentView>('/attachments', file, signal),
  pageAddress: (message: string, pictures: boolean) => `/api/messages/${message}/page${pictures ? '?pictures=on' : ''}`,
  sourceAddress: (message: string) => `/api/messages/${message}/source`,
  attachmentAddress: (attachment: string) => `/api/attachments/${attachment}`,
  fetchAttachment: (attachment: string) => request<void>('POST', `/attachments/${attachment}/fetch`, {}),
};

export type ContactChange = {
  readonly name?: string | null;
  readonly language?: string | null;
  readonly timeZone?: string | null;
  readonly attributes?: Record<string, string>;
  readonly preferences?: Partial<ContactView['preferences']>;
};

export const contacts = {
  change: (contact: string, body: ContactChange) => request<ContactView>('PATCH', `/contacts/${contact}`, body),
  block: (contact: string) => request<ContactView>('POST', `/contacts/${contact}/block`, {}),
  unblock: (contact: string) => request<ContactView>('POST', `/contacts/${contact}/unblock`, {}),
  conversations: (contact: string, cursor?: string) => request<ListReply>('GET', `/contacts/${contact}/conversations${queryText({ limit: 20, cursor })}`),
  links: (contact: string) => request<(typeof contactLinksReply)['_output']>('GET', `/contacts/${contact}/links`),
  moods: (contact: string) => request<MoodsReply>('GET', `/contacts/${contact}/moods`),
};

export const commitments = {
  keep: (commitment: string) => request<CommitmentView>('POST', `/commitments/${commitment}/keep`, {}),
  waive: (commitment: string, reason: string) => request<CommitmentView>('POST', `/commitments/${commitment}/waive`, { reason }),
  change: (commitment: string, due: string) => request<CommitmentView>('POST', `/commitments/${commitment}/change`, { due }),
};

export const notifications = {
  seen: (ids: readonly string[]) => request<unknown>('POST', '/notifications/seen', { notifications: ids }),
};
