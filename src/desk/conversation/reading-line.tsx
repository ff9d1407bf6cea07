// What was read in a message, in words and shapes. Pointing at a word (or focusing it) underlines what caused it.
import { clsx } from 'clsx';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { dotsOf, quotesOf, type Mark } from './reading-marks.ts';

export function ReadingLine({ text, marks, onMark }: { readonly text: string; readonly marks: readonly Mark[]; onMark(mark: Mark | null): void }) {
  const { t } = useTranslation();
  if (marks.length === 0) return null;
  return (
    <ul aria-label={t('reading.line')} className="relative mt-2 flex flex-wrap gap-x-1 gap-y-1">
      {marks.map((mark) => (
        <li key={mark.id}>
          <ReadingMark text={text} mark={mark} onMark={onMark} />
        </li>
      ))}
    </ul>
  );
}

function ReadingMark({ text, mark, onMark }: { readonly text: string; readonly mark: Mark; onMark(mark: Mark | null): void }) {
  const why = useId();
  const words = useMarkWords();
  return (
    <span className="group/why inline-block">
      <button
        type="button"
        aria-describedby={why}
        onPointerEnter={() => onMark(mark)}
        onPointerLeave={() => onMark(null)}
        onFocus={() => onMark(mark)}
        onBlur={() => onMark(null)}
        className={clsx(
          'inline-flex max-w-64 items-baseline gap-1.5 rounded-sm border px-1.5 text-sm',
          mark.danger ? 'border-danger/50 bg-danger-wash text-danger' : 'border-line text-ink-soft hover:border-line-strong hover:text-ink',
        )}
      >
        <span className="truncate" dir="auto">
          {words(mark)}
        </span>
        {mark.strength ? (
          <span aria-hidden="true" className="text-[0.625rem] tracking-tight">
            {dotsOf(mark.strength)}
          </span>
        ) : null}
      </button>
      <span
        id={why}
        role="tooltip"
        className="floating invisible absolute start-0 top-full z-20 mt-1 w-80 max-w-full px-3 wrap-anywhere py-2 text-sm text-ink-soft group-focus-within/why:visible group-hover/why:visible"
      >
        <Why text={text} mark={mark} />
      </span>
    </span>
  );
}

function Why({ text, mark }: { readonly text: string; readonly mark: Mark }) {
  const { t } = useTranslation();
  const quotes = quotesOf(text, mark.spans)
    .map((quote) => t('reading.quote', { quote }))
    .join(', ');
  return (
    <>
      <span className="block text-ink">
        {mark.strength ? `${t(`reading.strength.${mark.strength}`)} ` : null}
        {t(`reading.why.${mark.kind}`)}
      </span>
      {quotes ? (
        <span className="mt-0.5 block" dir="auto">
          {quotes}
        </span>
      ) : null}
      {mark.rules.length > 0 ? <span className="mt-0.5 block text-xs text-ink-faint">{t('reading.rule', { rule: mark.rules.join(', ') })}</span> : null}
    </>
  );
}

export function useMarkWords(): (mark: Pick<Mark, 'kind' | 'value' | 'shown' | 'count' | 'perhaps'>) => string {
  const { t } = useTranslation();
  return (mark) => {
    const word = wordOf(mark);
    return mark.perhaps ? t('reading.perhaps', { what: word }) : word;
  };

  function wordOf({ kind, value, shown, count }: Pick<Mark, 'kind' | 'value' | 'shown' | 'count'>): string {
    if (kind === 'fact') return t('reading.factWord', { kind: t(`reading.fact.${value}` as 'reading.fact.order'), value: shown ?? '' });
    if (kind === 'asks') return t('reading.asks', { count: count ?? 0 });
    return t(`reading.${kind === 'wants-human' ? 'human' : kind}.${value}` as 'reading.emotion.anger');
  }
}
