// The box beside a row: shown where a hand or the focus is, and on every row once something is selected.
import { clsx } from 'clsx';
import { useContactLabel } from '../contact/contact-label.ts';
import type { ConversationView } from '../../contract/views.ts';
import { reaching, select, toggled } from './selection.ts';
import { useTranslation } from '../wording/use-translation.ts';

type BoxProps = { readonly conversation: ConversationView; readonly rows: readonly { readonly id: string }[]; readonly selected: boolean; readonly shown: boolean };

export function SelectBox({ conversation, rows, selected, shown }: BoxProps) {
  const { t } = useTranslation();
  const who = useContactLabel(conversation);
  return (
    <label
      className={clsx(
        'absolute inset-y-0 start-0 z-10 flex w-7 cursor-pointer items-center justify-center focus-within:opacity-100 group-hover/row:opacity-100',
        shown ? 'opacity-100' : 'opacity-0 pointer-coarse:opacity-50',
      )}
    >
      <input
        type="checkbox"
        tabIndex={-1}
        className="size-4 accent-accent"
        aria-label={t('list.select', { who })}
        checked={selected}
        onChange={(event) => {
          const ranged = (event.nativeEvent as MouseEvent).shiftKey;
          select((now) => (ranged ? reaching(now, rows, conversation.id) : toggled(now, conversation.id)));
        }}
      />
    </label>
  );
}
