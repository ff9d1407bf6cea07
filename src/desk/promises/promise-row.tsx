// One promise: by when, what, to whom, and what can be done about it.
import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import type { CommitmentView, ConversationView } from '../../contract/views.ts';
import type { DueGroup } from '../../domain/commitment/due-group.ts';
import { useContactLabel } from '../contact/contact-label.ts';
import { channelName } from '../kit/channel.ts';
import { useDueTime } from '../kit/moment.tsx';
import { useDesk } from '../live/use-desk.ts';
import { useActionKeys } from '../keys/use-action-keys.ts';
import { mayDo, type Deed } from './deed.ts';
import { PromiseDeeds, useDeeds } from './promise-deeds.tsx';
import { useTranslation } from '../wording/use-translation.ts';

type PromiseRowProps = { readonly commitment: CommitmentView; readonly group: DueGroup; readonly showKeeper: boolean; /** The keys are meant for this one. */ readonly active: boolean; onActive(): void };

export function PromiseRow({ commitment, group, showKeeper, active, onActive }: PromiseRowProps) {
  const { t } = useTranslation('promises');
  const deeds = useDeeds(commitment);
  const due = useDueTime();
  const conversation = useDesk((state) => state.conversations[commitment.conversation]);
  const keeper = useDesk((state) => state.agents[commitment.agent]?.name);
  const doing = (deed: Deed) => (active && mayDo(commitment, deed) ? () => deeds.begin(deed) : null);
  useActionKeys({ promiseKeep: doing('keep'), promiseRenew: doing('renew'), promiseHandOver: doing('handOver'), promiseWaive: doing('waive'), promiseTime: doing('change') });
  const late = group === 'overdue';
  return (
    <li onFocus={onActive} className="group/row flex flex-wrap items-start gap-x-4 gap-y-1 border-b border-line py-2.5 last:border-b-0">
      <Link
        to="/inbox/$view/$conversation"
        params={{ view: 'all', conversation: commitment.conversation }}
        data-promise={commitment.id}
        className="-mx-2 flex min-w-0 flex-1 basis-72 flex-wrap gap-x-4 rounded-md px-2 py-0.5 hover:bg-sunken"
      >
        <span className={clsx('figures w-36 shrink-0 text-sm', late ? 'font-medium text-danger' : 'text-ink-soft')}>{commitment.due ? due(commitment.due.by) : t('group.undated')}</span>
        <span className="min-w-0 flex-1 basis-56">
          <span className="block break-words" dir="auto">
            {commitment.promise}
          </span>
          <span className="mt-0.5 flex flex-wrap gap-x-2 text-sm text-ink-faint">
            {conversation ? <Customer conversation={conversation} /> : null}
            {commitment.renews ? <span>{t('renews')}</span> : null}
            {showKeeper && keeper ? <span dir="auto">{keeper}</span> : null}
          </span>
        </span>
      </Link>
      <PromiseDeeds commitment={commitment} deeds={deeds} />
    </li>
  );
}

export function Customer({ conversation }: { readonly conversation: ConversationView }) {
  const { t } = useTranslation('promises');
  const { t: desk } = useTranslation();
  const label = useContactLabel(conversation);
  return (
    <>
      <span dir="auto">{t('toCustomer', { name: label })}</span>
      <span>{channelName(desk, conversation.channel)}</span>
      {conversation.subject ? (
        <span className="max-w-72 truncate" dir="auto">
          {conversation.subject}
        </span>
      ) : null}
    </>
  );
}
