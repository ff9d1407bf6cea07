// How an inbox is, in plain words.
import { useTranslation } from 'react-i18next';
import type { InboxView } from '../../contract/views.ts';
import { Moment } from '../kit/moment.tsx';

export function Health({ inbox }: { readonly inbox: InboxView }) {
  const { t } = useTranslation('settings');
  const since = inbox.healthAt ? (
    <>
      {' '}
      <Moment at={inbox.healthAt} />
    </>
  ) : null;
  if (inbox.archivedAt) return <p className="text-sm text-ink-faint">{t('health.archived')}</p>;
  if (inbox.health.is === 'failing') {
    return (
      <div className="text-sm text-danger">
        <p>
          {t('health.failing')}
          {since}
        </p>
        {inbox.health.problem.detail ? (
          <p className="break-words text-ink-soft" dir="auto">
            {t('health.said', { detail: inbox.health.problem.detail })}
          </p>
        ) : null}
      </div>
    );
  }
  return (
    <p className="text-sm text-ink-soft">
      {t(`health.${inbox.health.is}`)}
      {since}
    </p>
  );
}
