// Merging: with which, which one stays, what will happen; then one key. Nothing changes before that.
import { useNavigate, useParams } from '@tanstack/react-router';
import { Merge, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { MergePreview } from '../../contract/merge.ts';
import type { ConversationView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { CheckField } from '../kit/field.tsx';
import { newId } from '../kit/new-id.ts';
import { tell, usualStay } from '../kit/notices.ts';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { useStore } from '../live/use-desk.ts';
import { usePart } from '../writing/use-part.ts';
import { MergeCards, nextSurvivor } from './merge-cards.tsx';
import { merging } from './merging-api.ts';
import { PickConversation } from './pick-conversation.tsx';
import { useSwapKey } from './swap-key.ts';
import { undoMerge, untilUndone } from './undo-merge.ts';
import { useLast, usePreview } from './use-preview.ts';
import { WhatHappens } from './what-happens.tsx';
import type { MergeWish } from './wishes.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function MergeDialog({ wish, onClose }: { readonly wish: MergeWish; onClose(): void }) {
  const ready = usePart('merging');
  return ready ? <Steps wish={wish} onClose={onClose} /> : null;
}

function Steps({ wish, onClose }: { readonly wish: MergeWish; onClose(): void }) {
  const { t } = useTranslation('merging');
  const store = useStore();
  const [ids, setIds] = useState(wish.conversations);
  const [survivor, setSurvivor] = useState(wish.conversations[0]!);
  const [picking, setPicking] = useState(wish.conversations.length < 2);
  const pick = (chosen: readonly ConversationView[]) => {
    store.take({ conversations: [...chosen] });
    setIds([...new Set([...ids, ...chosen.map((one) => one.id)])]);
    setPicking(false);
  };
  const leaveOut = (id: string) => {
    const rest = ids.filter((one) => one !== id);
    setIds(rest);
    if (survivor === id) setSurvivor(rest[0]!);
    if (rest.length < 2) setPicking(true);
  };
  if (picking)
    return (
      <Dialog wide title={t('merge.pickTitle')} onClose={onClose}>
        <PickConversation conversation={ids[0]!} without={ids} onPick={pick} />
      </Dialog>
    );
  return <Confirm ids={ids} survivor={survivor} onSurvivor={setSurvivor} onLeaveOut={leaveOut} onMore={() => setPicking(true)} onClose={onClose} />;
}

type ConfirmProps = { readonly ids: readonly string[]; readonly survivor: string; onSurvivor(id: string): void; onLeaveOut(id: string): void; onMore(): void; onClose(): void };

function Confirm({ ids, survivor, onSurvivor, onLeaveOut, onMore, onClose }: ConfirmProps) {
  const { t } = useTranslation('merging');
  const others = ids.filter((id) => id !== survivor);
  const preview = usePreview([survivor, ...others].join(' '), () => merging.preview(survivor, others));
  const shown = useLast(preview.value);
  const [meant, setMeant] = useState(false);
  const across = preview.value?.notices.includes('across-contacts') ?? false;
  const run = useRun(onClose);
  const mayGo = preview.value !== null && (!across || meant) && !run.busy;
  // In the order in which they were chosen, so that swapping turns the arrow and moves nothing.
  const conversations = useMemo(() => ids.flatMap((id) => [shown?.survivor, ...(shown?.merged ?? [])].find((one) => one?.id === id) ?? []), [ids, shown]);
  useSwapKey(() => onSurvivor(nextSurvivor(ids.map((id) => ({ id })), survivor)));
  return (
    <Dialog wide title={t('merge.title')} about={t('merge.about')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (mayGo && preview.value) run.merge(preview.value, meant);
        }}
      >
        {preview.failed ? <Trouble error={preview.failed} onRetry={preview.again} /> : null}
        {conversations.length === ids.length ? <MergeCards conversations={conversations} survivor={survivor} onSurvivor={onSurvivor} onLeaveOut={onLeaveOut} /> : preview.failed ? null : <CardsSkeleton />}
        <p className="mt-2">
          <Button small look="quiet" onClick={onMore}>
            <Plus size={15} aria-hidden="true" />
            {t('merge.add')}
          </Button>
        </p>
        <div className={preview.value === null && shown ? 'opacity-60' : ''} aria-busy={preview.value === null}>
          {shown ? <WhatHappens preview={shown}>{across ? <CheckField label={t('merge.across')} checked={meant} onChange={(event) => setMeant(event.target.checked)} /> : null}</WhatHappens> : null}
        </div>
        <End label={t(run.busy ? 'merge.confirming' : 'merge.confirm')} waits={!mayGo} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

/** Focused from the start, so that one key goes on as soon as it is known what will happen. */
function End({ label, waits, onCancel }: { readonly label: string; readonly waits: boolean; onCancel(): void }) {
  const { t } = useTranslation();
  return (
    <div className="sticky -bottom-5 -mx-5 mt-4 -mb-5 flex justify-end gap-2 rounded-b-lg border-t border-line bg-raised px-5 py-3">
      <Button look="quiet" onClick={onCancel}>
        {t('action.cancel')}
      </Button>
      <Button look="main" type="submit" aria-disabled={waits} className={waits ? 'opacity-55' : ''} autoFocus>
        <Merge size={15} aria-hidden="true" />
        <span aria-live="polite">{label}</span>
      </Button>
    </div>
  );
}

function useRun(onClose: () => void) {
  const { t } = useTranslation('merging');
  const navigate = useNavigate();
  const { view = 'all', conversation: open } = useParams({ strict: false });
  const [id] = useState(newId);
  const [busy, setBusy] = useState(false);
  const run = async ({ survivor, merged }: MergePreview, acrossContacts: boolean) => {
    setBusy(true);
    try {
      await merging.merge(survivor.id, { id, merge: merged.map((one) => one.id), acrossContacts });
      onClose();
      if (open !== undefined && open !== survivor.id) await navigate({ to: '/inbox/$view/$conversation', params: { view, conversation: survivor.id } });
      tell({
        text: t('merge.done', { count: merged.length, total: merged.length + 1, number: survivor.number }), until: Date.now() + usualStay * 2, conversation: survivor.id,
        undo: () => undoMerge(id, t('merge.undone')).then(() => undefined),
        stands: untilUndone(id),
      });
    } catch (error) {
      setBusy(false);
      tell({ text: '', trouble: error });
    }
  };
  return { busy, merge: (preview: MergePreview, acrossContacts: boolean) => void run(preview, acrossContacts) };
}

function CardsSkeleton() {
  return (
    <div className="grid gap-2 sm:grid-cols-[1fr_2.5rem_1fr]">
      <Skeleton className="h-24 w-full" />
      <span />
      <Skeleton className="h-24 w-full" />
    </div>
  );
}
