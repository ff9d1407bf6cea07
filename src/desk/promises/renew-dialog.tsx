// Until when the customer is asked to wait. Then one writes to them.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { CommitmentView } from '../../contract/views.ts';
import { instantOf, localTime } from '../../domain/time/working-time.ts';
import { localInput } from '../conversation/menus/snooze-times.ts';
import { Button } from '../kit/button.tsx';
import { DialogEnd } from '../kit/dialog-end.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { useNow } from '../kit/moment.tsx';
import { useDesk } from '../live/use-desk.ts';
import { beginRenewal, wishToWrite } from './renew.ts';
import { useTranslation } from '../wording/use-translation.ts';

const noon = 12 * 60;

/** Times that people ask for, by the desk's clock. */
export function renewalTimes(now: number, timeZone: string) {
  const { year, month, day } = localTime(new Date(now).toISOString(), timeZone);
  const atNoon = (ahead: number) => {
    const date = new Date(Date.UTC(year, month - 1, day + ahead));
    return instantOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), noon, timeZone);
  };
  const soon = new Date(Math.ceil((now + 7_200_000) / 900_000) * 900_000).toISOString();
  return [{ name: 'in2h', at: soon }, { name: 'tomorrow', at: atNoon(1) }, { name: 'days', at: atNoon(3) }] as const;
}

export function RenewDialog({ commitment, onClose }: { readonly commitment: CommitmentView; onClose(): void }) {
  const { t } = useTranslation('promises');
  const navigate = useNavigate();
  const now = useNow();
  const timeZone = useDesk((state) => state.workspace?.timeZone) ?? 'UTC';
  const conversation = useDesk((state) => state.conversations[commitment.conversation]);
  const contact = useDesk((state) => state.contacts[state.conversations[commitment.conversation]?.contact.id ?? '']);
  const times = renewalTimes(now, timeZone);
  const [at, setAt] = useState(() => localInput(new Date(times[1].at)));
  const [tried, setTried] = useState(false);
  const moment = new Date(at);
  const mistake = Number.isNaN(moment.getTime()) || moment.getTime() <= now ? t('renew.past') : undefined;
  const go = async () => {
    setTried(true);
    if (mistake || !conversation) return;
    await beginRenewal({ commitment, conversation, contact, due: moment.toISOString(), timeZone });
    onClose();
    wishToWrite(conversation.id);
    await navigate({ to: '/inbox/$view/$conversation', params: { view: 'all', conversation: conversation.id } });
  };
  return (
    <Dialog title={t('renew.title')} about={t('renew.about')} onClose={onClose}>
      <p className="mb-3 border-s-2 border-line ps-3 text-sm text-ink-soft" dir="auto">
        {commitment.promise}
      </p>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        <TextField label={t('renew.due')} type="datetime-local" autoFocus value={at} mistake={tried ? mistake : undefined} onChange={(event) => setAt(event.target.value)} />
        <p className="flex flex-wrap gap-1.5">
          {times.map((time) => (
            <Button key={time.name} small onClick={() => setAt(localInput(new Date(time.at)))}>
              {t(`renew.${time.name}`)}
            </Button>
          ))}
        </p>
        <DialogEnd label={t('renew.go')} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
