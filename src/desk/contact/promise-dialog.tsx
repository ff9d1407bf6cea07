import { useState } from 'react';
import type { CommitmentView } from '../../contract/views.ts';
import { localInput } from '../conversation/menus/snooze-times.ts';
import { DialogEnd } from '../kit/dialog-end.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { AreaField, TextField } from '../kit/field.tsx';
import { Trouble } from '../kit/state.tsx';
import { commitments } from '../live/desk-api.ts';
import { useStore } from '../live/use-desk.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function PromiseDialog({ commitment, kind, onClose }: { readonly commitment: CommitmentView; readonly kind: 'change' | 'waive'; onClose(): void }) {
  const { t } = useTranslation();
  const store = useStore();
  const [at, setAt] = useState(() => localInput(commitment.due ? new Date(commitment.due.by) : new Date()));
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const moment = new Date(at);
  const mistake =
    kind === 'waive' ? (reason.trim() === '' ? t('promise.reasonMissing') : undefined) : Number.isNaN(moment.getTime()) ? t('snooze.noTime') : undefined;
  const save = async () => {
    setTried(true);
    if (mistake) return;
    const asked = store.cursor();
    try {
      const next = kind === 'waive' ? await commitments.waive(commitment.id, reason.trim()) : await commitments.change(commitment.id, moment.toISOString());
      store.take({ commitments: [next] }, asked);
      onClose();
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Dialog title={t(`promise.${kind}`)} about={commitment.promise} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {kind === 'waive' ? (
          <AreaField
            label={t('promise.reason')}
            hint={t('promise.reasonHint')}
            value={reason}
            maxLength={2_000}
            autoFocus
            mistake={tried ? mistake : undefined}
            onChange={(event) => setReason(event.target.value)}
          />
        ) : (
          <TextField
            label={t('promise.due')}
            type="datetime-local"
            value={at}
            mistake={tried ? mistake : undefined}
            onChange={(event) => setAt(event.target.value)}
          />
        )}
        {error ? <Trouble error={error} /> : null}
        <DialogEnd label={t('action.save')} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
