// Runs a macro on the open conversation: typed to be found, looked at before it is done, Enter does it.
import { Zap } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MacroView } from '../../contract/macro.ts';
import type { ConversationView } from '../../contract/views.ts';
import { obstacleIn } from '../../domain/macro/forecast.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Skeleton, Trouble } from '../kit/state.tsx';
import { afterClosing } from './caret.ts';
import { findMacros } from './find-macros.ts';
import { Effects, useForecast } from './macro-effects.tsx';
import { useMacros } from './use-macros.ts';
import { usePart } from './use-part.ts';
import { useRunMacro } from './use-run-macro.ts';

type ChooserProps = { readonly conversation: ConversationView; /** One that was named already; null: which one is asked. */ readonly macro: string | null; onClose(): void };

export function MacroChooser(props: ChooserProps) {
  const { t } = useTranslation('writing');
  const ready = [usePart('writing'), usePart('refusals')].every(Boolean);
  const { value: macros, failed, retry } = useMacros();
  if (!ready) return null;
  return (
    <Dialog wide title={t('macro.choose')} onClose={props.onClose}>
      {macros === null ? failed ? <Trouble error={failed} onRetry={retry} /> : <Skeleton className="h-40" /> : <Found {...props} macros={macros} />}
    </Dialog>
  );
}

function Found({ conversation, macro: named, macros, onClose }: ChooserProps & { readonly macros: readonly MacroView[] }) {
  const { t } = useTranslation('writing');
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState<string | null>(named);
  const run = useRunMacro();
  const found = findMacros(macros, typed);
  const index = Math.max(found.findIndex((one) => one.id === active), 0);
  const chosen = found[index];
  const effects = useForecast(conversation, chosen?.steps ?? none);
  const stopped = obstacleIn(effects) !== null;
  const go = () => {
    if (!chosen || stopped) return;
    onClose();
    afterClosing(() => void run(conversation.id, chosen));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && found.length > 0) {
      event.preventDefault();
      setActive(found[(index + step + found.length) % found.length]!.id);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go();
    }
  };
  if (macros.length === 0) return <p className="text-ink-soft">{t('macro.none')}</p>;
  return (
    <div className="space-y-3">
      <Search typed={typed} chosen={chosen} onType={setTyped} onKeyDown={onKeyDown} />
      <div className="grid gap-3 md:grid-cols-[2fr_3fr]">
        <div id="macro-list" role="listbox" aria-label={t('macro.title')} className="max-h-[min(20rem,40vh)] overflow-y-auto">
          {found.map((macro) => (
            <Option key={macro.id} macro={macro} chosen={macro === chosen} onPoint={() => setActive(macro.id)} onChoose={() => setActive(macro.id)} />
          ))}
          {found.length === 0 ? <p className="px-2 py-3 text-sm text-ink-soft">{t('macro.nothing')}</p> : null}
        </div>
        {chosen ? (
          <section className="min-w-0 border-line md:border-s md:ps-3">
            <h3 className="mb-1 text-xs font-medium text-ink-faint">{t('macro.preview')}</h3>
            <Effects conversation={conversation} steps={chosen.steps} effects={effects} />
          </section>
        ) : null}
      </div>
      <div className="flex items-center justify-end gap-3">
        <p role="status" className="hint me-auto">
          {stopped ? t('macro.stopped') : ''}
        </p>
        <Button look="main" disabled={!chosen || stopped} onClick={go}>
          <Zap size={15} aria-hidden="true" />
          {t('macro.run')}
        </Button>
      </div>
    </div>
  );
}

const none: readonly never[] = [];

function Search({ typed, chosen, onType, onKeyDown }: { readonly typed: string; readonly chosen: MacroView | undefined; onType(typed: string): void; onKeyDown(event: KeyboardEvent): void }) {
  const { t } = useTranslation('writing');
  return (
    <input
      className="field"
      role="combobox"
      aria-expanded="true"
      aria-controls="macro-list"
      aria-label={t('macro.find')}
      aria-autocomplete="list"
      {...(chosen ? { 'aria-activedescendant': `macro-${chosen.id}` } : {})}
      placeholder={t('macro.find')}
      autoFocus
      dir="auto"
      value={typed}
      onChange={(event) => onType(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

function Option({ macro, chosen, onPoint, onChoose }: { readonly macro: MacroView; readonly chosen: boolean; onPoint(): void; onChoose(): void }) {
  const { t } = useTranslation('writing');
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div ref={element} id={`macro-${macro.id}`} role="option" aria-selected={chosen} onPointerDown={onPoint} onClick={onChoose} className={`cursor-pointer rounded-md px-2 py-1.5 ${chosen ? 'bg-sunken' : ''}`}>
      <p className="truncate text-sm" dir="auto">
        {macro.name}
      </p>
      <p className="truncate text-xs text-ink-faint">{[t('macro.steps', { count: macro.steps.length }), macro.shortcut ? `/${macro.shortcut}` : null, macro.owner ? t('picker.own') : null].filter((word) => word !== null).join(' · ')}</p>
    </div>
  );
}
