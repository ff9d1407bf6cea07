// Where the answer is written. A copy of the text lies exactly behind it, grows it, and carries the underlines.
import { useRef, useState, type ClipboardEvent, type KeyboardEvent, type RefObject } from 'react';
import { clsx } from 'clsx';
import { editArea } from './edit-area.ts';
import { formatKey, loadFormatting, pasteInto } from './formatting.ts';
import { fixAt, stretchesOf, type Stretch, type ToldFinding } from './findings.ts';

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
  /** `close`: and this conversation is done with. */
  onSend(close: boolean): void;
  onKeepPromises(): void;
  onFiles(files: readonly File[]): void;
  /** The id of what is wrong with it. */
  readonly described?: string | undefined;
  /** Light formatting by keys and by what is pasted. */
  readonly formats?: boolean;
  /** What may take a key before anything else does, and what it shows beside the text. */
  readonly search?: {
    readonly list: string;
    readonly active: string | null;
    readonly open: boolean;
    key(event: KeyboardEvent<HTMLTextAreaElement>, composing: boolean): boolean;
    typed(text: string, caret: number): void;
    moved(caret: number): void;
    close(): void;
  };
};

export function WritingArea({ label, hint, value, findings, promises, area, onChange, onSend, onKeepPromises, onFiles, formats = false, described, search }: WritingProps) {
  // Escape lets the Tab key go on to the next control, as everywhere else on the page.
  const [tabMoves, setTabMoves] = useState(false);
  const composing = useRef(false);

  const keys = { findings, hasPromises: promises.length > 0, tabMoves, setTabMoves, onSend, onKeepPromises };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    if (pasteInto(event, { formats, onFiles })) event.preventDefault();
  };

  return (
    <div className="max-h-[40vh] overflow-y-auto">
      <div className="grid">
        <div aria-hidden="true" className={clsx(look, 'pointer-events-none min-h-20 text-transparent max-md:min-h-12 compact:min-h-16')} dir="auto">
          {stretchesOf(value, findings, promises).map((stretch, index) => (
            <span key={index} className={lookOf(stretch)}>
              {stretch.text}
            </span>
          ))}{' '}
        </div>
        <textarea
          ref={area}
          aria-label={label}
          placeholder={hint}
          value={value}
          {...(described ? { 'aria-describedby': described, 'aria-invalid': true as const } : {})}
          dir="auto"
          spellCheck
          onChange={(event) => {
            setTabMoves(false);
            onChange(event.target.value);
            search?.typed(event.target.value, event.target.selectionStart);
          }}
          onKeyDown={(event) => {
            const busy = event.nativeEvent.isComposing || composing.current;
            if (!tabMoves && search?.key(event, busy)) event.preventDefault();
            else if (!busy && formats && formatKey(event)) event.preventDefault();
            else if (!busy) takeKey(event, keys);
          }}
          onSelect={(event) => search?.moved(event.currentTarget.selectionStart)}
          onFocus={() => {
            if (formats) loadFormatting();
          }}
          onBlur={() => search?.close()}
          {...(search?.open ? { 'aria-controls': search.list, 'aria-autocomplete': 'list' as const, ...(search.active ? { 'aria-activedescendant': search.active } : {}) } : {})}
          onPaste={onPaste}
          onCompositionStart={() => {
            composing.current = true;
          }}
          onCompositionEnd={() => {
            composing.current = false;
          }}
          className={clsx(look, 'resize-none overflow-hidden bg-transparent outline-none')}
        />
      </div>
    </div>
  );
}

type Keys = Pick<WritingProps, 'findings' | 'onSend' | 'onKeepPromises'> & {
  readonly hasPromises: boolean;
  readonly tabMoves: boolean;
  setTabMoves(moves: boolean): void;
};

function takeKey(event: KeyboardEvent<HTMLTextAreaElement>, keys: Keys): void {
  const area = event.currentTarget;
  const sends = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
  const keeps = event.key === 'Enter' && event.altKey && keys.hasPromises;
  if (sends || keeps) {
    event.preventDefault();
    if (sends) keys.onSend(event.shiftKey);
    else keys.onKeepPromises();
  } else if (event.key === 'Escape') {
    if (keys.tabMoves || !keys.findings.some((finding) => finding.fix !== null)) area.blur();
    keys.setTabMoves(true);
  } else if (event.key === 'Tab' && !event.shiftKey && !keys.tabMoves) takeFix(event, keys);
  else if (event.key === 'ArrowDown' && !event.shiftKey && keys.hasPromises) goToPromises(event);
}

function takeFix(event: KeyboardEvent<HTMLTextAreaElement>, { findings }: Keys): void {
  const area = event.currentTarget;
  const fix = fixAt(findings, area.selectionStart)?.fix;
  if (!fix) return;
  event.preventDefault();
  editArea(area, fix.start, fix.end, fix.text);
}

/** Below the last words stand the promises found in them: there Enter keeps one. */
function goToPromises(event: KeyboardEvent<HTMLTextAreaElement>): void {
  const area = event.currentTarget;
  const keep = area.selectionStart === area.value.length ? area.closest('section')?.querySelector<HTMLElement>('[data-keep-promise]') : null;
  if (!keep) return;
  event.preventDefault();
  keep.focus();
}
