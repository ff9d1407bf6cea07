// Before a hard answer goes that cannot be taken back: one question, once for a draft. It is no gate: Enter sends, Escape goes back
// to the words.
import type { MessageView } from '../../contract/views.ts';
import { Button, Key } from '../kit/button.tsx';
import { useTranslation } from '../wording/use-translation.ts';

type AskFirstProps = { readonly message: MessageView | undefined; onSend(): void; onBack(): void };

const most = 160;

export function AskFirst({ message, onSend, onBack }: AskFirstProps) {
  const { t } = useTranslation();
  const problem = message?.reading?.problem;
  const words = message && problem ? message.text.slice(problem.start, problem.end).replace(/\s+/gu, ' ').trim() : '';
  return (
    <div
      role="group"
      aria-label={t('feel.question')}
      className="border-t border-line px-3 py-2.5"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && !(event.key === 'Enter' && (event.ctrlKey || event.metaKey))) return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === 'Escape') onBack();
        else onSend();
      }}
    >
      <p className="font-medium">{t('feel.question')}</p>
      {words ? (
        <p className="mt-0.5 text-sm text-ink-soft" dir="auto">
          {t('feel.wrote', { words: [...words].length > most ? `${[...words].slice(0, most).join('')}…` : words })}
        </p>
      ) : null}
      <p className="hint mt-0.5">{t('feel.about')}</p>
      <div className="mt-2 flex gap-2">
        <Button look="main" small autoFocus onClick={onSend}>
          {t('feel.send')}
          <Key className="pointer-coarse:hidden">Enter</Key>
        </Button>
        <Button small look="quiet" onClick={onBack}>
          {t('feel.back')}
          <Key className="pointer-coarse:hidden">Esc</Key>
        </Button>
      </div>
    </div>
  );
}
