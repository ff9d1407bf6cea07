// What we have promised this contact, in all their conversations, when it is due, and how it ends.
import { CalendarClock } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import type { DeskState } from '../../contract/state.ts';
import type { CommitmentView } from '../../contract/views.ts';
import { plainText } from '../../domain/formatting/rendered.ts';
import { useDueTime, useNow } from '../kit/moment.tsx';
import { sameList, useDesk, useGeneration, useStore } from '../live/use-desk.ts';
import { Outcome } from '../promises/outcome.tsx';
import { PromiseDeeds, useDeeds } from '../promises/promise-deeds.tsx';
import { promises as api } from '../promises/promises-api.ts';
import { usePart } from '../writing/use-part.ts';
import { Section } from './section.tsx';
import { useTranslation } from '../wording/use-translation.ts';

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
        .sort((one, other) => (isSettled(one) ? endedAt(other).localeCompare(endedAt(one)) : (one.due?.by ?? '9').localeCompare(other.due?.by ?? '9'))),
    [contact, conversation],
  );
  const list = useDesk(select, sameList);
  if (list.length === 0) return null;
  const settled = list.filter(isSettled);
  return (
    <Section title={t('promise.title')}>
      <ul className="space-y-2">
        {list
          .filter((one) => !isSettled(one))
          .slice(0, 12)
          .map((commitment) => (
            <Line key={commitment.id} commitment={commitment} />
          ))}
      </ul>
      {settled.length > 0 ? <Settled list={settled} open={settled.length === list.length} /> : null}
    </Section>
  );
}

/** What became of those of this conversation, the newest first. */
function Settled({ list, open }: { readonly list: readonly CommitmentView[]; readonly open: boolean }) {
  const ready = usePart('promises');
  const { t } = useTranslation('promises');
  if (!ready) return null;
  return (
    <details open={open || undefined} className="mt-2">
      <summary className="cursor-pointer text-sm text-ink-soft hover:text-ink">{t('settled.here', { count: list.length })}</summary>
      <ul className="mt-1 space-y-2">
        {list.map((commitment) => (
          <SettledLine key={commitment.id} commitment={commitment} />
        ))}
      </ul>
    </details>
  );
}

function SettledLine({ commitment }: { readonly commitment: CommitmentView }) {
  const by = commitment.state.is === 'kept' || commitment.state.is === 'renewed' ? commitment.state.by : null;
  const words = useDesk((state) => (by === null ? undefined : state.messages[by]?.text));
  const replacement = useDesk((state) => (by === null ? undefined : state.commitments[by]));
  return (
    <li className="text-sm">
      <p className="text-ink-faint" dir="auto">
        {commitment.promise}
      </p>
      <Outcome commitment={commitment} words={words === undefined ? undefined : plainText(words).slice(0, 200)} replacement={replacement} />
    </li>
  );
}

function endedAt({ state }: CommitmentView): string {
  return state.is === 'open' ? '' : state.at;
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
  return (
    <li className="text-sm">
      <p dir="auto">{commitment.promise}</p>
      <Standing commitment={commitment} />
      <Doing commitment={commitment} />
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
      <CalendarClock size={13} aria-hidden="true" />
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
