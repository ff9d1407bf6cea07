// Macros to choose one from: typed to be found, arrows move, what it will do is shown beside it, Enter does it.
import { Zap } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { MacroView } from '../../contract/macro.ts';
import { Button } from '../kit/button.tsx';
import { findMacros } from './find-macros.ts';
import { useTranslation } from '../wording/use-translation.ts';

export type Picking = {
  readonly macros: readonly MacroView[]; readonly typed: string; readonly found: readonly MacroView[]; readonly chosen: MacroView | undefined;
  type(words: string): void;
  point(macro: MacroView): void;
  move(by: 1 | -1): void;
};

/** @param named one that was named already; null: which one is asked */
export function usePicking(macros: readonly MacroView[], named: string | null): Picking {
  const [typed, type] = useState('');
  const [active, setActive] = useState<string | null>(named);
  const found = findMacros(macros, typed);
  const index = Math.max(found.findIndex((one) => one.id === active), 0);
  return { macros, typed, found, chosen: found[index], type, point: (macro) => setActive(macro.id), move: (by) => found.length > 0 && setActive(found[(index + by + found.length) % found.length]!.id) };
}

/** `said`: what stands beside the button. */
type PickerProps = { readonly picking: Picking; readonly mayGo: boolean; readonly said: string; readonly children: ReactNode; onGo(): void };

export function MacroPicker({ picking, mayGo, said, children, onGo }: PickerProps) {
  const { t } = useTranslation('writing');
  const { macros, found, chosen } = picking;
  if (macros.length === 0) return <p className="text-ink-soft">{t('macro.none')}</p>;
  return (
    <div className="space-y-3">
      <Search picking={picking} onGo={onGo} />
      <div className="grid gap-3 md:grid-cols-[2fr_3fr]">
        <div id="macro-list" role="listbox" aria-label={t('macro.title')} className="max-h-[min(20rem,40vh)] overflow-y-auto">
          {found.map((macro) => (
            <Option key={macro.id} macro={macro} chosen={macro === chosen} onChoose={() => picking.point(macro)} />
          ))}
          {found.length === 0 ? <p className="px-2 py-3 text-sm text-ink-soft">{t('macro.nothing')}</p> : null}
        </div>
        {chosen ? (
          <section className="min-w-0 border-line md:border-s md:ps-3">
            <h3 className="mb-1 text-xs font-medium text-ink-faint">{t('macro.preview')}</h3>
            {children}
          </section>
        ) : null}
      </div>
      <div className="flex items-center justify-end gap-3">
        <p role="status" className="hint me-auto">
          {said}
        </p>
        <Button look="main" disabled={!chosen || !mayGo} onClick={onGo}>
          <Zap size={15} aria-hidden="true" />
          {t('macro.run')}
        </Button>
      </div>
    </div>
  );
}

function Search({ picking: { typed, chosen, type, move }, onGo }: Pick<PickerProps, 'picking' | 'onGo'>) {
  const { t } = useTranslation('writing');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 && event.key !== 'Enter') return;
    event.preventDefault();
    if (step === 0) onGo();
    else move(step);
  };
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
      onChange={(event) => type(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

function Option({ macro, chosen, onChoose }: { readonly macro: MacroView; readonly chosen: boolean; onChoose(): void }) {
  const { t } = useTranslation('writing');
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div ref={element} id={`macro-${macro.id}`} role="option" aria-selected={chosen} onPointerDown={onChoose} onClick={onChoose} className={`cursor-pointer rounded-md px-2 py-1.5 ${chosen ? 'bg-sunken' : ''}`}>
      <p className="truncate text-sm" dir="auto">
        {macro.name}
      </p>
      <p className="truncate text-xs text-ink-faint">{[t('macro.steps', { count: macro.steps.length }), macro.shortcut ? `/${macro.shortcut}` : null, macro.owner ? t('picker.own') : null].filter((word) => word !== null).join(' · ')}</p>
    </div>
  );
}
