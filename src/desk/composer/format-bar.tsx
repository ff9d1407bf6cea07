// The few ways to format: for mail and for notes. The marks stand in the text, so everybody sees what they write. Where there is
// little room, one button opens them as a row of their own above the others.
import { clsx } from 'clsx';
import { Baseline, Bold, Italic, Link2, List, ListOrdered, Quote, type LucideIcon } from 'lucide-react';
import { useId, useState, type MouseEvent, type RefObject } from 'react';
import type { Formatting } from '../../domain/formatting/change-marks.ts';
import { IconButton } from '../kit/button.tsx';
import { isMac } from '../kit/platform.ts';
import { formatKeys } from './format-keys.ts';
import { formatSelection, loadFormatting } from './formatting.ts';
import { useTranslation } from '../wording/use-translation.ts';

const signs: readonly (readonly [Formatting, LucideIcon])[] = [['bold', Bold], ['italic', Italic], ['list', List], ['numbers', ListOrdered], ['link', Link2], ['quote', Quote]];

/** The text keeps the caret, and a phone its keyboard. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

export function FormatBar({ area }: { readonly area: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation();
  const bar = useId();
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        label={t('composer.format.title')}
        aria-expanded={open}
        aria-controls={bar}
        side="top"
        className={clsx('size-11! sm:hidden', open && 'bg-sunken text-ink')}
        onMouseDown={keepFocus}
        onClick={() => {
          setOpen(!open);
          loadFormatting();
          area.current?.focus();
        }}
      >
        <Baseline size={18} />
      </IconButton>
      <div
        id={bar}
        role="toolbar"
        aria-label={t('composer.format.title')}
        className={clsx('flex', open ? 'max-sm:order-first max-sm:w-full max-sm:justify-between max-sm:border-b max-sm:border-line max-sm:pb-1' : 'max-sm:hidden')}
        onPointerEnter={loadFormatting}
        onFocus={loadFormatting}
      >
        {signs.map(([how, Sign]) => (
          <IconButton
            key={how}
            label={t(`composer.format.${how}`)}
            keys={`${isMac ? '⌘' : 'Ctrl'} ${formatKeys[how]}`}
            side={how === 'link' || how === 'quote' ? 'topEnd' : 'top'}
            className="max-sm:size-11"
            onMouseDown={keepFocus}
            onClick={() => {
              if (area.current) formatSelection(area.current, how);
            }}
          >
            <Sign size={16} className="max-sm:size-5" />
          </IconButton>
        ))}
      </div>
    </>
  );
}
