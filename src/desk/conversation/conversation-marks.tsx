// The feeling and the clock of a conversation in a few quiet words; the same in the list and above the messages. What must not be
// overlooked comes first: where there is room for little, it is the last to go.
import { clsx } from 'clsx';
import type { ConversationView } from '../../contract/views.ts';
import { ageOf, useDueTime, useNow } from '../kit/moment.tsx';
import { dotsOf, strengthOf } from './reading-marks.ts';
import { useTranslation } from '../wording/use-translation.ts';

const mark = 'max-w-full truncate';

export function ConversationMarks({ conversation, withWaiting = false }: { readonly conversation: ConversationView; readonly withWaiting?: boolean }) {
  const { t } = useTranslation();
  const due = useDueTime();
  const now = useNow();
  const { mood, moodIntensity, urgency, waitingSince, failedDeliveries, commitmentDue } = conversation;
  const waited = waitingSince ? ageOf(now - Date.parse(waitingSince)) : null;
  const late = commitmentDue !== null && Date.parse(commitmentDue) < now;
  const soon = commitmentDue !== null && !late && Date.parse(commitmentDue) - now < 3_600_000;
  const promise = commitmentDue ? (
    <span className={clsx(mark, late ? 'text-danger' : soon && 'text-warn')}>{t(late ? 'marks.promiseLate' : 'marks.promise', { when: due(commitmentDue) })}</span>
  ) : null;
  return (
    <>
      {failedDeliveries > 0 ? <span className={clsx(mark, 'font-medium text-danger')}>{t('marks.failed')}</span> : null}
      {promise}
      {mood === 'neutral' ? null : (
        <span className={mark}>
          {t(`reading.emotion.${mood}`)}{' '}
          <span aria-hidden="true" className="text-[0.625rem] tracking-tight">
            {dotsOf(strengthOf(moodIntensity))}
          </span>
        </span>
      )}
      {urgency === 'none' ? null : <span className={mark}>{t(`reading.urgency.${urgency}`)}</span>}
      {withWaiting && waited && waited.unit !== 'now' ? <span className={clsx(mark, 'figures')}>{t(`marks.waits.${waited.unit}`, { count: waited.count })}</span> : null}
    </>
  );
}
