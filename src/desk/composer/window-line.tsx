// Some channels let us answer freely only for so long after the customer wrote: how long that is still, or that it is over.
import { clsx } from 'clsx';
import { Hourglass } from 'lucide-react';
import { useNow } from '../kit/moment.tsx';
import { useLocale } from '../wording/locale.ts';
import { useTranslation } from '../wording/use-translation.ts';

const minute = 60_000;
/** From here on it is said in a colour that is seen. */
const short = 120 * minute;

export function WindowLine({ until }: { readonly until: string }) {
  const { t } = useTranslation();
  const duration = useDuration();
  const left = Date.parse(until) - useNow();
  const over = left <= 0;
  return (
    <p role={over ? 'alert' : undefined} className={clsx('flex items-center gap-1.5 border-b border-line px-3 py-1.5 text-sm', over ? 'bg-warn-wash text-warn' : left < short ? 'text-warn' : 'text-ink-soft')}>
      <Hourglass size={14} aria-hidden="true" className="shrink-0" />
      {over ? t('composer.windowOver') : t('composer.windowLeft', { left: duration(left) })}
    </p>
  );
}

/** Hours and minutes as people say them. */
function useDuration(): (milliseconds: number) => string {
  const locale = useLocale();
  return (milliseconds) => {
    const minutes = Math.max(Math.floor(milliseconds / minute), 0);
    const say = (amount: number, unit: 'hour' | 'minute') => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(amount);
    return minutes < 60 ? say(minutes, 'minute') : [say(Math.floor(minutes / 60), 'hour'), ...(minutes % 60 === 0 ? [] : [say(minutes % 60, 'minute')])].join(' ');
  };
}
