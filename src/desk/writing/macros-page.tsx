// Settings → Macros: what one may use, opened to be changed.
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MacroView } from '../../contract/macro.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { Empty, Skeleton, Trouble } from '../kit/state.tsx';
import { Page } from '../settings/parts.tsx';
import { findMacros } from './find-macros.ts';
import { MacroForm } from './macro-form.tsx';
import { useStepWords } from './step-words.ts';
import { useMacros } from './use-macros.ts';
import { usePart } from './use-part.ts';

export function MacrosPage() {
  const ready = usePart('writing');
  const { value: macros, failed, retry } = useMacros();
  if (!ready || (macros === null && !failed)) {
    return (
      <div className="space-y-4">
        <Skeleton className="h-7 w-48" />
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
      </div>
    );
  }
  return macros === null ? <Trouble error={failed} onRetry={retry} /> : <Shown macros={macros} />;
}

function Shown({ macros }: { readonly macros: readonly MacroView[] }) {
  const { t } = useTranslation('writing');
  const [words, setWords] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const found = findMacros(macros, words);
  return (
    <Page
      title={t('macro.title')}
      about={t('macro.about')}
      action={
        <Button look="main" onClick={() => setOpen('new')}>
          <Plus size={16} aria-hidden="true" />
          {t('macro.new')}
        </Button>
      }
    >
      {open === 'new' ? <MacroForm macro={null} onDone={() => setOpen(null)} /> : null}
      {macros.length > 3 ? <TextField label={t('templates.search')} type="search" value={words} onChange={(event) => setWords(event.target.value)} /> : null}
      {found.length === 0 ? (
        open === 'new' ? null : <Empty title={t(macros.length === 0 ? 'macro.emptyFirst' : 'macro.nothing')}>{t('macro.emptyAbout')}</Empty>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {found.map((macro) => (
            <Line key={macro.id} macro={macro} open={open === macro.id} onOpen={(shown) => setOpen(shown ? macro.id : null)} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function Line({ macro, open, onOpen }: { readonly macro: MacroView; readonly open: boolean; onOpen(open: boolean): void }) {
  const { t } = useTranslation('writing');
  const says = useStepWords();
  const about = [macro.shortcut ? `/${macro.shortcut}` : null, macro.owner ? t('templates.own') : null, macro.steps.map((step) => says(step)).join('; ')].filter((word) => word !== null);
  return (
    <li>
      <button type="button" aria-expanded={open} onClick={() => onOpen(!open)} className="block w-full rounded-md px-1 py-2 text-start hover:bg-sunken">
        <span className="block truncate font-medium" dir="auto">
          {macro.name}
        </span>
        <span className="hint block truncate" dir="auto">
          {about.join(' · ')}
        </span>
      </button>
      {open ? <MacroForm key={macro.version} macro={macro} onDone={() => onOpen(false)} /> : null}
    </li>
  );
}
