// Where the answer is written. A copy of the text lies exactly behind it, grows it, and carries the underlines.
import { useRef, useState, type ClipboardEvent, type KeyboardEvent, type RefObject } from 'react';
import { clsx } from 'clsx';
import { applyFix, fixAt, stretchesOf, type Stretch, type ToldFinding } from './findings.ts';

const look = 'book col-start-1 row-start-1 m-0 w-full max-w-none! px-3 py-2.5 whitespace-pre-wrap';

/** A wave under what is advised about, a straight line under a promise. */
function lookOf({ finding, promise }: Stretch): string {
  if (finding) return `underline decoration-wavy decoration-1 underline-offset-4 ${finding.level === 'hint' ? 'decoration-ink-faint' : 'decoration-mark'}`;
  return promise ? 'underline decoration-accent decoration-2 underline-offset-4' : '';
}

export type WritingProps = {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly findings: readonly ToldFinding[];
  readonly promises: readonly { readonly start: number; readonly end: number }[];
  readonly area: RefObject<HTMLTextAreaElement | null>;
  onChange(text: string): void;
  onSend(): void;
  onKeepPromises(): void;
  onFiles(files: readonly File[]): void;
};

export function WritingArea({ label, hint, value, findings, promises, area, onChange, onSend, onKeepPromises, onFiles }: WritingProps) {
  // Escape lets the Tab key go on to the next control, as everywhere else on the page.
  const [tabMoves, setTabMoves] = useState(false);
  const composing = useRef(false);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || composing.current) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
      return;
    }
    if (event.key === 'Enter' && event.altKey && promises.length > 0) {
      event.preventDefault();
      onKeepPromises();
      return;
    }
    if (event.key === 'Escape') {
      if (tabMoves || !findings.some((finding) => finding.fix !== null)) event.currentTarget.blur();
      setTabMoves(true);
      return;
    }
    if (event.key !== 'Tab' || event.shiftKey || tabMoves) return;
    const finding = fixAt(findings, event.currentTarget.selectionStart);
    if (!finding?.fix) return;
    event.preventDefault();
    const { text, caret } = applyFix(value, finding.fix);
    onChange(text);
    const element = event.currentTarget;
    requestAnimationFrame(() => element.setSelectionRange(caret, caret));
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };

  return (
    <div className="max-h-[40vh] overflow-y-auto">
      <div className="grid">
        <div aria-hidden="true" className={clsx(look, 'pointer-events-none min-h-20 text-transparent compact:min-h-16')} dir="auto">
          {stretchesOf(value, findings, promises).map((stretch, index) => (
            <span key={index} className={lookOf(stretch)}>{stretch.text}</span>
          ))}
          {' '}
        </div>
        <textarea
          ref={area} aria-label={label} placeholder={hint} value={value} dir="auto" spellCheck
          onChange={(event) => { setTabMoves(false); onChange(event.target.value); }} onKeyDown={onKeyDown} onPaste={onPaste}
          onCompositionStart={() => { composing.current = true; }} onCompositionEnd={() => { composing.current = false; }}
          className={clsx(look, 'resize-none overflow-hidden bg-transparent outline-none')}
        />
      </div>
    </div>
  );
}
