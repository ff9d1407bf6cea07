// While one answers: what this customer was promised in this conversation, and what the answer does about it.
import { CalendarClock, Check } from 'lucide-react';
import { useEffect, type RefObject } from 'react';
import type { CommitmentView, ConversationView } from '../../contract/views.ts';
import type { Draft } from '../composer/drafts.ts';
import { Button } from '../kit/button.tsx';
import { useDeskTime } from '../kit/moment.tsx';
import { sameList, useDesk } from '../live/use-desk.ts';
import { usePart } from '../writing/use-part.ts';
import { useDeeds } from './promise-deeds.tsx';
import { onWish, takeWish } from './renew.ts';
import { byDue } from './use-promises.ts';
import { useTranslation } from '../wording/use-translation.ts';

export type OpenPromisesProps = {
  readonly conversation: ConversationView;
  readonly draft: Draft;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  onChange(change: Partial<Draft>): void;
};

const most = 3;

export function OpenPromises({ conversation, draft, area, onChange }: OpenPromisesProps) {
  const ready = usePart('promises');
  const { t } = useTranslation('promises');
  const list = useDesk(
    (state) =>
      Object.values(state.commitments)
        .filter((one) => one.conversation === conversation.id && (one.state.is === 'open' || one.state.is === 'missed'))
        .sort(byDue),
    sameList,
  );
  useEffect(() => {
    const look = () => {
      const { current } = area;
      if (!current || !takeWish(conversation.id)) return;
      current.focus();
      current.setSelectionRange(current.value.length, current.value.length);
    };
    look();
    return onWish(look);
  }, [area, conversation.id]);
  if (!ready || list.length === 0) return null;
  // What the answer does something about stands first, whatever its due time.
  const touched = (one: CommitmentView) => draft.promises?.renews?.commitment === one.id || draft.promises?.keeps.includes(one.id) === true;
  const shown = [...list.filter(touched), ...list.filter((one) => !touched(one))].slice(0, Math.max(most, list.filter(touched).length));
  return (
    <ul aria-label={t('reply.title')} className="border-b border-line px-3 py-1 text-sm">
      {shown.map((commitment) => (
        <Line key={commitment.id} commitment={commitment} draft={draft} onChange={onChange} />
      ))}
    </ul>
  );
}

function Line({ commitment, draft, onChange }: { readonly commitment: CommitmentView; readonly draft: Draft; onChange(change: Partial<Draft>): void }) {
  const { t } = useTranslation('promises');
  const due = useDeskTime();
  const deeds = useDeeds(commitment);
  const { keeps, renews } = draft.promises ?? { keeps: [], renews: null };
  const kept = keeps.includes(commitment.id);
  const renewing = renews?.commitment === commitment.id ? renews : null;
  const set = (next: { readonly keeps?: readonly string[]; readonly renews?: typeof renews }) => onChange({ promises: { keeps: [...(next.keeps ?? keeps)], renews: next.renews === undefined ? renews : next.renews } });
  return (
    <li className="flex min-h-8 flex-wrap items-center gap-x-2">
      {kept ? <Check size={14} className="shrink-0 text-accent" aria-hidden="true" /> : <CalendarClock size={14} className="shrink-0 text-ink-faint" aria-hidden="true" />}
      <span className="min-w-0 flex-1 basis-40 truncate text-ink-soft" dir="auto">
        {commitment.promise}
      </span>
      {renewing ? (
        <span className="figures text-accent">{t('reply.until', { when: due(renewing.due) })}</span>
      ) : (
        <span className={`figures ${commitment.state.is === 'missed' ? 'text-danger' : 'text-ink-faint'}`}>{commitment.due ? due(commitment.due.by) : t('group.undated')}</span>
      )}
      {renewing ? (
        <Button small look="quiet" onClick={() => set({ renews: null })}>
          {t('reply.drop')}
        </Button>
      ) : (
        <>
          <label className="inline-flex min-h-7 items-center gap-1.5 rounded-md px-1.5 hover:bg-sunken">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={kept}
              onChange={() => set({ keeps: kept ? keeps.filter((one) => one !== commitment.id) : [...keeps, commitment.id] })}
            />
            {t('reply.keeps')}
          </label>
          {kept ? null : (
            <Button small look="quiet" onClick={() => deeds.begin('renew')}>
              {t('reply.more')}
            </Button>
          )}
        </>
      )}
      {deeds.dialog}
    </li>
  );
}
