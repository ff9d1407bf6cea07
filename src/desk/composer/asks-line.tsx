// The customer's questions; each ticks itself as the answer to it is written.
import { Check, Circle } from 'lucide-react';
import { useTranslation } from '../wording/use-translation.ts';

export type AskLine = { readonly key: string; readonly text: string; readonly answered: boolean };

const mostAsks = 4;

export function AsksLine({ asks }: { readonly asks: readonly AskLine[] }) {
  const { t } = useTranslation();
  if (asks.length === 0) return null;
  // What still waits for an answer comes first, so that the limit never hides it behind what is done.
  const sorted = [...asks].sort((one, other) => Number(one.answered) - Number(other.answered));
  return (
    <ul aria-label={t('advice.asks')} className="flex flex-wrap gap-x-3 gap-y-0.5 px-3 py-1 text-sm text-ink-soft">
      {sorted.slice(0, mostAsks).map((ask) => (
        <li key={ask.key} className="flex max-w-full min-w-0 items-center gap-1.5">
          {ask.answered ? (
            <Check size={14} className="shrink-0 text-accent" aria-hidden="true" />
          ) : (
            <Circle size={11} className="mx-px shrink-0 text-ink-faint" aria-hidden="true" />
          )}
          <span className={`truncate ${ask.answered ? 'text-ink-faint' : ''}`} dir="auto">
            {ask.text}
          </span>
          <span className="sr-only">{ask.answered ? t('advice.answered') : t('advice.unanswered')}</span>
        </li>
      ))}
      {sorted.length > mostAsks ? <li className="text-ink-faint">{t('tags.more', { count: sorted.length - mostAsks })}</li> : null}
    </ul>
  );
}
