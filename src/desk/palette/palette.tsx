// Everything by its name: one line to type in, a list below it. Arrows move, Enter does it, Escape goes back. Each line shows its key,
// so that it is not needed the next time.
import { Dialog as Radix } from 'radix-ui';
import { useRef, useState } from 'react';
import { Skeleton } from '../kit/state.tsx';
import { usePart } from '../writing/use-part.ts';
import { Chooser } from './chooser.tsx';
import type { Entry, Step } from './entry.ts';
import { rememberChosen } from './recent.ts';
import { sources } from './sources/all.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function Palette({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('keys');
  const ready = usePart('keys');
  const [step, setStep] = useState<Step | null>(null);
  const wanted = useRef<(() => void) | null>(null);
  // Asked before the line takes the focus.
  const [before] = useState(() => document.activeElement);
  const choose = (entry: Entry) => {
    // What was typed is nothing that can be offered again, and the second step is part of the first.
    if (!step && entry.id !== 'find-everywhere') rememberChosen(entry.id);
    if (typeof entry.run !== 'function') {
      setStep(entry.run);
      return;
    }
    wanted.current = entry.run;
    onClose();
  };
  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/35" />
        <Radix.Content
          aria-describedby={undefined}
          className="floating appear fixed top-[10vh] left-1/2 z-50 flex max-h-[76vh] w-[calc(100vw-1.5rem)] max-w-xl -translate-x-1/2 flex-col overflow-hidden max-md:top-2 max-md:max-h-[calc(100dvh-1rem)]"
          onEscapeKeyDown={(event) => {
            if (!step) return;
            event.preventDefault();
            setStep(null);
          }}
          // First the focus goes back to where it came from; then what was chosen may take it on.
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (before instanceof HTMLElement) before.focus();
            wanted.current?.();
          }}
        >
          <Radix.Title className="sr-only">{ready ? t('palette.title') : '…'}</Radix.Title>
          {ready ? (
            <Chooser key={step?.id ?? ''} sources={step ? [step.source] : sources} step={step} onChoose={choose} onBack={() => setStep(null)} onClose={onClose} />
          ) : (
            <Skeleton className="m-3 h-10" />
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
