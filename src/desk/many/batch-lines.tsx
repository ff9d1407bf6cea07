// What is being done to many, and what came of it: how far it is, how to stop it, what was left out, and the way back.
import { X } from 'lucide-react';
import { useState } from 'react';
import type { BatchView } from '../../contract/batch.ts';
import { Button, IconButton } from '../kit/button.tsx';
import { decide, letGo, undo, useBatches } from './batches.ts';
import { LeftDialog } from './left-dialog.tsx';
import { useBatchWords } from './use-batch-words.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function BatchLines() {
  const batches = useBatches();
  const [left, setLeft] = useState<string | null>(null);
  return (
    <>
      {batches.map((batch) => (
        <Line key={batch.id} batch={batch} onLeft={() => setLeft(batch.id)} />
      ))}
      {left ? <LeftDialog batch={left} onClose={() => setLeft(null)} /> : null}
    </>
  );
}

function Line({ batch, onLeft }: { readonly batch: BatchView; onLeft(): void }) {
  const { t } = useTranslation('many');
  const { state, total, done, skipped, failed, kept, ownDrafts } = batch;
  const { name, state: said, at, of } = useBatchWords()(batch);
  const underway = state === 'running' || state === 'undoing';
  const left = state === 'undoing' || state === 'undone' ? kept : skipped + failed;
  return (
    <div role="group" aria-label={name} className="border-t border-line bg-raised px-3 py-2 text-sm">
      <div className="flex items-center gap-2">
        <p role="status" className="min-w-0 flex-1">
          <span className="font-medium">{name}</span>{' '}
          <span className="figures text-ink-soft">{said}</span>
        </p>
        {underway ? null : (
          <IconButton label={t('letGo')} side="left" className="size-7" onClick={() => letGo(batch.id)}>
            <X size={15} />
          </IconButton>
        )}
      </div>
      {underway ? <progress className="mt-1.5 mb-1 block h-1 w-full" aria-label={name} value={at} max={Math.max(of, 1)} /> : null}
      <div className="-ms-2 flex flex-wrap">
        {state === 'running' ? (
          <Button small look="quiet" onClick={() => void decide(batch.id, 'stop')}>
            {t('stop')}
          </Button>
        ) : null}
        {state === 'stopped' ? (
          <Button small look="quiet" className="text-accent!" onClick={() => void decide(batch.id, 'resume')}>
            {t('resume', { count: total - at })}
          </Button>
        ) : null}
        {(state === 'done' || state === 'stopped') && done > 0 ? (
          <Button small look="quiet" className="text-accent!" onClick={() => void undo(batch.id, t('undone'))}>
            {t('undo')}
          </Button>
        ) : null}
        {left > 0 ? (
          <Button small look="quiet" onClick={onLeft}>
            {t('left', { count: left })}
          </Button>
        ) : null}
        {ownDrafts > 0 && state !== 'undoing' && state !== 'undone' ? (
          <Button small look="quiet" onClick={onLeft}>
            {t('ownDrafts', { count: ownDrafts })}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
