// What a merge will do, in plain sentences; what must not be overlooked stands first.
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MergePreview } from '../../contract/merge.ts';
import { useDueTime } from '../kit/moment.tsx';
import { useDesk } from '../live/use-desk.ts';
import { words } from '../wording/interface.ts';
import { peopleOf } from './undo-merge.ts';
import { useTranslation } from '../wording/use-translation.ts';

/** `children`: what is asked beside the warnings. */
export function WhatHappens({ preview, children }: { readonly preview: MergePreview; readonly children?: ReactNode }) {
  const { t } = useTranslation('merging');
  const warnings = useWarnings(preview);
  const sentences = useSentences(preview);
  return (
    <section aria-label={t('what.title')} className="mt-4 text-sm">
      {warnings.length > 0 ? (
        <div className="mb-3 space-y-2 rounded-md border border-warn/40 bg-warn-wash px-3 py-2">
          <ul className="space-y-1 text-warn">
            {warnings.map((sentence) => (
              <li key={sentence} className="flex gap-2">
                <TriangleAlert size={15} className="mt-0.5 shrink-0" aria-hidden="true" />
                <span className="min-w-0 wrap-anywhere">{sentence}</span>
              </li>
            ))}
          </ul>
          {children}
        </div>
      ) : null}
      <h3 className="mb-1 font-medium text-ink-faint">{t('what.title')}</h3>
      <ul className="list-disc space-y-1 ps-5 text-ink-soft marker:text-ink-faint">
        {sentences.map((sentence) => (
          <li key={sentence} className="wrap-anywhere">
            {sentence}
          </li>
        ))}
      </ul>
      <p className="mt-3 text-ink-faint">{t('what.undo')}</p>
    </section>
  );
}

function useWarnings({ notices, answers, contacts, survivor }: MergePreview): string[] {
  const { t } = useTranslation('merging');
  const elsewhere = notices.includes('answers-elsewhere');
  return [
    ...(notices.includes('across-contacts') ? [t('merge.acrossTitle', { names: listed(contacts.map((one) => one.name ?? t('contact.nameless'))) })] : []),
    ...(elsewhere && answers.after ? [t('what.answersNow', { people: peopleOf(answers.after) })] : []),
    ...(elsewhere && answers.before ? [t('what.answersBefore', { people: peopleOf(answers.before) })] : []),
    ...(answers.after === null ? [t('what.answersNobody')] : []),
    ...(notices.includes('contact-blocked') ? [t('what.blocked')] : []),
    ...(notices.includes('spam') ? [t('what.someSpam')] : []),
    ...(notices.includes('other-channel') ? [t('what.otherChannel', { number: survivor.number })] : []),
  ];
}

function useSentences(preview: MergePreview): string[] {
  const { t } = useTranslation('merging');
  const due = useDueTime();
  const agents = useDesk((state) => state.agents);
  const { survivor, merged, moves, after, affected, answers, notices } = preview;
  const { number } = survivor;
  const numbers = listed(merged.map((one) => `#${one.number}`));
  const nameOf = (agent: string) => agents[agent]?.name ?? '…';
  const about = { assignee: 'what.wasAssigned', draft: 'what.hasDraft', 'loses-sight': 'what.losesSight' } as const;
  return [
    t('what.messages', { count: moves.messages, number }),
    ...(['promises', 'planned', 'sending'] as const).flatMap((what) => (moves[what] > 0 ? [t(`what.${what}`, { count: moves[what] })] : [])),
    stateWords(t, after.state, number, due),
    after.assignee ? t('what.assignee', { name: nameOf(after.assignee) }) : t('what.nobody'),
    ...(after.tags.length > 0 ? [t('what.tags', { tags: after.tags.join(', ') })] : []),
    ...(answers.after && !notices.includes('answers-elsewhere') ? [t('what.answersSame', { people: peopleOf(answers.after) })] : []),
    t('what.later', { numbers, number }),
    t('what.listed', { numbers, number }),
    ...affected.map(({ agent, because }) => t(about[because], { name: nameOf(agent) })),
  ];
}

type T = ReturnType<typeof useTranslation<'merging'>>['t'];

function stateWords(t: T, state: MergePreview['after']['state'], number: number, due: (at: string) => string): string {
  if (state.is === 'snoozed') return t('what.snoozed', { number, when: due(state.until) });
  if (state.is === 'closed') return t(state.because === 'spam' ? 'what.spam' : 'what.closed', { number });
  return t(state.is === 'open' ? 'what.open' : 'what.waiting', { number });
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat(words.language, { type: 'conjunction' }).format(names);
}
