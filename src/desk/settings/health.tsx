// How an inbox is, in plain words.
import type { InboxView } from '../../contract/views.ts';
import { Moment } from '../kit/moment.tsx';
import { Problem } from '../kit/problem.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function Health({ inbox, detailed = false }: { readonly inbox: InboxView; readonly detailed?: boolean }) {
  const { t } = useTranslation('settings');
  const since = inbox.healthAt ? (
    <>
      {' '}
      <Moment at={inbox.healthAt} clock />
    </>
  ) : null;
  if (inbox.archivedAt) return <p className="text-sm text-ink-faint">{t('health.archived')}</p>;
  if (inbox.health.is === 'failing') {
    return (
      <div>
        <p className="text-sm text-danger">
          {t('health.failing')}
          {since}
        </p>
        <Problem problem={inbox.health.problem} withSide detail={detailed ? 'folded' : 'none'} />
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
