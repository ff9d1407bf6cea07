// Words that can be changed where they stand: a press opens a field, Enter or leaving keeps what was typed, Escape forgets it. The
// focus comes back to where it was.
import { clsx } from 'clsx';
import { useRef, useState, type ReactNode } from 'react';

export type EditProps = {
  readonly value: string;
  /** What the field is called, and what pressing the words does. */
  readonly label: string;
  readonly action: string;
  readonly longest: number;
  readonly className?: string;
  readonly fieldClassName?: string;
  /** The words as they are shown; they may be others than the value where that is empty. */
  readonly children: ReactNode;
  onSave(value: string | null): void;
};

export function EditInPlace({ value, label, action, longest, className, fieldClassName, children, onSave }: EditProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const done = useRef(false);
  const end = (kept: boolean, byKey: boolean) => {
    // Leaving the field for the button blurs it: what was decided by a key is decided.
    if (done.current) return;
    done.current = true;
    const typed = draft?.trim() ?? value;
    setDraft(null);
    if (byKey) requestAnimationFrame(() => button.current?.focus());
    if (kept && typed !== value) onSave(typed === '' ? null : typed);
  };
  if (draft === null) {
    return (
      <button
        ref={button}
        type="button"
        title={action}
        onClick={() => {
          done.current = false;
          setDraft(value);
        }}
        className={clsx('-mx-1 max-w-full rounded-sm px-1 text-start break-words hover:bg-sunken', className)}
      >
        {children}
      </button>
    );
  }
  return (
    <input
      className={clsx('field font-semibold', fieldClassName)}
      aria-label={label}
      dir="auto"
      autoFocus
      maxLength={longest}
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => end(true, false)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') end(true, true);
        if (event.key === 'Escape') end(false, true);
      }}
    />
  );
}
