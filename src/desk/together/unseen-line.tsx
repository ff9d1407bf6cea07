// Somebody who is called in this note would not see the conversation: said before the note is saved.
import { Button } from '../kit/button.tsx';
import { usePart } from '../writing/use-part.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function UnseenLine({ names, onAnyway }: { readonly names: string; onAnyway(): void }) {
  const { t } = useTranslation('together');
  if (!usePart('together')) return null;
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 border-b border-line bg-warn-wash px-3 py-2 text-sm">
      <p className="min-w-0 flex-1 text-warn" dir="auto">
        {t('mention.cannotSee', { names })}
      </p>
      <Button small onClick={onAnyway}>
        {t('mention.anyway')}
      </Button>
    </div>
  );
}
