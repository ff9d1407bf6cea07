// Requests about many conversations at once.
import type { BatchAction, BatchView, LeftReply } from '../../contract/batch.ts';
import type { ViewName } from '../inbox/views.ts';
import { request } from '../live/request.ts';

export type Wanted = { readonly id: string; readonly action: BatchAction; readonly seen: number } & (
  | { readonly conversations: readonly string[] }
  | { readonly conditions: { readonly view: ViewName }; readonly except: readonly string[] }
);

export const batches = {
  mine: () => request<{ readonly batches: readonly BatchView[] }>('GET', '/batches'),
  begin: (wanted: Wanted) => request<BatchView>('POST', '/batches', wanted),
  stop: (batch: string) => request<BatchView>('POST', `/batches/${batch}/stop`, {}),
  undo: (batch: string) => request<BatchView>('POST', `/batches/${batch}/undo`, {}),
  left: (batch: string, cursor: string | null) => request<LeftReply>('GET', `/batches/${batch}/left${cursor === null ? '' : `?cursor=${cursor}`}`),
};
