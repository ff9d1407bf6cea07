// What can be done about one open promise, wherever it stands: on the page of promises, beside a conversation, on a contact's card.
import { Ellipsis } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { CommitmentView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { tell } from '../kit/notices.ts';
import { Slot } from '../kit/slot.tsx';
import { commitments } from '../live/desk-api.ts';
import { useStore } from '../live/use-desk.ts';
import { usePart } from '../writing/use-part.ts';
import { mayDo, type Deed } from './deed.ts';
import { useTranslation } from '../wording/use-translation.ts';

const PromiseDialog = lazy(() => import('../contact/promise-dialog.tsx').then((module) => ({ default: module.PromiseDialog })));
const RenewDialog = lazy(() => import('./renew-dialog.tsx').then((module) => ({ default: module.RenewDialog })));
const MoreDeeds = lazy(() => import('./more-deeds.tsx').then((module) => ({ default: module.MoreDeeds })));
const HandOverDialog = lazy(() => import('./hand-over-dialog.tsx').then((module) => ({ default: module.HandOverDialog })));

/** `begin` does what needs no more words at once and opens a dialog for the rest; `dialog` is to be drawn. */
export function useDeeds(commitment: CommitmentView) {
  const store = useStore();
  const ready = usePart('promises');
  const [open, setOpen] = useState<Exclude<Deed, 'keep'> | null>(null);
  const keep = async () => {
    const asked = store.cursor();
    const underway = store.begin((state) => ({
      ...state,
      commitments: { ...state.commitments, [commitment.id]: { ...commitment, state: { is: 'kept', by: null, at: new Date().toISOString() } } },
    }));
    try {
      underway.settle({ commitments: [await commitments.keep(commitment.id)] }, asked);
    } catch (error) {
      underway.undo();
      tell({ text: '', trouble: error });
    }
  };
  const close = () => setOpen(null);
  const dialog =
    open === null || !ready ? null : (
      <Suspense fallback={null}>
        {open === 'renew' ? <RenewDialog commitment={commitment} onClose={close} /> : null}
        {open === 'handOver' ? <HandOverDialog commitment={commitment} onClose={close} /> : null}
        {open === 'waive' || open === 'change' ? <PromiseDialog commitment={commitment} kind={open} onClose={close} /> : null}
      </Suspense>
    );
  return {
    dialog,
    begin: (deed: Deed) => {
      if (!mayDo(commitment, deed)) return;
      if (deed === 'keep') void keep();
      else setOpen(deed);
    },
  };
}

export function PromiseDeeds({ commitment, deeds }: { readonly commitment: CommitmentView; readonly deeds: ReturnType<typeof useDeeds> }) {
  const ready = usePart('promises');
  const { t } = useTranslation('promises');
  const [more, setMore] = useState(false);
  if (!ready) return null;
  const anchor = (
    <Button small look="quiet" aria-label={t('action.more')} className="px-1.5!" onClick={() => setMore(true)}>
      <Ellipsis size={15} aria-hidden="true" />
    </Button>
  );
  return (
    <span className="flex flex-wrap items-center">
      <Button small look="quiet" onClick={() => deeds.begin('keep')}>
        {t('action.keep')}
      </Button>
      <Button small look="quiet" onClick={() => deeds.begin('renew')}>
        {t('action.renew')}
      </Button>
      <Slot wanted={more} anchor={anchor}>
        <MoreDeeds anchor={anchor} open={more} onOpen={setMore} commitment={commitment} onChoose={deeds.begin} />
      </Slot>
      {deeds.dialog}
    </span>
  );
}
