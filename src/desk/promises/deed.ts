import type { CommitmentView } from '../../contract/views.ts';

export type Deed = 'keep' | 'renew' | 'handOver' | 'waive' | 'change';

/** What was missed can be kept late, put off or handed over; another time noted for it would rewrite what happened. */
export function mayDo(commitment: CommitmentView, deed: Deed): boolean {
  const { is } = commitment.state;
  return is === 'open' || (is === 'missed' && deed !== 'change');
}
