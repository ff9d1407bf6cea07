// Settings → Macros: what one may use, opened to be changed.
import { useState } from 'react';
import type { MacroView } from '../../contract/macro.ts';
import { TextField } from '../kit/field.tsx';
import { Empty, Trouble } from '../kit/state.tsx';
import { findMacros } from './find-macros.ts';
import { MacroForm } from './macro-form.tsx';
import { ShelfLine, ShelfPage, ShelfWaiting } from './shelf-page.tsx';
import { useStepWords } from './step-words.ts';
import { useMacros } from './use-macros.ts';
import { usePart } from './use-part.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function MacrosPage() {
  const ready = usePart('writing');
  const { value: macros, failed, retry } = useMacros();
  if (!ready || (macros === null && !failed)) return <ShelfWaiting />;
  return macros === null ? <Trouble error={failed} onRetry={retry} /> : <Shown macros={macros} />;
}

function Shown({ macros }: { readonly macros: readonly MacroView[] }) {
  const { t } = useTranslation('writing');
  const says = useStepWords();
  const [words, setWords] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const found = findMacros(macros, words);
  return (
    <ShelfPage title={t('macro.title')} about={t('macro.about')} another={t('macro.new')} onNew={() => setOpen('new')}>
      {open === 'new' ? <MacroForm macro={null} onDone={() => setOpen(null)} /> : null}
      {macros.length > 3 ? <TextField label={t('templates.search')} type="search" value={words} onChange={(event) => setWords(event.target.value)} /> : null}
      {found.length === 0 ? (
        open === 'new' ? null : <Empty title={t(macros.length === 0 ? 'macro.emptyFirst' : 'macro.nothing')}>{t('macro.emptyAbout')}</Empty>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {found.map((macro) => (
            <ShelfLine
              key={macro.id}
              name={macro.name}
              about={[macro.shortcut ? `/${macro.shortcut}` : null, macro.owner ? t('templates.own') : null, macro.steps.map((step) => says(step)).join('; ')]}
              open={open === macro.id}
              onOpen={(shown) => setOpen(shown ? macro.id : null)}
            >
              <MacroForm key={macro.version} macro={macro} onDone={() => setOpen(null)} />
            </ShelfLine>
          ))}
        </ul>
      )}
    </ShelfPage>
  );
}
