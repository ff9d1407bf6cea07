// Answers that wait for their time, with what can be done about them until then.
import { CalendarClock } from 'lucide-react';
import type { PlannedReplyView } from '../../contract/planned.ts';
import { plainText } from '../../domain/formatting/rendered.ts';
import { draftSync } from '../composer/use-draft.ts';
import { useDueTime } from '../kit/moment.tsx';
import { useDesk, useMe } from '../live/use-desk.ts';
import { PlannedDeeds } from './planned-deeds.tsx';
import { usePart } from './use-part.ts';
import type { usePlanned } from './use-planned.ts';
import { planned as api } from './writing-api.ts';
import { useTranslation } from '../wording/use-translation.ts';

type Taking = ReturnType<typeof usePlanned>;

export function PlannedList({ planned, take }: Taking) {
  const { t } = useTranslation('writing');
  if (!usePart('writing')) return null;
  return (
    <ul aria-label={t('plan.title')} className="mx-auto w-[calc(100%-1.5rem)] max-w-3xl space-y-2 pb-2">
      {planned.map((plan) => (
        <Item key={plan.id} plan={plan} take={take} />
      ))}
    </ul>
  );
}

function Item({ plan, take }: { readonly plan: PlannedReplyView } & Pick<Taking, 'take'>) {
  const { t } = useTranslation('writing');
  const due = useDueTime();
  const me = useMe();
  const author = useDesk((state) => state.agents[plan.agent]?.name);
  return (
    <li className="rounded-md border border-dashed border-line-strong bg-raised px-3 py-2 text-sm">
      <p className="flex flex-wrap items-center gap-x-2 text-ink-soft">
        <CalendarClock size={15} aria-hidden="true" />
        <span className="font-medium text-ink">{t('plan.goesOut', { when: due(plan.sendAt) })}</span>
        {plan.agent === me.id ? null : <span>{t('plan.by', { name: author ?? '' })}</span>}
      </p>
      <p dir="auto" className="mt-1 line-clamp-3 whitespace-pre-wrap">
        {plainText(plan.text)}
      </p>
      {plan.attachments.length > 0 ? <p className="hint mt-0.5 truncate">{plan.attachments.map((file) => file.name).join(', ')}</p> : null}
      <PlannedDeeds
        sendAt={plan.sendAt}
        onPlanned={take}
        send={() => api.send(plan)}
        change={(sendAt) => api.change(plan, sendAt)}
        back={async () => {
          const reply = await api.remove(plan);
          draftSync.look(plan.conversation);
          return reply;
        }}
      />
    </li>
  );
}
