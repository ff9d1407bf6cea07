// What a batch is called, and how far it is, as words.
import type { BatchView } from '../../contract/batch.ts';
import { useTranslation } from '../wording/use-translation.ts';

export type BatchWords = { readonly name: string; readonly state: string; readonly at: number; readonly of: number };

export function useBatchWords(): (batch: BatchView) => BatchWords {
  const { t } = useTranslation('many');
  return ({ action, state, total, done, skipped, failed, undone, kept }) => {
    const at = state === 'undoing' ? undone + kept : done + skipped + failed;
    const of = state === 'undoing' ? done : total;
    return { name: t(`action.${action.do}`, { name: action.do === 'macro' ? action.name : '' }), state: t(`state.${state}`, { count: at, total: of, done, undone }), at, of };
  };
}
