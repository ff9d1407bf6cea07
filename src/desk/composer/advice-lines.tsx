// Under the text: at most three advices, one line each; on a phone, where lines break, the gravest alone.
import { clsx } from 'clsx';
import { Lightbulb } from 'lucide-react';
import { Button, KeyHint } from '../kit/button.tsx';
import type { ToldFinding } from './findings.ts';
import { useTranslation } from '../wording/use-translation.ts';

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
  const others = more + shown.length - 1;
  const firstFix = shown.find((finding) => finding.fix !== null);
  return (
    <ul aria-label={t('advice.title')} className="border-t border-line px-3 py-1 text-sm">
      {shown.map((finding, index) => (
        <li key={`${finding.rule} ${finding.start}`} className={clsx('flex min-h-8 flex-wrap items-center gap-x-2 py-0.5 leading-snug', index > 0 && 'max-sm:hidden')}>
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
      {more > 0 ? <li className="py-1 text-xs text-ink-faint max-sm:hidden">{t('advice.more', { count: more })}</li> : null}
      {others > 0 ? <li className="py-1 text-xs text-ink-faint sm:hidden">{t('advice.more', { count: others })}</li> : null}
    </ul>
  );
}
