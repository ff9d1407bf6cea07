// What happened between two messages, one quiet line each; many at once fold into one.
import { AlarmClock, Archive, CalendarClock, CornerUpRight, Hourglass, Inbox, Merge, PencilLine, RotateCcw, Split, Tag, Undo2, UserRound, Zap, type LucideIcon } from 'lucide-react';
import type { Translate } from '../../wording/interface.ts';
import { memo, useState } from 'react';
import type { EntryView } from '../../../contract/views.ts';
import { channelName } from '../../kit/channel.ts';
import { Moment, useDueTime } from '../../kit/moment.tsx';
import { useDesk } from '../../live/use-desk.ts';
import { tellEntry, type Known } from './told-entry.ts';
import { useTranslation } from '../../wording/use-translation.ts';

const most = 5;

const signs: Readonly<Record<EntryView['kind'], LucideIcon>> = {
  'reading-corrected': PencilLine,
  'correction-withdrawn': Undo2,
  'conversation-assigned': UserRound,
  'conversation-tagged': Tag,
  'conversation-closed': Archive,
  'conversation-reopened': Inbox,
  'conversation-snoozed': AlarmClock,
  'conversation-woken': Inbox,
  'conversation-waiting': Hourglass,
  'conversation-renamed': PencilLine,
  'conversation-merged': Merge,
  'merge-undone': Undo2,
  'conversation-split': Split,
  'split-undone': Undo2,
  'reply-undone': Undo2,
  'macro-run': Zap,
  'macro-undone': Undo2,
  'delivery-changed': CornerUpRight,
  'commitment-made': CalendarClock,
  'commitment-changed': CalendarClock,
  'commitment-kept': CalendarClock,
  'commitment-missed': CalendarClock,
  'commitment-waived': CalendarClock,
  'commitment-due-soon': CalendarClock,
  'commitment-renewed': CalendarClock,
  'commitment-handed-over': CalendarClock,
};

export const Lines = memo(function Lines({ entries }: { readonly entries: readonly EntryView[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all || entries.length <= most ? entries : entries.slice(1 - most);
  return (
    <ul aria-label={t('history.team')} className="px-4 py-1.5 text-xs text-ink-faint sm:px-6">
      {shown.length < entries.length ? (
        <li>
          <button type="button" className="min-h-6 underline decoration-line underline-offset-4 hover:text-ink" onClick={() => setAll(true)}>
            {t('history.more', { count: entries.length - shown.length })}
          </button>
        </li>
      ) : null}
      {shown.map((entry) => (
        <Line key={entry.number} entry={entry} />
      ))}
    </ul>
  );
});

function Line({ entry }: { readonly entry: EntryView }) {
  const words = useEntryWords(entry);
  const who = useActor(entry);
  const Sign = entry.data.because === 'retried' ? RotateCcw : signs[entry.kind];
  return (
    <li className="flex min-h-6 items-center gap-2">
      <Sign size={13} className="shrink-0" aria-hidden="true" />
      <span className="min-w-0 truncate" title={words} dir="auto">
        {words}
      </span>
      {who ? (
        <>
          <span aria-hidden="true">·</span>
          <span className="max-w-40 shrink-0 truncate" dir="auto">
            {who}
          </span>
        </>
      ) : null}
      <UndoMerge entry={entry} />
      <Moment at={entry.at} clock className="ms-auto shrink-0" />
    </li>
  );
}

/** A join or a split that stands is taken back where it is told. */
function UndoMerge({ entry }: { readonly entry: EntryView }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const { merge } = entry.data;
  const stands = useDesk((state) => {
    if (merge === undefined || (entry.kind !== 'conversation-merged' && entry.kind !== 'conversation-split')) return false;
    return !Object.values(state.history).some((other) => other.data.merge === merge && (other.kind === 'merge-undone' || other.kind === 'split-undone'));
  });
  if (!stands || merge === undefined) return null;
  const undo = async () => {
    setBusy(true);
    // Rare, and no part of the first load.
    const { undoMerge } = await import('../../merging/undo-merge.ts');
    await undoMerge(merge, t('done.undone'));
    setBusy(false);
  };
  return (
    <button type="button" disabled={busy} onClick={() => void undo()} className="min-h-6 shrink-0 rounded-sm px-1 text-accent underline decoration-line underline-offset-4 hover:decoration-current">
      {t('action.undo')}
    </button>
  );
}

function useEntryWords(entry: EntryView): string {
  const { t } = useTranslation();
  const when = useDueTime();
  const agents = useDesk((state) => state.agents);
  const teams = useDesk((state) => state.teams);
  const commitment = useDesk((state) => state.commitments[entry.data.commitment ?? '']);
  const delivery = useDesk((state) => state.messages[entry.data.message ?? '']?.deliveries.find((one) => one.id === entry.data.delivery));
  const known: Known = {
    agent: (id) => agents[id]?.name ?? t('message.formerAgent'),
    team: (id) => teams[id]?.name ?? t('history.formerTeam'),
    when,
    way: () => (delivery ? channelName(t, delivery.via) : t('history.otherWay')),
    commitment: () => commitment,
    read: (field, word) => readWord(t, field, word),
  };
  return tellEntry(entry, known)
    .map(({ key, values }) => t(key as 'history.named', values as { subject: string }))
    .join(' · ');
}

function readWord(t: Translate, field: string | undefined, word: string): string {
  if (field === 'language') return word;
  if (word === 'neutral' || word === 'none') return t(`reading.said.${field}` as 'reading.said.emotions');
  return t(`reading.${field === 'emotions' ? 'emotion' : field}.${word}` as 'reading.emotion.anger');
}

/** Said where it is more than what the line says anyway, or than what happened by itself. */
function useActor({ actor, data }: EntryView): string | null {
  const { t } = useTranslation();
  const agent = useDesk((state) => state.agents[actor.id]?.name);
  if (actor.kind === 'service') return t('history.program');
  if (actor.kind !== 'agent' || data.assignee === actor.id) return null;
  return agent ?? t('message.formerAgent');
}
