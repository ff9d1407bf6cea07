// What became of a promise: kept, missed, put off or given up; by whom, when, why, and the words that kept it.
import { Link } from '@tanstack/react-router';
import { CalendarClock, Check, CircleSlash, Hourglass } from 'lucide-react';
import type { CommitmentView } from '../../contract/views.ts';
import { goToMessage, hashOf } from '../conversation/go-to-message.ts';
import { useDueTime } from '../kit/moment.tsx';
import { useDesk } from '../live/use-desk.ts';
import { usePart } from '../writing/use-part.ts';
import { useTranslation } from '../wording/use-translation.ts';

const signs = { open: CalendarClock, kept: Check, missed: Hourglass, renewed: CalendarClock, waived: CircleSlash } as const;

export type OutcomeProps = {
  readonly commitment: CommitmentView;
  /** Of the message that kept it. */
  readonly words?: string | undefined;
  /** The promise that took its place. */
  readonly replacement?: CommitmentView | undefined;
};

export function Outcome({ commitment, words, replacement }: OutcomeProps) {
  const ready = usePart('promises');
  const { t } = useTranslation('promises');
  const due = useDueTime();
  const { state, settledBy } = commitment;
  const name = useDesk((desk) => (settledBy === null ? undefined : desk.agents[settledBy]?.name));
  if (!ready || state.is === 'open') return null;
  const Sign = signs[state.is];
  const late = state.is !== 'missed' && isLate(commitment);
  const sentence = name === undefined ? t(`settled.${state.is}`, { when: due(state.at) }) : t(`settled.${state.is}By`, { when: due(state.at), name });
  return (
    <div className="min-w-0 text-sm text-ink-soft">
      <p className="figures flex flex-wrap items-baseline gap-x-1.5">
        <Sign size={13} className={`shrink-0 self-center ${state.is === 'missed' ? 'text-danger' : 'text-ink-faint'}`} aria-hidden="true" />
        <span className={state.is === 'missed' ? 'text-danger' : ''}>{sentence}</span>
        {late && commitment.due ? <span className="text-warn">{t('settled.late', { when: due(commitment.due.by) })}</span> : null}
      </p>
      {state.is === 'kept' && state.by !== null ? <ToWords conversation={commitment.conversation} message={state.by} words={words} /> : null}
      {state.is === 'renewed' && replacement?.due ? <p className="figures">{t('settled.until', { when: due(replacement.due.by) })}</p> : null}
      {state.is === 'waived' && state.reason !== '' ? (
        <p className="break-words" dir="auto">
          {t('settled.because', { reason: state.reason })}
        </p>
      ) : null}
    </div>
  );
}

/** After its time, or after it had been missed. */
function isLate({ due, missedAt, state }: CommitmentView): boolean {
  return missedAt !== null || (state.is !== 'open' && due !== null && state.at > due.by);
}

function ToWords({ conversation, message, words }: { readonly conversation: string; readonly message: string; readonly words: string | undefined }) {
  const { t } = useTranslation('promises');
  return (
    <p className="min-w-0">
      <Link
        to="/inbox/$view/$conversation"
        params={{ view: 'all', conversation }}
        hash={hashOf(message)}
        onClick={() => goToMessage(conversation, message)}
        className="line-clamp-2 text-ink underline decoration-line-strong underline-offset-2 hover:decoration-current"
        dir="auto"
      >
        {words ? t('settled.words', { words }) : t('settled.toMessage')}
      </Link>
    </p>
  );
}
