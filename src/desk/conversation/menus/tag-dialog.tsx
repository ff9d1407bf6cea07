// Tags of one conversation: type to find or to make one, Enter takes the first.
import { Check, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ConversationView } from '../../../contract/views.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { TextField } from '../../kit/field.tsx';
import type { Actions } from '../actions.ts';
import { longestTag, useTagChoice } from './use-tag-choice.ts';
import { useTranslation } from '../../wording/use-translation.ts';

export function TagDialog({ conversation, actions, onClose }: { readonly conversation: ConversationView; readonly actions: Actions; onClose(): void }) {
  const { t } = useTranslation();
  const { typed, setTyped, wanted, alike, isNew, first } = useTagChoice(conversation.tags);
  const toggle = (name: string) => {
    void actions.tag(conversation, name, !conversation.tags.includes(name));
    setTyped('');
  };
  return (
    <Dialog title={t('tags.title')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (first !== null) toggle(first);
        }}
      >
        <TextField label={t('tags.find')} value={typed} maxLength={longestTag} dir="auto" autoFocus onChange={(event) => setTyped(event.target.value)} />
      </form>
      <ul className="-mx-2 mt-2 max-h-72 overflow-y-auto">
        {isNew ? (
          <Row onClick={() => toggle(wanted)}>
            <Plus size={15} aria-hidden="true" />
            <span className="truncate" dir="auto">
              {t('tags.make', { tag: wanted })}
            </span>
          </Row>
        ) : null}
        {alike.map((name) => {
          const on = conversation.tags.includes(name);
          return (
            <Row key={name} pressed={on} onClick={() => toggle(name)}>
              <Check size={15} aria-hidden="true" className={on ? 'text-accent' : 'invisible'} />
              <span className="truncate" dir="auto">
                {name}
              </span>
            </Row>
          );
        })}
      </ul>
      {alike.length === 0 && !isNew ? <p className="hint">{t('tags.none')}</p> : null}
    </Dialog>
  );
}

function Row({ pressed, onClick, children }: { readonly pressed?: boolean; readonly children: ReactNode; onClick(): void }) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={pressed}
        onClick={onClick}
        className="flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-start text-sm hover:bg-sunken"
      >
        {children}
      </button>
    </li>
  );
}
