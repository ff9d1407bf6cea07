// The few ways to format: for mail and for notes. The marks stand in the text, so everybody sees what they write.
import { Bold, Italic, Link2, List, ListOrdered, Quote, type LucideIcon } from 'lucide-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Formatting } from '../../domain/formatting/change-marks.ts';
import { IconButton } from '../kit/button.tsx';
import { isMac } from '../kit/platform.ts';
import { formatKeys } from './format-keys.ts';
import { formatSelection, loadFormatting } from './formatting.ts';

const signs: readonly (readonly [Formatting, LucideIcon])[] = [['bold', Bold], ['italic', Italic], ['list', List], ['numbers', ListOrdered], ['link', Link2], ['quote', Quote]];

export function FormatBar({ area }: { readonly area: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation();
  return (
    <div role="toolbar" aria-label={t('composer.format.title')} className="flex max-sm:hidden" onPointerEnter={loadFormatting} onFocus={loadFormatting}>
      {signs.map(([how, Sign]) => (
        <IconButton
          key={how}
          label={t(`composer.format.${how}`)}
          keys={`${isMac ? '⌘' : 'Ctrl'} ${formatKeys[how]}`}
          side="top"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            if (area.current) formatSelection(area.current, how);
          }}
        >
          <Sign size={16} />
        </IconButton>
      ))}
    </div>
  );
}
