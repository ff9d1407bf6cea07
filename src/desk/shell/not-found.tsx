import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../kit/state.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <main className="flex h-full items-center justify-center">
      <Empty
        title={t('notFound.title')}
        action={
          <Link to="/" className="text-accent underline underline-offset-4">
            {t('notFound.home')}
          </Link>
        }
      >
        {t('notFound.about')}
      </Empty>
    </main>
  );
}
