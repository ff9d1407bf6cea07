// What was read in a message, in words and shapes. Pointing at a word (or focusing it) underlines what caused it.
import { clsx } from 'clsx';
import { Banknote, CalendarDays, Link2, Mail, Phone, UserRound, type LucideIcon } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../kit/moment.tsx';
import { useLocale } from '../wording/locale.ts';
import { factText, type FactKind } from './fact-words.ts';
import { dotsOf, quotesOf, type Mark } from './reading-marks.ts';

/** A number alone says nothing, so orders and policies are named in words. */
const signs: Partial<Readonly<Record<FactKind, LucideIcon>>> = { date: CalendarDays, money: Banknote, phone: Phone, email: Mail, url: Link2, name: UserRound };

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
  const Sign = mark.fact ? signs[mark.fact.kind] : undefined;
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
        {Sign ? <Sign size={13} className="shrink-0 self-center text-ink-faint" aria-hidden="true" /> : null}
        <span className="truncate" dir="auto">
          {mark.fact ? <FactWords fact={mark.fact} text={text} mark={mark} /> : words(mark)}
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
    </>
  );
}

function FactWords({ fact, text, mark }: { readonly fact: NonNullable<Mark['fact']>; readonly text: string; readonly mark: Mark }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [first] = mark.spans;
  const words = factText(fact.kind, fact.value, first ? text.slice(first.start, first.end) : fact.value, locale, useNow());
  const kind = t(`reading.fact.${fact.kind}`);
  if (!signs[fact.kind]) return t('reading.factWord', { kind, value: words });
  return (
    <>
      <span className="sr-only">{kind} </span>
      {words}
    </>
  );
}

function useMarkWords(): (mark: Pick<Mark, 'kind' | 'value' | 'count' | 'perhaps'>) => string {
  const { t } = useTranslation();
  return ({ kind, value, count, perhaps }) => {
    const word =
      kind === 'asks' ? t('reading.asks', { count: count ?? 0 }) : t(`reading.${kind === 'wants-human' ? 'human' : kind}.${value}` as 'reading.emotion.anger');
    return perhaps ? t('reading.perhaps', { what: word }) : word;
  };
}
