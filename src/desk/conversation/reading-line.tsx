// What was read in a message, in words and shapes. Pointing at a word (or focusing it) underlines what caused it and says why;
// a click, a tap or Enter offers to say how it is instead.
import { clsx } from 'clsx';
import { Banknote, CalendarDays, Link2, Mail, PencilLine, Phone, UserRound, type LucideIcon } from 'lucide-react';
import { lazy, Suspense, useId, useState, type ComponentProps } from 'react';
import type { MessageView } from '../../contract/views.ts';
import { IconButton } from '../kit/button.tsx';
import { useNow } from '../kit/moment.tsx';
import { Slot } from '../kit/slot.tsx';
import { useLocale } from '../wording/locale.ts';
import { factText, type FactKind } from './fact-words.ts';
import { dotsOf, type Mark } from './reading-marks.ts';
import { Why } from './reading-why.tsx';
import { useTranslation } from '../wording/use-translation.ts';

const MarkMenu = lazy(() => import('../reading/mark-menu.tsx').then((module) => ({ default: module.MarkMenu })));
const ReadingDialog = lazy(() => import('../reading/reading-dialog.tsx').then((module) => ({ default: module.ReadingDialog })));

/** A number alone says nothing, so orders and policies are named in words. */
const signs: Partial<Readonly<Record<FactKind, LucideIcon>>> = { date: CalendarDays, money: Banknote, phone: Phone, email: Mail, url: Link2, name: UserRound };

type LineProps = { readonly message: MessageView; readonly marks: readonly Mark[]; onMark(mark: Mark | null): void };

export function ReadingLine({ message, marks, onMark }: LineProps) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState(false);
  if (!message.reading || message.direction !== 'in') return null;
  return (
    <div className="relative mt-2 flex flex-wrap items-center gap-1">
      {marks.length > 0 ? (
        <ul aria-label={t('reading.line')} className="contents">
          {marks.map((mark) => (
            <li key={mark.id}>
              <ReadingMark message={message} mark={mark} onMark={onMark} onMore={() => setDialog(true)} />
            </li>
          ))}
        </ul>
      ) : null}
      <IconButton label={t('reading.correct')} aria-haspopup="dialog" side="topEnd" className="size-6! text-ink-faint" onClick={() => setDialog(true)}>
        <PencilLine size={13} />
      </IconButton>
      {dialog ? (
        <Suspense>
          <ReadingDialog message={message} onClose={() => setDialog(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

type MarkProps = { readonly message: MessageView; readonly mark: Mark; onMark(mark: Mark | null): void; onMore(): void };

function ReadingMark({ message, mark, onMark, onMore }: MarkProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const look = (on: boolean) => {
    if (on) setAsked(true);
    onMark(on ? mark : null);
  };
  // Facts are what stands there; there is nothing to say otherwise.
  const fact = mark.kind === 'fact';
  const anchor = (
    <MarkButton
      mark={mark}
      text={message.text}
      aria-describedby={id}
      {...(fact ? {} : { 'aria-haspopup': 'menu' as const, 'aria-expanded': open })}
      onPointerEnter={() => look(true)}
      onPointerLeave={() => look(false)}
      onFocus={(event) => {
        look(true);
        // By keys: the words may stand below what is seen. A hand would lose what it points at.
        if (event.currentTarget.matches(':focus-visible')) requestAnimationFrame(() => document.getElementById(id)?.scrollIntoView({ block: 'nearest' }));
      }}
      onBlur={() => look(false)}
      onClick={() => (fact ? undefined : mark.kind === 'asks' ? onMore() : setOpen(true))}
    />
  );
  const why = <Why message={message} mark={mark} asked={asked} />;
  return (
    <span className="group/why inline-block">
      <Slot wanted={open} anchor={anchor}>
        <MarkMenu message={message} mark={mark} why={why} anchor={anchor} open={open} onOpen={setOpen} onMore={onMore} />
      </Slot>
      <span
        id={id}
        role="tooltip"
        className={clsx(
          'floating invisible absolute start-0 top-full z-20 mt-1 w-80 max-w-full px-3 wrap-anywhere py-2 text-sm text-ink-soft',
          !open && 'group-focus-within/why:visible group-hover/why:visible',
        )}
      >
        {why}
      </span>
    </span>
  );
}

function MarkButton({ mark, text, ...button }: { readonly mark: Mark; readonly text: string } & ComponentProps<'button'>) {
  const { t } = useTranslation();
  const words = useMarkWords();
  const Sign = mark.fact ? signs[mark.fact.kind] : undefined;
  return (
    <button
      type="button"
      className={clsx(
        'inline-flex min-h-6 max-w-64 items-baseline gap-1.5 rounded-sm border px-1.5 text-sm',
        mark.danger ? 'border-danger/50 bg-danger-wash text-danger' : 'border-line text-ink-soft hover:border-line-strong hover:text-ink',
      )}
      {...button}
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
      {mark.corrected ? (
        <>
          <PencilLine size={11} className="shrink-0 self-center text-ink-faint" aria-hidden="true" />
          <span className="sr-only">{t('reading.corrected')}</span>
        </>
      ) : null}
    </button>
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

function useMarkWords(): (mark: Mark) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  return ({ kind, value, count, perhaps, corrected }) => {
    if (kind === 'said' && corrected?.field === 'language') return t('reading.said.language', { language: new Intl.DisplayNames([locale], { type: 'language' }).of(corrected.value) ?? corrected.value });
    const word =
      kind === 'asks' ? t('reading.asks', { count: count ?? 0 }) : t(`reading.${kind === 'wants-human' ? 'human' : kind}.${value}` as 'reading.emotion.anger');
    return perhaps ? t('reading.perhaps', { what: word }) : word;
  };
}
