import { useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { DialogEnd } from '../kit/dialog-end.tsx';
import { TextField } from '../kit/field.tsx';
import { withCondition, type Asked } from './asked.ts';
import { useTranslation } from '../wording/use-translation.ts';

const dayOf = (at: string | undefined, shift = 0): string => {
  if (at === undefined || Number.isNaN(Date.parse(at))) return '';
  const day = new Date(Date.parse(at) - shift);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
};

/** The first moment of a day here, or of the day after it. */
const momentOf = (day: string, after = 0): string | null => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return day === '' ? null : new Date(year, month - 1, date + after).toISOString();
};

/** From one day to another, both included. */
export function TimeDialog({ asked, onAsk, onClose }: { readonly asked: Asked; onAsk(asked: Asked): void; onClose(): void }) {
  const { t } = useTranslation('finding');
  const [from, setFrom] = useState(() => dayOf(asked.from));
  const [to, setTo] = useState(() => dayOf(asked.to, 1));
  const [tried, setTried] = useState(false);
  const wrong = from !== '' && to !== '' && to < from;
  return (
    <Dialog title={t('time.title')} onClose={onClose}>
      <form
        noValidate
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (wrong) return;
          onAsk(withCondition(withCondition(asked, 'from', momentOf(from)), 'to', momentOf(to, 1)));
          onClose();
        }}
      >
        <TextField label={t('time.from')} type="date" value={from} max="9999-12-31" autoFocus onChange={(event) => setFrom(event.target.value)} />
        <TextField label={t('time.to')} type="date" value={to} max="9999-12-31" mistake={tried && wrong ? t('time.wrong') : undefined} onChange={(event) => setTo(event.target.value)} />
        <DialogEnd label={t('time.apply')} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
