import { useNavigate } from '@tanstack/react-router';
import { ListFilter, SquarePen } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { onStartRequest } from '../composer/start-request.ts';
import { conditionsOfView } from '../finding/asked.ts';
import { IconButton } from '../kit/button.tsx';
import { useActionKeys } from '../keys/use-action-keys.ts';
import { useDesk } from '../live/use-desk.ts';
import type { ViewName } from './views.ts';
import { useTranslation } from '../wording/use-translation.ts';

const StartDialog = lazy(() => import('../composer/start-dialog.tsx').then((module) => ({ default: module.StartDialog })));

export function ListHeader({ view }: { readonly view: ViewName }) {
  const { t } = useTranslation();
  const [starting, setStarting] = useState(false);
  const mayStart = useDesk((state) => Object.values(state.inboxes).some((inbox) => inbox.archivedAt === null && inbox.can.startsConversations));
  const navigate = useNavigate();
  useEffect(
    () =>
      onStartRequest(() => {
        void navigate({ to: '/inbox/$view', params: { view } });
        setStarting(true);
      }),
    [navigate, view],
  );
  useActionKeys({ start: mayStart ? () => setStarting(true) : null });
  return (
    <header className="flex min-h-12 items-center justify-between gap-2 border-b border-line ps-4 pe-2">
      <h1 className="min-w-0 flex-1 truncate font-semibold">{t(`view.${view}`)}</h1>
      <IconButton label={t('find.narrow')} side="left" onClick={() => void navigate({ to: '/find', search: conditionsOfView[view] })}>
        <ListFilter size={17} />
      </IconButton>
      {mayStart ? (
        <IconButton label={t('start.title')} action="start" side="left" onClick={() => setStarting(true)}>
          <SquarePen size={17} />
        </IconButton>
      ) : null}
      {starting ? (
        <Suspense>
          <StartDialog onClose={() => setStarting(false)} />
        </Suspense>
      ) : null}
    </header>
  );
}
