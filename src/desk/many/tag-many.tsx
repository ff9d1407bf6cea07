// A tag for all that is selected, put on or taken off: type to find or to make one, Enter puts the first on.
import { Plus } from 'lucide-react';
import { longestTag, useTagChoice } from '../conversation/menus/use-tag-choice.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { useTranslation } from '../wording/use-translation.ts';

export function TagMany({ onTag, onClose }: { onTag(tag: string, on: boolean): void; onClose(): void }) {
  const { t } = useTranslation('many');
  const desk = useTranslation('desk').t;
  const { typed, setTyped, wanted, alike, isNew, first } = useTagChoice();
  return (
    <Dialog title={t('tags')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (first !== null) onTag(first, true);
        }}
      >
        <TextField label={desk('tags.find')} value={typed} maxLength={longestTag} dir="auto" autoFocus onChange={(event) => setTyped(event.target.value)} />
      </form>
      <ul className="mt-2 max-h-72 overflow-y-auto">
        {isNew ? (
          <li>
            <Button look="quiet" className="-ms-3" onClick={() => onTag(wanted, true)}>
              <Plus size={15} aria-hidden="true" />
              <span dir="auto">{desk('tags.make', { tag: wanted })}</span>
            </Button>
          </li>
        ) : null}
        {alike.map((name) => (
          <li key={name} className="flex min-h-9 items-center gap-2 text-sm">
            <span className="min-w-0 flex-1 truncate" dir="auto">
              {name}
            </span>
            <Button small onClick={() => onTag(name, true)} aria-label={t('putOn', { tag: name })}>
              {t('on')}
            </Button>
            <Button small look="quiet" onClick={() => onTag(name, false)} aria-label={t('takeOff', { tag: name })}>
              {t('off')}
            </Button>
          </li>
        ))}
      </ul>
      {alike.length === 0 && !isNew ? <p className="hint mt-2">{desk('tags.none')}</p> : null}
    </Dialog>
  );
}
