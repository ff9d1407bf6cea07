// Parts that every settings page is made of.
import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { Empty, Trouble } from '../kit/state.tsx';
import { useTitle } from '../kit/use-title.ts';
import { useDesk, useMe } from '../live/use-desk.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function Page({
  title,
  about,
  action,
  children,
}: {
  readonly title: string;
  readonly about?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('settings');
  useTitle(
    title,
    t('title'),
    useDesk((state) => state.workspace?.name),
  );
  return (
    <>
      <header className="mb-6 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-xl font-semibold">{title}</h2>
          {about ? <p className="mt-1 text-ink-soft">{about}</p> : null}
        </div>
        {action}
      </header>
      <div className="space-y-8">{children}</div>
    </>
  );
}

export function Block({ title, about, children }: { readonly title: string; readonly about?: string; readonly children: ReactNode }) {
  return (
    <section className="border-t border-line pt-6">
      <h3 className="font-semibold">{title}</h3>
      {about ? <p className="hint mt-0.5">{about}</p> : null}
      <div className="mt-4 space-y-4">{children}</div>
    </section>
  );
}

/** A button that says for a moment that it worked. */
export function SaveRow({ busy, saved, error, label }: { readonly busy: boolean; readonly saved: boolean; readonly error: unknown; readonly label?: string }) {
  const { t } = useTranslation('settings');
  return (
    <div className="space-y-3">
      {error ? <Trouble error={error} /> : null}
      <div className="flex items-center gap-3">
        <Button look="main" type="submit" disabled={busy}>
          {label ?? t('save')}
        </Button>
        <span role="status" className="text-sm text-ink-soft">
          {saved ? (
            <span className="inline-flex items-center gap-1">
              <Check size={15} aria-hidden="true" className="text-accent" />
              {t('saved')}
            </span>
          ) : null}
        </span>
      </div>
    </div>
  );
}

/** Something to take along: a link, a token, a line of HTML. */
export function CopyLine({ value, label, code = false }: { readonly value: string; readonly label: string; readonly code?: boolean }) {
  const { t } = useTranslation('settings');
  const input = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2_500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // Without leave to write to the clipboard the text stays selected, ready for the keys.
    }
  };
  return (
    <div className="flex gap-2">
      <input
        ref={input}
        readOnly
        aria-label={label}
        value={value}
        onFocus={(event) => event.target.select()}
        className={`field min-w-0 flex-1 ${code ? 'font-mono text-sm' : ''}`}
      />
      <Button onClick={() => void copy()}>
        {copied ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />}
        <span role="status">{copied ? t('copied') : t('copy')}</span>
      </Button>
    </div>
  );
}

/** What cannot be taken back asks once more, in the place where one already is. */
export function SureButton({ label, question, onSure }: { readonly label: string; readonly question: string; onSure(): void }) {
  const { t } = useTranslation('settings');
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button small look="quiet" className="text-danger!" onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm">
      {question}
      <Button small look="danger" onClick={onSure}>
        {label}
      </Button>
      <Button small look="quiet" onClick={() => setAsking(false)}>
        {t('cancel')}
      </Button>
    </p>
  );
}

export function AdministratorsOnly({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('settings');
  const me = useMe();
  return me.role === 'administrator' ? children : <Empty title={t('notForYou')}>{t('notForYouAbout')}</Empty>;
}
