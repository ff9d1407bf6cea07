// What the screens of finding ask of the server.
import type { SavedView, SearchReply } from '../../contract/finding.ts';
import type { ListReply } from '../live/desk-api.ts';
import { queryText } from '../live/desk-api.ts';
import { request } from '../live/request.ts';

type Query = Readonly<Record<string, string>>;

export const finding = {
  search: (query: Query, cursor: string | null, signal: AbortSignal) => request<SearchReply>('GET', `/search${queryText({ ...query, ...(cursor ? { cursor } : {}) })}`, undefined, signal),
  list: (query: Query, cursor: string | null, signal: AbortSignal) => request<ListReply>('GET', `/conversations${queryText({ view: 'all', limit: 30, ...query, ...(cursor ? { cursor } : {}) })}`, undefined, signal),
};

export const views = {
  list: () => request<{ readonly views: readonly SavedView[] }>('GET', '/views'),
  counts: () => request<Readonly<Record<string, number>>>('GET', '/views/counts'),
  save: (body: { readonly id: string; readonly name: string; readonly shared: boolean; readonly query: Query }) => request<SavedView>('POST', '/views', body),
  change: (view: string, body: { readonly name?: string; readonly shared?: boolean; readonly query?: Query }) => request<SavedView>('PATCH', `/views/${view}`, body),
  remove: (view: string) => request<void>('DELETE', `/views/${view}`),
};
