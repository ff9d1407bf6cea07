// Choosing messages that are another matter: the thread itself becomes the list to choose from.
import { Scissors } from 'lucide-react';
import { lazy, Suspense, useLayoutEffect, useRef, type ReactNode } from 'react';
import type { ConversationView, MessageView } from '../../contract/views.ts';
import { Button } from '../kit/button.tsx';
import { useDueTime } from '../kit/moment.tsx';
import { usePart } from '../writing/use-part.ts';
import { changeSplit, endSplit, toggleChosen, useSplit } from './wishes.ts';
import { useTranslation } from '../wording/use-translation.ts';

const SplitDialog = lazy(() => import('./split-dialog.tsx').then((module) => ({ default: module.SplitDialog })));

/** One message, to be chosen by a click anywhere on it or by Space. */
export function Selectable({ message, name, children }: { readonly message: MessageView; readonly name: string; readonly children: ReactNode }) {
  const { t } = useTranslation('merging');
  const when = useDueTime();
  const chosen = useSplit(message.conversation)?.chosen.includes(message.id) ?? false;
  return (
    <div className={`relative cursor-pointer border-s-2 ${chosen ? 'border-accent bg-accent-wash' : 'border-transparent hover:bg-sunken'}`} onClick={() => toggleChosen(message.id)}>
      <input
        type="checkbox"
        data-splittable={message.id}
        checked={chosen}
        aria-label={t('split.choose', { name: message.author.name ?? name, when: when(message.createdAt) })}
        className="absolute start-2 top-4 size-4.5 accent-accent"
        onClick={(event) => event.stopPropagation()}
        onChange={() => toggleChosen(message.id)}
      />
      <div inert className="ps-6">
        {children}
      </div>
    </div>
  );
}

/** Stands where the composer stands otherwise: what is chosen, and what to do with it. */
export function SplitBar({ conversation, messages }: { readonly conversation: ConversationView; readonly messages: readonly MessageView[] }) {
  const ready = usePart('merging');
  return ready ? <Bar conversation={conversation} messages={messages} /> : null;
}

function Bar({ conversation, messages }: { readonly conversation: ConversationView; readonly messages: readonly MessageView[] }) {
  const { t } = useTranslation('merging');
  const mode = useSplit(conversation.id);
  useChoosing();
  if (!mode) return null;
  const chosen = mode.chosen.filter((id) => messages.some((message) => message.id === id));
  const all = chosen.length === messages.length && chosen.length >= conversation.messageCount;
  return (
    <section aria-label={t('split.start')} className="border-t border-line bg-raised px-4 py-3 sm:px-6">
      <p className="text-sm text-ink-soft pointer-coarse:hidden">{t('split.hint')}</p>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
        <p aria-live="polite" className={`text-sm ${all ? 'text-danger' : 'text-ink-faint'}`}>
          {all ? t('split.all') : chosen.length === 0 ? t('split.none') : t('split.chosen', { count: chosen.length })}
        </p>
        <div className="flex gap-2">
          <Button look="quiet" onClick={endSplit}>
            {t('split.cancel')}
          </Button>
          <Button look="main" disabled={chosen.length === 0 || all} onClick={() => changeSplit({ asking: true })}>
            <Scissors size={15} aria-hidden="true" />
            {t('split.go')}
          </Button>
        </div>
      </div>
      {mode.asking ? (
        <Suspense>
          <SplitDialog conversation={conversation} messages={chosen} onClose={() => changeSplit({ asking: false })} />
        </Suspense>
      ) : null}
    </section>
  );
}

/** Arrows go from message to message, Enter goes on, Escape leaves everything as it is. */
function useChoosing(): void {
  const began = useRef(false);
  useLayoutEffect(() => {
    if (!began.current) {
      began.current = true;
      boxes().at(-1)?.focus();
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || (event.target instanceof Element && event.target.closest('[role="dialog"]'))) return;
      if (event.code === 'Escape') {
        event.preventDefault();
        endSplit();
      }
      const step = event.code === 'ArrowDown' || event.code === 'KeyJ' ? 1 : event.code === 'ArrowUp' || event.code === 'KeyK' ? -1 : 0;
      const at = boxes().indexOf(document.activeElement as HTMLInputElement);
      if (step !== 0 && at >= 0) {
        event.preventDefault();
        boxes()[Math.min(Math.max(at + step, 0), boxes().length - 1)]?.focus();
      }
      if (event.code === 'Enter' && at >= 0) {
        event.preventDefault();
        changeSplit({ asking: true });
      }
    };
    // Before the page's own keys: here they choose messages.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
}

function boxes(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('[data-splittable]')];
}
