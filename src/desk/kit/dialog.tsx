// A window above the page: focus stays inside, Escape closes it, and focus returns to where it came from.
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { IconButton } from './button.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export type DialogProps = { readonly title: string; readonly about?: string; readonly wide?: boolean; readonly children: ReactNode; onClose(): void };

const windows = '[role="dialog"]';
/** Where the focus was when a window was opened; for one that takes the place of another, also where it was before that. */
const focusBefore = new WeakMap<Element, readonly Element[]>();

function focusedBefore(): readonly Element[] {
  const { activeElement } = document;
  const replaced = activeElement?.closest(windows);
  return [...(activeElement ? [activeElement] : []), ...(replaced ? (focusBefore.get(replaced) ?? []) : [])];
}

export function Dialog({ title, about, wide = false, children, onClose }: DialogProps) {
  const { t } = useTranslation();
  // Asked before a field inside takes the focus.
  const [before] = useState(focusedBefore);
  return (
    <Radix.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/35" />
        <Radix.Content
          className={`floating appear fixed top-[8vh] left-1/2 z-50 flex max-h-[84vh] w-[calc(100vw-1.5rem)] -translate-x-1/2 flex-col ${wide ? 'max-w-2xl' : 'max-w-md'}`}
          onEscapeKeyDown={(event) => {
            // A list that is open over a text takes the first Escape.
            if (document.activeElement instanceof HTMLTextAreaElement && document.activeElement.hasAttribute('aria-controls')) event.preventDefault();
          }}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            const body = (event.currentTarget as HTMLElement).querySelector<HTMLElement>('[data-body]');
            // What is to be filled in, or else the words: they can be read with the arrow keys, and Enter does nothing yet.
            (body?.querySelector<HTMLElement>('input:not(:disabled), select:not(:disabled), textarea:not(:disabled)') ?? body)?.focus();
          }}
          ref={(element) => void (element && focusBefore.set(element, before))}
          onCloseAutoFocus={(event) => {
            const back = before.find((one) => one !== document.body && one.isConnected);
            // Another window has taken its place, as one that was loading makes room for what it waited for.
            const taken = document.activeElement?.closest(windows) != null;
            if (taken || back instanceof HTMLElement) event.preventDefault();
            if (!taken && back instanceof HTMLElement) back.focus();
          }}
          {...(about ? {} : { 'aria-describedby': undefined })}
        >
          <header className="flex items-start justify-between gap-4 px-5 pt-4">
            <div>
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {about ? <Radix.Description className="hint mt-0.5">{about}</Radix.Description> : null}
            </div>
            <IconButton label={t('action.close')} onClick={onClose} side="left">
              <X size={18} />
            </IconButton>
          </header>
          <div data-body tabIndex={-1} className="overflow-y-auto px-5 pt-3 pb-5 outline-none">
            {children}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
