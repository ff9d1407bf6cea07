// The feeling and the clock of a conversation in a few quiet words; the same in the list and above the messages.
import { useTranslation } from 'react-i18next';
import type { ConversationView } from '../../contract/views.ts';
import { ageOf, useDueTime, useNow } from '../kit/moment.tsx';
import { dotsOf, strengthOf } from './reading-marks.ts';

export function ConversationMarks({ conversation, withWaiting = false }: { readonly conversation: ConversationView; readonly withWaiting?: boolean }) {
  const { t } = useTranslation();
  const due = useDueTime();
  const now = useNow();
  const { mood, moodIntensity, urgency, waitingSince, failedDeliveries, commitmentDue } = conversation;
  const waited = waitingSince ? ageOf(now - Date.parse(waitingSince)) : null;
  const late = commitmentDue !== null && Date.parse(commitmentDue) < now;
  const soon = commitmentDue !== null && !late && Date.parse(commitmentDue) - now < 3_600_000;
  return (
    <>
      {failedDeliveries > 0 ? <span className="font-medium whitespace-nowrap text-danger">{t('marks.failed')}</span> : null}
      {mood === 'neutral' ? null : (
        <span className="whitespace-nowrap">
          {t(`reading.emotion.${mood}`)}{' '}
          <span aria-hidden="true" className="text-[0.625rem] tracking-tight">
            {dotsOf(strengthOf(moodIntensity))}
          </span>
        </span>
      )}
      {urgency === 'none' ? null : <span className="whitespace-nowrap">{t(`reading.urgency.${urgency}`)}</span>}
      {commitmentDue ? (
        <span className={`whitespace-nowrap ${late ? 'text-danger' : soon ? 'text-warn' : ''}`}>
          {t(late ? 'marks.promiseLate' : 'marks.promise', { when: due(commitmentDue) })}
        </span>
      ) : null}
      {withWaiting && waited && waited.unit !== 'now' ? (
        <span className="figures whitespace-nowrap">{t(`marks.waits.${waited.unit}`, { count: waited.count })}</span>
      ) : null}
    </>
  );
}
