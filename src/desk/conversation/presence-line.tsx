// "Anna is writing" — between the messages and the composer, where a second answer would begin.
import type { ConversationView } from '../../contract/views.ts';
import { useContactLabel } from '../contact/contact-label.ts';
import { useLocale } from '../wording/locale.ts';
import { useDesk, useMe, usePresence } from '../live/use-desk.ts';
import { useTranslation } from '../wording/use-translation.ts';

export function PresenceLine({ conversation }: { readonly conversation: ConversationView }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const label = useContactLabel(conversation);
  const me = useMe().id;
  const { viewing, writing, customerTyping } = usePresence(conversation.id);
  const agents = useDesk((state) => state.agents);
  const names = (ids: readonly string[]) => ids.filter((id) => id !== me).map((id) => agents[id]?.name ?? t('message.formerAgent'));
  const writers = names(writing);
  const viewers = names(viewing.filter((id) => !writing.includes(id)));
  const join = (list: readonly string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(list);
  const said = [
    customerTyping ? t('presence.customer', { name: label }) : null,
    writers.length > 0 ? t('presence.writing', { count: writers.length, names: join(writers) }) : null,
    viewers.length > 0 ? t('presence.viewing', { count: viewers.length, names: join(viewers) }) : null,
  ].filter((part) => part !== null);
  return (
    <p aria-live="polite" className="flex h-6 shrink-0 items-center justify-center gap-3 overflow-hidden px-4 text-xs text-ink-soft">
      {said.map((part) => (
        <span key={part} className="truncate" dir="auto">
          {part}
        </span>
      ))}
    </p>
  );
}
