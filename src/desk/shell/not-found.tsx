import { Link } from '@tanstack/react-router';
import { Empty } from '../kit/state.tsx';
import { useTranslation } from '../wording/use-translation.ts';

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
