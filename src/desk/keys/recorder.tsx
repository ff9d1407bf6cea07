// Takes the next key that is pressed, or two keys one after the other. Escape and Tab leave everything as it is.
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { isMac } from '../kit/platform.ts';
import { holdsModifier, stepOf } from './bindings.ts';
import { BindingCaps } from './caps.tsx';
import { keptBy } from './conflicts.ts';
import { capsOf } from './key-caps.ts';
import { useLayout } from './own-keys.ts';
import { useTranslation } from '../wording/use-translation.ts';

const waitMs = 900;

export function Recorder({ label, onRecorded, onCancel }: { readonly label: string; onRecorded(binding: string): void; onCancel(): void }) {
  const { t } = useTranslation('keys');
  const layout = useLayout();
  const [first, setFirst] = useState<string | null>(null);
  const [kept, setKept] = useState<string | null>(null);
  const done = useRef(onRecorded);
  useEffect(() => {
    done.current = onRecorded;
  });
  useEffect(() => {
    if (first === null) return undefined;
    const timer = setTimeout(() => done.current(first), waitMs);
    return () => clearTimeout(timer);
  }, [first]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    const step = stepOf(event.nativeEvent, isMac);
    if (step === 'Escape') onCancel();
    if (step === null || step === 'Escape' || event.repeat) return;
    const owner = keptBy(step);
    setKept(owner === null ? null : t(`change.kept.${owner}`, { key: capsOf(step, layout, isMac).join(' ') }));
    if (owner !== null) setFirst(null);
    else if (first !== null) onRecorded(`${first} ${step}`);
    else if (holdsModifier(step)) onRecorded(step);
    else setFirst(step);
  };
  return (
    <div className="w-full">
      <div className="flex items-center gap-2">
        <input readOnly autoFocus aria-label={label} aria-describedby="key-recorder-hint" className="field max-w-56" placeholder={t('change.press')} value="" onKeyDown={onKeyDown} onBlur={() => (first === null ? onCancel() : undefined)} />
        {first === null ? null : <BindingCaps binding={first} />}
      </div>
      <p id="key-recorder-hint" className="hint mt-1">
        {t('change.pressHint')}
      </p>
      <p role="alert" className="text-sm text-warn">
        {kept}
      </p>
    </div>
  );
}
