// Promises in the draft. Each is kept with its due time when the reply goes; one key says so, another changes the time.
import { CalendarClock, Check } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { Button, KeyHint } from '../kit/button.tsx';
import { isMac } from '../kit/platform.ts';
import { useDeskTime, useNow } from '../kit/moment.tsx';
import { localInput } from '../conversation/menus/snooze-times.ts';
import type { PromiseLine } from './promises.ts';
import { useTranslation } from '../wording/use-translation.ts';

export type PromiseProps = {
  readonly lines: readonly PromiseLine[];
  onDecide(key: string, decision: { readonly due?: string; readonly dropped?: boolean; readonly confirmed?: boolean }): void;
};

export function PromiseLines({ lines, onDecide }: PromiseProps) {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  return (
    <ul aria-label={t('promise.found')} className="border-t border-line px-3 py-1 text-sm">
      {lines.map((line) => (
        <Line key={line.key} line={line} onDecide={(decision) => onDecide(line.key, decision)} />
      ))}
    </ul>
  );
}

type Decision = { readonly due?: string; readonly dropped?: boolean; readonly confirmed?: boolean };
type LineProps = { readonly line: PromiseLine; onDecide(decision: Decision): void };

function Line({ line, onDecide }: LineProps) {
  return (
    <li className="flex min-h-8 flex-wrap items-center gap-x-2">
      <CalendarClock size={14} className="shrink-0 text-accent" aria-hidden="true" />
      <span className={`min-w-0 flex-1 basis-48 truncate ${line.dropped ? 'text-ink-faint line-through' : 'text-ink-soft'}`} dir="auto">
        {line.text}
      </span>
      <Due line={line} onDecide={onDecide} />
      <Decide line={line} onDecide={onDecide} />
    </li>
  );
}

function Due({ line, onDecide }: LineProps) {
  const { t } = useTranslation();
  const due = useDeskTime();
  const now = useNow();
  const [changing, setChanging] = useState(false);
  const when = line.due === null ? t('promise.noDue') : due(line.due);
  if (!changing) {
    return (
      <button
        type="button"
        className="figures underline decoration-line underline-offset-4 hover:decoration-ink-faint"
        title={line.stated ? undefined : t('promise.assumed')}
        onClick={() => setChanging(true)}
      >
        {line.stated ? when : t('promise.perhaps', { when })}
      </button>
    );
  }
  return (
    <input
      type="datetime-local"
      aria-label={t('promise.due')}
      autoFocus
      className="field h-7 min-h-7! w-auto!"
      defaultValue={localInput(new Date(line.due ?? now))}
      onBlur={() => setChanging(false)}
      onChange={(event) => {
        const at = new Date(event.target.value);
        if (!Number.isNaN(at.getTime())) onDecide({ due: at.toISOString(), confirmed: true });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === 'Escape') setChanging(false);
      }}
    />
  );
}

/** Up again is where the words are; once a promise is kept its button is gone, and the words are where the hand goes on. */
function backToWriting(event: KeyboardEvent<HTMLElement>): void {
  const area = event.currentTarget.closest('section')?.querySelector('textarea');
  if (event.key === 'ArrowUp' || event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    area?.focus();
  } else if (event.key === 'Enter') {
    const next = [...(event.currentTarget.closest('ul')?.querySelectorAll<HTMLElement>('[data-keep-promise]') ?? [])].find((one) => one !== event.currentTarget) ?? area;
    requestAnimationFrame(() => next?.focus());
  }
}

function Decide({ line, onDecide }: LineProps) {
  const { t } = useTranslation();
  if (line.dropped) {
    return (
      <Button small look="quiet" onClick={() => onDecide({ dropped: false })}>
        {t('promise.isOne')}
      </Button>
    );
  }
  return (
    <>
      {line.confirmed ? (
        <span className="inline-flex items-center gap-1 px-2 text-accent">
          <Check size={14} aria-hidden="true" />
          {t('promise.mine')}
        </span>
      ) : (
        <Button small look="quiet" className="text-accent!" data-keep-promise="" onClick={() => onDecide({ confirmed: true })} onKeyDown={backToWriting}>
          {t('promise.keep')}
          <KeyHint>{isMac ? '⌥ Enter' : 'Alt Enter'}</KeyHint>
        </Button>
      )}
      <Button small look="quiet" onClick={() => onDecide({ dropped: true })}>
        {t('promise.isNone')}
      </Button>
    </>
  );
}
