// What we have promised this contact, in all their conversations, when it is due, and how it ends.
import { CalendarClock, Check } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../../contract/state.ts';
import type { CommitmentView } from '../../contract/views.ts';
import { useDueTime, useNow } from '../kit/moment.tsx';
import { sameList, useDesk, useGeneration, useStore } from '../live/use-desk.ts';
import { PromiseDeeds, useDeeds } from '../promises/promise-deeds.tsx';
import { promises as api } from '../promises/promises-api.ts';
import { Section } from './section.tsx';

export function Promises({ conversation, contact }: { readonly conversation: string; readonly contact: string }) {
  const { t } = useTranslation();
  useTheirPromises(contact);
  const select = useMemo(
    () => (state: DeskState) =>
      Object.values(state.commitments)
        .filter(
          (commitment) =>
            (commitment.conversation === conversation || state.conversations[commitment.conversation]?.contact.id === contact) &&
            (commitment.state.is === 'open' || commitment.state.is === 'missed' || commitment.conversation === conversation),
        )
        .sort((one, other) => Number(isSettled(one)) - Number(isSettled(other)) || (one.due?.by ?? '9').localeCompare(other.due?.by ?? '9')),
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

function isSettled({ state }: CommitmentView): boolean {
  return state.is !== 'open' && state.is !== 'missed';
}

/** What was promised in their other conversations too. Failing here costs a part of a list at the side. */
function useTheirPromises(contact: string): void {
  const store = useStore();
  const generation = useGeneration();
  useEffect(() => {
    const asked = store.cursor();
    api
      .list({ contact })
      .then(({ next: _next, ...views }) => {
        if (store.generation() === generation) store.take(views, asked);
      })
      .catch(() => undefined);
  }, [contact, generation, store]);
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
  const deeds = useDeeds(commitment);
  return (
    <span className="-ms-2 flex">
      <PromiseDeeds commitment={commitment} deeds={deeds} />
    </span>
  );
}
