// Between the thread and the composer: letters to third parties that wait for their time, and those that the agent has begun.
import { CalendarClock, Forward } from 'lucide-react';
import type { ForwardDraftView } from '../../contract/forward-draft.ts';
import type { PlannedForwardView } from '../../contract/planned-forward.ts';
import { Button } from '../kit/button.tsx';
import { useDueTime } from '../kit/moment.tsx';
import { tell } from '../kit/notices.ts';
import { useDesk, useMe } from '../live/use-desk.ts';
import { PlannedDeeds } from '../writing/planned-deeds.tsx';
import { usePart } from '../writing/use-part.ts';
import { forgetForward, inPlace, placeOf } from './forward-drafts.ts';
import { lettersChanged, type Letters } from './letters.ts';
import { together } from './together-api.ts';
import { askToForward, type ForwardWish } from './wishes.ts';
import { useTranslation } from '../wording/use-translation.ts';

export type LetterLinesProps = Letters & { onPlanned(planned: readonly PlannedForwardView[]): void };

export function LetterLines({ planned, begun, onPlanned }: LetterLinesProps) {
  const { t } = useTranslation('together');
  const [ready, later] = [usePart('together'), usePart('writing')];
  if (!ready || !later) return null;
  return (
    <ul aria-label={t('letters.title')} className="mx-auto w-[calc(100%-1.5rem)] max-w-3xl space-y-2 pb-2">
      {planned.map((plan) => (
        <Waiting key={plan.id} plan={plan} onPlanned={onPlanned} />
      ))}
      {begun.map((draft) => (
        <Begun key={draft.about ?? ''} draft={draft} />
      ))}
    </ul>
  );
}

const box = 'rounded-md border border-dashed border-line-strong bg-raised px-3 py-2 text-sm';

/** To which message it belongs: what it answers, or what alone is passed on. */
function wishOf({ conversation, about, answers }: { readonly conversation: string; readonly about: string | null; readonly answers: string | null }): ForwardWish {
  return { conversation, ...(answers !== null ? { answers } : about !== null ? { message: about } : {}) };
}

function Waiting({ plan, onPlanned }: { readonly plan: PlannedForwardView; onPlanned(planned: readonly PlannedForwardView[]): void }) {
  const { t } = useTranslation('together');
  const { t: writing } = useTranslation('writing');
  const due = useDueTime();
  const me = useMe();
  const author = useDesk((state) => state.agents[plan.agent]?.name);
  return (
    <li className={box}>
      <p className="flex flex-wrap items-center gap-x-2 text-ink-soft">
        <CalendarClock size={15} aria-hidden="true" />
        <span className="font-medium text-ink">{t('letters.goesOut', { when: due(plan.sendAt), name: plan.to.map((one) => one.name ?? one.address).join(', ') })}</span>
        {plan.agent === me.id ? null : <span>{writing('plan.by', { name: author ?? '' })}</span>}
      </p>
      <p dir="auto" className="mt-1 line-clamp-3 whitespace-pre-wrap">
        {plan.text || plan.quoted}
      </p>
      {plan.attachments.length > 0 ? <p className="hint mt-0.5 truncate">{plan.attachments.map((file) => file.name).join(', ')}</p> : null}
      <PlannedDeeds
        sendAt={plan.sendAt}
        onPlanned={onPlanned}
        send={() => together.planned.send(plan)}
        change={(sendAt) => together.planned.change(plan, sendAt)}
        back={async () => {
          const reply = await together.planned.remove(plan);
          lettersChanged(plan.conversation);
          // Somebody else's goes back to its writer.
          if (plan.agent === me.id) askToForward(wishOf(plan));
          return reply;
        }}
      />
    </li>
  );
}

function Begun({ draft }: { readonly draft: ForwardDraftView }) {
  const { t } = useTranslation('together');
  const me = useMe();
  const { content } = draft;
  const wish = wishOf({ ...draft, answers: content.answers });
  const throwAway = async () => {
    const place = placeOf(me.id, wish);
    forgetForward(place, { there: true });
    try {
      await inPlace(place, () => together.keepDraft(place, { content: null, device: draft.device, seen: draft.version }));
      lettersChanged(place.conversation);
    } catch (trouble) {
      tell({ text: '', trouble });
    }
  };
  return (
    <li className={`${box} flex flex-wrap items-center gap-x-2 gap-y-1`}>
      <Forward size={15} className="shrink-0 text-ink-faint" aria-hidden="true" />
      <span className="min-w-0 flex-1 basis-56 truncate" dir="auto">
        <span className="text-ink-soft">{content.to.trim() === '' ? t('letters.begun') : t('letters.begunTo', { name: content.to })}</span> {content.text}
      </span>
      <span className="flex">
        <Button small onClick={() => askToForward(wish)}>
          {t('letters.goOn')}
        </Button>
        <Button small look="quiet" onClick={() => void throwAway()}>
          {t('letters.throwAway')}
        </Button>
      </span>
    </li>
  );
}
