// Requests about many conversations at once.
import type { BatchAction, BatchPreview, BatchView, LeftReply } from '../../contract/batch.ts';
import { request } from '../live/request.ts';
import type { Scope } from './scope.ts';

export type Chosen = { readonly conversations: readonly string[] } | { readonly conditions: Scope['conditions']; readonly except: readonly string[] };
export type Wanted = { readonly id: string; readonly action: BatchAction; readonly seen: number } & Chosen;

export const batches = {
  mine: () => request<{ readonly batches: readonly BatchView[] }>('GET', '/batches'),
  begin: (wanted: Wanted) => request<BatchView>('POST', '/batches', wanted),
  preview: (chosen: Chosen, action?: BatchAction) => request<BatchPreview>('POST', '/batches/preview', { ...chosen, ...(action ? { action } : {}) }),
  resume: (batch: string) => request<BatchView>('POST', `/batches/${batch}/resume`, {}),
  stop: (batch: string) => request<BatchView>('POST', `/batches/${batch}/stop`, {}),
  undo: (batch: string) => request<BatchView>('POST', `/batches/${batch}/undo`, {}),
  left: (batch: string, cursor: string | null) => request<LeftReply>('GET', `/batches/${batch}/left${cursor === null ? '' : `?cursor=${cursor}`}`),
};
