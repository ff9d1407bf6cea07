// It is quiet time where the customer is: said, with the one thing to do instead. Sending at once stays possible.
import { Moon } from 'lucide-react';
import type { ContactView } from '../../contract/views.ts';
import { quietUntil } from '../../domain/time/quiet-hours.ts';
import { Button } from '../kit/button.tsx';
import { useNow } from '../kit/moment.tsx';
import { useLocale } from '../wording/locale.ts';
import { usePart } from '../writing/use-part.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function QuietLine({ contact, timeZone, disabled, onPlan }: { readonly contact: ContactView; readonly timeZone: string; readonly disabled: boolean; onPlan(sendAt: string): void }) {
  const ready = usePart('promises');
  const { t } = useTranslation('promises');
  const locale = useLocale();
  const now = useNow();
  const until = quietUntil(new Date(now).toISOString(), contact.preferences.quiet, timeZone);
  if (!ready || until === null) return null;
  const clock = (at: number | string) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(at));
  return (
    <div role="note" className="flex flex-wrap items-center gap-x-2 gap-y-1 border-t border-line bg-warn-wash px-3 py-1.5 text-sm">
      <Moon size={14} className="shrink-0 text-warn" aria-hidden="true" />
      <span className="min-w-0 flex-1 basis-56">{t('quiet.now', { clock: clock(now), until: clock(until) })}</span>
      <Button small disabled={disabled} onClick={() => onPlan(until)}>
        {t('quiet.send', { until: clock(until) })}
      </Button>
    </div>
  );
}
