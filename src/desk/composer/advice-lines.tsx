// Under the text: the customer's questions that tick themselves, promises with their due time, and at most three advices.
import { Check, Circle, Lightbulb } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, KeyHint } from '../kit/button.tsx';
import type { ToldFinding } from './findings.ts';

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

export type AdviceProps = {
  readonly shown: readonly ToldFinding[];
  readonly more: number;
  onGo(finding: ToldFinding): void;
  onFix(finding: ToldFinding): void;
  onDismiss(finding: ToldFinding): void;
};

export function AdviceLines({ shown, more, onGo, onFix, onDismiss }: AdviceProps) {
  const { t } = useTranslation();
  if (shown.length === 0) return null;
  const firstFix = shown.find((finding) => finding.fix !== null);
  return (
    <ul aria-label={t('advice.title')} className="border-t border-line px-3 py-1 text-sm">
      {shown.map((finding) => (
        <li key={`${finding.rule} ${finding.start}`} className="flex min-h-8 flex-wrap items-center gap-x-2">
          <Lightbulb size={14} className="shrink-0 text-warn" aria-hidden="true" />
          <button type="button" className="min-w-0 flex-1 basis-48 text-start text-ink-soft hover:text-ink" onClick={() => onGo(finding)}>
            {finding.told}
          </button>
          {finding.fix ? (
            <Button small look="quiet" className="text-accent!" onClick={() => onFix(finding)}>
              {finding.fix.text.trim() === '' ? t('advice.remove') : t('advice.fix', { text: finding.fix.text.trim() })}
              {finding === firstFix ? <KeyHint>Tab</KeyHint> : null}
            </Button>
          ) : null}
          <Button small look="quiet" onClick={() => onDismiss(finding)}>
            {t('advice.notHere')}
          </Button>
        </li>
      ))}
      {more > 0 ? <li className="py-1 text-xs text-ink-faint">{t('advice.more', { count: more })}</li> : null}
    </ul>
  );
}
