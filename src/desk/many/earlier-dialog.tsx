// What was done to many before: found again after the page was loaded anew, to be taken back, to go on, or to see what was left.
import { useCallback, useEffect, useState } from 'react';
import type { BatchView } from '../../contract/batch.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Moment } from '../kit/moment.tsx';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { batches as api } from './many-api.ts';
import { useBatchWords } from './use-batch-words.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function EarlierDialog({ onShow, onClose }: { onShow(batch: BatchView): void; onClose(): void }) {
  const { t } = useTranslation('many');
  const says = useBatchWords();
  const [batches, setBatches] = useState<readonly BatchView[] | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const load = useCallback(
    () =>
      api.mine().then(
        (reply) => {
          setBatches(reply.batches);
          setTrouble(null);
        },
        (error: unknown) => setTrouble(error),
      ),
    [],
  );
  useEffect(() => void load(), [load]);
  return (
    <Dialog title={t('earlier.title')} about={t('earlier.about')} wide onClose={onClose}>
      {trouble ? <Trouble error={trouble} onRetry={() => void load()} /> : null}
      {batches === null && !trouble ? <Skeleton className="h-24" /> : null}
      {batches?.length === 0 ? <p className="text-ink-soft">{t('earlier.none')}</p> : null}
      <ul className="divide-y divide-line">
        {batches?.map((batch) => (
          <li key={batch.id} className="flex flex-wrap items-center gap-x-3 py-2 text-sm">
            <span className="min-w-0 flex-1">
              <span className="font-medium">{says(batch).name}</span> <span className="figures text-ink-soft">{says(batch).state}</span>
            </span>
            <Moment at={batch.createdAt} className="text-xs text-ink-faint" />
            <Button small onClick={() => onShow(batch)} aria-label={t('earlier.showThis', { what: says(batch).name })}>
              {t('earlier.show')}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
