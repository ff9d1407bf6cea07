import type { KeptRateReply, PromisesReply, SettledPromisesReply } from '../../contract/promises.ts';
import type { CommitmentView } from '../../contract/views.ts';
import { queryText } from '../live/desk-api.ts';
import { request } from '../live/request.ts';
import type { Outcome } from './asked.ts';

export type PromisesAsked = { readonly agent?: string; readonly team?: string; readonly contact?: string; readonly cursor?: string };

export type SettledAsked = Pick<PromisesAsked, 'agent' | 'team' | 'cursor'> & { readonly conversation?: string; readonly outcome?: Outcome };

export const promises = {
  list: (asked: PromisesAsked) => request<PromisesReply>('GET', `/commitments${queryText({ ...asked, limit: 50 })}`),
  settled: (asked: SettledAsked) => request<SettledPromisesReply>('GET', `/commitments/settled${queryText({ ...asked, limit: 50 })}`),
  handOver: (commitment: string, agent: string) => request<CommitmentView>('POST', `/commitments/${commitment}/hand-over`, { agent }),
  rate: (team: string | null, weeks: number) => request<KeptRateReply>('GET', `/commitments/kept-rate${queryText({ ...(team === null ? {} : { team }), weeks })}`),
};
