// What we have promised this contact, when it is due, and how it ends: kept, put off, or given up with a reason.
import { CalendarClock, Check } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../contract/state.ts';
import type { CommitmentView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { useDueTime, useNow } from '../kit/moment.tsx';
import { tell } from '../kit/notices.ts';
import { commitments } from '../live/desk-api.ts';
import { sameList, useDesk, useStore } from '../live/use-desk.ts';
import { Section } from './section.tsx';

const PromiseDialog = lazy(() => import('./promise-dialog.tsx').then((module) => ({ default: module.PromiseDialog })));

export function Promises({ conversation, contact }: { readonly conversation: string; readonly contact: string }) {
  const { t } = useTranslation();
  const select = useMemo(
    () => (state: DeskState) =>
      Object.values(state.commitments)
        .filter(
          (commitment) =>
            (commitment.conversation === conversation || state.conversations[commitment.conversation]?.contact.id === contact) &&
            (commitment.state.is === 'open' || commitment.conversation === conversation),
        )
        .sort((one, other) => Number(one.state.is !== 'open') - Number(other.state.is !== 'open') || (one.due?.by ?? '9').localeCompare(other.due?.by ?? '9')),
    [contact, conversation],
  );
  const list = useDesk(select, sameList);
  if (list.length === 0) return null;
  return (
    <Section title={t('promise.title')}>
      <ul className="space-y-2">
        {list.slice(0, 12).map((commitment) => (
          <Line key={commitment.id} commitment={commitment} />
        ))}
      </ul>
    </Section>
  );
}

function Line({ commitment }: { readonly commitment: CommitmentView }) {
  const { state } = commitment;
  return (
    <li className="text-sm">
      <p className={state.is === 'open' ? '' : 'text-ink-faint'} dir="auto">
        {commitment.promise}
      </p>
      <Standing commitment={commitment} />
      {state.is === 'waived' ? (
        <p className="text-ink-faint" dir="auto">
          {state.reason}
        </p>
      ) : null}
      {state.is === 'open' || state.is === 'missed' ? <Doing commitment={commitment} /> : null}
    </li>
  );
}

function Standing({ commitment }: { readonly commitment: CommitmentView }) {
  const { t } = useTranslation();
  const due = useDueTime();
  const now = useNow();
  const agent = useDesk((state) => state.agents[commitment.agent]?.name);
  const { is } = commitment.state;
  const late = is === 'open' && commitment.due !== null && Date.parse(commitment.due.by) < now;
  const words = () => {
    if (is !== 'open') return t(`promise.state.${is}`);
    return commitment.due ? t(late ? 'marks.promiseLate' : 'marks.promise', { when: due(commitment.due.by) }) : t('promise.noDue');
  };
  return (
    <p className={`figures flex flex-wrap items-center gap-x-1.5 ${late || is === 'missed' ? 'text-danger' : 'text-ink-soft'}`}>
      {is === 'kept' ? <Check size={13} aria-hidden="true" /> : <CalendarClock size={13} aria-hidden="true" />}
      <span>{words()}</span>
      {agent ? <span className="text-ink-faint">{agent}</span> : null}
    </p>
  );
}

function Doing({ commitment }: { readonly commitment: CommitmentView }) {
  const { t } = useTranslation();
  const store = useStore();
  const [dialog, setDialog] = useState<'change' | 'waive' | null>(null);
  const keep = async () => {
    const asked = store.cursor();
    try {
      store.take({ commitments: [await commitments.keep(commitment.id)] }, asked);
    } catch (error) {
      tell({ text: '', trouble: error });
    }
  };
  // What was missed can still be kept, late; another time or giving up would rewrite what happened.
  const further = commitment.state.is === 'open' ? (['change', 'waive'] as const) : [];
  return (
    <p className="-ms-2 flex flex-wrap">
      <Button small look="quiet" onClick={() => void keep()}>
        {t('promise.markKept')}
      </Button>
      {further.map((kind) => (
        <Button key={kind} small look="quiet" onClick={() => setDialog(kind)}>
          {t(`promise.${kind}`)}
        </Button>
      ))}
      {dialog ? (
        <Suspense>
          <PromiseDialog commitment={commitment} kind={dialog} onClose={() => setDialog(null)} />
        </Suspense>
      ) : null}
    </p>
  );
}
